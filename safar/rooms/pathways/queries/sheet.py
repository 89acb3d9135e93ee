"""The decision sheet on paper: every programme of a place with boxes to tick and points, for a page without script.

And what happens to a permit if its holder complains, by country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from safar.rooms.pathways.queries.places import books_of, is_open_to_apply
from safar.rooms.pathways.queries.points import Points, points_of
from safar.rooms.pathways.sources import edition_on, permits, rulebooks
from safar.rules.rulebook import Edition, Rulebook
from safar.rules.rulebook.expressions import Join, Named, Test
from safar.rules.rulebook.model import Basis, Right
from safar.rules.rulebook.permits import Permit
from safar.rules.rulebook.wording import SIGN


@dataclass(frozen=True, slots=True)
class Box:
    """One condition to tick, with the source behind it and the doubt about it."""

    words: str
    basis: Basis
    doubt: str


@dataclass(frozen=True, slots=True)
class Bare:
    """A condition that is no criterion and has no words of its own."""

    test: Test


@dataclass(frozen=True, slots=True)
class Boxes:
    """Conditions of which so many are needed: all of them, one, or at least `least`."""

    least: int
    parts: tuple[Part, ...]

    @property
    def are_all_needed(self) -> bool:
        return self.least == len(self.parts)


Part = Box | Bare | Boxes


@dataclass(frozen=True, slots=True)
class Sheet:
    """One programme on paper. `is_stopgap`: temporary, though its work is always needed.

    `points` is its own table; `tables` are the rulebooks of the place whose tables it uses.
    """

    book: Rulebook
    boxes: Boxes
    points: Points | None
    tables: tuple[Rulebook, ...]
    is_open: bool
    is_stopgap: bool
    rights: Mapping[str, Right]


@dataclass(frozen=True, slots=True)
class AfterComplaint:
    """A permit, and whether it must be checked before anyone relies on it."""

    permit: Permit
    is_to_check: bool


def sheets_of(code: str, today: date) -> tuple[Sheet, ...]:
    """Give a place's programmes for paper."""
    return tuple(_sheet(book, edition_on(book.id, today)) for book in books_of(code))


def after_complaints(today: date) -> list[tuple[str, list[AfterComplaint]]]:
    """Give every permit by the code of its country."""
    found = sorted(permits().values(), key=lambda permit: (permit.country, permit.id))
    return [(code, list(_after(group, today))) for code, group in groupby(found, key=lambda permit: permit.country)]


def _after(found: Iterator[Permit], today: date) -> Iterator[AfterComplaint]:
    for permit in found:
        yield AfterComplaint(permit, permit.is_to_check(today))


def _sheet(book: Rulebook, edition: Edition) -> Sheet:
    doubts = {rule.criterion.id: rule.doubt for rule in edition.variants[0].rules}
    rights = dict(book.rights)
    sign = rights.pop(SIGN, None)
    boxes = {one.id: Box(one.words, one.basis, doubts[one.id]) for one in book.criteria.values()}
    return Sheet(
        book=book,
        boxes=_boxes(book.when, boxes),
        points=points_of(edition, rulebooks()),
        tables=tuple(rulebooks()[used] for used in book.uses),
        is_open=is_open_to_apply(book),
        is_stopgap=sign is not None and sign.value == "flag",
        rights=rights,
    )


def _boxes(test: Test | None, boxes: Mapping[str, Box]) -> Boxes:
    """Lay out boxes as the rule joins them; at the top all are needed."""
    if test is None:
        return Boxes(0, ())
    found = _part(test, boxes)
    return found if isinstance(found, Boxes) and found.are_all_needed else Boxes(1, (found,))


def _part(test: Test, boxes: Mapping[str, Box]) -> Part:
    match test:
        case Named(name=name, is_so=True) if name in boxes:
            return boxes[name]
        case Join(how=how, parts=parts, least=least):
            needed = {"and": len(parts), "or": 1}.get(how, least)
            return Boxes(needed, tuple(_part(part, boxes) for part in parts))
    return Bare(test)
