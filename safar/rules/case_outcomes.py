"""How a case can end, in coded words and bands of money: the closed lists that a caseworker picks from.

For the desk that closes a case and for the figures made of many. A band in place of a sum, and a code in place of a
story, so that what leaves the vault as a count points at nobody.
"""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from enum import StrEnum


class Ending(StrEnum):
    """What came of a case for the worker."""

    PAID_IN_FULL = "paid-in-full"
    PAID_IN_PART = "paid-in-part"
    AGREED_WITHOUT_MONEY = "agreed-without-money"
    ORDERED = "ordered-not-yet-paid"
    DECIDED_AGAINST = "decided-against"
    MADE_SAFE = "made-safe"
    WENT_HOME = "went-home"
    ADVISED = "advised"
    TAKEN_ON_ELSEWHERE = "taken-on-elsewhere"
    NO_RESULT = "no-result"
    LOST_TOUCH = "lost-touch"


class Band(StrEnum):
    """A band of money in the currency of the claim."""

    NOTHING = "nothing"
    TO_100 = "to-100"
    TO_500 = "to-500"
    TO_2000 = "to-2000"
    TO_10000 = "to-10000"
    TO_50000 = "to-50000"
    MORE = "more"


_LIMITS = tuple(map(Decimal, (0, 100, 500, 2_000, 10_000, 50_000)))
RECOVERS = frozenset({Ending.PAID_IN_FULL, Ending.PAID_IN_PART})


def band_of(sum_of_money: Decimal) -> Band:
    """Give the band that a sum lies in; a limit belongs to the band below it. Raises ValueError below nought.

    >>> band_of(Decimal("100")).value, band_of(Decimal("100.01")).value
    ('to-100', 'to-500')
    """
    if sum_of_money < 0:
        raise ValueError("a sum of money is not below nought")
    return list(Band)[bisect_left(_LIMITS, sum_of_money)]


def flaw_in(ending: Ending, currency: str, claimed: Band | None, recovered: Band | None) -> str:
    """Say what doesn't fit together in an outcome; an empty text: it fits.

    >>> flaw_in(Ending.PAID_IN_FULL, "", None, None)
    'say which band of money was recovered'
    """
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
        return "a currency is three capital letters"
    if ending in RECOVERS and recovered in {None, Band.NOTHING}:
        return "say which band of money was recovered"
    if not currency and {claimed, recovered} - {None, Band.NOTHING}:
        return "say in which currency the bands are"
    return ""
