"""The worker's half of the API: report, look again, change, withdraw. Authority is in the body, not in a cookie."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.decorators import decorate_view

from safar.foundation.vault.large import takes_files
from safar.foundation.vault.load import Busy, opening
from safar.rooms.reports.actions.change import change, let_join, withdraw
from safar.rooms.reports.actions.submit import INTAKE, Submitted, submit
from safar.rooms.reports.api import shapes
from safar.rooms.reports.queries.own import own_report
from safar.rooms.reports.queries.parties import check_known

router = Router()
WRONG = frozenset({400, 404, 409, 413, 422, 503})


@router.get("/work", response={200: shapes.WorkOut}, summary="The work that a report has to show")
def work(request: HttpRequest) -> Any:
    """A puzzle; `bits` 0 means that none is asked."""
    return {"bits": INTAKE.bits(), "challenge": INTAKE.challenge()}


@router.post("/submit", response={201: shapes.SubmittedOut, WRONG: shapes.Problem}, summary="Report")
@decorate_view(takes_files)
def submit_report(request: HttpRequest, told: shapes.SubmitIn) -> Any:
    """Store a report. The same receipt again is the same report."""
    if not INTAKE.is_paid(told.work, told.answer):
        raise Busy
    check_known(told.party)
    INTAKE.count()
    evidence = told.evidence.sealed() if told.evidence else None
    done = submit(told.value(), tag=told.tag, code=told.code, evidence=evidence, now=_now(), work_shown=True)
    return Status(201, _submitted(done))


@router.post("/own", response={200: shapes.OwnOut, WRONG: shapes.Problem}, summary="What a receipt opens")
def own(request: HttpRequest, asked: shapes.TagIn) -> Any:
    """The report behind a receipt; one that never was and one that ended look the same."""
    with opening():
        found = own_report(asked.tag, today=_now().date())
    if found is None:
        raise Http404
    return shapes.own_out(found)


@router.post("/change", response={200: shapes.SubmittedOut, WRONG: shapes.Problem}, summary="Change a report")
def change_report(request: HttpRequest, told: shapes.ChangeIn) -> Any:
    """End the report behind a receipt and put another in its place."""
    check_known(told.party)
    return _submitted(change(told.value(), tag=told.tag, now=_now()))


@router.post("/let-join", response={204: None, WRONG: shapes.Problem}, summary="Let a report join now")
def let_report_join(request: HttpRequest, asked: shapes.TagIn) -> Any:
    """The writer has left the party, or says that the report may be counted."""
    let_join(asked.tag, now=_now())
    return Status(204, None)


@router.post("/withdraw", response={204: None, WRONG: shapes.Problem}, summary="Withdraw a report")
def withdraw_report(request: HttpRequest, asked: shapes.TagIn) -> Any:
    """End a report; its words and its proofs are deleted."""
    withdraw(asked.tag, now=_now())
    return Status(204, None)


def _submitted(one: Submitted) -> dict[str, Any]:
    note = one.promise.note if one.promise else ""
    return {"party": one.party, "joins_from": one.joins_from, "is_repeat": one.is_repeat, "promise": note}


def _now() -> datetime:
    return timezone.now()
