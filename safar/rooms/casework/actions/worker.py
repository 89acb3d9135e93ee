"""What the worker does with a case she holds the receipt of: add, consent, revoke, keep, share, delete.

Each takes the cid and the token that only the newest key makes; each is one transaction and one leaf in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from safar.foundation.journal.actions import Promise, record_act
from safar.foundation.vault import actions as vault
from safar.foundation.vault.access import body_for, folder_by_token
from safar.foundation.vault.days import told_day
from safar.foundation.vault.models import Body, Folder
from safar.foundation.vault.sealed import Refused, SealedEntry, SealedEpoch, SealedReceipt, SealedSlot, SignedConsent
from safar.foundation.vault.sessions import KEEP_HOUSE, WORKER, vault_session
from safar.rooms.casework.actions.file import ROOM
from safar.rooms.casework.actions.leaving import settle
from safar.rooms.casework.actions.steps import expect_first_word, expect_reply
from safar.rooms.casework.models import Case, Claim, Referral, State
from safar.rooms.casework.wall import check_may_hold
from safar.rules.harms import CaseCategory

_SILENT = frozenset({State.HELD, State.CLOSED, State.WITHDRAWN})
"""States in which nobody owes her an answer."""


def add(cid: bytes, token: bytes, entries: Sequence[SealedEntry], *, now: datetime) -> Promise:
    """Add what she wrote; an answer becomes due. A respondent's answer stops its deadline."""
    with vault_session(WORKER, mark=cid):
        folder = folder_by_token(cid, token)
        case = Case.objects.filter(pk=folder.pk).select_related("body").first()
        day = told_day(now.date(), case.body if case else None)
        promise = vault.add_worker_entries(folder, entries, day=day, now=now)
        if case is not None and case.body is not None and case.state not in _SILENT:
            expect_reply(folder, case.body, day)
        Claim.objects.filter(pk=folder.pk, answered_on=None).update(answered_on=day)
    return promise


def consent(
    cid: bytes,
    token: bytes,
    word: SignedConsent,
    slot: SealedSlot,
    earlier: Mapping[bytes, bytes] = vault.NOTHING_EARLIER,
    *,
    now: datetime,
) -> Promise:
    """Let one more body see the case, or the same one act for another purpose."""
    with vault_session(WORKER, mark=cid):
        folder = _own_folder(cid, token)
        receiver = body_for(word.body, now.date())
        day = told_day(now.date(), receiver)
        _check_wall(folder, receiver, word.purpose, now.date())
        promise = vault.give_consent(folder, word, slot, earlier, day=day, now=now)
        _refer(folder, receiver, word.purpose, day)
    return promise


def revoke(cid: bytes, token: bytes, body: str, epoch: SealedEpoch, *, now: datetime) -> Promise:
    """Take the case away from a body: from now on it can't open anything new."""
    with vault_session(WORKER, mark=cid):
        folder = _own_folder(cid, token)
        day = _day(folder, now.date())
        for slot in epoch.slots:
            _check_wall(folder, body_for(slot.body, now.date()), slot.purpose, now.date())
        promise = vault.revoke(folder, body, epoch, day=day, now=now)
        settle(folder, day=day, now=now)
    return promise


def add_receipt(
    cid: bytes, token: bytes, receipt: SealedReceipt, renewed: SealedReceipt | None = None, *, now: datetime
) -> Promise:
    """Make a second receipt, for a person she trusts."""
    with vault_session(WORKER, mark=cid):
        folder = _own_folder(cid, token)
        return vault.add_receipt(folder, receipt, renewed, day=_day(folder, now.date()), now=now)


def change_keep(cid: bytes, token: bytes, keep: str, *, now: datetime) -> Promise:
    """Choose how long it is kept."""
    with vault_session(WORKER, mark=cid):
        folder = _own_folder(cid, token)
        return vault.change_keep(folder, keep, day=_day(folder, now.date()), now=now)


def delete(cid: bytes, token: bytes, *, now: datetime) -> None:
    """Delete everything, at once. The journal keeps a leaf that nobody can read any more.

    A claim lies in a folder of its own that her receipt doesn't open: the house takes it away with the case.
    """
    with vault_session(WORKER, mark=cid):
        folder = _own_folder(cid, token)
        record_act(folder.pk, "deleted by the worker", {}, now=now)
        with vault_session(KEEP_HOUSE):
            for claim in Claim.objects.filter(case=folder).select_related("folder"):
                vault.delete_folder(claim.folder, today=now.date())
            vault.delete_folder(folder, today=now.date())


def _own_folder(cid: bytes, token: bytes) -> Folder:
    """Give her own case. A respondent's folder lets its holder read and answer, and change nothing of what was made."""
    folder = folder_by_token(cid, token)
    if folder.room != ROOM:
        raise Refused("only the worker can do this, with her own case")
    return folder


def _check_wall(folder: Folder, receiver: Body, purpose: str, today: date) -> None:
    """Refuse a body that reports people, whatever she signed: nobody may have told her."""
    case = Case.objects.filter(pk=folder.pk).first()
    if case is not None:
        check_may_hold(receiver, CaseCategory(case.category), purpose, today)


def _refer(folder: Folder, receiver: Body, purpose: str, day: date) -> None:
    case = Case.objects.filter(pk=folder.pk).first()
    if case is None or case.body_id == receiver.pk:
        return
    lasting = Referral.objects.filter(folder=folder, receiver=receiver, purpose=purpose, answered_on=None)
    if lasting.filter(ended_on=None).exists():
        return
    Referral.objects.create(folder=folder, sender_id=case.body_id, receiver=receiver, purpose=purpose, on=day)
    expect_first_word(folder, receiver, case, day)


def _day(folder: Folder, today: date) -> date:
    case = Case.objects.filter(pk=folder.pk).select_related("body").first()
    return told_day(today, case.body if case else None)
