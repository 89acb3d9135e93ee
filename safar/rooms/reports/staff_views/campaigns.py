"""Campaigns of a union or a centre: begin one, print its codes, enter answers from paper one after another."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.roles import Role
from safar.foundation.vault.receipts import new_receipt
from safar.rooms.reports.actions.codes import add_campaign, make_codes
from safar.rooms.reports.actions.submit import enter_for_worker
from safar.rooms.reports.queries import campaigns as read
from safar.rooms.reports.queries.parties import check_known
from safar.rooms.reports.queries.sheets import printed
from safar.rooms.reports.refusing import refused_on
from safar.rooms.reports.staff_forms.campaigns import CampaignForm, CodesForm, EntryForm
from safar.rules.receipts import groups, is_receipt

IN_A_BODY = (Role.CASEWORKER, Role.SUPERVISOR, Role.EVIDENCE_CHECKER)


@require_role(*IN_A_BODY)
def campaigns(request: HttpRequest) -> HttpResponse:
    """List a body's campaigns, and begin one."""
    form, body = CampaignForm(request.POST or None), body_of(request)
    if request.method == "POST" and form.is_valid():
        made = refused_on(form, lambda: add_campaign(body=body, **form.cleaned_data, now=timezone.now()))
        if made is not None:
            return redirect("reports_staff:campaign", number=made)
    shown = {"campaigns": read.campaigns(body, _today()), "form": form}
    return render(request, "reports/staff/campaigns.html", shown)


@never_cache
@require_role(*IN_A_BODY)
def campaign(request: HttpRequest, number: int) -> HttpResponse:
    """Show a campaign; make codes, which are shown once, on a sheet to print."""
    form, body = CodesForm(request.POST or None), body_of(request)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["count"]
        sheet = refused_on(form, lambda: make_codes(body=body, campaign=number, count=wanted, now=timezone.now()))
        if sheet is not None:
            drawn = printed(sheet.title, sheet.until, sheet.codes, form.cleaned_data["language"])
            return render(request, "reports/staff/sheet.html", {"sheet": drawn})
    shown = {"campaign": _found(body, number), "form": form}
    return render(request, "reports/staff/campaign.html", shown)


@never_cache
@require_role(*IN_A_BODY)
def entry(request: HttpRequest) -> HttpResponse:
    """Enter one worker's answers; then the next form stands there with what stays the same."""
    form, body = EntryForm(request.POST or None), body_of(request)
    receipt, entered = _receipt(request), _entered(request)
    if request.method == "POST" and form.is_valid():
        made = refused_on(form, lambda: _enter(form, body, receipt))
        if made is not None:
            form, done = EntryForm(initial=form.for_the_next()), groups(receipt)
            shown = {"form": form, "done": done, "receipt": new_receipt(), "entered": entered + 1}
            return render(request, "reports/staff/entry.html", shown)
    return render(request, "reports/staff/entry.html", {"form": form, "receipt": receipt, "entered": entered})


def _found(body: str, number: int) -> read.CampaignLine:
    found = read.campaign(body, number, _today())
    if found is None:
        raise Http404
    return found


def _enter(form: EntryForm, body: str, receipt: str) -> object:
    told, seen = form.told(), form.cleaned_data["seen"]
    check_known(told.party)
    return enter_for_worker(told, body=body, receipt=receipt, now=timezone.now(), proof_seen=seen)


def body_of(request: HttpRequest) -> str:
    """Give the body for which the member of staff works."""
    return str(getattr(request.user, "body", ""))


def _receipt(request: HttpRequest) -> str:
    """Give the number that came with the form, so that the same form sent twice is one report."""
    sent = request.POST.get("receipt", "")
    return sent if is_receipt(sent) else new_receipt()


def _entered(request: HttpRequest) -> int:
    sent = request.POST.get("entered", "")
    return int(sent) if sent.isdecimal() and len(sent) < 5 else 0


def _today() -> date:
    return timezone.now().date()
