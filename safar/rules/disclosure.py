"""How many people must stand behind a number before it may be shown: the one table of thresholds of the whole house.

For the worker who must not be found in a figure, and for the auditor who wants to read every limit in one place. A
report card rests on five reports, any other table on ten in each cell; and where the workforce is known, a cell that
holds more than half of it is no cell, because each of those who are in it can be guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType


class Shown(StrEnum):
    """What a number is shown on."""

    CARD = "card"
    TABLE = "table"


FEWEST: Mapping[Shown, int] = MappingProxyType({Shown.CARD: 5, Shown.TABLE: 10})
LARGEST_SHARE_OF_A_WORKFORCE = Fraction(1, 2)


def may_show(count: int, shown: Shown, workforce: int | None = None) -> bool:
    """Say whether a count is large enough for its place, and no more than half of the workforce where that is known.

    >>> may_show(5, Shown.CARD), may_show(9, Shown.TABLE), may_show(12, Shown.TABLE, workforce=20)
    (True, False, False)
    """
    return count >= FEWEST[shown] and not is_most_of(count, workforce)


def is_most_of(count: int, workforce: int | None) -> bool:
    """Say whether a count is more than half of a known workforce."""
    return workforce is not None and count > workforce * LARGEST_SHARE_OF_A_WORKFORCE
