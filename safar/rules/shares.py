"""A share told by few people, with how sure one can be: drawn towards what is usual, between two bounds of 90 %.

For a reader who would take "2 of 3" for two thirds. The share has a beta distribution: before any report that of the
corridor, after them the same with the reports added (beta-binomial). Its bounds are quantiles of the beta distribution,
found here by a continued fraction (Lentz's method, DLMF 8.17.22) and bisection, so that no library is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, log1p, sqrt

COVERAGE = 0.90
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for a share before anybody reports: its mean in the corridor, and its worth in reports."""

    mean: float = 0.5
    strength: float = 2.0

    def __post_init__(self) -> None:
        """Refuse what is no distribution."""
        if not (0 < self.mean < 1 and self.strength > 0):
            raise ValueError("a usual share lies between 0 and 1 and is worth more than nothing")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share and its bounds, each in whole hundredths."""

    share: float
    low: float
    high: float


def estimate(yes: float, no: float, usual: Usual) -> Estimate:
    """Give the share of yes, drawn towards the usual one, with bounds that hold it nine times in ten.

    >>> estimate(4, 1, Usual())
    Estimate(share=0.71, low=0.42, high=0.94)
    """
    a = round(usual.mean * usual.strength + yes, 2)
    b = round((1 - usual.mean) * usual.strength + no, 2)
    tail = (1 - COVERAGE) / 2
    return Estimate(round(a / (a + b), 2), round(quantile(tail, a, b), 2), round(quantile(1 - tail, a, b), 2))


@lru_cache(maxsize=65536)
def quantile(chance: float, a: float, b: float) -> float:
    """Give the point below which a beta-distributed share lies with this chance.

    Newton's steps from the normal approximation, kept within bounds that are halved whenever a step leaves them.

    >>> round(quantile(0.5, 1, 1), 6), round(quantile(0.05, 1, 1), 6)
    (0.5, 0.05)
    """
    low, high = 0.0, 1.0
    mean = a / (a + b)
    x = min(max(mean + _normal(chance) * sqrt(mean * (1 - mean) / (a + b + 1)), 0.01), 0.99)
    for _ in range(60):
        miss = cumulative(x, a, b) - chance
        low, high = (low, x) if miss > 0 else (x, high)
        if abs(miss) < 1e-7 or high - low < 1e-7:
            break
        density = exp((a - 1) * log(x) + (b - 1) * log1p(-x) - _log_beta(a, b))
        step = x - miss / density if density > _TINY else low
        x = step if low < step < high else (low + high) / 2
    return x


def cumulative(x: float, a: float, b: float) -> float:
    """Give the chance that a beta-distributed share lies below x: the regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(a * log(x) + b * log1p(-x) - _log_beta(a, b))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    d = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    c, value = 1.0, d
    for m in range(1, 300):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < 1e-10:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _normal(chance: float) -> float:
    """Give about the normal quantile (Abramowitz and Stegun 26.2.22); it only starts the search."""
    t = sqrt(-2 * log(min(chance, 1 - chance)))
    size = t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t))
    return size if chance > 0.5 else -size
