"""A rulebook's points as tables to add up by hand: for the sheet on paper, which has no script to do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from safar.rules.rulebook import Edition, Rulebook
from safar.rules.rulebook.editions import Line, Tally
from safar.rules.rulebook.expressions import Number, Test
from safar.rules.rulebook.model import Basis


@dataclass(frozen=True, slots=True)
class Points:
    """A table of rows, a number that is worked out, or `parts` of which all are added or the best counts."""

    words: str
    book: Rulebook
    cap: tuple[float, ...]
    parts: tuple[Points, ...] = ()
    is_best_of: bool = False
    value: Number | None = None
    of: Number | None = None
    by: Test | None = None
    take: str = "all"
    lines: tuple[Line, ...] = ()
    basis: Basis | None = None


def points_of(edition: Edition, others: Mapping[str, Rulebook]) -> Points | None:
    """Give a rulebook's points; None where it has none, or leaves them to a table that it uses."""
    book = edition.book
    if not book.points or any(book.points in others[used].scores for used in book.uses):
        return None
    tallies = {step.id: step for step in edition.variants[0].steps if isinstance(step, Tally)}
    return _points(book, tallies, book.points)


def _points(book: Rulebook, tallies: Mapping[str, Tally], name: str) -> Points:
    score, tally = book.scores[name], tallies[name]
    return Points(
        words=score.words,
        book=book,
        cap=tally.cap,
        parts=tuple(_points(book, tallies, part) for part in (*tally.add, *tally.best)),
        is_best_of=bool(tally.best),
        value=tally.value,
        of=tally.of,
        by=tally.by,
        take=tally.take,
        lines=tally.lines,
        basis=score.rows[0].basis if score.rows else None,
    )
