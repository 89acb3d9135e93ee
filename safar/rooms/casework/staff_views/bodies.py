"""Bodies and levels of safety, proposed and seconded by people of two organisations."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.vault.sealed import Refused
from safar.rooms.casework.actions import agreements, levels
from safar.rooms.casework.actions import bodies as acting
from safar.rooms.casework.actions.bodies import Speaker
from safar.rooms.casework.queries.directory import proposals
from safar.rooms.casework.staff_forms.bodies import AgreementForm, BodyForm, EndForm, LevelForm, SpeakerForm

SPEAKERS = (Role.OPERATOR, Role.SUPERVISOR)


@require_role(*SPEAKERS)
def bodies(request: HttpRequest) -> HttpResponse:
    form = SpeakerForm(asks=_asks(request))
    return render(request, "casework/bodies_staff.html", {"proposals": proposals(timezone.now().date()), "form": form})


@require_role(*SPEAKERS)
def add_body(request: HttpRequest) -> HttpResponse:
    """Propose a body."""
    form = BodyForm(request.POST or None, asks=_asks(request))
    if request.method == "POST" and form.is_valid():
        speaks_for = form.speaks_for
        if _tried(request, speaks_for, lambda who: acting.propose_body(who, form.new_body(), now=timezone.now())):
            return redirect("casework_staff:bodies")
    return render(request, "casework/bodies_form.html", {"form": form, "title": "Propose a body"})


@require_role(*SPEAKERS)
def change_level(request: HttpRequest) -> HttpResponse:
    """Lower a level at once, or propose to raise it."""
    form = LevelForm(request.POST or None, asks=_asks(request))
    if request.method == "POST" and form.is_valid():
        speaks_for = form.speaks_for
        if _tried(request, speaks_for, lambda who: levels.change_level(who, form.new_level(), now=timezone.now())):
            return redirect("casework_staff:bodies")
    return render(request, "casework/bodies_form.html", {"form": form, "title": "Change a level of safety"})


@require_role(*SPEAKERS)
def add_agreement(request: HttpRequest) -> HttpResponse:
    """Propose an arrangement between authorities."""
    form = AgreementForm(request.POST or None, asks=_asks(request))
    if request.method == "POST" and form.is_valid():
        speaks_for, new = form.speaks_for, form.new_agreement
        if _tried(request, speaks_for, lambda who: agreements.propose_agreement(who, new(), now=timezone.now())):
            return redirect("casework_staff:bodies")
    return render(request, "casework/bodies_form.html", {"form": form, "title": "Propose an agreement"})


@require_role(*SPEAKERS)
def end_agreement(request: HttpRequest) -> HttpResponse:
    """End an arrangement between authorities, at once."""
    form = EndForm(request.POST or None, asks=_asks(request))
    if request.method == "POST" and form.is_valid():
        speaks_for, told = form.speaks_for, form.cleaned_data
        if _tried(request, speaks_for, lambda who: agreements.end_agreement(who, **told, now=timezone.now())):
            return redirect("casework_staff:bodies")
    return render(request, "casework/bodies_form.html", {"form": form, "title": "End an agreement"})


@require_role(*SPEAKERS)
@require_POST
def second(request: HttpRequest, proposal: int) -> HttpResponse:
    _tried(request, _named(request), lambda who: acting.second(who, proposal, now=timezone.now()))
    return redirect("casework_staff:bodies")


@require_role(*SPEAKERS)
@require_POST
def withdraw(request: HttpRequest, proposal: int) -> HttpResponse:
    _tried(request, _named(request), lambda who: acting.withdraw(who, proposal, now=timezone.now()))
    return redirect("casework_staff:bodies")


def _tried(request: HttpRequest, organisation: str, act: Callable[[Speaker], object]) -> bool:
    """Do an act in the name of whoever asks; a refusal is shown on the next page."""
    assert isinstance(request.user, Staff)  # noqa: S101 - require_role has seen to it
    try:
        act(acting.speaker_for(request.user, organisation))
    except Refused as why:
        messages.error(request, str(why))
        return False
    return True


def _named(request: HttpRequest) -> str:
    return request.POST.get("organisation", "")


def _asks(request: HttpRequest) -> bool:
    """Is this a person of the house, who has to say for whom they speak?"""
    return not getattr(request.user, "body", "")
