"""Proofs that workers sealed to a centre: which reports wait, and whether the proofs bear them out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.roles import Role
from safar.rooms.reports.actions.evidence import check_evidence
from safar.rooms.reports.queries.evidence import ToCheck, to_check
from safar.rooms.reports.refusing import went_well
from safar.rooms.reports.staff_forms.campaigns import CheckForm
from safar.rooms.reports.staff_views.campaigns import body_of

CHECKERS = (Role.EVIDENCE_CHECKER, Role.SUPERVISOR)


@require_role(*CHECKERS)
def evidence(request: HttpRequest) -> HttpResponse:
    """List what waits, in an order that tells nothing."""
    return render(request, "reports/staff/evidence.html", {"waiting": _waiting(request)})


@require_role(*CHECKERS)
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Show one report's answers beside its proofs, and take what the checker found."""
    found, form = _one(request, number), CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body, now = body_of(request), timezone.now()
        if went_well(form, lambda: check_evidence(number, body=body, bears_out=form.bears_out, now=now)):
            return redirect("reports_staff:evidence")
    return render(request, "reports/staff/check.html", {"report": found, "form": form})


def _waiting(request: HttpRequest) -> tuple[ToCheck, ...]:
    return to_check(body_of(request), today=timezone.now().date())


def _one(request: HttpRequest, number: int) -> ToCheck:
    found = next((one for one in _waiting(request) if one.number == number), None)
    if found is None:
        raise Http404
    return found
