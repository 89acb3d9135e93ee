"""The texts of a rulebook that people read and that are therefore translated; what sources say stays as it was written.

For the catalogues in `locale/` and for the page. Works on the file as TOML gives it, so that a text which the loader
refuses can still be found and mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Table = Mapping[str, Any]

BOOK = ("name", "at_most_words", "notes")
FACT = ("question", "unit")
PERMIT = ("name", "first_step", "effect", "window_words", "certifier", "caution")
SIGN = "permanent_need_flag"
"""The one right that is a sign, "flag" or "no", for the page to put into words."""
WORDS = ("words",)
LISTED = {
    "cohorts": WORDS,
    "criteria": WORDS,
    "scores": WORDS,
    "costs": WORDS,
    "times": WORDS,
    "permits": PERMIT,
}


def texts_of(file: Table) -> Iterator[tuple[str, str]]:
    """Give context and text of each, in the order of the file; a choice's context is the name of its fact.

    >>> fact = {"type": "enum", "question": "Which test?", "choices": ["none", "four_skills"]}
    >>> list(texts_of({"name": "A permit", "facts": {"test": fact}}))
    [('', 'A permit'), ('', 'Which test?'), ('test', 'none'), ('test', 'four skills')]
    """
    yield from _plain(file, BOOK)
    yield from (("", text) for text in file.get("conflicts", ()))
    for name, fact in file.get("facts", {}).items():
        yield from _plain(fact, FACT)
        yield from ((name, choice_text(choice)) for choice in fact.get("choices", ()))
    for name, right in file.get("rights", {}).items():
        yield from _plain(right, ("value",)) if name != SIGN else ()
    for name, keys in LISTED.items():
        for one in file.get(name, ()):
            yield from _plain(one, keys)
    yield from (("", step) for step in file.get("apply", {}).get("steps", ()))


def choice_text(choice: str) -> str:
    """Give a choice as it is read in English."""
    return choice.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Wording:
    """Gives a rulebook's texts in one language: a text by itself, a choice by its fact and name."""

    language: str
    text: Callable[[str], str]
    choice: Callable[[str, str], str]


AS_WRITTEN = Wording("en", lambda text: text, lambda _, choice: choice_text(choice))


def _plain(table: Table, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return (("", str(table[key])) for key in keys if table.get(key))
