"""The worker's path without script: each step is a POST to the same address, and nothing is kept between two of them.

The server seals in memory at the end. Each answer says what this path can't promise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from safar.foundation.form_age import Age, age_of, lasting_token, new_token
from safar.foundation.journal.actions import WITHIN
from safar.foundation.languages import active_language
from safar.foundation.vault.cleaning import NotCleanable
from safar.foundation.vault.load import Busy
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.wire import Unreadable
from safar.rooms.casework.actions.plain import file_plain
from safar.rooms.casework.forms import plain
from safar.rooms.casework.forms.first_page import sealed_folder_parts, sealed_form, topics
from safar.rooms.casework.forms.help import HelpForm
from safar.rooms.casework.uploads import TooLarge, sent
from safar.rooms.casework.views.plain_folder import FOLDER_ACTS, lost
from safar.rules.receipts import groups

Act = Callable[[HttpRequest, QueryDict, list[bytes]], HttpResponse]


def plain_step(request: HttpRequest) -> HttpResponse:
    """Take a step, or say in plain words why not."""
    try:
        data, files = sent(request)
        step = data.get("step", "")
        act: Act = FOLDER_ACTS.get(step) or OWN_ACTS.get(step) or _step
        return act(request, data, files)
    except TooLarge:
        return _said(request, _("That was too large: three photos at most, 4 MB each, 8 MB together."), 413)
    except Busy:
        return _said(request, _("Many people are writing at the moment. Wait a little and try again."), 503)
    except (Refused, Unreadable):
        return _said(request, _("It was refused: nothing was changed. Begin again, or come back later."), 422)


def _said(request: HttpRequest, words: str, status: int) -> HttpResponse:
    shown = {"said": words, "address": request.path, "quick_exit": True}
    return render(request, "casework/help_said.html", shown, status=status)


def _begin(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Show the first step."""
    fresh = QueryDict(mutable=True)
    fresh["token"] = new_token(plain.FORM)
    return _shown(request, "who", fresh)


def _step(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Check the step that was sent, and show the next; or go back, where nothing is checked."""
    step = data.get("step", "")
    if step not in plain.STEPS:
        return _begin(request, data, files)
    if data.get("go") == "mask":
        return _shown(request, "review", plain.without_papers(data), problem=lost(files))
    if data.get("go") == "back":
        return _shown(request, plain.step_after(step, data, -1), data, problem=lost(files))
    if step == "review":
        return _send(request, data, files)
    form = plain.form_for(step, data, timezone.now().date(), is_sent=True)
    if not form.is_valid():
        return _shown(request, step, data, form=form)
    return _shown(request, plain.step_after(step, data), data)


def _send(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Seal in memory and file; a repeat of the same request shows the same page."""
    now = timezone.now()
    wrong = plain.first_wrong(data, now.date())
    if wrong:
        return _shown(request, wrong[0], data, form=wrong[1], problem=lost(files))
    age = age_of(data.get("token", ""), plain.FORM)
    if age is not Age.RIGHT:
        quick = _("That was very quick. Wait five seconds and send it again.")
        slow = _("This page was open for a long time. Wait five seconds and send it again.")
        problem = quick if age is Age.YOUNG else slow
        return _shown(request, "review", data, problem=f"{problem} {lost(files)}".strip())
    try:
        cleaned = plain.cleaned_files(files, with_day="day" in data)
    except NotCleanable:
        words = _("We could not clean one of the files. Photograph the page instead, and choose the photos again.")
        return _shown(request, "review", data, problem=words)
    told = plain.told_in(data, cleaned, active_language(), now.date())
    file_plain(told, now=now)
    return _done(request, told.receipt)


def _done(request: HttpRequest, receipt: str) -> HttpResponse:
    shown = {"receipt": groups(receipt), "due": timezone.now().date() + WITHIN, "address": request.path}
    return render(request, "casework/help_done.html", shown | {"quick_exit": True})


def _shown(
    request: HttpRequest, step: str, data: QueryDict, *, form: HelpForm | None = None, problem: str = ""
) -> HttpResponse:
    """Show a step with all that rides along."""
    today = timezone.now().date()
    asked = form or (None if step == "review" else plain.form_for(step, data, today, is_sent=False))
    shown: dict[str, Any] = {"step": step, "form": asked, "carried": plain.carried(data, asked), "problem": problem}
    shown |= {"number": plain.STEPS.index(step) + 1, "steps": len(plain.STEPS)}
    shown["token"] = lasting_token(data.get("token", ""), plain.FORM)
    shown |= _extras(step, data)
    return render(request, "casework/help_plain.html", shown | {"address": request.path, "quick_exit": True})


def _extras(step: str, data: QueryDict) -> dict[str, Any]:
    today = timezone.now().date()
    if step == "what":
        return {"topics": topics()}
    if step == "tell":
        sealed, phones, refused = plain.rows_to_tell(data, today)
        shown = {"sealed": sealed, "phones": phones, "refused": refused, "chosen": data.getlist("bodies")}
        return shown | {"elsewhere": plain.elsewhere(data, today)}
    if step == "review":
        receipt = plain.receipt_in(data)
        shown = {"rows": plain.review_rows(data, today), "papers": plain.papers_told(data), "with_day": "day" in data}
        return shown | {"receipt": receipt, "has_receipt": "receipt" in data}
    return {}


def _sealed_form(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Give the sealed form to a browser that has shown that it seals."""
    return render(request, "casework/help_sealed.html", sealed_form(timezone.now().date()))


def _sealed_folder_parts(request: HttpRequest, data: QueryDict, files: list[bytes]) -> HttpResponse:
    """Give the way back in to a browser that seals."""
    return render(request, "casework/help_sealed_folder.html", sealed_folder_parts())


OWN_ACTS: dict[str, Act] = {"begin": _begin, "sealed": _sealed_form, "sealed-folder": _sealed_folder_parts}
