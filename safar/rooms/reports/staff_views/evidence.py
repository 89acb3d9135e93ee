"""Proofs that workers sealed to a centre: which reports wait, and whether the proofs bear them out."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.roles import Role
from safar.foundation.vault.pages import POLICY, View, sealed_page
from safar.foundation.vault.sealed import EID
from safar.foundation.vault.wire import Malformed, unb64
from safar.rooms.reports.actions.evidence import check_evidence
from safar.rooms.reports.queries.centres import keys_of
from safar.rooms.reports.queries.evidence import ToCheck, sealed_evidence, to_check
from safar.rooms.reports.refusing import went_well
from safar.rooms.reports.staff_forms.campaigns import CheckForm
from safar.rooms.reports.staff_views.campaigns import body_of

CHECKERS = (Role.EVIDENCE_CHECKER, Role.SUPERVISOR)


def _as_sealed(view: View) -> View:
    """Give a page the content policy under which private text is shown."""
    replaced: View = csp_replace(POLICY)(view)
    return replaced


@require_role(*CHECKERS)
def evidence(request: HttpRequest) -> HttpResponse:
    """List what waits, in an order that tells nothing."""
    return render(request, "reports/staff/evidence.html", {"waiting": _waiting(request)})


@require_role(*CHECKERS)
@never_cache
@_as_sealed
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Show one report's answers beside its proofs, and take what the checker found.

    The page's policy is that of a sealed one; but it sends its own origin, without which its form would be refused.
    """
    found, form = _one(request, number), CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body, now = body_of(request), timezone.now()
        if went_well(form, lambda: check_evidence(number, body=body, bears_out=form.bears_out, now=now)):
            return redirect("reports_staff:evidence")
    return render(request, "reports/staff/check.html", {"report": found, "form": form})


@require_role(*CHECKERS)
@sealed_page
def sealed(request: HttpRequest, number: int) -> HttpResponse:
    """Give the sealed proofs of a report; a file comes when it is named."""
    try:
        eids = [unb64(eid, EID) for eid in request.GET.getlist("eid")]
    except Malformed:
        raise Http404 from None
    return JsonResponse(sealed_evidence(number, body_of(request), eids, today=timezone.now().date()))


@require_role(*CHECKERS)
@sealed_page
def keys(request: HttpRequest) -> HttpResponse:
    """Give the checker's own keys, wrapped."""
    return JsonResponse(keys_of(body_of(request), int(request.user.pk or 0)))


def _waiting(request: HttpRequest) -> tuple[ToCheck, ...]:
    return to_check(body_of(request), today=timezone.now().date())


def _one(request: HttpRequest, number: int) -> ToCheck:
    found = next((one for one in _waiting(request) if one.number == number), None)
    if found is None:
        raise Http404
    return found
