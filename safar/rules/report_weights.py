"""How much praise and harm that nobody has checked may count: bursts, the cap of a week, and the line of tier B.

For a party's next worker, whom bought praise would lead astray, and for moderators who must be able to say why a report
was set aside. Tier B (a document or a caseworker's check) is what can't be bought; whatever is unchecked counts in full
while it is in line with it. The limits were set on the simulation in `bench/ratings.py`, which is ours: they are not
measured on real reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from math import sqrt

BURST_SPANS = (3, 26)
"""Weeks within which reports may pile up: a burst of days, and one that is patient."""
BURST_LEAST = 5
BURST_DEVIATIONS, BURST_EXTRA = 4.0, 2.0
PRAISES_A_WEEK = 2
PRAISE_DEVIATIONS, HARM_DEVIATIONS = 2.5, 3.0


def burst_weeks(counts: Mapping[int, int], weeks: int) -> frozenset[int]:
    """Give the weeks that lie in a burst: far more in a window than the party's other weeks lead to expect.

    `counts` is reports a week, `weeks` the length of the time watched. A window longer than half of that says nothing.
    Short bursts are taken out before long ones are looked for, so that an hour's flood drags no honest month along.

    >>> sorted(burst_weeks({1: 1, 40: 9, 41: 8, 80: 1}, 104))
    [40, 41]
    """
    found: set[int] = set()
    for span in BURST_SPANS:
        if span * 2 <= weeks:
            found |= _piled_up({week: count for week, count in counts.items() if week not in found}, span, weeks)
    return frozenset(found)


def _piled_up(counts: Mapping[int, int], span: int, weeks: int) -> set[int]:
    total, order = sum(counts.values()), sorted(counts)
    found: set[int] = set()
    if total < BURST_LEAST:
        return found
    start = inside = 0
    for at, week in enumerate(order):
        inside += counts[week]
        while order[start] <= week - span:
            inside -= counts[order[start]]
            start += 1
        if is_burst(inside, total - inside, span, weeks):
            found.update(order[start : at + 1])
    return found


def is_burst(inside: int, elsewhere: int, span: int, weeks: int) -> bool:
    """Say whether so many in a window are out of all proportion to the number in the weeks around it."""
    expected = span * (elsewhere + 1) / (weeks - span)
    return inside >= BURST_LEAST and inside > expected + BURST_DEVIATIONS * sqrt(expected) + BURST_EXTRA


def praises_that_count(counts: Mapping[int, int], bursts: Set[int]) -> int:
    """Give how many unchecked praises count: none within a burst, at most two a week elsewhere.

    >>> praises_that_count({1: 1, 2: 7, 9: 50}, {9})
    3
    """
    return sum(min(count, PRAISES_A_WEEK) for week, count in counts.items() if week not in bursts)


def in_line(unchecked: float, checked: int, usual: float, deviations: float) -> float:
    """Give how much an unchecked count may count beside tier B, where `usual` unchecked ones come with a checked one.

    In line, all of it does; out of line only what tier B supports.

    >>> in_line(4, 1, 2.0, 2.5), in_line(40, 1, 2.0, 2.5)
    (4, 3.0)
    """
    expected = usual * (checked + 1)
    limit = expected + deviations * sqrt(expected * (1 + usual))
    return unchecked if unchecked <= limit else usual * (checked + 0.5)


def usual_ratio(unchecked: Iterable[float], checked: Iterable[int]) -> float:
    """Give how many unchecked reports come with a checked one over many parties."""
    return (sum(unchecked) + 1) / (sum(checked) + 1)
