"""The caseworker's desk: its list, and the sealed parts that its browser opens, writes and sends.

One page serves list and case, so that unlocked keys, which live in the window's memory alone, last while one works.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.roles import Role
from safar.foundation.public_answers import problem
from safar.foundation.vault.pages import sealed_page
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_reading
from safar.foundation.vault.wire import Unreadable
from safar.rooms.casework.access import Desk, case_for, desk_of
from safar.rooms.casework.actions import conciliation, outcomes, referrals
from safar.rooms.casework.actions import desk as acts
from safar.rooms.casework.forms.help import DANGERS
from safar.rooms.casework.queries import desk as reads
from safar.rooms.casework.queries.desk_words import desk_words
from safar.rooms.casework.staff_forms import desk as posted
from safar.rules.case_states import Verb

View = Callable[..., HttpResponseBase]
Answer = dict[str, Any]
caseworkers = require_role(Role.CASEWORKER, Role.SUPERVISOR)


def answers(method: str) -> Callable[[Callable[..., Answer]], View]:
    """Open a view of JSON to the desk; what is refused is said in words, what isn't there is one 404."""

    def decorate(view: Callable[..., Answer]) -> View:
        @caseworkers
        @require_http_methods([method])
        @sealed_page
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return JsonResponse(view(request, _desk(request), *args, **kwargs))
            except (Refused, Unreadable) as why:
                return problem(422, str(why))
            except IntegrityError:
                return problem(409, "this was sent before, or stands here already")
            except posted.TooLarge:
                return problem(413, "more than the desk takes at once")
            except Http404:
                return problem(404, "nothing is here")

        return answered

    return decorate


@caseworkers
@require_GET
@sealed_page
def cases(request: HttpRequest) -> HttpResponse:
    """Show the list by what is due first, and carry all that a case needs to be shown."""
    return _page(request, "patterns" if request.path.endswith("patterns") else "list")


@caseworkers
@require_GET
@sealed_page
def case(request: HttpRequest, number: int) -> HttpResponse:
    """Show one case, if the body may open it."""
    desk, today = _desk(request), timezone.localdate()
    with vault_reading(reads.PURPOSE, body=desk.body):
        case_for(desk, number, today)
    return _page(request, "case", number)


@answers("GET")
def own_keys(request: HttpRequest, desk: Desk) -> Answer:
    return reads.keys_of_desk(desk)


@answers("GET")
def sealed(request: HttpRequest, desk: Desk, number: int) -> Answer:
    return reads.sealed_case(desk, number, posted.read_eids(request), today=timezone.localdate())


@answers("POST")
def write(request: HttpRequest, desk: Desk, number: int) -> Answer:
    body = posted.read_posted(request)
    entry = posted.read_entry(body, desk.body)
    acts.write(desk, number, entry, is_reply=body.get("is_reply") is True, now=timezone.now())
    return {}


@answers("POST")
def move(request: HttpRequest, desk: Desk, number: int) -> Answer:
    word = posted.read_word(posted.read_posted(request), "verb")
    if word not in list(Verb):
        raise Refused("there is no such move")
    return {"state": acts.act(desk, number, Verb(word), now=timezone.now())}


@answers("POST")
def refer(request: HttpRequest, desk: Desk, number: int) -> Answer:
    receiver = posted.read_word(posted.read_posted(request), "receiver")
    return {"state": referrals.refer(desk, number, receiver, now=timezone.now())}


@answers("POST")
def results(request: HttpRequest, desk: Desk, number: int) -> Answer:
    entry = posted.read_entry(posted.read_posted(request), desk.body)
    referrals.send_results(desk, number, entry, now=timezone.now())
    return {}


@answers("POST")
def task(request: HttpRequest, desk: Desk, number: int) -> Answer:
    body = posted.read_posted(request)
    due_on = posted.read_day(body, "due")
    if due_on is None:
        raise Refused("a task has a day")
    return {"step": str(acts.plan_task(desk, number, posted.read_entry(body, desk.body), due_on, now=timezone.now()))}


@answers("POST")
def task_done(request: HttpRequest, desk: Desk, number: int, step: int) -> Answer:
    acts.finish_task(desk, number, step, now=timezone.now())
    return {}


@answers("POST")
def claim(request: HttpRequest, desk: Desk, number: int) -> Answer:
    release = posted.read_release(posted.read_posted(request), desk.body)
    return {"folder": str(conciliation.open_claim(desk, number, release, now=timezone.now()))}


@answers("POST")
def outcome(request: HttpRequest, desk: Desk, number: int) -> Answer:
    coded = posted.read_outcome(posted.read_posted(request))
    return {"state": outcomes.record_outcome(desk, number, coded, now=timezone.now())}


def _desk(request: HttpRequest) -> Desk:
    assert request.user.is_authenticated  # noqa: S101 - the guard has asked
    return desk_of(request.user)


def _page(request: HttpRequest, view: str, number: int | None = None) -> HttpResponse:
    desk, form = _desk(request), posted.AskedForm(request.GET)
    asked = reads.Asked(**form.cleaned_data) if form.is_valid() else reads.Asked()
    lines = reads.lines_of(desk, asked, today=timezone.localdate())
    shown = {"desk": desk, "form": form, "lines": lines, "view": view, "number": number}
    shown |= {"words": desk_words(), "dangers": DANGERS}
    return render(request, "casework/desk.html", shown)
