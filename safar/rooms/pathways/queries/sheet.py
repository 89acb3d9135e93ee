"""The decision sheet on paper: every programme of a place with boxes to tick, for a page without script.

And what happens to a permit if its holder complains, by country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from safar.rooms.pathways.queries.places import books_of, is_open_to_apply
from safar.rooms.pathways.sources import edition_on, permits
from safar.rules.rulebook import Edition, Rulebook
from safar.rules.rulebook.model import Basis, Criterion, Right
from safar.rules.rulebook.permits import Permit
from safar.rules.rulebook.wording import SIGN


@dataclass(frozen=True, slots=True)
class Box:
    """One condition to tick, with the source behind it and the doubt about it."""

    words: str
    basis: Basis
    doubt: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One programme on paper. `is_stopgap`: temporary, though its work is always needed."""

    book: Rulebook
    boxes: tuple[Box, ...]
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
    return Sheet(
        book=book,
        boxes=tuple(_box(one, doubts[one.id]) for one in book.criteria.values()),
        is_open=is_open_to_apply(book),
        is_stopgap=sign is not None and sign.value == "flag",
        rights=rights,
    )


def _box(criterion: Criterion, doubt: str) -> Box:
    return Box(criterion.words, criterion.basis, doubt)
