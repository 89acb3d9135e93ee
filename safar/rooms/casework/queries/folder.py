"""What a receipt opens: the sealed entries, who can read them, what is due, what was asked about them, the proofs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from safar.foundation.journal.notes import encoded
from safar.foundation.journal.queries import Proof, acts_of, proof_for
from safar.foundation.vault.access import folder_by_token
from safar.foundation.vault.models import BodyKey, Entry, Epoch, Folder, Slot
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case, DataRequest, Step


def folder_of(cid: bytes, token: bytes, eids: Collection[bytes], *, today: date) -> dict[str, Any]:
    """Give all of a folder to whoever holds its newest key."""
    with vault_reading(WORKER, mark=cid):
        folder = folder_by_token(cid, token)
        case = Case.objects.filter(pk=folder.pk).first()
        return {
            "state": case.state if case else "",
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
    rows = Epoch.objects.filter(folder=folder).values_list("epoch", "commit")
    return {b64(bytes(epoch)): b64(bytes(commit)) for epoch, commit in rows}


def entries_of(folder: Folder, eids: Collection[bytes] = (), *, notes_of: str = "") -> list[dict[str, Any]]:
    """List sealed entries: all texts, or those named with their blobs. Internal notes only to their body."""
    rows = Entry.objects.filter(folder=folder)
    rows = rows.filter(eid__in=list(eids)) if eids else rows
    shown = [row for row in rows if row.kind != "note" or (notes_of and row.body_id == notes_of)]
    return [_entry(row, with_blob=row.kind != "file" or bool(eids)) for row in sorted(shown, key=lambda row: row.on)]


def slots_of(folder: Folder) -> list[dict[str, Any]]:
    """List who can open it."""
    rows = Slot.objects.filter(folder=folder, epoch=folder.epoch).select_related("body")
    return [
        {
            "body": row.body_id,
            "name": row.body.name,
            "key_id": b64(bytes(row.key_id)),
            "purpose": row.purpose,
            "epoch": b64(bytes(row.epoch)),
            "until": row.until,
        }
        for row in rows
    ]


def keys_of(folder: Folder) -> list[dict[str, Any]]:
    """List the public keys of every body that ever wrote here, so that signatures can be checked."""
    bodies = set(Slot.objects.filter(folder=folder).values_list("body", flat=True))
    bodies |= set(Entry.objects.filter(folder=folder, body__isnull=False).values_list("body", flat=True))
    return [key_json(row) for row in BodyKey.objects.filter(body__in=bodies)]


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


def _entry(row: Entry, *, with_blob: bool) -> dict[str, Any]:
    return {
        "eid": b64(bytes(row.eid)),
        "epoch": b64(bytes(row.epoch)),
        "role": row.role,
        "kind": row.kind,
        "form": row.form,
        "seen": b64(bytes(row.seen)),
        "on": row.on,
        "size": row.size,
        "blob": b64(bytes(row.blob)) if with_blob else None,
        "body": row.body_id or "",
        "key_id": b64(bytes(row.key_id)),
        "signature": b64(bytes(row.signature)),
    }


def _notices(folder: Folder, today: date) -> list[dict[str, Any]]:
    """Requests for data about this folder, unless a judge still forbids telling."""
    rows = DataRequest.objects.filter(folder=folder).exclude(gag_until__gte=today)
    return [
        {
            "received_on": row.received_on,
            "requester": row.requester,
            "basis": row.basis,
            "scope": row.scope,
            "decision": row.decision,
            "given": row.given,
        }
        for row in rows.order_by("received_on")
    ]


def _steps(folder: Folder, today: date) -> list[dict[str, Any]]:
    rows = Step.objects.filter(folder=folder, done_on=None).exclude(kind="task").order_by("due_on")
    return [
        {"kind": row.kind, "body": row.body_id, "due_on": row.due_on, "is_overdue": row.due_on < today} for row in rows
    ]
