"""Which parties the reports speak worst of, in an order that bought praise moves little.

For moderators, unions and inspectors who can look at a hundred parties and not at two thousand; never shown to the
public. A report is `(party, week, "good" | "bad", tier "B" | "C")`. Per party: praise in a burst is set aside and two
unchecked praises a week count; harm in a burst, and any unchecked count out of line with tier B, count as far as
tier B supports them; the share of harm is then drawn to that of all parties by five reports' worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import fsum
from typing import Literal

from safar.rules.report_weights import (
    HARM_DEVIATIONS,
    PRAISE_DEVIATIONS,
    burst_weeks,
    in_line,
    praises_that_count,
    usual_ratio,
)

ScoredReport = tuple[str | int, int, Literal["good", "bad"], Literal["B", "C"]]
STRENGTH = 5.0
"""How many reports' worth of the usual share a party's own share is drawn towards."""


@dataclass(slots=True)
class _Told:
    """What was told of a party: tier B counts, unchecked ones by week."""

    praise: int = 0
    harm: int = 0
    unchecked_praise: Counter[int] = field(default_factory=Counter)
    unchecked_harm: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Weighed:
    praise: int
    harm: int
    unchecked_praise: int
    steady_harm: int
    burst_harm: int


def harm_scores(reports: Iterable[ScoredReport]) -> dict[str | int, float]:
    """Give every party's score between 0 and 1, higher for worse; the order of the reports doesn't matter.

    >>> scores = harm_scores([("a", 1, "bad", "B"), ("b", 1, "good", "B"), ("a", 2, "bad", "C")])
    >>> scores["a"] > scores["b"]
    True
    """
    told, weeks = _gathered(reports)
    weighed = {party: _weighed(one, weeks) for party, one in told.items()}
    every = weighed.values()
    usual_praise = usual_ratio((one.unchecked_praise for one in every), (one.praise for one in every))
    usual_harm = usual_ratio((one.steady_harm for one in every), (one.harm for one in every))
    counts = {party: _counts(one, usual_praise, usual_harm) for party, one in weighed.items()}
    harms, praises = fsum(bad for bad, _ in counts.values()), fsum(good for _, good in counts.values())
    usual = harms / (harms + praises) if counts else 0.5
    return {party: (bad + STRENGTH * usual) / (bad + good + STRENGTH) for party, (bad, good) in counts.items()}


def _gathered(reports: Iterable[ScoredReport]) -> tuple[dict[str | int, _Told], int]:
    told: dict[str | int, _Told] = {}
    first = last = None
    for party, week, said, tier in reports:
        one = told.get(party)
        if one is None:
            one = told[party] = _Told()
        if said not in {"good", "bad"} or tier not in {"B", "C"}:
            raise ValueError("a report is good or bad, of tier B or C")
        if tier == "C":
            (one.unchecked_harm if said == "bad" else one.unchecked_praise)[week] += 1
        elif said == "bad":
            one.harm += 1
        else:
            one.praise += 1
        first = week if first is None or week < first else first
        last = week if last is None or week > last else last
    return told, 0 if first is None or last is None else last - first + 1


def _weighed(one: _Told, weeks: int) -> _Weighed:
    praise = praises_that_count(one.unchecked_praise, burst_weeks(one.unchecked_praise, weeks))
    bursts = burst_weeks(one.unchecked_harm, weeks)
    in_bursts = sum(one.unchecked_harm[week] for week in bursts)
    return _Weighed(one.praise, one.harm, praise, one.unchecked_harm.total() - in_bursts, in_bursts)


def _counts(one: _Weighed, usual_praise: float, usual_harm: float) -> tuple[float, float]:
    unchecked = one.steady_harm + min(one.burst_harm, usual_harm * one.harm)
    harm = one.harm + in_line(unchecked, one.harm, usual_harm, HARM_DEVIATIONS)
    return harm, one.praise + in_line(one.unchecked_praise, one.praise, usual_praise, PRAISE_DEVIATIONS)
