"""Rows of reports as the rule of cards counts them, with ended ones, whose days the cards of the past need."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from safar.rooms.reports.models import Report
from safar.rules.reports_joined import Report as Counted

REPLACED = "replaced"
"""Why a report has ended whose writer told anew."""


def of_party(party: str) -> Iterator[Report]:
    """Give all reports ever made of a party; call it inside a session that publishes."""
    return Report.objects.filter(party=party).iterator()


def by_party(leaving_out: Collection[str] = ()) -> Iterator[tuple[str, list[Report]]]:
    """Walk over all reports, party by party; only one party's are in memory at a time."""
    ordered = Report.objects.exclude(party__in=leaving_out).order_by("party").iterator()
    for party, held in groupby(ordered, key=attrgetter("party")):
        yield party, list(held)


def counted(report: Report) -> Counted:
    """Give a row as the rule counts it."""
    return Counted(
        key=str(report.pk),
        made_on=report.made_on,
        answers=report.answers,
        cohort=_half_year(report.began),
        checked_on=report.checked_on,
        still_there=report.still_there,
        may_join_on=report.may_join_on,
        withdrawn_on=report.withdrawn_on,
        is_replaced=report.ended_for == REPLACED,
        fee=report.fee,
        currency=report.currency,
    )


def joins_from(report: Report) -> date:
    """Give the day from which a report may stand behind a card."""
    return counted(report).joins_on


def _half_year(month: str) -> str:
    """A month told is coarsened, so that cohorts are times and not persons."""
    return f"{month[:4]}-{1 if month[5:] <= '06' else 2}" if month else ""
