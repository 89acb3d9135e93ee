"""What a checking centre sees: the reports with proofs sealed to it, and the sealed proofs. Never who else wrote."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from safar.foundation.vault.contents import commits_of, entries_of, slots_to
from safar.foundation.vault.models import Slot
from safar.foundation.vault.sessions import vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.reports.access import evidence_for
from safar.rooms.reports.models import Report
from safar.rules.firewall import Purpose


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A report whose proofs wait for the centre."""

    number: int
    party: str
    answers: Mapping[str, str]
    made_on: date
    fee: Decimal | None
    currency: str


def to_check(body: str, *, today: date) -> tuple[ToCheck, ...]:
    """List what waits for a centre, in an order that tells nothing."""
    with vault_reading(Purpose.ADVISE, body=body):
        folders = Slot.objects.filter(body=body, folder__room="reports").values_list("folder_id", flat=True)
        rows = Report.objects.filter(folder_id__in=list(folders), withdrawn_on=None, checked_on=None)
        return tuple(_line(row) for row in sorted(rows, key=lambda row: row.pk))


def sealed_evidence(number: int, body: str, eids: Collection[bytes], *, today: date) -> dict[str, Any]:
    """Give the sealed proofs of a report to the desk that opens them."""
    with vault_reading(Purpose.ADVISE, body=body):
        _, folder = evidence_for(body, number, today)
        return {
            "cid": b64(bytes(folder.cid)),
            "epoch": b64(bytes(folder.epoch)),
            "commits": commits_of(folder),
            "entries": entries_of(folder, eids),
            "slots": slots_to(folder, body, today),
        }


def _line(row: Report) -> ToCheck:
    return ToCheck(row.pk, row.party, dict(row.answers), row.made_on, row.fee, row.currency)
