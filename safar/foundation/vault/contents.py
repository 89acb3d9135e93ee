"""What lies in a folder, still sealed: texts, who can open them, and the keys to check them with. For every room.

Call these inside a session that may see the folder.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from safar.foundation.reads import as_day, rows
from safar.foundation.vault.access import live_slots
from safar.foundation.vault.models import Body, BodyKey, Entry, Epoch, Folder, Slot
from safar.foundation.vault.wire import b64

_ENTRIES = (
    'SELECT eid, epoch, role, kind, form, seen, "on", size, {blob}, body_id, key_id, signature'
    " FROM vault_entry WHERE folder_id = %s"
)
_BODY = "body.id, body.name, body.kind, body.country, body.is_matcher"
_TAKES = (
    "(body.from_day <= %s AND (body.until_day IS NULL OR body.until_day >= %s)"
    " AND EXISTS (SELECT 1 FROM vault_bodykey k WHERE k.body_id = body.id AND k.from_day <= %s"
    " AND (k.retired_on IS NULL OR k.retired_on > %s)))"
)
_SLOTS = (
    f"SELECT slot.key_id, slot.purpose, slot.epoch, slot.until, {_TAKES}, {_BODY} FROM vault_slot slot"  # noqa: S608
    " JOIN vault_body body ON body.id = slot.body_id WHERE slot.folder_id = %s AND slot.epoch = %s"
)
_TAKERS = f"SELECT {_BODY} FROM vault_body body WHERE {_TAKES} AND body.id IN (?)"  # noqa: S608
_KEYS = (
    "SELECT body_id, key_id, sealing, signing, from_day FROM vault_bodykey WHERE body_id IN"
    " (SELECT body_id FROM vault_slot WHERE folder_id = %s"
    " UNION SELECT body_id FROM vault_entry WHERE folder_id = %s AND body_id IS NOT NULL)"
)


def commits_of(folder: Folder) -> dict[str, str]:
    """Give what each epoch's key is held against."""
    found = rows(Epoch, 'SELECT epoch, "commit" FROM vault_epoch WHERE folder_id = %s', [folder.pk])
    return {_b64(epoch): _b64(commit) for epoch, commit in found}


def entries_of(folder: Folder, eids: Collection[bytes] = (), *, notes_of: str = "") -> list[dict[str, Any]]:
    """List sealed entries: all texts, or those named with their blobs. Internal notes only to their body."""
    asked, values = (" AND eid IN (?)", list(eids)) if eids else ("", [])
    blob = "blob" if eids else "CASE WHEN kind = 'file' THEN NULL ELSE blob END"
    found = rows(Entry, _ENTRIES.format(blob=blob) + asked, [folder.pk], values)
    shown = [row for row in found if row[3] != "note" or (notes_of and row[9] == notes_of)]
    return [_entry(row) for row in sorted(shown, key=lambda row: str(row[6]))]


def takers(names: Collection[str], today: date) -> dict[str, Body]:
    """Give those of some bodies that could be sealed to today: still here, and with a key that counts."""
    found = rows(Body, _TAKERS, [today.isoformat()] * 4, list(names)) if names else []
    return {row[0]: _body(row) for row in found}


def slots_of(folder: Folder, today: date) -> list[tuple[dict[str, Any], Body | None]]:
    """List who can open it, each with its body where that could be sealed to today."""
    found = rows(Slot, _SLOTS, [*[today.isoformat()] * 4, folder.pk, bytes(folder.epoch)])
    return [(_slot(row), _body(row[5:]) if row[4] else None) for row in found]


def _slot(row: tuple[Any, ...]) -> dict[str, Any]:
    key_id, purpose, epoch, until, _, body, name, *_ = row
    return {
        "body": body,
        "name": name,
        "key_id": _b64(key_id),
        "purpose": purpose,
        "epoch": _b64(epoch),
        "until": as_day(until),
    }


def _body(row: tuple[Any, ...]) -> Body:
    name, told, kind, place, matches = row
    return Body(id=name, name=told, kind=kind, country=place, is_matcher=bool(matches))


def keys_of(folder: Folder) -> list[dict[str, Any]]:
    """List the public keys of every body that ever wrote here, so that signatures can be checked."""
    return [
        {
            "body": body,
            "key_id": _b64(key_id),
            "sealing": _b64(sealing),
            "signing": _b64(signing),
            "from_day": as_day(from_day),
        }
        for body, key_id, sealing, signing, from_day in rows(BodyKey, _KEYS, [folder.pk, folder.pk])
    ]


def key_json(key: BodyKey) -> dict[str, Any]:
    """Give a body's public keys as they travel."""
    return {
        "body": key.body_id,
        "key_id": b64(bytes(key.key_id)),
        "sealing": b64(bytes(key.sealing)),
        "signing": b64(bytes(key.signing)),
        "from_day": key.from_day,
    }


def slots_to(folder: Folder, body: str, today: date) -> list[dict[str, Any]]:
    """Give a body's own live slots, with the sealed key."""
    return [
        {
            "epoch": _b64(slot.epoch),
            "key_id": _b64(slot.key_id),
            "sealed": _b64(slot.sealed),
            "purpose": slot.purpose,
            "until": slot.until,
        }
        for slot in live_slots(folder, body, today)
    ]


def _entry(row: tuple[Any, ...]) -> dict[str, Any]:
    eid, epoch, role, kind, form, seen, on, size, blob, body, key_id, signature = row
    return {
        "eid": _b64(eid),
        "epoch": _b64(epoch),
        "role": role,
        "kind": kind,
        "form": form,
        "seen": _b64(seen),
        "on": as_day(on),
        "size": size,
        "blob": None if blob is None else _b64(blob),
        "body": body or "",
        "key_id": _b64(key_id),
        "signature": _b64(signature),
    }


def _b64(raw: Any) -> str:
    return b64(bytes(raw))
