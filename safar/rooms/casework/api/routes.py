"""The sealed API: what a worker's browser sends and fetches. Authority is in the body, not in cookie or address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from ninja import Query, Router, Status
from ninja.decorators import decorate_view

from safar.foundation.journal.actions import Promise
from safar.foundation.vault.access import record_for
from safar.foundation.vault.large import takes_files
from safar.foundation.vault.load import INTAKE, Busy, opening
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.casework.actions import worker
from safar.rooms.casework.actions.file import file_case
from safar.rooms.casework.api import directory_shapes, shapes
from safar.rooms.casework.queries.folder import folder_of
from safar.rooms.casework.queries.help import directory_json

router = Router()
WRONG = frozenset({400, 404, 409, 413, 422, 503})
BYTES = {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/work", response={200: shapes.WorkOut}, summary="The work that a filing has to show")
def work(request: HttpRequest) -> Any:
    """A puzzle; `bits` 0 means that none is asked."""
    return {"bits": INTAKE.bits(), "challenge": INTAKE.challenge()}


@router.get(
    "/bodies",
    response={200: directory_shapes.BodiesOut, WRONG: shapes.Problem},
    summary="Whom one can tell in a country",
)
def bodies(request: HttpRequest, asked: Query[directory_shapes.BodiesIn], response: HttpResponse) -> Any:
    """Every body of the country or of all, or the one that is named: what it can do, how safe it is, and its key."""
    response.headers["Cache-Control"] = "public, max-age=300"
    with translation.override(asked.language):
        return directory_json(asked.country, asked.body, everywhere=asked.everywhere, today=_now().date())


@router.post("/file", response={201: shapes.FiledOut, WRONG: shapes.Problem}, summary="File a sealed complaint")
@decorate_view(takes_files)
def file(request: HttpRequest, filing: shapes.FilingIn) -> Any:
    """Store a complaint whole. The same one sent again is the same case."""
    if not INTAKE.is_paid(filing.work, filing.answer):
        raise Busy
    INTAKE.count()
    filed = file_case(filing.value(), now=_now())
    return Status(201, {"state": filed.state, "promise": _promise(filed.promise)})


@router.post(
    "/open",
    response={WRONG: shapes.Problem},
    openapi_extra={"responses": BYTES},
    summary="The record behind a receipt's tag",
)
def open_record(request: HttpRequest, asked: shapes.TagIn) -> HttpResponse:
    """Always 4,096 bytes, for a receipt that nobody has too; only the receipt's own key tells which."""
    with opening(), vault_reading(WORKER, mark=tag_mac(asked.tag)):
        return HttpResponse(record_for(asked.tag), content_type="application/octet-stream")


@router.post("/folder", response={200: shapes.FolderOut, WRONG: shapes.Problem}, summary="What a receipt opens")
def folder(request: HttpRequest, asked: shapes.FetchIn) -> Any:
    """All sealed texts, who can read them, what is due, what was asked about them, and the proofs."""
    return folder_of(asked.cid, asked.token, asked.eids, today=_now().date())


@router.post("/add", response={201: shapes.ActOut, WRONG: shapes.Problem}, summary="Add to a folder")
@decorate_view(takes_files)
def add(request: HttpRequest, asked: shapes.AddIn) -> Any:
    """Add sealed texts or files."""
    return _done(worker.add(asked.cid, asked.token, [one.value() for one in asked.entries], now=_now()))


@router.post("/consent", response={201: shapes.ActOut, WRONG: shapes.Problem}, summary="Let a body see a folder")
def consent(request: HttpRequest, asked: shapes.ConsentIn) -> Any:
    """Store a signed consent together with the slots it speaks of: the newest key's, and those of epochs before."""
    word, slot, earlier = asked.value(), asked.slot.value(), {one.epoch: one.sealed for one in asked.earlier}
    return _done(worker.consent(asked.cid, asked.token, word, slot, earlier, now=_now()))


@router.post("/revoke", response={201: shapes.ActOut, WRONG: shapes.Problem}, summary="Take a folder from a body")
def revoke(request: HttpRequest, asked: shapes.RevokeIn) -> Any:
    """Drop a body's slots and begin a new epoch without it."""
    return _done(worker.revoke(asked.cid, asked.token, asked.body, asked.epoch.value(), now=_now()))


@router.post("/receipt", response={201: shapes.ActOut, WRONG: shapes.Problem}, summary="Make a second receipt")
def receipt(request: HttpRequest, asked: shapes.ReceiptAddIn) -> Any:
    """One more receipt for the same folder."""
    renewed = asked.renewed.value() if asked.renewed else None
    return _done(worker.add_receipt(asked.cid, asked.token, asked.receipt.value(), renewed, now=_now()))


@router.post("/keep", response={201: shapes.ActOut, WRONG: shapes.Problem}, summary="Choose how long it is kept")
def keep(request: HttpRequest, asked: shapes.KeepIn) -> Any:
    """Ninety days or a year after the last activity, or until the case is closed."""
    return _done(worker.change_keep(asked.cid, asked.token, asked.keep, now=_now()))


@router.post("/delete", response={204: None, WRONG: shapes.Problem}, summary="Delete a folder")
def delete(request: HttpRequest, asked: shapes.Key) -> Any:
    """Everything goes, at once."""
    worker.delete(asked.cid, asked.token, now=_now())
    return Status(204, None)


def _done(promise: Promise) -> Any:
    return Status(201, {"promise": _promise(promise)})


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "leaf": b64(promise.leaf),
        "due": promise.due,
        "note": promise.note,
        "salt": b64(promise.salt),
        "act": b64(promise.act),
    }


def _now() -> datetime:
    return timezone.now()
