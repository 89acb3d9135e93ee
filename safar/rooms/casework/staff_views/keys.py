"""The keys of a body's people and of the body: made, confirmed, renewed and handed on in their own browsers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.vault.pages import sealed_page
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.wire import Malformed, Unreadable
from safar.rooms.casework.actions import keys as acting
from safar.rooms.casework.queries import keys as key_queries
from safar.rooms.casework.queries.key_acts import act_called

HOLDERS = (Role.CASEWORKER, Role.SUPERVISOR)


@require_role(*HOLDERS)
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    room = key_queries.key_room(person.body, person.pk, today=timezone.now().date())
    shown = {"room": room, "supervises": person.duties.filter(role=Role.SUPERVISOR).exists()}
    return render(request, "casework/keys.html", shown)


@require_role(*HOLDERS)
@sealed_page
@require_GET
def key_state(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    return JsonResponse(key_queries.browser_state(person.body, person.pk, now=timezone.now()))


@require_role(*HOLDERS)
@sealed_page
def key_act(request: HttpRequest, name: str, staff: int = 0) -> HttpResponse:
    """Show the page of one act; what the member's browser made for it comes back by POST, as JSON."""
    person, shown = _person(request), act_called(name)
    if request.method == "POST":
        return _done(request, person, name, staff)
    room = key_queries.key_room(person.body, person.pk, today=timezone.now().date())
    if shown.is_on_somebody != (room.colleague(staff) is not None):
        raise Http404
    return render(request, "casework/keys_act.html", {"room": room, "act": shown, "other": room.colleague(staff)})


@require_role(Role.SUPERVISOR)
@require_POST
def end_sheets(request: HttpRequest) -> HttpResponse:
    acting.act("end-sheets", _person(request), {}, now=timezone.now())
    return redirect("casework_staff:keys")


@require_role(*HOLDERS)
@require_POST
def end_passkey(request: HttpRequest) -> HttpResponse:
    acting.act("end-passkey", _person(request), {}, now=timezone.now())
    return redirect("casework_staff:keys")


def _done(request: HttpRequest, person: Staff, name: str, staff: int) -> HttpResponse:
    try:
        sheet = acting.act(name, person, _sent(request), other=staff, now=timezone.now())
    except (Refused, Unreadable) as why:
        return JsonResponse({"error": str(why)}, status=422)
    except IntegrityError:
        return JsonResponse({"error": "somebody did the same at this moment: load the page again"}, status=409)
    return JsonResponse(key_queries.sheet_state(person.body) if sheet else {})


def _sent(request: HttpRequest) -> Mapping[str, Any]:
    try:
        sent = json.loads(request.body)
    except ValueError:
        raise Malformed("JSON") from None
    if not isinstance(sent, dict):
        raise Malformed("JSON")
    return sent


def _person(request: HttpRequest) -> Staff:
    if not isinstance(request.user, Staff) or not request.user.body:
        raise Http404
    return request.user
