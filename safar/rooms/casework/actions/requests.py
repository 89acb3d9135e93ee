"""Requests from outside for what the vault holds: written down before any answer, refused unless a judge ordered it.

Nothing leaves the vault but through `export_sealed`, which asks for a recorded request that was granted. It gives
ciphertext: the house has nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404

from safar.foundation.journal.actions import Promise, record_act
from safar.foundation.vault.access import folder_for_body
from safar.foundation.vault.models import Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import DataRequest
from safar.rooms.casework.requested import request_for

Requester, Basis, Decision = DataRequest.Requester, DataRequest.Basis, DataRequest.Decision
GRANTED = frozenset({Decision.GIVEN, Decision.PART})


class MayNot(ValueError):
    """The wall forbids it; the message says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody outside wants to have, in their own words (`scope`)."""

    requester: str
    basis: str
    jurisdiction: str
    scope: str
    case: int | None = None
    gag_until: date | None = None


def record_request(asked: Asked, *, body: str, now: datetime) -> int:
    """Write down a request to a body, or (blank) to the house. Without a judge behind it, it is refused at once."""
    _check(asked)
    refused = asked.basis != Basis.JUDICIAL
    with _session(body):
        folder = _folder(asked.case, body, now.date())
        row = DataRequest.objects.create(
            folder=folder,
            body_id=body or None,
            jurisdiction=asked.jurisdiction,
            requester=asked.requester,
            basis=asked.basis,
            scope=asked.scope,
            received_on=now.date(),
            decision=Decision.REFUSED if refused else Decision.OPEN,
            decided_on=now.date() if refused else None,
            gag_until=asked.gag_until,
        )
        _journal(row, "data requested", now)
    return int(row.pk)


def decide(request: int, decision: str, given: str, *, body: str, now: datetime) -> None:
    """Answer a judge's order, once: refuse it, or say what is given."""
    with _session(body):
        row = request_for(request, body)
        if row.decision != Decision.OPEN:
            raise MayNot("this request was answered already")
        if decision not in {Decision.REFUSED, *GRANTED}:
            raise MayNot("there is no such answer")
        if decision in GRANTED and not given.strip():
            raise MayNot("say what is given: it is told to the worker")
        answer = {"decision": decision, "given": given.strip(), "decided_on": now.date()}
        if not DataRequest.objects.filter(pk=request, decision=Decision.OPEN).update(**answer):
            raise MayNot("this request was answered already")
        row.refresh_from_db()
        _journal(row, "data request answered", now)


def export_sealed(request: int | None, *, body: str, now: datetime) -> dict[str, Any]:
    """Give the ciphertext of the case that a granted request names, and write that down."""
    if request is None:
        raise MayNot("nothing is exported without a recorded request")
    with _session(body):
        row = request_for(request, body)
        if row.decision not in GRANTED or row.folder is None:
            raise MayNot("nothing is exported for a request that was not granted, or that names no case")
        promise = _journal(row, "exported", now)
        entries = row.folder.entries.exclude(kind="note")
        return {
            "journal": {"leaf": b64(promise.leaf), "due": promise.due.isoformat(), "note": promise.note},
            "entries": [
                {"eid": b64(bytes(one.eid)), "kind": one.kind, "sealed": b64(bytes(one.blob))} for one in entries
            ],
            "slots": [{"body": one.body_id, "sealed": b64(bytes(one.sealed))} for one in row.folder.slots.all()],
        }


def _check(asked: Asked) -> None:
    if asked.requester not in Requester.values or asked.basis not in Basis.values:
        raise MayNot("there is no such requester or basis")
    if not asked.scope.strip():
        raise MayNot("write down what is asked for")
    if asked.basis != Basis.JUDICIAL and asked.gag_until is not None:
        raise MayNot("only a judge can forbid telling the worker")
    if asked.basis == Basis.JUDICIAL and asked.requester != Requester.COURT:
        raise MayNot("an order of a judge is recorded under the court that made it")


def _folder(case: int | None, body: str, today: date) -> Folder | None:
    if case is None:
        return None
    if body:
        return folder_for_body(case, body, today)
    found = Folder.objects.filter(pk=case).first()
    if found is None:
        raise Http404
    return found


def _journal(row: DataRequest, verb: str, now: datetime) -> Promise:
    detail = {"requester": row.requester, "basis": row.basis, "decision": row.decision, "body": row.body_id or ""}
    return record_act(row.folder_id, verb, detail, now=now)


@contextmanager
def _session(body: str) -> Iterator[None]:
    """A body's supervisor sees the requests made to the body; the operator those made to the house."""
    with vault_session("advise", body=body) if body else vault_session(KEEP_HOUSE):
        yield
