"""What an answer can be, and numbers that are known only between two ends: for every evaluator of a rulebook.

The five answers are ordered so that *and* is the least and *or* the greatest of its parts. A number is a pair of ends;
one that nobody told us reaches from minus to plus infinity, so a missing answer never reads as zero or as no.
"""

from __future__ import annotations

from enum import IntEnum
from math import floor, inf
from typing import Literal

Interval = tuple[float, float]
"""The least and the greatest that a number can be."""
Code = Literal[0, 1, 2, 3, 4]
NO: Code = 0
UNKNOWN: Code = 1
CONFLICT: Code = 2
DISCRETION: Code = 3
YES: Code = 4
ANYTHING: Interval = (-inf, inf)


class Outcome(IntEnum):
    """The answer of a rule, the least first; `word` is how it is written outside."""

    NO = 0
    UNKNOWN = 1
    CONFLICT = 2
    DISCRETION = 3
    YES = 4

    @property
    def word(self) -> str:
        """Give the answer as it stands in files and addresses."""
        return self.name.lower()


OUTCOMES = tuple(Outcome)


def opposite(code: int) -> int:
    """Turn yes into no and no into yes; what isn't decided stays as it is.

    >>> opposite(YES), opposite(UNKNOWN)
    (0, 1)
    """
    return YES - code if code in (NO, YES) else code


def hull(intervals: list[Interval]) -> Interval:
    """Give the least interval that holds all of them.

    >>> hull([(1, 2), (5, 9)])
    (1, 9)
    """
    return min(low for low, _ in intervals), max(high for _, high in intervals)


def product(one: float, other: float) -> float:
    """Multiply two ends; nothing times anything is nothing, however large."""
    return 0.0 if one == 0 or other == 0 else one * other


def times(one: Interval, other: Interval) -> Interval:
    """Multiply two intervals.

    >>> times((2, 3), (-1, 4))
    (-3, 12)
    """
    ends = [product(a, b) for a in one for b in other]
    return min(ends), max(ends)


def over(one: Interval, other: Interval) -> Interval:
    """Divide two intervals; by something that may be nothing, the result can be anything.

    >>> over((120, 120), (3, 3)), over((1, 1), (0, 2))
    ((40.0, 40.0), (-inf, inf))
    """
    if other[0] <= 0 <= other[1]:
        return ANYTHING
    if one[0] == one[1] and other[0] == other[1]:
        return one[0] / other[0], one[0] / other[0]
    return times(one, (1 / other[1], 1 / other[0]))


def whole(number: float) -> float:
    """Cut to whole units: a half year that isn't over doesn't count."""
    return number if number in (inf, -inf) else float(floor(number))


def combined(codes: list[int]) -> int:
    """Join what several readings of the sources say: one answer if they agree, else conflict, or unknown if one is.

    >>> combined([YES, YES]), combined([YES, NO]), combined([YES, UNKNOWN])
    (4, 2, 1)
    """
    if len(set(codes)) == 1:
        return codes[0]
    return UNKNOWN if UNKNOWN in codes else CONFLICT
