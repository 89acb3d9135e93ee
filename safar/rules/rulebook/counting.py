"""Makes points ready for one person: bands, choices, rows with conditions, sums, columns, caps, each as a range.

For `scalar`. Doubtful points count as anything from nothing to what is written, so they alone can't reach a mark.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from math import inf

from safar.rules.rulebook import values
from safar.rules.rulebook.asking import Ask, Count, Person, always, doubt_in, doubt_of, ready_number, ready_test
from safar.rules.rulebook.editions import Line, Tally
from safar.rules.rulebook.values import ANYTHING, NO, YES, Interval


def _points_of(line: Line, firm: bool) -> tuple[Interval, ...]:
    """Give a row's points by column; doubtful ones could be anything from nothing to what is written."""
    if firm and line.doubt:
        return tuple((min(0, points), max(0, points)) for points in line.points)
    return tuple((points, points) for points in line.points)


def ready_tally(tally: Tally, firm: bool) -> Count:
    """Make a score ready; `firm` lets doubtful points count from nothing up."""
    count = _by_column(tally, firm)
    if not tally.cap and not tally.floor:
        return count
    by = ready_test(tally.by, firm) if tally.by is not None else None
    floors = tuple((end, end) for end in tally.floor) or ((-inf, -inf),)
    caps = tuple((end, end) for end in tally.cap) or ((inf, inf),)
    return partial(_within, count, by, floors, caps)


def _within(
    count: Count, by: Ask | None, floors: tuple[Interval, ...], caps: tuple[Interval, ...], person: Person
) -> Interval:
    low, high = count(person)
    column = by(person) if by else YES
    floor, cap = _column(floors, column), _column(caps, column)
    return min(max(low, floor[0]), cap[0]), min(max(high, floor[1]), cap[1])


def _column(ends: tuple[Interval, ...], column: int) -> Interval:
    if len(ends) == 1 or column == YES:
        return ends[0]
    return ends[1] if column == NO else values.hull(list(ends))


def _by_column(tally: Tally, firm: bool) -> Count:
    if tally.value is not None:
        if firm and doubt_of(tally.value):
            return _anything
        return ready_number(tally.value)
    if tally.add:
        return partial(_added, tally.add)
    if tally.best:
        return partial(_best, tally.best)
    by = ready_test(tally.by, firm) if tally.by is not None else None
    points = [_points_of(line, firm) for line in tally.lines]
    if tally.of is None:
        return partial(TAKES[tally.take], _ready_rows(tally, points, firm), by)
    if tally.lines[0].choices:
        table = {choice: one for line, one in zip(tally.lines, points, strict=True) for choice in line.choices}
        return partial(_chosen, ready_number(tally.of), table, by)
    starts = [line.low for line in tally.lines if line.low is not None]
    return partial(_band, ready_number(tally.of), starts, points, by)


def _ready_rows(tally: Tally, points: list[tuple[Interval, ...]], firm: bool) -> Rows:
    rows: Rows = []
    for line, columns in zip(tally.lines, points, strict=True):
        is_weak = firm and line.when is not None and bool(doubt_in(line.when))
        spread = tuple((min(0, low), max(0, high)) for low, high in columns) if is_weak else columns
        rows.append((ready_test(line.when, False) if line.when is not None else partial(always, YES), spread))
    return rows


def _added(names: tuple[str, ...], person: Person) -> Interval:
    low = high = 0.0
    for name in names:
        one = person.scores[name]
        low, high = low + one[0], high + one[1]
    return low, high


def _best(names: tuple[str, ...], person: Person) -> Interval:
    ends = [person.scores[name] for name in names]
    return max(low for low, _ in ends), max(high for _, high in ends)


Rows = list[tuple[Ask, tuple[Interval, ...]]]


def _band(
    count: Count, starts: list[float], points: list[tuple[Interval, ...]], by: Ask | None, person: Person
) -> Interval:
    low, high = count(person)
    column = by(person) if by else YES
    first, last = bisect_right(starts, low), bisect_right(starts, high)
    if first == last:
        return _column(points[first], column)
    return values.hull([_column(one, column) for one in points[first : last + 1]])


def _chosen(count: Count, table: dict[float, tuple[Interval, ...]], by: Ask | None, person: Person) -> Interval:
    low, high = count(person)
    column = by(person) if by else YES
    if low == high:
        return _column(table.get(low, ((0, 0),)), column)
    return values.hull([_column(one, column) for one in table.values()])


def _rows(rows: Rows, by: Ask | None, person: Person) -> list[tuple[int, Interval]]:
    column = by(person) if by else YES
    return [(code, _column(points, column)) for ask, points in rows if (code := ask(person)) != NO]


def _all_rows(rows: Rows, by: Ask | None, person: Person) -> Interval:
    low = high = 0.0
    for code, points in _rows(rows, by, person):
        low += points[0] if code == YES else min(0, points[0])
        high += points[1] if code == YES else max(0, points[1])
    return low, high


def _first_row(rows: Rows, by: Ask | None, person: Person) -> Interval:
    possible = []
    for code, points in _rows(rows, by, person):
        possible.append(points)
        if code == YES:
            return values.hull(possible)
    return values.hull([*possible, (0, 0)])


def _best_row(rows: Rows, by: Ask | None, person: Person) -> Interval:
    low = high = 0.0
    for code, points in _rows(rows, by, person):
        low = max(low, points[0]) if code == YES else low
        high = max(high, points[1])
    return low, high


def _anything(person: Person) -> Interval:
    return ANYTHING


TAKES: dict[str, Callable[[Rows, Ask | None, Person], Interval]] = {
    "all": _all_rows,
    "first": _first_row,
    "best": _best_row,
}
