"""Reads the rulebooks under a folder (`<country>/<programme>.toml`), each after those whose points it uses.

For the pages, the command line and the tests. The rules themselves open no file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from safar.rules.rulebook import Rulebook, RulebookError, load_rulebook
from safar.rules.rulebook.permits import Permit, load_permits

PERMITS = "permits.toml"


def read_rulebooks(folder: Path) -> dict[str, Rulebook]:
    """Read every rulebook of a folder, by its id. Raises `RulebookError` at the first that can't be used."""
    texts, found = _texts(folder), dict[str, Rulebook]()
    for stem in texts:
        _read(stem, texts, found, ())
    return found


def mistakes_in(folder: Path) -> tuple[RulebookError, ...]:
    """Give the first mistake of every rulebook that can't be used, and of the permits."""
    texts, found, wrong = _texts(folder), dict[str, Rulebook](), dict[str, RulebookError]()
    for stem in texts:
        try:
            _read(stem, texts, found, ())
        except RulebookError as why:
            wrong[str(why)] = why  # a rulebook that leans on it fails with the same words
    try:
        read_permits(folder)
    except RulebookError as why:
        wrong[str(why)] = why
    return tuple(wrong.values())


def read_permits(folder: Path) -> dict[str, Permit]:
    """Read what happens to a permit when its holder complains, by the permit's id; none where there is no such file."""
    path = folder / PERMITS
    if not path.is_file():
        return {}
    return load_permits(path.read_text(encoding="utf-8"), _name(path, folder))


def _texts(folder: Path) -> dict[str, tuple[str, str]]:
    return {path.stem: (_name(path, folder), path.read_text(encoding="utf-8")) for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.toml") if path.name != PERMITS)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _read(stem: str, texts: Mapping[str, tuple[str, str]], found: dict[str, Rulebook], path: tuple[str, ...]) -> None:
    if stem in found:
        return
    name, text = texts[stem]
    if stem in path:
        raise RulebookError(name, "uses", 1, f"a circular reference: {' → '.join((*path[path.index(stem) :], stem))}")
    for other in _uses(text):
        if other in texts:
            _read(other, texts, found, (*path, stem))
    book = load_rulebook(text, name, found)
    if book.id != stem:
        raise RulebookError(name, "id", 1, f"'{book.id}' must be the file's own name, '{stem}'")
    found[stem] = book


def _uses(text: str) -> list[str]:
    """Give the rulebooks that a text leans on; a text that can't be read is refused by whoever loads it."""
    try:
        uses = tomllib.loads(text).get("uses", [])
    except tomllib.TOMLDecodeError:
        return []
    return [one for one in uses if isinstance(one, str)] if isinstance(uses, list) else []
