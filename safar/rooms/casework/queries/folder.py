"""What a receipt opens: the sealed entries, who can read them, what is due, what was asked about them, the proofs."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from safar.foundation.journal.notes import encoded
from safar.foundation.journal.queries import Proof, acts_of, proof_for
from safar.foundation.reads import certain_day, rows
from safar.foundation.vault.access import opened_by_token
from safar.foundation.vault.contents import entries_of, keys_of
from safar.foundation.vault.models import Folder
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case, DataRequest, State
from safar.rooms.casework.queries.readers import readers_of, waits_in_vain

_REQUESTS = (
    "SELECT received_on, requester, basis, scope, decision, given, gag_until, COALESCE(body_id, '')"
    " FROM casework_datarequest WHERE folder_id = %s ORDER BY received_on"
)
_TOLD = ("received_on", "requester", "basis", "scope", "decision", "given")
_OF_REQUESTS = frozenset({"data requested", "data request answered", "exported"})
_CASE = (
    "SELECT one.state, one.category, step.kind, step.body_id, step.due_on FROM casework_case one"
    " LEFT JOIN casework_step step ON step.folder_id = one.folder_id AND step.done_on IS NULL AND step.kind <> 'task'"
    " WHERE one.folder_id = %s ORDER BY step.due_on"
)


def folder_of(cid: bytes, token: bytes, eids: Collection[bytes], *, today: date) -> dict[str, Any]:
    """Give all of a folder to whoever holds its newest key."""
    with vault_reading(WORKER, mark=cid):
        folder, commits = opened_by_token(cid, token)
        known = rows(Case, _CASE, [folder.pk])
        state, category = known[0][:2] if known else ("", "")
        notices, gagged = _requests(folder, today)
        return {
            "state": state,
            "room": folder.room,
            "waits_in_vain": state == State.HELD and waits_in_vain(folder, category, today),
            "keep": folder.keep,
            "sealed_by": folder.sealed_by,
            "epoch": b64(bytes(folder.epoch)),
            "commits": {b64(epoch): b64(commit) for epoch, commit in commits.items()},
            "entries": entries_of(folder, eids),
            "slots": readers_of(folder, category, today),
            "keys": keys_of(folder),
            "notices": notices,
            "steps": [_step(kind, body, due, today) for _, _, kind, body, due in known if kind],
            "proofs": proofs_of(folder, gagged),
        }


_Gagged = tuple[tuple[str, str, str], str]


def proofs_of(folder: Folder, gagged: Collection[_Gagged] = ()) -> list[dict[str, Any]]:
    """List the acts on the folder with their salts, and where each stands in the journal.

    Acts on a request of which a judge forbids to tell are left out until that day is over.
    """
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


def _is_of_one(act: bytes, requests: Collection[_Gagged]) -> bool:
    said = json.loads(act)
    if said["verb"] not in _OF_REQUESTS:
        return False
    told = tuple(said["detail"][name] for name in ("requester", "basis", "body"))
    return any(told == about and said["day"] >= since for about, since in requests)


def _proof(proof: Proof | None) -> dict[str, Any]:
    if proof is None:
        return {"position": None, "size": None, "path": [], "checkpoint": ""}
    path = [encoded(step) for step in proof.path]
    return {"position": proof.position, "size": proof.size, "path": path, "checkpoint": proof.checkpoint}


def _requests(folder: Folder, today: date) -> tuple[list[dict[str, Any]], list[_Gagged]]:
    """Give the requests for data about this folder, and apart those of which a judge still forbids to tell."""
    notices, gagged = [], []
    for received, requester, basis, scope, decision, given, until, body in rows(DataRequest, _REQUESTS, [folder.pk]):
        day = certain_day(received)
        if until is not None and certain_day(until) >= today:
            gagged.append(((requester, basis, body), day.isoformat()))
        else:
            notices.append(dict(zip(_TOLD, (day, requester, basis, scope, decision, given), strict=True)))
    return notices, gagged


def _step(kind: str, body: str, due_on: Any, today: date) -> dict[str, Any]:
    due = certain_day(due_on)
    return {"kind": kind, "body": body, "due_on": due, "is_overdue": due < today}
