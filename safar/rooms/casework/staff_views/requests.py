"""Staff pages on requests for data: write one down, print the refusal, answer a judge, export what was granted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.roles import Role
from safar.rooms.casework.actions import requests as acts
from safar.rooms.casework.queries import requests as reads
from safar.rooms.casework.staff_forms.requests import AnswerForm, RequestForm

ANSWERABLE = (Role.SUPERVISOR, Role.OPERATOR)


@require_role(*ANSWERABLE)
def requests(request: HttpRequest) -> HttpResponse:
    """List them, and take a new one. It is written down before any answer."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.record_request(form.asked(), body=_body(request), now=timezone.now())
            return redirect("casework_staff:request", reference=made)
        except acts.MayNot as why:
            form.add_error(None, str(why))
    shown = {"requests": reads.requests_of(_body(request)), "form": form}
    return render(request, "casework/requests.html", shown)


@require_role(*ANSWERABLE)
def request_page(request: HttpRequest, reference: int) -> HttpResponse:
    """Show one request, and take the answer to a judge's order."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.decide(reference, **form.cleaned_data, body=_body(request), now=timezone.now())
            return redirect("casework_staff:request", reference=reference)
        except acts.MayNot as why:
            form.add_error(None, str(why))
    shown = {"asked": reads.request_shown(reference, _body(request)), "form": form}
    return render(request, "casework/request.html", shown)


@require_role(*ANSWERABLE)
def letter(request: HttpRequest, reference: int) -> HttpResponse:
    """Show the refusal as it is printed and handed over."""
    found = reads.letter_for(reference, _body(request), timezone.now().date())
    return render(request, "casework/letter.html", {"letter": found})


@require_role(*ANSWERABLE)
@require_POST
def export(request: HttpRequest, reference: int) -> HttpResponse:
    """Hand out the ciphertext that a judge's order was granted."""
    try:
        found = acts.export_sealed(reference, body=_body(request), now=timezone.now())
    except acts.MayNot as why:
        messages.error(request, str(why))
        return redirect("casework_staff:request", reference=reference)
    return JsonResponse(found, headers={"Content-Disposition": "attachment; filename=sealed.json"})


def _body(request: HttpRequest) -> str:
    return str(getattr(request.user, "body", ""))
