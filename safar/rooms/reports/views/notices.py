"""What became of a notice, for whoever holds its number; and which notices wait, for the party that they are about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from safar.foundation.vault.load import Busy, opening
from safar.foundation.vault.pages import sealed_page
from safar.rooms.reports.actions.notices import key_mac
from safar.rooms.reports.forms.parties import BecameForm, KeyForm
from safar.rooms.reports.queries.disputes import NoticeState, notice_state, open_notices_for
from safar.rooms.reports.views.parties import by_key


@csrf_exempt
@sealed_page
def became(request: HttpRequest) -> HttpResponse:
    """Say what became of a notice. The number is sent in the form, so that no history of a browser holds it."""
    form = BecameForm(request.POST or None)
    found = _state(form) if request.method == "POST" and form.is_valid() else None
    shown = {"form": form, "found": found}
    return render(request, "reports/became.html", shown, status=422 if form.errors else 200)


@csrf_exempt
@sealed_page
def about_us(request: HttpRequest) -> HttpResponse:
    """Show a verified party the notices about it that wait."""
    form = KeyForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = by_key(form, lambda: open_notices_for(key_mac(form.cleaned_data["key"])))
    shown = {"form": form, "notices": found, "is_open": found is not None}
    return render(request, "reports/about_us.html", shown, status=422 if form.errors else 200)


def _state(form: BecameForm) -> NoticeState | None:
    found = None
    try:
        with opening():
            found = notice_state(form.cleaned_data["number"])
    except Busy:
        form.add_error(None, _("Many people are writing at the moment. Wait a little and try again."))
        return None
    if found is None:
        form.add_error("number", _("There is no notice with this number."))
    return found
