"""What record editors do for cards: tell a party before one appears, note facts, verify who speaks for it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.roles import Role
from safar.rooms.reports.actions import notices as acts
from safar.rooms.reports.queries.moderation import find_proposed, to_notify
from safar.rooms.reports.queries.notices import addressee, facts_of, find_registered, named
from safar.rooms.reports.refusing import refused_on, went_well
from safar.rooms.reports.staff_forms.moderation import FactsForm, NoticeForm, SearchForm, VerifyForm
from safar.rules.receipts import groups


@require_role(Role.RECORD_EDITOR)
def notices(request: HttpRequest) -> HttpResponse:
    """List the parties that are to be told, and search all, in a register or in none."""
    form, today = SearchForm(request.GET or None), timezone.now().date()
    shown: dict[str, Any] = {"form": form, "due": [(one, named(one.party)) for one in to_notify(today)]}
    if form.is_valid():
        asked = form.cleaned_data["q"]
        shown |= {"asked": True, "found": find_proposed(asked), "registered": find_registered(asked, today)}
    return render(request, "reports/staff/notices.html", shown)


@require_role(Role.RECORD_EDITOR)
def notice(request: HttpRequest, party: str) -> HttpResponse:
    """Show the notice as it is sent, and write down that it went or came back."""
    form, to = NoticeForm(request.POST or None), addressee(party)
    if request.method == "POST" and form.is_valid():
        undeliverable = form.cleaned_data["undeliverable"]
        staff, now = _staff(request), timezone.now()
        if went_well(form, lambda: acts.note_notice(party, staff=staff, now=now, undeliverable=undeliverable)):
            return redirect("reports_staff:notices")
    return render(request, "reports/staff/notice.html", {"form": form, "to": to, "host": _host()})


@require_role(Role.RECORD_EDITOR)
def facts(request: HttpRequest, party: str) -> HttpResponse:
    """Write down what a card depends on."""
    to, form = addressee(party), FactsForm(request.POST or None, initial=asdict(facts_of(party)))
    if request.method == "POST" and form.is_valid():
        staff, now = _staff(request), timezone.now()
        if went_well(form, lambda: acts.note_facts(party, **form.cleaned_data, staff=staff, now=now)):
            return redirect("reports_staff:notices")
    shown = {"form": form, "title": f"Facts on {to.name or party}", "back": "reports_staff:notices"}
    return render(request, "reports/staff/decide.html", shown)


@never_cache
@require_role(Role.RECORD_EDITOR)
def verify(request: HttpRequest, party: str) -> HttpResponse:
    """Write down who was seen to speak for a party, and show once the number it answers with."""
    to, form, key = addressee(party), VerifyForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["evidence"]
        staff, now = _staff(request), timezone.now()
        key = refused_on(form, lambda: acts.verify_party(party, evidence=seen, staff=staff, now=now))
    shown = {"form": form, "to": to, "host": _host(), "key": groups(key) if key else ()}
    return render(request, "reports/staff/verify.html", shown)


def _host() -> str:
    """Give the site on which a party answers, for a letter on paper."""
    return str(settings.CASES_ADDRESS or settings.SITE_ADDRESS)


def _staff(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
