"""Open a claim to the respondent of a conciliation: a folder of its own, holding only what the worker approved.

She approves by a signed consent whose scope is that one draft. The desk's browser seals the approved text for the
respondent; the server stores it when her consent stands, when seven days have passed since she filed unless she asked
for less, and never twice for one approval.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.access import key_for
from safar.foundation.vault.actions import file_folder
from safar.foundation.vault.models import Consent, Entry
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.sealed import Refused, SealedFolder
from safar.foundation.vault.sessions import admit, vault_session
from safar.foundation.vault.signatures import verify_body_entry
from safar.foundation.vault.wire import b64
from safar.rooms.casework.access import Desk, Handled, own_case_for
from safar.rooms.casework.actions.desk import PURPOSE, day_of
from safar.rooms.casework.actions.referrals import is_signed
from safar.rooms.casework.models import Claim
from safar.rules.case_states import State

ROOM, KINDS, CONCILIATE = "claim", frozenset({"claim"}), "conciliate"
QUIET = timedelta(days=7)
A_WEEK_TOLD = timedelta(days=6)
"""A small body's filing is written down as the Monday of its week: it may have been as many days later."""
SHORTEST, LONGEST = 7, 60


@dataclass(frozen=True, slots=True)
class Release:
    """The respondent's folder as the desk's browser made it, for one approved draft, with days to answer."""

    sealed: SealedFolder
    claim: bytes
    days: int


def open_claim(desk: Desk, number: int, release: Release, *, now: datetime) -> int:
    """Store the respondent's folder; gives its number. Refused without her live consent to this very draft."""
    mark = tag_mac(release.sealed.epoch.receipts[0].tag) if release.sealed.epoch.receipts else b""
    with vault_session(PURPOSE, body=desk.body, mark=mark):
        handled = own_case_for(desk, number, now.date())
        approval = _approval(handled, release, now.date())
        _check_folder(handled, release, now.date())
        folder, _ = file_folder(release.sealed, room=ROOM, day=day_of(handled, now), now=now, kinds=KINDS)
        deadline = now.date() + timedelta(days=release.days)
        row = Claim(
            folder=folder, case=handled.folder, body_id=desk.body, approval=bytes(approval.nonce), deadline=deadline
        )
        row.save(force_insert=True)
        admit(handled.folder.pk)
        record_act(
            handled.folder.pk, "claim opened", {"body": desk.body, "approval": b64(bytes(approval.nonce))}, now=now
        )
    return int(folder.pk)


def earliest(handled: Handled) -> date:
    """Give the first day on which a letter may go out: not so soon that it points at who filed."""
    case = handled.case
    if case.may_hear_early:
        return case.filed_on
    is_week = case.body is None or case.body.counts_weeks
    return case.filed_on + QUIET + (A_WEEK_TOLD if is_week else timedelta())


def _approval(handled: Handled, release: Release, today: date) -> Consent:
    if handled.case.state != State.CONCILIATION:
        raise Refused("a claim is opened in a conciliation")
    if not Entry.objects.filter(folder=handled.folder, eid=release.claim, kind="claim", body=handled.body).exists():
        raise Refused("there is no such draft in the case")
    if today < earliest(handled):
        raise Refused(f"no letter goes out before {earliest(handled).isoformat()}, unless she asked for it")
    meant = [one for one in handled.consents if one.purpose == CONCILIATE and one.scope == b64(release.claim)]
    approval = next((one for one in meant if is_signed(handled, one)), None)
    if approval is None:
        raise Refused("the worker has not approved this draft, or no longer does")
    if Claim.objects.filter(case=handled.folder, approval=bytes(approval.nonce)).exists():
        raise Refused("this draft was opened to the respondent before")
    return approval


def _check_folder(handled: Handled, release: Release, today: date) -> None:
    """Refuse a folder that holds anything but one signed claim, or opens to anybody but this body."""
    sealed = release.sealed
    if not SHORTEST <= release.days <= LONGEST:
        raise Refused(f"a respondent has {SHORTEST} to {LONGEST} days")
    if [slot.body for slot in sealed.epoch.slots] != [handled.body]:
        raise Refused("the respondent's folder opens to this body alone")
    if len(sealed.entries) != 1 or sealed.entries[0].body != handled.body or sealed.entries[0].role != "body":
        raise Refused("the respondent's folder holds one claim of this body")
    entry = sealed.entries[0]
    key = key_for(handled.body, entry.key_id, today)
    place = (sealed.cid, sealed.epoch.epoch, entry.eid, entry.blob)
    if key is None or not verify_body_entry(bytes(key.signing), entry.signature, *place):
        raise Refused("the entry is not signed by the body's key")
