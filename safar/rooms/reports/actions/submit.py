"""Take a report in: openly, with a campaign's code, or typed by a centre. Sent twice, it is one report.

A code is spent in a transaction of its own, so that the two rows share neither a key nor the database's own number of
the write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from safar.foundation.journal.actions import Promise, record_act
from safar.foundation.vault.actions import file_folder
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import receipt_keys
from safar.foundation.vault.load import Budget, Busy, Intake
from safar.foundation.vault.models import Folder
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import Refused, SealedFolder
from safar.foundation.vault.sessions import WORKER, admit, vault_reading, vault_session
from safar.rooms.reports.access import number_for
from safar.rooms.reports.actions.codes import spend, unspend
from safar.rooms.reports.actions.proposed import party_proposed
from safar.rooms.reports.actions.remarks import add_remark
from safar.rooms.reports.counted import joins_from
from safar.rooms.reports.models import Report
from safar.rooms.reports.telling import Told, check_told
from safar.rules.messages import gettext_noop

ROOM = "reports"
INTAKE, BUDGET = Intake(), Budget(600)
MANY_AT_ONCE = gettext_noop("Many people are writing at the moment; try again in a minute")
KINDS = frozenset({"account", "file"})


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the sender gets: of which party, from when it may join a card, and the house's signed promise.

    `is_repeat` says that the same receipt had brought it before.
    """

    party: str
    joins_from: date
    promise: Promise | None
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """How a report comes: with whose code, with which proofs, typed by which body, with a document shown or not."""

    way: Report.Way
    code: str = ""
    evidence: SealedFolder | None = None
    by: str = ""
    proof_seen: bool = False


def submit(
    told: Told,
    *,
    tag: bytes,
    now: datetime,
    code: str = "",
    evidence: SealedFolder | None = None,
    work_shown: bool = False,
) -> Submitted:
    """Store a report under the tag of a receipt that the sender's device made.

    `evidence` is sealed to the centre that is to check it, under the same receipt. Whoever has not shown the work that
    the load asks for draws on a budget of the whole site.
    """
    if not work_shown:
        _spend_budget()
    way = Report.Way.INVITED if code else Report.Way.OPEN
    return _submit(told, tag, _Way(way, code=code, evidence=evidence), now)


def submit_plain(told: Told, *, receipt: str, now: datetime, code: str = "", word: str = "") -> Submitted:
    """Store a report for a phone that runs no script: the receipt was made with the page and comes back with it."""
    return submit(told, tag=receipt_keys(receipt, word, instance_id()).tag, now=now, code=code)


def enter_for_worker(told: Told, *, body: str, receipt: str, now: datetime, proof_seen: bool = False) -> Submitted:
    """Store what a centre's member typed from paper or telephone; the worker is handed the receipt.

    The journal says which body entered it; the report itself does not. `proof_seen`: the worker showed the member a
    document that bears the answers out, which makes it tier B without a file that anybody would have to keep.
    """
    tag = receipt_keys(receipt, "", instance_id()).tag
    return _submit(told, tag, _Way(Report.Way.ASSISTED, by=body, proof_seen=proof_seen), now)


def _spend_budget() -> None:
    try:
        BUDGET.spend()
    except Busy:
        raise Refused(MANY_AT_ONCE) from None


def _submit(told: Told, tag: bytes, way: _Way, now: datetime) -> Submitted:
    check_told(told, now.date())
    known = _same(tag)
    if known is not None:
        return known
    if way.evidence is not None and [one.tag for one in way.evidence.epoch.receipts] != [tag]:
        raise Refused("what is sealed has another receipt than the report")
    if way.code:
        spend(way.code, now.date())
    try:
        return _stored(told, tag, way, now)
    except Exception:
        if way.code:
            unspend(way.code)
        raise


def _stored(told: Told, tag: bytes, way: _Way, now: datetime) -> Submitted:
    with vault_session(WORKER, mark=tag_mac(tag)):
        folder = _sealed(way.evidence, now).pk if way.evidence is not None else None
        party = party_proposed(told.proposed, now.date()) if told.proposed else told.party
        checked_on = now.date() if way.proof_seen else None
        report = add_report(told, party, tag_mac(tag), way.way, folder, now.date(), checked_on)
        detail = {"way": way.way, "by": way.by, "proof": way.proof_seen}
        promise = record_act(None, "report made", detail, now=now)
    return Submitted(report.party, joins_from(report), promise)


def _same(tag: bytes) -> Submitted | None:
    """Give what this receipt brought before."""
    with vault_reading(WORKER, mark=tag_mac(tag)):
        if number_for(tag) is None:
            return None
        report = Report.objects.get(tag_mac=tag_mac(tag))
    return Submitted(report.party, joins_from(report), None, is_repeat=True)


def add_report(
    told: Told,
    party: str,
    mac: bytes,
    way: str,
    folder: int | None,
    today: date,
    checked_on: date | None = None,
    replaces: int | None = None,
) -> Report:
    """Write the rows of a report; inside a session that bears its mark."""
    report = Report(
        party=party,
        origin=told.origin,
        destination=told.destination,
        made_on=today,
        began=told.began,
        answers=dict(told.answers),
        fee=told.fee,
        currency=told.currency,
        still_there=told.still_there,
        may_join_on=today if told.still_there and told.may_join_now else None,
        way=way,
        tag_mac=mac,
        folder_id=folder,
        checked_on=checked_on,
        replaces_id=replaces,
    )
    add_row(report)
    if told.text.strip():
        admit(report.pk)
        add_remark(report, told.text.strip(), told.language)
    return report


def _sealed(evidence: SealedFolder, now: datetime) -> Folder:
    if len(evidence.epoch.slots) != 1:
        raise Refused("proofs are sealed to the one centre that checks them")
    return file_folder(evidence, room=ROOM, day=now.date(), now=now, kinds=KINDS)[0]
