"""What a receipt opens: the sealed entries, who can read them, what is due, what was asked about them, the proofs."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from safar.foundation.journal.notes import encoded
from safar.foundation.journal.queries import Proof, acts_of, proof_for
from safar.foundation.reads import as_day, certain_day, rows
from safar.foundation.vault.access import folder_by_token
from safar.foundation.vault.contents import commits_of, entries_of, keys_of
from safar.foundation.vault.models import Folder
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case, DataRequest, State, Step
from safar.rooms.casework.queries.readers import readers_of, waits_in_vain

_NOTICES = (
    "SELECT received_on, requester, basis, scope, decision, given FROM casework_datarequest"
    " WHERE folder_id = %s AND (gag_until IS NULL OR gag_until < %s) ORDER BY received_on"
)
_GAGGED = (
    "SELECT requester, basis, COALESCE(body_id, ''), received_on FROM casework_datarequest"
    " WHERE folder_id = %s AND gag_until >= %s"
)
_OF_REQUESTS = frozenset({"data requested", "data request answered", "exported"})
_STEPS = (
    "SELECT kind, body_id, due_on FROM casework_step"
    " WHERE folder_id = %s AND done_on IS NULL AND kind <> 'task' ORDER BY due_on"
)


def folder_of(cid: bytes, token: bytes, eids: Collection[bytes], *, today: date) -> dict[str, Any]:
    """Give all of a folder to whoever holds its newest key."""
    with vault_reading(WORKER, mark=cid):
        folder = folder_by_token(cid, token)
        known = rows(Case, "SELECT state, category FROM casework_case WHERE folder_id = %s", [folder.pk])
        state, category = known[0] if known else ("", "")
        return {
            "state": state,
            "room": folder.room,
            "waits_in_vain": state == State.HELD and waits_in_vain(folder, category, today),
            "keep": folder.keep,
            "sealed_by": folder.sealed_by,
            "epoch": b64(bytes(folder.epoch)),
            "commits": commits_of(folder),
            "entries": entries_of(folder, eids),
            "slots": readers_of(folder, category, today),
            "keys": keys_of(folder),
            "notices": _notices(folder, today),
            "steps": _steps(folder, today),
            "proofs": proofs_of(folder, today),
        }


def proofs_of(folder: Folder, today: date) -> list[dict[str, Any]]:
    """List the acts on the folder with their salts, and where each stands in the journal.

    Acts on a request of which a judge forbids to tell are left out until that day is over.
    """
    gagged = [
        (*told, certain_day(since).isoformat())
        for *told, since in rows(DataRequest, _GAGGED, [folder.pk, today.isoformat()])
    ]
    return [
        {
            "salt": b64(act.salt),
            "act": b64(act.act),
            "leaf": b64(act.leaf),
            **_proof(proof_for(act.leaf) if act.position is not None else None),
        }
        for act in acts_of(folder.pk)
        if not (gagged and _is_of_one(act.act, gagged))
    ]


def _is_of_one(act: bytes, requests: Collection[tuple[Any, ...]]) -> bool:
    said = json.loads(act)
    if said["verb"] not in _OF_REQUESTS:
        return False
    told = tuple(said["detail"][name] for name in ("requester", "basis", "body"))
    return any(told == one[:3] and said["day"] >= one[3] for one in requests)


def _proof(proof: Proof | None) -> dict[str, Any]:
    if proof is None:
        return {"position": None, "size": None, "path": [], "checkpoint": ""}
    path = [encoded(step) for step in proof.path]
    return {"position": proof.position, "size": proof.size, "path": path, "checkpoint": proof.checkpoint}


def _notices(folder: Folder, today: date) -> list[dict[str, Any]]:
    """Requests for data about this folder, unless a judge still forbids telling."""
    names = ("received_on", "requester", "basis", "scope", "decision", "given")
    found = rows(DataRequest, _NOTICES, [folder.pk, today.isoformat()])
    return [dict(zip(names, (as_day(row[0]), *row[1:]), strict=True)) for row in found]


def _steps(folder: Folder, today: date) -> list[dict[str, Any]]:
    found = [(kind, body, certain_day(due)) for kind, body, due in rows(Step, _STEPS, [folder.pk])]
    return [{"kind": kind, "body": body, "due_on": due, "is_overdue": due < today} for kind, body, due in found]
