"""A worker's report at `/report`: every step is a POST to one address under one title, and nothing is kept between two.

With script the browser makes the number and sends only what the number derives; without it the server does, in memory.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from safar.foundation.form_age import Age, age_of, lasting_token, new_token
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.load import Busy
from safar.foundation.vault.pages import sealed_page
from safar.foundation.vault.wire import Unreadable, b64
from safar.rooms.reports.asking import StepForm
from safar.rooms.reports.forms import steps
from safar.rooms.reports.forms.told import review_rows, submit_told
from safar.rooms.reports.queries.centres import centres
from safar.rooms.reports.refusing import why_refused
from safar.rooms.reports.views.returned import RETURN_ACTS
from safar.rooms.reports.views.shown import shown_page
from safar.rules.receipts import groups


@csrf_exempt
@sealed_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Begin, or take a step. Authority is in the body, so no cookie is asked."""
    if request.method != "POST":
        return _begin(request, QueryDict())
    try:
        act = RETURN_ACTS.get(request.POST.get("step", ""), _step)
        return act(request, request.POST)
    except Busy:
        return shown_page(
            request, "said", 503, said=_("Many people are writing at the moment. Wait a little and try again.")
        )
    except Unreadable:
        return shown_page(
            request, "said", 422, said=_("It was refused: nothing was changed. Begin again, or come back later.")
        )


def _begin(request: HttpRequest, data: QueryDict) -> HttpResponse:
    fresh = data.copy()
    fresh["token"] = new_token(steps.FORM)
    return _shown(request, steps.steps_for(fresh)[0], fresh)


def _step(request: HttpRequest, data: QueryDict) -> HttpResponse:
    """Check the step that was sent and show the next; or go back, where nothing is checked."""
    step = data.get("step", "")
    if step not in steps.steps_for(data):
        return _begin(request, data)
    if data.get("go") == "back":
        return _shown(request, steps.step_after(step, data, -1), data)
    if step == "review":
        return _send(request, data)
    today, following = timezone.now().date(), steps.step_after(step, data)
    form = steps.form_for(step, data, today, is_sent=True)
    if not form.is_valid():
        return _shown(request, step, data, form=form)
    wrong = steps.first_wrong(data, today) if following == "review" else None
    return _shown(request, wrong[0], data, form=wrong[1]) if wrong else _shown(request, following, data)


def _send(request: HttpRequest, data: QueryDict) -> HttpResponse:
    """Store it; the same one sent again is the same report."""
    now = timezone.now()
    wrong = steps.first_wrong(data, now.date())
    if wrong:
        return _shown(request, wrong[0], data, form=wrong[1])
    problem = _wrong_age(data) or why_refused(lambda: submit_told(data, now))
    if problem:
        return _shown(request, "review", data, problem=problem)
    return shown_page(request, "done", receipt=groups(data.get("receipt", "")))


def _wrong_age(data: QueryDict) -> str:
    """Say what is wrong with the time she took; the page shown again has a token that lasts."""
    return {
        Age.RIGHT: "",
        Age.YOUNG: _("That was very quick. Wait five seconds and send it again."),
        Age.OLD: _("This page was open for a long time. Wait five seconds and send it again."),
    }[age_of(data.get("token", ""), steps.FORM)]


def _shown(
    request: HttpRequest, step: str, data: QueryDict, *, form: StepForm | None = None, problem: str = ""
) -> HttpResponse:
    """Show a step with all that rides along."""
    asked = form or (None if step == "review" else steps.form_for(step, data, timezone.now().date(), is_sent=False))
    order = steps.steps_for(data)
    shown: dict[str, Any] = {"step": step, "form": asked, "carried": steps.carried(data, asked), "problem": problem}
    shown |= {"number": order.index(step) + 1, "steps": len(order)}
    shown |= {"token": lasting_token(data.get("token", ""), steps.FORM)}
    shown |= {"party_name": data.get("party_name", ""), "is_first": step == order[0]}
    if step == "review":
        shown |= {"rows": review_rows(data), "receipt": steps.receipt_in(data), "instance": b64(instance_id())}
        shown["centres"] = centres(timezone.now().date())
    return shown_page(request, "report", 422 if problem or (form and form.errors) else 200, **shown)
