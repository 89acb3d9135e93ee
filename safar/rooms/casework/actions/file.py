"""File a complaint: the sealed folder, what the server may know of it, its first clock, its promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from safar.foundation.journal.actions import Promise
from safar.foundation.reads import rows
from safar.foundation.vault.access import body_for, key_for
from safar.foundation.vault.actions import file_folder
from safar.foundation.vault.days import told_day
from safar.foundation.vault.models import Body, Folder
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.rows import add_row, add_rows
from safar.foundation.vault.sealed import NOTE, Refused, SealedFolder
from safar.foundation.vault.sessions import WORKER, vault_session
from safar.rooms.casework.actions.steps import first_step
from safar.rooms.casework.models import Case, Holding, State
from safar.rooms.casework.wall import check_may_hold
from safar.rules.harms import CaseCategory, Urgency

ROOM = "casework"
MIN_SEALED, MOST_SEALED = NOTE + 32, NOTE + 1024


@dataclass(frozen=True, slots=True)
class Hold:
    """Wait until others report the same employer: the body's slot and a note, both sealed to an independent matcher."""

    matcher: str
    matcher_key: bytes
    body: str
    body_key: bytes
    purpose: str
    note: bytes
    inner: bytes


@dataclass(frozen=True, slots=True)
class Filing:
    """A complaint as it leaves the device: everything told is sealed, the rest is coarse."""

    sealed: SealedFolder
    category: CaseCategory
    jurisdiction: str
    filer: Case.Filer
    urgency: Urgency
    may_hear_early: bool = False
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """What the device gets back: the house's signed promise that the filing will stand in the journal."""

    promise: Promise
    state: State


def file_case(filing: Filing, *, now: datetime) -> Filed:
    """Store a complaint whole or not at all. Sent twice, it is one case."""
    with vault_session(WORKER, mark=_mark(filing.sealed)):
        body = _body(filing, now.date())
        day = told_day(now.date(), body)
        folder, promise = file_folder(filing.sealed, room=ROOM, day=day, now=now)
        if known := rows(Case, "SELECT state FROM casework_case WHERE folder_id = %s", [folder.pk]):
            return Filed(promise, State(known[0][0]))
        _check_wall(filing, body, now.date())
        state = State.HELD if filing.hold else State.RECEIVED
        case = _case(folder, filing, body, state, day)
        if filing.hold is not None:
            add_row(case)
            _hold(folder, filing.hold, now.date())
        else:
            add_rows([case, first_step(folder, body, filing.urgency, filing.jurisdiction, day, now.date())])
    return Filed(promise, state)


def _mark(sealed: SealedFolder) -> bytes:
    return tag_mac(sealed.epoch.receipts[0].tag) if sealed.epoch.receipts else b""


def _body(filing: Filing, today: date) -> Body:
    """Give the body that will answer: the one the key is sealed to, or the one it waits for."""
    slots = filing.sealed.epoch.slots
    if (filing.hold is None) != bool(slots):
        raise Refused("a complaint is sealed to a body, or to a matcher alone while it waits")
    return body_for(filing.hold.body if filing.hold else slots[0].body, today)


def _check_wall(filing: Filing, first: Body, today: date) -> None:
    """Refuse a filing to a body that the wall has no way to, whatever the page offered."""
    meant = [(slot.body, slot.purpose) for slot in filing.sealed.epoch.slots]
    meant += [(filing.hold.body, filing.hold.purpose)] if filing.hold else []
    for name, purpose in meant:
        body = first if name == first.pk else body_for(name, today)
        check_may_hold(body, filing.category, purpose, today)


def _case(folder: Folder, filing: Filing, body: Body, state: State, day: date) -> Case:
    return Case(
        folder=folder,
        body=body,
        category=filing.category.value,
        jurisdiction=filing.jurisdiction,
        filer=filing.filer,
        urgency=filing.urgency.value,
        state=state,
        state_on=day,
        filed_on=day,
        may_hear_early=filing.may_hear_early,
    )


def _hold(folder: Folder, hold: Hold, today: date) -> None:
    matcher = body_for(hold.matcher, today)
    if not matcher.is_matcher or matcher.organisation == body_for(hold.body, today).organisation:
        raise Refused("this is no independent matcher")
    if key_for(hold.matcher, hold.matcher_key, today) is None or key_for(hold.body, hold.body_key, today) is None:
        raise Refused("the body has no such key today")
    if not MIN_SEALED <= len(hold.note) <= MOST_SEALED or not MIN_SEALED <= len(hold.inner) <= MOST_SEALED:
        raise Refused("what is sealed to the matcher has a wrong size")
    Holding.objects.create(
        folder=folder,
        matcher=matcher,
        matcher_key=hold.matcher_key,
        body_id=hold.body,
        body_key=hold.body_key,
        purpose=hold.purpose,
        note=hold.note,
        inner=hold.inner,
    )
