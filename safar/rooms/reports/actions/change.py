"""Change or withdraw a report by its receipt.

A change ends the old report and makes a new one of today: the cards that were drawn from the old one stay what they
were, and no two of them differ by one person's change of mind. She takes nothing back by it, so no card comes down; but
who then withdraws what she told anew has withdrawn what it replaced as well.
"""

from __future__ import annotations

from datetime import datetime

from safar.foundation.journal.actions import Promise, record_act
from safar.foundation.release.actions import take_quotes_off
from safar.foundation.vault.actions import delete_folder
from safar.foundation.vault.models import Folder
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.sessions import WORKER, admit, vault_session
from safar.rooms.reports.access import report_for
from safar.rooms.reports.actions.proposed import party_proposed
from safar.rooms.reports.actions.publish import take_down
from safar.rooms.reports.actions.submit import Submitted, add_report
from safar.rooms.reports.counted import REPLACED, joins_from
from safar.rooms.reports.models import Remark, Report
from safar.rooms.reports.released import WORDS
from safar.rooms.reports.telling import Told, check_told

BY_HERSELF = "withdrawn"


def change(told: Told, *, tag: bytes, now: datetime) -> Submitted:
    """Replace what a receipt opens. The new report is unchecked; its proofs stay with it to be looked at again."""
    check_told(told, now.date())
    with vault_session(WORKER, mark=tag_mac(tag)):
        old = report_for(tag)
        folder, before = old.folder_id, old.replaces_id if _is_of_this_month(old, now) else old.pk
        party = party_proposed(told.proposed, now.date()) if told.proposed else told.party
        stays = party == old.party
        end_report(old, REPLACED if stays else BY_HERSELF, now)
        replaces = before if stays else None
        report = add_report(told, party, tag_mac(tag), old.way, folder, now.date(), replaces=replaces)
        promise = record_act(None, "report changed", {}, now=now)
    take_down(old.party, now=now)
    return Submitted(report.party, joins_from(report), promise)


def withdraw(tag: bytes, *, now: datetime) -> Promise:
    """End the report that a receipt opens, and delete its words and its proofs. The receipt opens nothing any more."""
    with vault_session(WORKER, mark=tag_mac(tag)):
        report = report_for(tag)
        folder = report.folder_id
        end_report(report, BY_HERSELF, now)
        _delete_proofs(folder, now)
        promise = record_act(None, "report withdrawn", {}, now=now)
    take_down(report.party, now=now)
    return promise


def let_join(tag: bytes, *, now: datetime) -> None:
    """She has left, or says that it may be shown: the report joins from today on."""
    with vault_session(WORKER, mark=tag_mac(tag)):
        report = report_for(tag)
        report.may_join_on = report.may_join_on or now.date()
        report.save(update_fields=["may_join_on"])
        record_act(None, "report may join", {}, now=now)


def end_report(report: Report, why: str, now: datetime) -> None:
    """Leave codes and days alone; words go, and what never could have stood behind a card goes entirely."""
    for remark in Remark.objects.filter(report=report):
        take_quotes_off(f"{WORDS} {report.party}", remark.text)
        remark.delete()
    before = report.replaces_id
    if _is_of_this_month(report, now):
        report.delete()
    else:
        report.withdrawn_on, report.ended_for, report.tag_mac, report.folder = now.date(), why, None, None
        report.save(update_fields=["withdrawn_on", "ended_for", "tag_mac", "folder"])
    if why != REPLACED:
        _end_replaced(before, why)


def _end_replaced(number: int | None, why: str) -> None:
    """Nobody stands any more behind what was replaced, and by what was replaced itself."""
    while number is not None:
        admit(number)
        Report.objects.filter(pk=number).update(ended_for=why)
        number = Report.objects.values_list("replaces_id", flat=True).get(pk=number)


def _is_of_this_month(report: Report, now: datetime) -> bool:
    return (report.made_on.year, report.made_on.month) == (now.year, now.month)


def _delete_proofs(folder: int | None, now: datetime) -> None:
    if folder is None:
        return
    admit(folder)
    for held in Folder.objects.filter(pk=folder):
        delete_folder(held, today=now.date())
