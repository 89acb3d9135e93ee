"""What workers' reports support about a party, as a card with a reason for every number, or plainly "not enough".

For the worker who chooses a recruiter, and for the recruiter who must be able to see why. A card rests on five reports
from two cohorts in time of which one at least is checked. It is drawn on the first of a month and not before five more
have joined. It shows two numbers that never cancel: cohorts that report harm, and the share that is satisfied. Silence
is no number. Official findings stand on top and are never mixed in. That anybody has reported at all is shown no sooner
than the rest: a report that hasn't joined by the first of the month leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from safar.rules.disclosure import is_most_of
from safar.rules.fees_told import MedianFee, median_fee
from safar.rules.messages import gettext_noop
from safar.rules.questionnaire import SATISFIED
from safar.rules.report_weights import HARM_DEVIATIONS, PRAISE_DEVIATIONS, burst_weeks, in_line
from safar.rules.reports_joined import (
    ALL,
    FEWEST_ON_A_CARD,
    HARM,
    LEAST_WEEKS_WATCHED,
    Drawn,
    Joined,
    Report,
    renewed,
)
from safar.rules.shares import Estimate, Usual, estimate

if TYPE_CHECKING:
    from safar.rules.standing import Standing

DAYS_OF_NOTICE = 14
COHORTS, CHECKED = 2, 1
YEARS_IN_FULL = 3


class Publication(StrEnum):
    """How much of a card may be seen."""

    NONE = "none"
    FEW = "few"
    SCORED = "scored"


HOUSEHOLD = gettext_noop("A household has no card: look at the agency that sent the worker")
NO_REPORTS = gettext_noop("Nobody has reported yet; that says nothing about how they treat people")
NOT_ENOUGH = gettext_noop("Not enough reports yet")
WAITS_FOR_NOTICE = gettext_noop("Not enough reports yet, or the party has not been told yet")
MOST_OF_THEM = gettext_noop("So many of its workers reported that they could be guessed; no number is shown")
ON_FIVE = gettext_noop("Five reports or more, from two cohorts in time, one at least checked")
SINCE_FIVE = gettext_noop("Drawn on a first of a month, when five more answers had joined")
DRAWN_TO_USUAL = gettext_noop(
    "Drawn towards what is usual in the corridor; nine times in ten it lies between the bounds"
)
HARM_STANDS = gettext_noop("Counted by cohorts in time; no praise lowers it")
TOO_FEW_HARMS = gettext_noop("Fewer than five reports tell of harm, so they are not counted here")
SET_ASIDE = gettext_noop("Unchecked praise came in a burst or more than twice a week; the rest of it was set aside")
OUT_OF_LINE = gettext_noop(
    "Unchecked reports are out of line with checked ones and count only as far as those support them"
)
BEING_CHECKED = gettext_noop("Many unchecked reports of harm came at once; they are being checked")
OLD_FADE = gettext_noop("Reports older than three years count less each year")
IN_THE_FUTURE = gettext_noop("A report from a day to come was set aside")


@dataclass(frozen=True, slots=True)
class Corridor:
    """What is usual where the party works: the share of yes to each question, unchecked reports for a checked one."""

    usual: Mapping[str, Usual] = field(default_factory=dict)
    unchecked_praises: float = 4.0
    unchecked_harms: float = 4.0


@dataclass(frozen=True, slots=True)
class Share:
    """The share that answered yes to a question, on how many answers, as of which day, and why it reads so."""

    question: str
    estimate: Estimate
    answers: int
    drawn_on: date
    reason: str = DRAWN_TO_USUAL


@dataclass(frozen=True, slots=True)
class Card:
    """What may be shown of a party. Where the state isn't *scored* every number is None or empty; a burst is told.

    `checked` is given in whole fives, so None means one to four; `harm_cohorts` is None below five reports of harm.
    """

    state: Publication
    reasons: tuple[str, ...]
    official: Standing | None = None
    drawn_on: date | None = None
    reports: int | None = None
    cohorts: int | None = None
    since: date | None = None
    checked: int | None = None
    harm_cohorts: int | None = None
    satisfied: Share | None = None
    shares: tuple[Share, ...] = ()
    fee: MedianFee | None = None
    being_checked: bool = False


def card(
    reports: Iterable[Report],
    official: Standing | None,
    today: date,
    *,
    notified_on: date | None = None,
    answered_on: date | None = None,
    is_household: bool = False,
    workforce: int | None = None,
    corridor: Corridor | None = None,
) -> Card:
    """Give the card that stands on a day, by all reports ever made, those withdrawn since included with their day.

    >>> card([], None, date(2026, 11, 24)).state.value
    'none'
    """
    told = list(reports)
    known = [report for report in told if report.made_on <= today]
    extra = (IN_THE_FUTURE,) if len(known) < len(told) else ()
    if is_household:
        return Card(Publication.NONE, (HOUSEHOLD,), official)
    joined = Joined(known)
    drawn, last_walked = _walk(joined, today)
    if not joined.live:
        return Card(Publication.NONE, (NO_REPORTS, *extra), official)
    still = joined.standing(today)
    why_not = _withheld(drawn, still, notice_is_over(notified_on, answered_on, today), workforce)
    if why_not:
        burst = _may_warn(drawn, workforce) and _is_burst(joined, _shown(drawn, still).get(HARM), last_walked)
        reasons = (why_not, *((BEING_CHECKED,) if burst else ()), *extra)
        return Card(Publication.FEW, reasons, official, being_checked=burst)
    return _scored(joined, drawn, last_walked, still, corridor or Corridor(), official, extra)


def bursts_of_harm(reports: Iterable[Report], today: date) -> frozenset[str]:
    """Give the keys of unchecked harm that came in a burst, for the moderators of the same day, joined or not."""
    held = [one for one in reports if one.made_on <= today and (one.withdrawn_on is None or one.withdrawn_on > today)]
    joined = Joined(one for one in held if not one.is_checked(today))
    harms = list(joined.of(joined.harm))
    weeks = _burst_weeks(harms)
    return frozenset(one.key for one in harms if one.week in weeks)


def notice_is_over(notified_on: date | None, answered_on: date | None, today: date) -> bool:
    """Say whether a party was told and had its fourteen days, or has answered.

    >>> notice_is_over(None, date(2026, 11, 24), date(2026, 11, 24))
    False
    """
    if notified_on is None:
        return False
    return today >= notified_on + timedelta(days=DAYS_OF_NOTICE) or (answered_on is not None and answered_on <= today)


def _walk(joined: Joined, today: date) -> tuple[dict[str, Drawn], date | None]:
    """Draw what was to be drawn on each first of a month; harm by itself, so that no praise moves its days."""
    drawn: dict[str, Drawn] = {}
    walked: date | None = None
    currencies = _currencies(joined)
    for day in joined.months(today):
        walked = day
        _draw(drawn, HARM, joined, joined.harm, day)
        if _may_be_drawn(joined):
            _draw(drawn, ALL, joined, joined.live, day)
        if ALL in drawn:
            for name, answered in (*joined.answered.items(), *currencies.items()):
                _draw(drawn, name, joined, answered, day)
    return drawn, walked


def _draw(drawn: dict[str, Drawn], name: str, joined: Joined, of: int, day: date) -> None:
    anew = renewed(drawn.get(name), joined, of, day)
    if anew is not None:
        drawn[name] = anew


def _may_be_drawn(joined: Joined) -> bool:
    """Five that count, one of them checked, and two cohorts among all that joined: praise set aside is from one too."""
    if joined.counted.bit_count() < FEWEST_ON_A_CARD:
        return False
    return joined.cohorts(joined.live) >= COHORTS and joined.checked.bit_count() >= CHECKED


def _withheld(drawn: Mapping[str, Drawn], still: int, notice_is_over: bool, workforce: int | None) -> str:
    """Say why a card has no number, or nothing. A withdrawal that leaves fewer than five takes it down at once."""
    if ALL not in drawn or (drawn[ALL].bits & still).bit_count() < FEWEST_ON_A_CARD:
        return NOT_ENOUGH
    if is_most_of(drawn[ALL].bits.bit_count(), workforce):
        return MOST_OF_THEM
    return "" if notice_is_over else WAITS_FOR_NOTICE


def _may_warn(drawn: Mapping[str, Drawn], workforce: int | None) -> bool:
    """Most of a known workforce could be guessed from a warning as well as from a number."""
    return not any(is_most_of(one.bits.bit_count(), workforce) for one in drawn.values())


def _shown(drawn: Mapping[str, Drawn], still: int) -> dict[str, Drawn]:
    """Keep the figures behind which five still stand."""
    return {name: one for name, one in drawn.items() if (one.bits & still).bit_count() >= FEWEST_ON_A_CARD}


def _is_burst(joined: Joined, harm: Drawn | None, last_walked: date | None) -> bool:
    """Say whether unchecked harm behind a figure came at once."""
    if harm is None or last_walked is None:
        return False
    return bool(_burst_weeks(one for one in joined.of(harm.bits) if not one.is_checked(last_walked)))


def _scored(
    joined: Joined,
    drawn: Mapping[str, Drawn],
    last_walked: date | None,
    still: int,
    corridor: Corridor,
    official: Standing | None,
    extra: tuple[str, ...],
) -> Card:
    shown = _shown(drawn, still)
    whole = shown[ALL]
    weights = {day: _Weights(joined, day, corridor) for day in {one.on for one in shown.values()}}
    shares = tuple(
        _share(name, joined, shown[name], weights[shown[name].on], corridor)
        for name in sorted(shown.keys() & joined.answered.keys())
    )
    behind = list(joined.of(whole.bits))
    checked = (whole.bits & joined.seen[whole.on][2]).bit_count()
    burst = _is_burst(joined, shown.get(HARM), last_walked)
    reasons = [ON_FIVE, SINCE_FIVE, HARM_STANDS if HARM in shown else TOO_FEW_HARMS]
    reasons += [BEING_CHECKED] * burst + list(weights[whole.on].reasons) + list(extra)
    return Card(
        Publication.SCORED,
        tuple(reasons),
        official,
        drawn_on=whole.on,
        reports=len(behind),
        cohorts=joined.cohorts(whole.bits),
        since=min(report.made_on for report in behind).replace(day=1),
        checked=checked // FEWEST_ON_A_CARD * FEWEST_ON_A_CARD or None,
        harm_cohorts=joined.cohorts(shown[HARM].bits) if HARM in shown else None,
        satisfied=next((share for share in shares if share.question == SATISFIED), None),
        shares=shares,
        fee=_fee(joined, shown),
        being_checked=burst,
    )


class _Weights:
    """What a report weighs on a day: less when old, less when unchecked and out of line; in groups of a weight."""

    def __init__(self, joined: Joined, day: date, corridor: Corridor) -> None:
        live, counted, checked = joined.seen[day]
        harm, praise = counted & joined.harm, counted & ~joined.harm
        usual = corridor.unchecked_praises, corridor.unchecked_harms
        self.praise = _supported(praise & ~checked, praise & checked, usual[0], PRAISE_DEVIATIONS)
        self.harm = _supported(harm & ~checked, harm & checked, usual[1], HARM_DEVIATIONS)
        kinds = ((counted & checked, 1.0), (praise & ~checked, self.praise), (harm & ~checked, self.harm))
        ages = _by_age(joined, day)
        self.groups = [(of & age, weight * fade) for of, weight in kinds for age, fade in ages]
        out_of_line = self.praise < 1 or self.harm < 1
        self.reasons = (
            *((SET_ASIDE,) if live & ~counted else ()),
            *((OUT_OF_LINE,) if out_of_line else ()),
            *((OLD_FADE,) if len(ages) > 1 else ()),
        )

    def of(self, bits: int) -> float:
        """Give what a set of reports weighs together."""
        return sum((bits & group).bit_count() * weight for group, weight in self.groups)


def _supported(unchecked: int, checked: int, usual: float, deviations: float) -> float:
    """Give the weight of one unchecked report."""
    count = unchecked.bit_count()
    return in_line(count, checked.bit_count(), usual, deviations) / count if count else 1.0


def _by_age(joined: Joined, day: date) -> list[tuple[int, float]]:
    """Group reports by the years begun past the third: each halves the weight."""
    years: dict[int, list[int]] = {}
    in_full = day - timedelta(days=YEARS_IN_FULL * 365)
    for at, report in enumerate(joined.reports):
        if report.made_on <= in_full:
            years.setdefault(1 + (in_full - report.made_on).days // 365, []).append(at)
    old = {late: joined.bits(held) for late, held in sorted(years.items())}
    return [(~sum(old.values()), 1.0), *((held, 0.5**late) for late, held in old.items())]


def _share(question: str, joined: Joined, drawn: Drawn, weights: _Weights, corridor: Corridor) -> Share:
    yes = weights.of(drawn.bits & joined.yes.get(question, 0))
    no = weights.of(drawn.bits & ~joined.yes.get(question, 0))
    usual = corridor.usual.get(question, Usual())
    return Share(question, estimate(yes, no, usual), drawn.bits.bit_count(), drawn.on)


def _burst_weeks(reports: Iterable[Report]) -> frozenset[int]:
    counts: dict[int, int] = {}
    for report in reports:
        counts[report.week] = counts.get(report.week, 0) + 1
    return burst_weeks(counts, max(LEAST_WEEKS_WATCHED, max(counts, default=0) - min(counts, default=0) + 1))


def _currencies(joined: Joined) -> dict[str, int]:
    held: dict[str, list[int]] = {}
    for at, report in enumerate(joined.reports):
        if report.fee is not None and report.fee > 0 and report.currency:
            held.setdefault(f"fee {report.currency}", []).append(at)
    return {name: joined.bits(of) for name, of in held.items()}


def _fee(joined: Joined, shown: Mapping[str, Drawn]) -> MedianFee | None:
    """Give the median of the currency in which most fees were told."""
    named = sorted((-one.bits.bit_count(), name) for name, one in shown.items() if name.startswith("fee "))
    if not named:
        return None
    name = named[0][1]
    amounts = [report.fee or Decimal(0) for report in joined.of(shown[name].bits)]
    return median_fee(amounts, name.removeprefix("fee "), shown[name].on)
