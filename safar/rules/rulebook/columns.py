"""Columns of answers and of numbers that are known between two ends: the arithmetic of `population`.

Codes are bytes in the order of `values`; a span has a low and a high end, the same array where nothing is missing.
Numbers that are the same for all stay single numbers until they meet a column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from safar.rules.rulebook.editions import Tally
from safar.rules.rulebook.values import CONFLICT, NO, UNKNOWN, YES

Floats = npt.NDArray[Any]
"""Numbers: whole ones are kept as whole ones, which is quicker."""
Codes = npt.NDArray[np.int8]
Truths = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
SIGNS: dict[str, Callable[[Floats, Floats], Truths]] = {
    "==": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip
SMALL, LARGE = 4096, 1_000_000
"""A table over at most so many whole numbers is looked up in one step."""


@dataclass(frozen=True, slots=True)
class Span:
    """Two ends of a column of numbers; the very same array twice where all are known. `is_whole`: no fractions."""

    low: Floats
    high: Floats
    is_whole: bool = False

    @property
    def is_exact(self) -> bool:
        return self.low is self.high


@cache
def constant(value: float) -> Span:
    """Give one number for all."""
    end = _compact(np.array(value, np.float64))
    return Span(end, end)


def _compact(numbers: Floats) -> Floats:
    """Keep small whole numbers as such: less to move, the same result."""
    is_small = bool((np.abs(numbers) < LARGE).all()) and bool((numbers == np.rint(numbers)).all())
    return numbers.astype(np.int32) if is_small else numbers


ANYTHING = Span(np.array(-np.inf), np.array(np.inf))


def fact_span(column: Floats, is_whole: bool) -> Span:
    """Give the span of a fact's column: what isn't answered reaches from minus to plus infinity."""
    if column.dtype.kind == "i":
        return Span(column, column, True)
    missing = np.isnan(column)
    if not missing.any():
        known = column.astype(np.int64) if is_whole else column
        return Span(known, known, is_whole)
    return Span(np.where(missing, -np.inf, column), np.where(missing, np.inf, column))


def told_or(told: Span, worked: Span) -> Span:
    """Give a total that was told, as far as the other answers allow it, and what was worked out where none was."""
    is_told = told.low == told.high
    total = np.minimum(np.maximum(told.low, worked.low), worked.high)
    return Span(np.where(is_told, total, worked.low), np.where(is_told, total, worked.high))


def told_points(answers: Span, points: tuple[tuple[float, float], ...]) -> Span:
    """Give the points that an answer tells outright; where it tells none, anything."""
    told = np.full(answers.low.shape, np.nan)
    for answer, one in points:
        told[answers.low == answer] = one
    return fact_span(told, False)


@cache
def spread(points: float, is_doubtful: bool) -> Span:
    """Give points as a span; doubtful ones could be anything from nothing to what is written."""
    if not is_doubtful:
        return constant(points)
    return Span(_compact(np.array(min(0.0, points))), _compact(np.array(max(0.0, points))))


def codes_of(yes: Truths, no: Truths | None, size: int) -> Codes:
    """Give codes from where something surely is and where it surely isn't; None means wherever it is not."""
    if no is None:
        codes = yes.astype(np.int8) * np.int8(YES)
    else:
        codes = yes.astype(np.int8) * np.int8(YES - UNKNOWN) + (~no).astype(np.int8) * np.int8(UNKNOWN)
    return np.broadcast_to(codes, (size,)) if codes.ndim == 0 else codes


def opposite(codes: Codes) -> Codes:
    return np.where((codes == NO) | (codes == YES), np.int8(YES) - codes, codes)


def joined(how: str, parts: list[Codes], least: int) -> Codes:
    """Join conditions: all, any, or at least so many of them."""
    if how == "at_least":
        kept: Codes = np.sort(np.stack(parts), axis=0)[len(parts) - least]
        return kept
    return reduce(np.minimum if how == "and" else np.maximum, parts)


def compared(sign: str, one: Span, other: Span, size: int) -> Codes:
    """Compare two spans."""
    if one.is_exact and other.is_exact:
        return codes_of(SIGNS[sign](one.low, other.low), None, size)
    if sign in {">", ">="}:
        one, other, sign = other, one, {">": "<", ">=": "<="}[sign]
    if sign == "<":
        return codes_of(one.high < other.low, one.low >= other.high, size)
    if sign == "<=":
        return codes_of(one.high <= other.low, one.low > other.high, size)
    same = (one.low == one.high) & (other.low == other.high) & (one.low == other.low)
    apart = (one.high < other.low) | (other.high < one.low)
    return codes_of(same, apart, size) if sign == "==" else codes_of(apart, same, size)


def among(item: Span, members: list[float], is_in: bool, size: int) -> Codes:
    """Say whether numbers are in a list."""
    found = reduce(np.logical_or, [item.low == member for member in members], np.zeros(item.low.shape, np.bool_))
    if item.is_exact:
        return codes_of(found if is_in else ~found, None, size)
    exact = item.low == item.high
    possible = reduce(
        np.logical_or,
        [(item.low <= member) & (member <= item.high) for member in members],
        np.zeros(item.low.shape, np.bool_),
    )
    yes, no = exact & found, ~possible
    return codes_of(yes, no, size) if is_in else codes_of(no, yes, size)


def with_exceptions(general: Codes, pairs: list[tuple[Codes, Codes]]) -> Codes:
    """Apply a general rule with labelled exceptions; two that both apply are a conflict."""
    sure = sum((applies == YES).astype(np.int8) for applies, _ in pairs)
    perhaps = sum(((applies != YES) & (applies != NO)).astype(np.int8) for applies, _ in pairs)
    low = np.where(sure == 0, general, np.int8(YES))
    high = np.where(sure == 0, general, np.int8(NO))
    for applies, instead in pairs:
        low = np.where(applies != NO, np.minimum(low, instead), low)
        high = np.where(applies != NO, np.maximum(high, instead), high)
    settled = np.where((low == high) & ((sure + perhaps <= 1) | (low == CONFLICT)), low, np.int8(UNKNOWN))
    result: Codes = np.where(sure > 1, np.int8(CONFLICT), settled).astype(np.int8)
    return result


def combined(readings: list[Codes]) -> Codes:
    """Join what several readings say: one answer if they agree, else conflict, or unknown if one is."""
    if len(readings) == 1:
        return readings[0]
    stacked = np.stack(readings)
    agree = (stacked == stacked[0]).all(axis=0)
    unknown = (stacked == UNKNOWN).any(axis=0)
    result: Codes = np.where(agree, stacked[0], np.where(unknown, np.int8(UNKNOWN), np.int8(CONFLICT))).astype(np.int8)
    return result


def hull(spans: list[Span]) -> Span:
    """Give the least span that holds all of them."""
    if len(spans) == 1:
        return spans[0]
    return Span(reduce(np.minimum, [one.low for one in spans]), reduce(np.maximum, [one.high for one in spans]))


def behind(parts: list[tuple[Span, int]]) -> Span | None:
    """Put spans of so many persons each one behind the other."""
    if not parts:
        return None
    low = np.concatenate([np.broadcast_to(span.low, size) for span, size in parts])
    if all(span.is_exact for span, _ in parts):
        return Span(low, low)
    return Span(low, np.concatenate([np.broadcast_to(span.high, size) for span, size in parts]))


def _both(join: Callable[[Floats, Floats], Floats], one: Span, other: Span) -> Span:
    low = join(one.low, other.low)
    return Span(low, low) if one.is_exact and other.is_exact else Span(low, join(one.high, other.high))


def added(spans: list[Span]) -> Span:
    return reduce(lambda one, other: _both(np.add, one, other), spans)


def at_least(one: Span, floor: Span) -> Span:
    return _both(np.maximum, one, floor)


def at_most(one: Span, cap: Span) -> Span:
    return _both(np.minimum, one, cap)


def picked(how: str, spans: list[Span]) -> Span:
    """Give the least or the greatest of some numbers, or one cut to whole units."""
    if how == "whole":
        low = np.floor(spans[0].low)
        return Span(low, low) if spans[0].is_exact else Span(low, np.floor(spans[0].high))
    return reduce(at_most if how == "min" else at_least, spans)


def _less(one: Span, other: Span) -> Span:
    low = one.low - other.high
    return Span(low, low) if one.is_exact and other.is_exact else Span(low, one.high - other.low)


def _product(one: Floats, other: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        return np.where((one == 0) | (other == 0), 0.0, np.multiply(one, other, dtype=np.float64))


def _times(one: Span, other: Span) -> Span:
    if one.is_exact and other.is_exact:
        low = _product(one.low, other.low)
        return Span(low, low)
    ends = [_product(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
    return Span(reduce(np.minimum, ends), reduce(np.maximum, ends))


def _over(one: Span, other: Span) -> Span:
    with np.errstate(divide="ignore", invalid="ignore"):
        around_zero = (other.low <= 0) & (other.high >= 0)
        exact = (one.low == one.high) & (other.low == other.high)
        wide = _times(one, Span(1 / other.high, 1 / other.low))
        quotient = one.low / other.low
    low = np.where(around_zero, -np.inf, np.where(exact, quotient, wide.low))
    return Span(low, np.where(around_zero, np.inf, np.where(exact, quotient, wide.high)))


SUMS: dict[str, Callable[[Span, Span], Span]] = {
    "+": lambda one, other: _both(np.add, one, other),
    "-": _less,
    "*": _times,
    "/": _over,
}


def by_column(ends: list[Span], by: Codes | None) -> Span:
    """Give the column that holds for each person, or both where that isn't known."""
    if len(ends) == 1 or by is None:
        return ends[0]
    first, second = ends
    low = np.where(by == YES, first.low, second.low)
    if first.is_exact and second.is_exact and not np.logical_and(by != YES, by != NO).any():
        return Span(low, low)
    either = (by != YES) & (by != NO)
    low = np.where(either, np.minimum(first.low, second.low), low)
    high = np.where(by == YES, first.high, second.high)
    return Span(low, np.where(either, np.maximum(first.high, second.high), high))


@dataclass(slots=True)
class Rows:
    """A table's points by column, and the same spread out over whole numbers, once that was asked for."""

    tally: Tally
    tables: list[Floats]
    is_exact: bool
    quick: tuple[int, Floats, int] | None = None

    def spread_out(self) -> tuple[int, Floats, int]:
        """Give the least whole number told apart, the columns' points from there on in turn, and how many columns."""
        if self.quick is None:
            tally, width = self.tally, len(self.tables)
            starts = [line.low for line in tally.lines if line.low is not None] or [0.0]
            least, most = int(np.floor(min(starts))) - 1, int(np.ceil(max(starts)))
            if tally.lines[0].choices:
                least, most = 0, sum(len(line.choices) for line in tally.lines) - 1
            self.quick = least, np.empty(0), width
            if self.is_exact and most - least <= SMALL:
                places = _places(np.arange(least, most + 1, dtype=np.float64), tally)
                self.quick = least, _compact(np.stack([one[places, 0] for one in self.tables], axis=1).ravel()), width
        return self.quick


def rows_of(tally: Tally, points: list[list[Span]], has_columns: bool) -> Rows:
    """Lay out a table's points by column."""
    widths = [one if len(one) == 2 or not has_columns else one * 2 for one in points]
    tables = [np.array([[float(row[n].low), float(row[n].high)] for row in widths]) for n in range(len(widths[0]))]
    return Rows(tally, tables, all((table[:, 0] == table[:, 1]).all() for table in tables))


def looked_up(number: Span, rows: Rows, by: Codes | None, second: Places | None) -> Span:
    """Give the points of a table by bands or choices; `second` is 1 for whom the second column holds, if all know."""
    quick = _read_off(number.low, rows, second) if number.is_whole and (by is None or second is not None) else None
    if quick is not None:
        return quick
    first = _places(number.low, rows.tally)
    last = first if number.is_exact else _places(number.high, rows.tally)
    return by_column([_column(first, last, table) for table in rows.tables], by)


def _read_off(numbers: Floats, rows: Rows, second: Places | None) -> Span | None:
    """Read points of whole numbers off a small table in one step; None where the table would be large."""
    least, table, width = rows.spread_out()
    if not len(table):
        return None
    if second is None or width == 1:
        low = np.take(table[::width], numbers - least, mode="clip")
        return Span(low, low)
    places = np.clip(numbers - least, 0, len(table) // 2 - 1)
    places *= 2
    places += second
    low = np.take(table, places)
    return Span(low, low)


def _column(first: Places, last: Places, table: Floats) -> Span:
    lows, highs = table[:, 0], table[:, 1]
    low, high = lows[first], highs[first]
    if first is last:
        return Span(low, low) if (lows == highs).all() else Span(low, high)
    is_any = (first == 0) & (last == len(table) - 1)
    low, high = np.where(is_any, lows.min(), low), np.where(is_any, highs.max(), high)
    between = np.flatnonzero((first != last) & ~is_any)
    for place in range(len(table)) if len(between) else ():
        some = between[(first[between] <= place) & (place <= last[between])]
        low[some], high[some] = np.minimum(low[some], lows[place]), np.maximum(high[some], highs[place])
    return Span(low, high)


def _places(numbers: Floats, tally: Tally) -> Places:
    """Find each number's row."""
    if not tally.lines[0].choices:
        starts = np.array([line.low for line in tally.lines if line.low is not None])
        return np.searchsorted(starts, numbers, side="right")
    rows = {int(choice): row for row, line in enumerate(tally.lines) for choice in line.choices}
    in_order = np.array([rows[choice] for choice in range(len(rows))])
    found = in_order[np.clip(numbers, 0, len(in_order) - 1).astype(np.intp)]
    return np.where(np.isinf(numbers), np.where(numbers < 0, 0, len(tally.lines) - 1), found)


def all_rows(codes: list[Codes], points: list[Span], size: int) -> Span:
    """Add the points of every row that holds."""
    return added([_counted(code, span) for code, span in zip(codes, points, strict=True)])


def _counted(code: Codes, span: Span) -> Span:
    is_yes, nothing = code == YES, np.zeros_like(span.low)
    low = np.multiply(is_yes, span.low)
    if span.is_exact and not is_unsure([code]):
        return Span(low, low)
    maybe = (code != YES) & (code != NO)
    low = np.where(maybe, np.minimum(nothing, span.low), low)
    high = np.where(is_yes, span.high, np.where(maybe, np.maximum(nothing, span.high), nothing))
    return Span(low, high)


def best_row(codes: list[Codes], points: list[Span], size: int) -> Span:
    """Give the points of the best row that holds."""
    low: Floats = np.zeros(size, np.int32)
    if all(span.is_exact and span.low.ndim == 0 for span in points) and not is_unsure(codes):
        low = low.astype(reduce(np.promote_types, (span.low.dtype for span in points), np.dtype(np.int32)))
        for place in sorted(range(len(points)), key=lambda place: float(points[place].low)):
            np.putmask(low, codes[place] == YES, np.maximum(points[place].low, 0))
        return Span(low, low)
    high = low
    for code, span in zip(codes, points, strict=True):
        low = np.maximum(low, np.where(code == YES, span.low, np.zeros_like(span.low)))
        high = np.maximum(high, np.where(code != NO, span.high, np.zeros_like(span.high)))
    return Span(low, high)


def is_unsure(codes: list[Codes]) -> bool:
    """Is any of these answers neither yes nor no? Only those two have none of the two lowest bits."""
    return bool((reduce(np.bitwise_or, codes) & np.int8(3)).any())


def first_row(codes: list[Codes], points: list[Span], size: int) -> Span:
    """Give the points of the first row that holds."""
    low = high = np.zeros(size, np.int32)
    is_exact = True
    for code, span in reversed(list(zip(codes, points, strict=True))):
        is_yes, maybe = code == YES, (code != YES) & (code != NO)
        is_exact = is_exact and span.is_exact and not maybe.any()
        low = np.where(is_yes, span.low, np.where(maybe, np.minimum(low, span.low), low))
        high = low if is_exact else np.where(is_yes, span.high, np.where(maybe, np.maximum(high, span.high), high))
    return Span(low, high)


TAKES: dict[str, Callable[[list[Codes], list[Span], int], Span]] = {
    "all": all_rows,
    "first": first_row,
    "best": best_row,
}
