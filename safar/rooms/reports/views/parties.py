"""What parties and anybody else send about a card: an answer, a notice that something is wrong, a counter-notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from safar.foundation.vault.load import Busy, opening
from safar.foundation.vault.pages import sealed_page
from safar.rooms.reports.actions.disputes import give_counter_notice, give_notice
from safar.rooms.reports.actions.replies import reply
from safar.rooms.reports.asking import StepForm
from safar.rooms.reports.forms.parties import AnswerForm, CounterForm, DisputeForm
from safar.rooms.reports.refusing import refused_on

Made = TypeVar("Made")


@csrf_exempt
@sealed_page
def answer(request: HttpRequest) -> HttpResponse:
    """Take a verified party's answer. The number in the form is the authority, so no cookie is asked."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if by_key(form, lambda: reply(data["text"], key=data["key"], now=timezone.now())) is not None:
            said = _("It is here. A person looks that it gives no worker away; then it stands beside the card.")
            return render(request, "reports/party_said.html", {"said": said})
    return _shown(request, form, _("Answer to a card"), "answer")


@csrf_exempt
@sealed_page
def dispute(request: HttpRequest) -> HttpResponse:
    """Take a notice that something shown is wrong or unlawful."""
    form = DisputeForm(request.POST or None, initial={"party": request.GET.get("about", "")})
    if request.method == "POST" and form.is_valid():
        number = by_key(form, lambda: give_notice(**form.cleaned_data, now=timezone.now()))
        if number is not None:
            said = _("It is here. A person looks at it and says why it stays or goes. Its number:")
            return render(request, "reports/party_said.html", {"said": said, "number": number})
    return _shown(request, form, _("Say that something is wrong"), "dispute")


@csrf_exempt
@sealed_page
def counter(request: HttpRequest) -> HttpResponse:
    """Take an answer to a notice. Which one, a page that listed it sends along; an address would stay in a history."""
    to = request.POST.get("to", "")
    form = CounterForm(initial={"number": to}) if to else CounterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = _countered(form)
        if number is not None:
            said = _("It is here. It is looked at with the notice. Its number:")
            return render(request, "reports/party_said.html", {"said": said, "number": number})
    return _shown(request, form, _("Answer to a notice"), "counter")


def by_key(form: StepForm, act: Callable[[], Made]) -> Made | None:
    """Do what a party's key opens; where it opens nothing, or too many try, say so on the form."""
    try:
        with opening():
            return refused_on(form, act)
    except Http404:
        form.add_error("key", _("This number opens nothing here. Look at the digits."))
    except Busy:
        form.add_error(None, _("Many people are writing at the moment. Wait a little and try again."))
    return None


def _countered(form: CounterForm) -> int | None:
    data = form.cleaned_data
    try:
        return refused_on(form, lambda: give_counter_notice(data["number"], text=data["text"], now=timezone.now()))
    except Http404:
        form.add_error("number", _("There is no notice with this number."))
    return None


def _shown(request: HttpRequest, form: StepForm, title: str, name: str) -> HttpResponse:
    shown = {"form": form, "title": title, "kind": name}
    return render(request, "reports/party_form.html", shown, status=422 if form.errors else 200)
