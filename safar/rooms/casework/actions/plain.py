"""What a worker does without script: the server seals in memory, then writes by the same acts as her browser would.

Authority is the receipt in the body of the request. Nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from safar.foundation.vault.keys import new_id
from safar.foundation.vault.load import INTAKE, Budget
from safar.foundation.vault.receipts import new_receipt
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.wire import b64, unb64
from safar.rooms.casework.actions import worker
from safar.rooms.casework.actions.file import Filing, file_case
from safar.rooms.casework.models import Case
from safar.rooms.casework.opened import Ask, PlainFolder, held_by
from safar.rooms.casework.sealing import (
    Attached,
    BodyTo,
    begun,
    earlier_slots,
    keys_of,
    sealed_epoch,
    sealed_file,
    sealed_folder,
    sealed_receipt,
    sealed_slot,
    sealed_text,
    signed_consent,
    with_next_epoch,
    with_receipt,
)
from safar.rules.harms import CaseCategory, Urgency

MOST = 120
BUDGET = Budget(MOST)


@dataclass(frozen=True, slots=True)
class Told:
    """A complaint as it was written, and the coarse things that the server may keep of it."""

    receipt: str = field(repr=False)
    word: str = field(repr=False)
    account: Mapping[str, Any] = field(repr=False)
    files: Sequence[Attached] = field(repr=False)
    bodies: Sequence[BodyTo]
    keep: str
    category: CaseCategory
    country: str
    filer: Case.Filer
    urgency: Urgency
    may_hear_early: bool


def file_plain(told: Told, *, now: datetime) -> None:
    """Seal and file. Sent again with the same receipt, it is the same case: nothing is stored twice."""
    if held_by(told.receipt, told.word) is not None:
        return
    BUDGET.spend()
    INTAKE.count()
    held = begun(keys_of(told.receipt, told.word))
    sealed = sealed_folder(held, told.account, told.files, told.bodies, told.keep)
    coarse = told.category, told.country, told.filer, told.urgency, told.may_hear_early
    file_case(Filing(sealed, *coarse), now=now)


def add_plain(case: PlainFolder, text: str, files: Sequence[Attached], *, now: datetime) -> None:
    """Add a message, or a respondent's answer, and files."""
    named = [{"eid": b64(one.eid), "name": one.name, "type": one.media_type, "taken": None} for one in files]
    kind = "answer" if case.is_claim else "message"
    entry = sealed_text(case.held, kind, _message(case, text, now.date(), files=named), case.seen)
    entries = [entry, *(sealed_file(case.held, one) for one in files)]
    worker.add(case.held.cid, case.held.token, entries, now=now)


def answer_plain(case: PlainFolder, ask: Ask, to: BodyTo | None, is_yes: bool, *, now: datetime) -> None:
    """Answer a question. A yes signs the consent and makes the slot in the same act; then the answer is sealed too."""
    if is_yes:
        if to is None:
            raise Refused("the body takes nothing here today")
        word, slot = signed_consent(case.held, to, ask.scope), sealed_slot(case.held, to)
        earlier = earlier_slots(case.held, to, case.epochs_of(ask.scope))
        worker.consent(case.held.cid, case.held.token, word, slot, earlier, now=now)
    told = {"answer": {"to": ask.to, "yes": is_yes}}
    entry = sealed_text(case.held, "message", _message(case, "", now.date(), ask=told), case.seen)
    worker.add(case.held.cid, case.held.token, [entry], now=now)


def revoke_plain(case: PlainFolder, body: str, *, now: datetime) -> None:
    """Take the case away from a body: a new key, sealed to the others that may still hold it, and to every receipt."""
    held, today = with_next_epoch(case.held), now.date()
    others = [slot for slot in case.folder["slots"] if slot["body"] != body and slot["is_offered"]]
    lasting = [slot for slot in others if slot["until"] is None or slot["until"] >= today]
    slots = tuple(sealed_slot(held, _again(case, slot, today)) for slot in lasting)
    worker.revoke(case.held.cid, case.held.token, body, sealed_epoch(held, slots), now=now)


def second_receipt(case: PlainFolder, word: str, *, now: datetime) -> str:
    """Make a second receipt, for a person she trusts."""
    receipt = new_receipt()
    theirs = keys_of(receipt, word)
    held = with_receipt(case.held, theirs)
    renewed = sealed_receipt(held, held.mine)
    worker.add_receipt(held.cid, held.token, sealed_receipt(held, theirs), renewed, now=now)
    return receipt


def attached(name: str, media_type: str, data: bytes, taken: str) -> Attached:
    """Give a cleaned file a place in the case."""
    return Attached(new_id(), name, media_type, data, taken)


def _again(case: PlainFolder, slot: Mapping[str, Any], today: date) -> BodyTo:
    """Give the newest working key of a body that keeps its access."""
    keys = [key for key in case.folder["keys"] if key["body"] == slot["body"] and key["from_day"] <= today]
    if not keys:
        raise Refused("the body has no such key today")
    key = max(keys, key=lambda one: one["from_day"])
    return BodyTo(slot["body"], unb64(key["key_id"]), unb64(key["sealing"]), slot["purpose"], slot["until"])


def _message(
    case: PlainFolder, text: str, on: date, *, ask: Mapping[str, Any] | None = None, files: Sequence[Any] = ()
) -> dict[str, Any]:
    said = {"v": 1, "type": "message", "text": text, "on": on.isoformat(), "keys": case.readers}
    return said | {"files": list(files), "ask": ask}
