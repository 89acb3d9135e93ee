"""The median fee that workers say they paid, with bounds, so rounded that no single payment can be read off.

For the worker who wants to know what others were made to pay before she agrees to anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import accumulate
from math import comb, sqrt

from safar.rules.messages import gettext_noop

OUTSIDE, NORMAL_95 = 0.05, 1.645
MANY = 100
"""Above so many, the normal distribution gives the same rank or one beside it."""
ROUNDED = gettext_noop(
    "Rounded, so that nobody's own payment can be read off; nine times in ten it lies between the bounds"
)


@dataclass(frozen=True, slots=True)
class MedianFee:
    """A rounded median with rounded bounds, on how many fees told in one currency, as of which day."""

    currency: str
    median: Decimal
    low: Decimal
    high: Decimal
    fees: int
    drawn_on: date
    reason: str = ROUNDED


def median_fee(amounts: Sequence[Decimal], currency: str, drawn_on: date) -> MedianFee:
    """Give the median and its bounds by ranks (the sign test's interval, 90 %), which need five amounts.

    >>> told = median_fee([Decimal(n) for n in (900, 1240, 1310, 1500, 4000)], "USD", date(2026, 11, 1))
    >>> str(told.median), str(told.low), str(told.high)
    ('1500', '900', '4000')
    """
    told = sorted(amounts)
    rank = _outer_rank(len(told))
    middle = (told[(len(told) - 1) // 2] + told[len(told) // 2]) / 2
    low, high = _rounded(told[rank], ROUND_FLOOR), _rounded(told[-1 - rank], ROUND_CEILING)
    return MedianFee(currency, _rounded(middle, ROUND_HALF_EVEN), low, high, len(told), drawn_on)


def _outer_rank(count: int) -> int:
    """Give the highest rank, from 0, that lies above the median at most once in twenty."""
    if count > MANY:
        return int(count / 2 - NORMAL_95 * sqrt(count) / 2)
    chances = accumulate(comb(count, at) / 2**count for at in range(count))
    return max(0, sum(1 for chance in chances if chance <= OUTSIDE) - 1)


def _rounded(amount: Decimal, way: str) -> Decimal:
    """Round to a half of the leading digit's place: 1,240 to 1,000 or 1,500."""
    step = Decimal(5).scaleb(amount.adjusted() - 1)
    return ((amount / step).to_integral_value(way) * step).quantize(Decimal(1))
