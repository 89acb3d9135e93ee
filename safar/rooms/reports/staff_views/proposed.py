"""Recruiters and employers in no register, for staff: find one, say that it is real, say which entry it has become."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safar.foundation.accounts.access import holds_any, require_role
from safar.foundation.accounts.roles import Role
from safar.rooms.reports.actions.proposed import check_proposed, list_as
from safar.rooms.reports.queries.moderation import find_proposed
from safar.rooms.reports.queries.parties import check_known
from safar.rooms.reports.queries.proposed import proposed_line
from safar.rooms.reports.refusing import went_well
from safar.rooms.reports.staff_forms.proposed import FindForm, KnownForm, ListedForm
from safar.rooms.reports.staff_views.campaigns import IN_A_BODY, body_of


@require_role(*IN_A_BODY, Role.RECORD_EDITOR)
def proposed(request: HttpRequest) -> HttpResponse:
    """Search those that workers named. The public sees one when its card has its numbers or a centre knows it."""
    form = FindForm(request.GET or None)
    found = find_proposed(form.cleaned_data["q"]) if form.is_valid() else ()
    shown = {"form": form, "found": found, "asked": form.is_bound} | _may(request)
    return render(request, "reports/staff/proposed.html", shown)


@require_role(*IN_A_BODY)
def known(request: HttpRequest, party: str) -> HttpResponse:
    """Write down that a centre has seen that it is real."""
    form, line = KnownForm(request.POST or None), proposed_line(party)
    if request.method == "POST" and form.is_valid():
        body, now = body_of(request), timezone.now()
        if went_well(form, lambda: check_proposed(party, body=body, now=now)):
            return redirect("reports_staff:proposed")
    return render(request, "reports/staff/proposed_one.html", {"form": form, "line": line, "does": "Make it public"})


@require_role(Role.RECORD_EDITOR)
def listed(request: HttpRequest, party: str) -> HttpResponse:
    """Write down which entry of a register it is: who names it from today on tells of that entry."""
    form, line = ListedForm(request.POST or None), proposed_line(party)
    if request.method == "POST" and form.is_valid():
        entry, staff = form.cleaned_data["listed"], int(request.user.pk or 0)
        if went_well(form, lambda: _list_as(party, entry, staff)):
            return redirect("reports_staff:proposed")
    return render(request, "reports/staff/proposed_one.html", {"form": form, "line": line, "does": "Write it down"})


def _list_as(party: str, entry: str, staff: int) -> None:
    check_known(entry)
    list_as(party, entry, staff=staff, now=timezone.now())


def _may(request: HttpRequest) -> dict[str, bool]:
    person = request.user
    may_check = holds_any(person, IN_A_BODY)
    return {"may_check": may_check, "may_list": holds_any(person, (Role.RECORD_EDITOR,))}
