"""Reads on requests for data: the staff's list and the refusal letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from safar.foundation.vault.models import Body
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_reading
from safar.rooms.casework.in_force import jurisdictions_on
from safar.rooms.casework.models import DataRequest
from safar.rooms.casework.requested import request_for
from safar.rules.firewall import BodyKind
from safar.rules.refusals import EVERYWHERE, Grounds, grounds


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A request as staff see it."""

    id: int
    received_on: date
    requester: str
    basis: str
    jurisdiction: str
    scope: str
    decision: str
    decided_on: date | None
    given: str
    gag_until: date | None
    names_a_case: bool
    is_open: bool
    is_refused: bool
    is_granted: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """The refusal, as it is handed over: to whom, on what, and by which rule of the place."""

    request: RequestShown
    body: str
    grounds: Grounds
    everywhere: tuple[str, ...]
    on: date


def requests_of(body: str) -> tuple[RequestShown, ...]:
    """List the requests made to a body, or (blank) to the house, the newest first."""
    with vault_reading(_purpose(body), body=body):
        rows = DataRequest.objects.filter(body=body or None).order_by("-received_on", "id")
        return tuple(_shown(row) for row in rows)


def request_shown(request: int, body: str) -> RequestShown:
    """Show one."""
    with vault_reading(_purpose(body), body=body):
        return _shown(request_for(request, body))


def letter_for(request: int, body: str, today: date) -> Letter:
    """Write the refusal of a request that was refused."""
    with vault_reading(_purpose(body), body=body):
        row = request_for(request, body)
        if row.decision != DataRequest.Decision.REFUSED:
            raise Http404
        asked = Body.objects.filter(pk=body).first() if body else None
        known = jurisdictions_on(today)
    kind = BodyKind(asked.kind) if asked else None
    rule = grounds(known, row.jurisdiction, kind, today)
    return Letter(_shown(row), asked.name if asked else "", rule, EVERYWHERE, today)


def _purpose(body: str) -> str:
    return "advise" if body else KEEP_HOUSE


def _shown(row: DataRequest) -> RequestShown:
    return RequestShown(
        id=row.pk,
        received_on=row.received_on,
        requester=str(row.get_requester_display()),
        basis=str(row.get_basis_display()),
        jurisdiction=row.jurisdiction,
        scope=row.scope,
        decision=str(row.get_decision_display()),
        decided_on=row.decided_on,
        given=row.given,
        gag_until=row.gag_until,
        names_a_case=row.folder_id is not None,
        is_open=row.decision == DataRequest.Decision.OPEN,
        is_refused=row.decision == DataRequest.Decision.REFUSED,
        is_granted=row.decision in {DataRequest.Decision.GIVEN, DataRequest.Decision.PART},
    )
