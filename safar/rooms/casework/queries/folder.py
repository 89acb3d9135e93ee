"""What a receipt opens: the sealed entries, who can read them, what is due, what was asked about them, the proofs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from safar.foundation.journal.notes import encoded
from safar.foundation.journal.queries import Proof, acts_of, proof_for
from safar.foundation.reads import as_day, certain_day, rows
from safar.foundation.vault.access import folder_by_token
from safar.foundation.vault.models import BodyKey, Entry, Epoch, Folder, Slot
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case, DataRequest, Step

_ENTRIES = (
    'SELECT eid, epoch, role, kind, form, seen, "on", size, {blob}, body_id, key_id, signature'
    " FROM vault_entry WHERE folder_id = %s"
)
_SLOTS = (
    "SELECT slot.body_id, body.name, slot.key_id, slot.purpose, slot.epoch, slot.until FROM vault_slot slot"
    " JOIN vault_body body ON body.id = slot.body_id WHERE slot.folder_id = %s AND slot.epoch = %s"
)
_KEYS = (
    "SELECT body_id, key_id, sealing, signing, from_day FROM vault_bodykey WHERE body_id IN"
    " (SELECT body_id FROM vault_slot WHERE folder_id = %s"
    " UNION SELECT body_id FROM vault_entry WHERE folder_id = %s AND body_id IS NOT NULL)"
)
_NOTICES = (
    "SELECT received_on, requester, basis, scope, decision, given FROM casework_datarequest"
    " WHERE folder_id = %s AND (gag_until IS NULL OR gag_until < %s) ORDER BY received_on"
)
_STEPS = (
    "SELECT kind, body_id, due_on FROM casework_step"
    " WHERE folder_id = %s AND done_on IS NULL AND kind <> 'task' ORDER BY due_on"
)


def folder_of(cid: bytes, token: bytes, eids: Collection[bytes], *, today: date) -> dict[str, Any]:
    """Give all of a folder to whoever holds its newest key."""
    with vault_reading(WORKER, mark=cid):
        folder = folder_by_token(cid, token)
        states = rows(Case, "SELECT state FROM casework_case WHERE folder_id = %s", [folder.pk])
        return {
            "state": states[0][0] if states else "",
            "room": folder.room,
            "keep": folder.keep,
            "sealed_by": folder.sealed_by,
            "epoch": b64(bytes(folder.epoch)),
            "commits": commits_of(folder),
            "entries": entries_of(folder, eids),
            "slots": slots_of(folder),
            "keys": keys_of(folder),
            "notices": _notices(folder, today),
            "steps": _steps(folder, today),
            "proofs": proofs_of(folder),
        }


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


def slots_of(folder: Folder) -> list[dict[str, Any]]:
    """List who can open it."""
    return [
        {
            "body": body,
            "name": name,
            "key_id": _b64(key_id),
            "purpose": purpose,
            "epoch": _b64(epoch),
            "until": as_day(until),
        }
        for body, name, key_id, purpose, epoch, until in rows(Slot, _SLOTS, [folder.pk, bytes(folder.epoch)])
    ]


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


def proofs_of(folder: Folder) -> list[dict[str, Any]]:
    """List the acts on the folder with their salts, and where each stands in the journal."""
    return [
        {
            "salt": b64(act.salt),
            "act": b64(act.act),
            "leaf": b64(act.leaf),
            **_proof(proof_for(act.leaf) if act.position is not None else None),
        }
        for act in acts_of(folder.pk)
    ]


def _proof(proof: Proof | None) -> dict[str, Any]:
    if proof is None:
        return {"position": None, "size": None, "path": [], "checkpoint": ""}
    path = [encoded(step) for step in proof.path]
    return {"position": proof.position, "size": proof.size, "path": path, "checkpoint": proof.checkpoint}


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


def _notices(folder: Folder, today: date) -> list[dict[str, Any]]:
    """Requests for data about this folder, unless a judge still forbids telling."""
    names = ("received_on", "requester", "basis", "scope", "decision", "given")
    found = rows(DataRequest, _NOTICES, [folder.pk, today.isoformat()])
    return [dict(zip(names, (as_day(row[0]), *row[1:]), strict=True)) for row in found]


def _steps(folder: Folder, today: date) -> list[dict[str, Any]]:
    found = [(kind, body, certain_day(due)) for kind, body, due in rows(Step, _STEPS, [folder.pk])]
    return [{"kind": kind, "body": body, "due_on": due, "is_overdue": due < today} for kind, body, due in found]


def _b64(raw: Any) -> str:
    return b64(bytes(raw))
