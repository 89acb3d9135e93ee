"""What a receipt opens: the worker's own report, and whether others tell of the same at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.http import Http404

from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.rooms.reports.access import report_for
from safar.rooms.reports.counted import counted, joins_from, of_party
from safar.rooms.reports.models import Remark, Report
from safar.rules.firewall import Purpose
from safar.rules.report_cards import bursts_of_harm


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as its writer sees it.

    `offers_collective_case`: others told of harm by the same party in the same weeks; they could file together.
    """

    party: str
    answers: Mapping[str, str]
    origin: str
    destination: str
    made_on: date
    began: str
    still_there: bool
    may_join_now: bool
    joins_from: date
    is_checked: bool
    has_evidence: bool
    fee: Decimal | None
    currency: str
    offers_collective_case: bool
    text: str = field(default="", repr=False)


def own_report(tag: bytes, *, today: date) -> OwnReport | None:
    """Give the report that a receipt opens; nothing for one that never was, ended, or is another's."""
    with vault_reading(WORKER, mark=tag_mac(tag)):
        try:
            report = report_for(tag)
        except Http404:
            return None
        text = Remark.objects.filter(report=report).values_list("text", flat=True).first() or ""
    with vault_reading(Purpose.STATISTICS):
        burst = bursts_of_harm(map(counted, of_party(report.party)), today)
    return _own(report, text, str(report.pk) in burst)


def _own(report: Report, text: str, in_burst: bool) -> OwnReport:
    return OwnReport(
        party=report.party,
        answers=dict(report.answers),
        origin=report.origin,
        destination=report.destination,
        made_on=report.made_on,
        began=report.began,
        still_there=report.still_there,
        may_join_now=report.may_join_on is not None,
        joins_from=joins_from(report),
        is_checked=report.checked_on is not None,
        has_evidence=report.folder_id is not None,
        fee=report.fee,
        currency=report.currency,
        offers_collective_case=in_burst,
        text=text,
    )
