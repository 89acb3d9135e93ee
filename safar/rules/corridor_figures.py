"""What all workers of a corridor report together: the share to each question and the median fee, on ten answers.

For the worker who wants to know what is usual on the way she means to go, and for cards, which are drawn towards it. As
on a card, each figure is drawn on a first of a month and anew only when ten more answers have joined, so that the
difference between two months rests on ten people too; and at least three parties stand behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from safar.rules.disclosure import FEWEST, Shown
from safar.rules.fees_told import MedianFee, median_fee
from safar.rules.report_cards import Share
from safar.rules.reports_joined import Drawn, Joined, Report
from safar.rules.shares import Usual, estimate
from safar.rules.small_cells import FEWEST_EMPLOYERS

FEWEST_ANSWERS = FEWEST[Shown.TABLE]
FEE = "fee "


@dataclass(frozen=True, slots=True)
class CorridorFigures:
    """The shares by question, in order, and the median fee of the currency in which most fees were told."""

    shares: tuple[Share, ...]
    fee: MedianFee | None


def corridor_figures(reports: Iterable[tuple[str, Report]], today: date) -> CorridorFigures:
    """Give the figures that stand on a day, by all reports ever made of a corridor, each with the party it is about.

    >>> corridor_figures([], date(2026, 11, 26))
    CorridorFigures(shares=(), fee=None)
    """
    told = [(party, report) for party, report in reports if report.made_on <= today]
    parties = {report.key: party for party, report in told}
    joined = Joined(report for _, report in told)
    fees = _by_currency(joined)
    drawn = _walk(joined, parties, {**joined.answered, **fees}, today)
    still = joined.standing(today)
    shown = {name: one for name, one in drawn.items() if (one.bits & still).bit_count() >= FEWEST_ANSWERS}
    shares = tuple(_share(name, joined, shown[name]) for name in sorted(shown.keys() & joined.answered.keys()))
    return CorridorFigures(shares, _fee(joined, {name: shown[name] for name in shown.keys() & fees.keys()}))


def draws(reports: Iterable[tuple[str, Report]], today: date) -> dict[date, frozenset[str]]:
    """Give the keys of the reports that newly stood behind the corridor's number of reports, by the day of the draw.

    Counts of months are made of these, and not of the reports of a month: beside a corridor's figures a month of four
    could be worked out by subtraction, a draw of ten can't be taken apart.

    >>> draws([], date(2026, 11, 26))
    {}
    """
    told = [(party, report) for party, report in reports if report.made_on <= today]
    parties = {report.key: party for party, report in told}
    joined, found, last = Joined(report for _, report in told), {}, 0
    for day in joined.months(today):
        new = joined.live & ~last
        if _is_enough(joined, parties, new):
            found[day], last = frozenset(report.key for report in joined.of(new)), joined.live
    return found


def _walk(joined: Joined, parties: Mapping[str, str], figures: Mapping[str, int], today: date) -> dict[str, Drawn]:
    drawn: dict[str, Drawn] = {}
    for day in joined.months(today):
        for name, of in figures.items():
            now, last = joined.counted & of, drawn.get(name)
            new = now & ~last.bits if last else now
            if _is_enough(joined, parties, new):
                drawn[name] = Drawn(day, now)
    return drawn


def _is_enough(joined: Joined, parties: Mapping[str, str], bits: int) -> bool:
    """Ten people or more, who tell of three parties or more."""
    if bits.bit_count() < FEWEST_ANSWERS:
        return False
    return len({parties[report.key] for report in joined.of(bits)}) >= FEWEST_EMPLOYERS


def _share(question: str, joined: Joined, drawn: Drawn) -> Share:
    yes = (drawn.bits & joined.yes.get(question, 0)).bit_count()
    count = drawn.bits.bit_count()
    return Share(question, estimate(yes, count - yes, Usual()), count, drawn.on)


def _by_currency(joined: Joined) -> dict[str, int]:
    held: dict[str, list[int]] = {}
    for at, report in enumerate(joined.reports):
        if report.fee is not None and report.fee > 0 and report.currency:
            held.setdefault(FEE + report.currency, []).append(at)
    return {name: joined.bits(of) for name, of in held.items()}


def _fee(joined: Joined, shown: Mapping[str, Drawn]) -> MedianFee | None:
    if not shown:
        return None
    name = min(shown, key=lambda one: (-shown[one].bits.bit_count(), one))
    amounts = [report.fee or Decimal(0) for report in joined.of(shown[name].bits)]
    return median_fee(amounts, name.removeprefix(FEE), shown[name].on)
