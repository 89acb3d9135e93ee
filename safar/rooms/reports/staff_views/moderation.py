"""What moderators look at: bursts of harm, notices, answers of parties, texts. Each decision has a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.roles import Role
from safar.rooms.reports.actions import disputes, remarks, replies
from safar.rooms.reports.actions.removals import remove
from safar.rooms.reports.queries import moderation as read
from safar.rooms.reports.queries.disputes import shown_words, things_of
from safar.rooms.reports.refusing import went_well
from safar.rooms.reports.staff_forms.moderation import DisputeDecisionForm, RemovalForm, ShowForm

LIST = "reports_staff:moderation"
Waiting = TypeVar("Waiting", read.Text, read.WaitingReply, read.Notice)


@require_role(Role.MODERATOR)
def moderation(request: HttpRequest) -> HttpResponse:
    """List what waits, and the words that were let through."""
    shown = {"queue": read.queue(_today()), "shown": shown_words()}
    return render(request, "reports/staff/moderation.html", shown)


@require_role(Role.MODERATOR)
def stands(request: HttpRequest, party: str) -> HttpResponse:
    """Show what stands of a party, and take off what has to go."""
    things = things_of(party)
    if not any(one.stands for one in things):
        raise Http404
    form = RemovalForm(request.POST or None, things=things)

    def decide() -> None:
        remove(party, form.chosen, reason=_why(form), staff=_staff(request), now=timezone.now())

    hint = "Reports are coded answers and days. One that is taken off never comes back; an answer or a text can."
    return _decided(request, form, decide, f"What stands of {party}", [], hint)


@require_role(Role.MODERATOR)
@require_POST
def burst_seen(request: HttpRequest, party: str) -> HttpResponse:
    """Write down that somebody has looked at a party's burst, as large as the page had it."""
    sent = request.POST.get("reports", "")
    seen = int(sent) if sent.isdecimal() and len(sent) < 9 else 0
    remarks.note_burst_seen(party, reports=seen, staff=_staff(request), now=timezone.now())
    return redirect(LIST)


@require_role(Role.MODERATOR)
def remark(request: HttpRequest, number: int) -> HttpResponse:
    """Decide a worker's text."""
    text, form = _one(read.queue(_today()).texts, number), ShowForm(request.POST or None)

    def decide() -> None:
        remarks.decide_remark(number, show=form.shows, reason=_why(form), staff=_staff(request), now=timezone.now())

    hint = "It is nearly the same as another text." if text.is_copy else ""
    return _decided(request, form, decide, f"A text about {text.party}", [text.text], hint)


@require_role(Role.MODERATOR)
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Decide whether a party's answer stands beside its card."""
    told, form = _one(read.queue(_today()).replies, number), ShowForm(request.POST or None)

    def decide() -> None:
        replies.decide_reply(number, show=form.shows, reason=_why(form), staff=_staff(request), now=timezone.now())

    hint = "Show it unless it gives a worker away, threatens or insults. It need not be true."
    return _decided(request, form, decide, f"An answer of {told.party}", [told.text], hint)


@require_role(Role.MODERATOR)
def dispute(request: HttpRequest, number: int) -> HttpResponse:
    """Decide a notice, with the answers to it beside."""
    waiting = read.queue(_today()).notices
    told = _one(waiting, number)
    form = DisputeDecisionForm(request.POST or None, things=things_of(told.party))
    others = [one.text for one in waiting if one.answers_to == number or one.number == told.answers_to]

    def decide() -> None:
        what, staff, now = form.cleaned_data["decision"], _staff(request), timezone.now()
        disputes.decide(number, decision=what, reason=_why(form), staff=staff, now=now, chosen=form.chosen)

    return _decided(request, form, decide, f"Notice about {told.party}: {told.ground}", [told.text, *others])


def _decided(
    request: HttpRequest,
    form: forms.Form,
    decide: Callable[[], None],
    title: str,
    quoted: Sequence[str],
    hint: str = "",
) -> HttpResponse:
    """Show what is to be decided, or decide it and go back to the list."""
    if request.method == "POST" and form.is_valid() and went_well(form, decide):
        return redirect(LIST)
    shown = {"form": form, "title": title, "quoted": quoted, "hint": hint, "back": LIST}
    return render(request, "reports/staff/decide.html", shown)


def _one(waiting: Sequence[Waiting], number: int) -> Waiting:
    """Give what waits under a number; decided, unknown and never there are the same 404."""
    found = next((one for one in waiting if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _why(form: forms.Form) -> str:
    return str(form.cleaned_data["reason"])


def _staff(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _today() -> date:
    return timezone.now().date()
