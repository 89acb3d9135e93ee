"""Public draws as they are shown, before and after they are drawn, and what is wrong with a draw's record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from safar.rooms.pathways.draw_record import CLOSED, DRAWN, FILES, RULES, Listed, read_entries, read_json, read_rules
from safar.rules.public_draw import (
    Rules,
    Uniformity,
    beacon_randomness,
    draw,
    published_root,
    seed,
    uniformity,
)


@dataclass(frozen=True, slots=True)
class Group:
    """How many of a group entered, won, and would win on average in a fair draw."""

    name: str
    entered: int
    won: int
    expected: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A draw for its page: `closed` and `drawn` are empty until then; no `spread` where tickets differ."""

    slug: str
    rules: Rules
    closed: dict[str, Any]
    drawn: dict[str, Any]
    groups: tuple[Group, ...]
    spread: Uniformity | None
    mistakes: tuple[str, ...]
    files: tuple[str, ...]


def draws() -> list[str]:
    """Name the draws of this site, finished or not."""
    folder: Path = settings.DRAWS
    return sorted(path.parent.name for path in folder.glob(f"*/{RULES}"))


def draw_called(slug: str) -> Shown | None:
    """Give a draw, None where there is none or its record can't be read."""
    if slug not in draws():
        return None
    folder: Path = settings.DRAWS / slug
    files = tuple(name for name in FILES if (folder / name).is_file())
    try:
        rules, listed = read_rules(folder), read_entries(folder)
        closed = read_json(folder, CLOSED) if CLOSED in files else {}
        drawn = read_json(folder, DRAWN) if DRAWN in files else {}
        mistakes = _checked(folder, _stamps(folder)) if drawn else ()
    except (ValueError, OSError):
        return None
    groups, spread = _spread(listed, set(drawn.get("selected", [])))
    return Shown(slug, rules, closed, drawn, groups, spread, mistakes, files)


def record_file(slug: str, name: str) -> bytes | None:
    """Give one of the four published files of a draw."""
    if slug not in draws() or name not in FILES:
        return None
    path: Path = settings.DRAWS / slug / name
    return path.read_bytes() if path.is_file() else None


@lru_cache(maxsize=32)
def _checked(folder: Path, stamps: tuple[int, ...]) -> tuple[str, ...]:
    """Check a record once for each state of its files: a large draw takes a second."""
    return tuple(mistakes_of(folder))


def _stamps(folder: Path) -> tuple[int, ...]:
    found = [(folder / name).stat() for name in FILES]
    return tuple(part for one in found for part in (one.st_mtime_ns, one.st_size))


def mistakes_of(folder: Path) -> list[str]:
    """Work the whole draw out again and say what differs; nothing where all is as it must be."""
    rules, listed = read_rules(folder), read_entries(folder)
    closed, drawn = read_json(folder, CLOSED), read_json(folder, DRAWN)
    entries = [one.entry for one in listed]
    root = published_root(entries)
    try:
        randomness = beacon_randomness(bytes.fromhex(drawn["signature"]))
        again = seed(rules, root, [randomness])
        result = draw(rules, again, entries)
        wanted = {"randomness": randomness.hex(), "seed": again.hex(), "places_taken": result.places_taken}
        wanted |= {name: [one.hex() for one in getattr(result, name)] for name in ("selected", "waiting", "void")}
    except (KeyError, ValueError, TypeError) as why:
        return [f"{DRAWN} can't be worked out again: {why}"]
    found = [f"{DRAWN}: {name} differs" for name, value in wanted.items() if drawn.get(name) != value]
    if closed.get("root") != root.hex() or closed.get("entries") != len(entries):
        found.insert(0, f"{CLOSED}: the root isn't that of the entries")
    return found


def _spread(listed: list[Listed], selected: set[str]) -> tuple[tuple[Group, ...], Uniformity | None]:
    entered = Counter(one.group for one in listed)
    won = Counter(one.group for one in listed if one.entry.commitment.hex() in selected)
    is_even = len({one.entry.tickets for one in listed}) == 1
    if len(entered) < 2 or not won or not is_even:
        return (), None
    spread = uniformity(entered, won)
    groups = (Group(name, entered[name], won[name], spread.expected[name]) for name in sorted(entered))
    return tuple(groups), spread
