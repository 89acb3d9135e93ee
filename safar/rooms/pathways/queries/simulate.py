"""Counts who qualifies in a population file, and who gains or loses when figures of the law move.

For an analyst with made-up or released persons. Outcomes are counted, no person is named or kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from safar.readers.population import read_population
from safar.rooms.pathways.queries.evaluate import QuestionError, programme_called
from safar.rules.rulebook import Rulebook, edition
from safar.rules.rulebook.facts import Answer
from safar.rules.rulebook.population import moves, work_out


def simulated(programme: str, text: str, changes: dict[str, Answer], on: date) -> dict[str, Any]:
    """Work out the persons of a file before and after. Raises `QuestionError` and `PopulationError`."""
    book = programme_called(programme)
    _check(book, changes)
    before = edition(book, on)
    table, size = read_population(text, before)
    try:
        after = edition(book, on, overrides=changes)
    except (ValueError, TypeError) as why:
        raise QuestionError(f"--set: {why}") from None
    one, other = work_out(before, table, size), work_out(after, table, size)
    moved = moves(one, other)
    return {
        "rulebook": book.id,
        "on": on.isoformat(),
        "persons": size,
        "set": changes,
        "before": one.counts(),
        "after": other.counts(),
        "moves": [{"from": a, "to": b, "persons": count} for (a, b), count in sorted(moved.items())],
    }


def read_changes(settings: Iterable[str]) -> dict[str, Answer]:
    """Read PARAMETER=VALUE, each once; a value is a number, true, false, or a text."""
    found: dict[str, Answer] = {}
    for setting in settings:
        name, sign, value = (part.strip() for part in setting.partition("="))
        if not (name and sign and value):
            raise QuestionError(f"--set is written PARAMETER=VALUE, not {setting!r}")
        if name in found:
            raise QuestionError(f"--set {name} stands twice")
        found[name] = _value(value)
    return found


def _value(text: str) -> Answer:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, bool | int | float) else text


def _check(book: Rulebook, changes: dict[str, Answer]) -> None:
    for name, value in changes.items():
        if name not in book.parameters:
            known = ", ".join(sorted(book.parameters)) or "none"
            raise QuestionError(f"{book.id} has no parameter {name!r}; it has: {known}")
        reading = book.parameters[name].values[-1].readings[0]
        if isinstance(reading, tuple):
            raise QuestionError(f"{name} is a list and can't be set here")
        if _kind(reading) is not _kind(value):
            raise QuestionError(f"{name} must be of the kind of {reading!r}")


def _kind(value: Answer) -> type:
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)
