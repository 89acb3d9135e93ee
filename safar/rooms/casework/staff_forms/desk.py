"""Read what the desk's browser posts: JSON with sealed bytes in it. What can't be read is refused by its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest

from safar.foundation.vault.sealed import (
    EID,
    EPOCH,
    HASH,
    KEY_ID,
    POINT,
    RECORD,
    SEALED_KEY,
    SIGNATURE,
    Refused,
    SealedEntry,
    SealedEpoch,
    SealedFolder,
    SealedReceipt,
    SealedSlot,
)
from safar.foundation.vault.wire import Malformed, unb64
from safar.rooms.casework.actions.conciliation import Release
from safar.rooms.casework.actions.outcomes import Coded
from safar.rooms.casework.models import State
from safar.rules.case_outcomes import Band, Ending
from safar.rules.firewall import Purpose
from safar.rules.harms import CaseCategory, Urgency

MOST_BYTES = 6_000_000
Posted = Mapping[str, Any]


class TooLarge(Exception):
    """More was posted than the desk takes at once; it is refused by its announced length, before it is read."""


class AskedForm(forms.Form):
    """What the list is narrowed to."""

    state = forms.ChoiceField(required=False, label="State", choices=[("", "open"), *State.choices])
    category = forms.ChoiceField(
        required=False, label="About", choices=[("", "all"), *((one.value, one.value) for one in CaseCategory)]
    )
    urgency = forms.ChoiceField(
        required=False, label="Urgency", choices=[("", "all"), *((one.value, one.value) for one in Urgency)]
    )


def read_posted(request: HttpRequest) -> Posted:
    """Give the posted object; what announces too great a length is not read at all."""
    announced = request.headers.get("Content-Length") or "0"
    if not announced.isdecimal() or int(announced) > MOST_BYTES:
        raise TooLarge
    try:
        found = json.loads(request.read())
    except ValueError as why:
        raise Malformed("json") from why
    if not isinstance(found, dict):
        raise Malformed("json")
    return found


def read_entry(posted: Posted, body: str) -> SealedEntry:
    """Give what the body wrote."""
    kind, form = _text(posted, "kind", 10), _text(posted, "form", 20)
    signature = _bytes(posted, "signature", SIGNATURE)
    return SealedEntry(
        _bytes(posted, "eid", EID),
        "body",
        kind,
        form,
        _bytes(posted, "seen", HASH),
        _bytes(posted, "blob"),
        body,
        _bytes(posted, "key_id", KEY_ID),
        signature,
    )


def read_release(posted: Posted, body: str) -> Release:
    """Give the respondent's folder as the browser made it."""
    folder = _part(posted, "folder")
    epoch = SealedEpoch(
        _bytes(folder, "epoch", EPOCH),
        _bytes(folder, "commit", HASH),
        _bytes(folder, "token_sha256", HASH),
        (SealedReceipt(_bytes(folder, "tag", HASH), _bytes(folder, "record", RECORD)),),
        (_slot(_part(folder, "slot"), body),),
    )
    entries = (read_entry(_part(folder, "entry"), body),)
    sealed = SealedFolder(
        _bytes(folder, "cid", EID), _bytes(folder, "consent_key", POINT), epoch, entries, "year", "browser"
    )
    return Release(sealed, _bytes(posted, "claim", EID), read_number(posted, "days"))


def read_outcome(posted: Posted) -> Coded:
    """Give the coded values of an outcome; a word outside the closed lists is refused."""
    claimed, recovered = _text(posted, "claimed", 12), _text(posted, "recovered", 12)
    try:
        ending = Ending(_text(posted, "ending", 30))
        bands = (Band(claimed) if claimed else None, Band(recovered) if recovered else None)
    except ValueError as why:
        raise Malformed("outcome") from why
    known = {"yes": True, "no": False}
    return Coded(ending, _text(posted, "currency", 3), *bands, known.get(_text(posted, "retaliation", 3)))


def read_day(posted: Posted, name: str) -> date | None:
    """Give a day, or None where none was written."""
    text = _text(posted, name, 10)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as why:
        raise Malformed(name) from why


def read_number(posted: Posted, name: str) -> int:
    """Give a whole number."""
    found = posted.get(name)
    if isinstance(found, bool) or not isinstance(found, int):
        raise Malformed(name)
    return found


def read_word(posted: Posted, name: str) -> str:
    """Give a short word: a verb, a body."""
    return _text(posted, name, 40)


def read_eids(request: HttpRequest) -> tuple[bytes, ...]:
    """Give the entries asked for by name."""
    return tuple(unb64(one, EID) for one in request.GET.getlist("eid")[:8])


def _slot(posted: Posted, body: str) -> SealedSlot:
    sealed = _bytes(posted, "sealed", SEALED_KEY)
    return SealedSlot(body, _bytes(posted, "key_id", KEY_ID), Purpose.CONCILIATE.value, sealed)


def _part(posted: Posted, name: str) -> Posted:
    found = posted.get(name)
    if not isinstance(found, dict):
        raise Malformed(name)
    return found


def _bytes(posted: Posted, name: str, size: int | None = None) -> bytes:
    try:
        return unb64(posted.get(name), size)
    except Malformed as why:
        raise Refused(f"{name} is not what it must be") from why


def _text(posted: Posted, name: str, most: int) -> str:
    found = posted.get(name, "")
    if not isinstance(found, str) or len(found) > most:
        raise Malformed(name)
    return found
