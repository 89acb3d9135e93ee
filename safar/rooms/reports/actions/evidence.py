"""Tier B: a centre has opened the proofs that were sealed to it and says whether they bear the report out.

The house never sees a proof. After the check the sealed files are not needed, and they go with their folder.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.actions import delete_folder
from safar.foundation.vault.models import Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_reading, vault_session
from safar.rooms.reports.access import evidence_for
from safar.rooms.reports.models import Report
from safar.rules.firewall import Purpose

ROOM = "reports"
KEPT = timedelta(days=90)


def check_evidence(number: int, *, body: str, bears_out: bool, now: datetime) -> None:
    """Say whether the proofs of a report bear it out; a report whose proofs don't stays unchecked."""
    with vault_reading(Purpose.ADVISE, body=body):
        report, folder = evidence_for(body, number, now.date())
    with vault_session(KEEP_HOUSE):
        checked_on = report.checked_on or now.date() if bears_out else report.checked_on
        Report.objects.filter(pk=report.pk).update(checked_on=checked_on, folder=None)
        record_act(None, "proofs bear out" if bears_out else "proofs don't bear out", {"body": body}, now=now)
        for held in Folder.objects.filter(pk=folder.pk):
            delete_folder(held, today=now.date())


def delete_evidence(*, now: datetime) -> int:
    """Delete proofs that nobody looked at in time; gives how many folders there were."""
    with vault_session(KEEP_HOUSE):
        due = list(Folder.objects.filter(room=ROOM, last_on__lt=now.date() - KEPT))
        for folder in due:
            record_act(None, "term ran out", {}, now=now)
            delete_folder(folder, today=now.date())
    return len(due)
