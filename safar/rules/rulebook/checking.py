"""What must hold between the parts of a rulebook: no circle, no cap below a floor, values that fit.

For whoever writes rulebooks: a mistake is refused when the file is loaded, never met by a worker who asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from math import prod

from safar.rules.rulebook.expressions import (
    ExpressionError,
    Number,
    ParamName,
    ScoreName,
    Test,
    constant,
    numbers_in,
    parts_of,
    tests_in,
)
from safar.rules.rulebook.model import Cohort, Criterion, Points, Rulebook, Score
from safar.rules.rulebook.table import Table
from safar.rules.rulebook.values import Outcome

MOST_READINGS = 16


def check(book: Rulebook, top: Table, places: Mapping[str, Table]) -> None:
    """Refuse a rulebook whose parts don't fit together."""
    _check_top(book, top)
    for thing in parts_of_book(book):
        if thing.id in places:
            _check_values(book, thing, places[thing.id])
    for score in book.scores.values():
        if score.id in places:
            _check_ends(book, score, places[score.id])
    for name in (name for name in chain(book.scores, book.cohorts) if name in places):
        circle = _circle(book, name, ())
        if circle:
            raise places[name].wrong("", f"a circular reference: {' → '.join(circle)}")


def parts_of_book(book: Rulebook) -> list[Criterion | Cohort | Score]:
    """Give everything in a rulebook that has conditions or figures."""
    return [*book.criteria.values(), *book.cohorts.values(), *book.scores.values()]


def _check_top(book: Rulebook, top: Table) -> None:
    if book.valid_from and book.valid_to and book.valid_to < book.valid_from:
        raise top.wrong("valid_to", "ends before it begins")
    if book.points and book.points not in book.scores:
        raise top.wrong("points", f"unknown name '{book.points}': no such score")
    if not book.criteria and not book.points:
        raise top.wrong("criteria", "is missing: neither criteria nor points")
    if book.when is not None:
        for name in set(book.criteria) - set(tests_in(book.when)):
            raise top.wrong("when", f"doesn't name the criterion '{name}'")
    if book.status == "closed" and book.valid_to is None and book.at_most is not Outcome.NO:
        raise top.wrong("at_most", "must be 'no' for what is closed without a date")
    readings = prod(len(value.readings) for one in book.parameters.values() for value in one.values[-1:])
    if readings * prod(len(one.readings) for one in book.criteria.values()) > MOST_READINGS:
        raise top.wrong("", f"has more than {MOST_READINGS} ways to read what its sources dispute")


def numbers_of(thing: Criterion | Cohort | Score) -> Iterator[Number]:
    """Give every number that a part looks at."""
    for test in tests_of(thing):
        yield from numbers_in(test)
    if isinstance(thing, Score):
        for whole in (thing.of, thing.value):
            yield from parts_of(whole) if whole is not None else ()


def tests_of(thing: Criterion | Cohort | Score) -> tuple[Test, ...]:
    """Give every condition of a part."""
    match thing:
        case Criterion(readings=readings, exceptions=exceptions):
            return (*readings, *(test for one in exceptions for test in (one.applies, one.when)))
        case Cohort(when=when):
            return (when,)
        case Score(rows=rows, by=by):
            return tuple(test for test in (*(row.when for row in rows), by) if test is not None)


def _check_values(book: Rulebook, thing: Criterion | Cohort | Score, place: Table) -> None:
    for number in numbers_of(thing):
        if isinstance(number, ParamName):
            for value in book.parameters[number.name].values:
                for reading in value.readings:
                    try:
                        for one in reading if isinstance(reading, tuple) else (reading,):
                            constant(one, number.like)
                    except ExpressionError as error:
                        raise place.wrong("when", f"parameter '{number.name}': {error}") from None


def _check_ends(book: Rulebook, score: Score, place: Table) -> None:
    for cap in _figures(book, score.cap):
        for floor in _figures(book, score.floor):
            if cap < floor:
                raise place.wrong("cap", f"a cap of {cap:g} is below the floor of {floor:g}")


def _figures(book: Rulebook, ends: tuple[Points, ...]) -> Iterator[float]:
    for end in ends:
        if not isinstance(end, ParamName):
            yield end
            continue
        for value in book.parameters[end.name].values:
            yield from (one for one in value.readings if isinstance(one, int | float))


def leans_on(thing: Cohort | Score) -> list[str]:
    """Give the scores and cohorts that must be known before this one."""
    found = [number.name for number in numbers_of(thing) if isinstance(number, ScoreName)]
    found += [name for test in tests_of(thing) for name in tests_in(test)]
    return found + ([*thing.add, *thing.best] if isinstance(thing, Score) else [])


def _circle(book: Rulebook, name: str, path: tuple[str, ...]) -> tuple[str, ...]:
    if name in path:
        return (*path[path.index(name) :], name)
    thing = book.scores.get(name) or book.cohorts[name]
    return next(filter(None, (_circle(book, other, (*path, name)) for other in leans_on(thing))), ())
