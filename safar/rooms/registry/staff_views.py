"""The registry's staff pages: refused loads and objections for record editors, matches for judges, sources for both."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from safar.foundation.accounts.access import actor_of, require_role
from safar.foundation.accounts.roles import Role
from safar.foundation.design.parts import Paging
from safar.rooms.registry import access
from safar.rooms.registry.actions import judge as judging
from safar.rooms.registry.actions import review as reviewing
from safar.rooms.registry.actions.object import AlreadyAnswered, answer_objection
from safar.rooms.registry.models import Edition, Objection
from safar.rooms.registry.queries import health as health_queries
from safar.rooms.registry.queries import objections as objection_queries
from safar.rooms.registry.queries import queue as queue_queries
from safar.rooms.registry.queries import reviews as review_queries
from safar.rooms.registry.queries.slices import Slice
from safar.rooms.registry.staff_forms import AcceptForm, AnswerForm, DismissForm, JudgeForm, ProposeForm

STAFF = "registry/staff"


@require_role(Role.RECORD_EDITOR)
def reviews(request: HttpRequest) -> HttpResponse:
    waiting = review_queries.waiting_reviews(_page(request))
    dismissed = review_queries.dismissed_reviews(_page(request, "dismissed"))
    shown = {"waiting": waiting, "dismissed": dismissed}
    places = {"place": _place(waiting), "dismissed_place": _place(dismissed, "dismissed")}
    return render(request, f"{STAFF}/reviews.html", shown | places)


@require_role(Role.RECORD_EDITOR)
def review(request: HttpRequest, edition: int) -> HttpResponse:
    return _review_page(request, access.refused_edition_for(edition))


@require_role(Role.RECORD_EDITOR)
@require_POST
def accept_review(request: HttpRequest, edition: int) -> HttpResponse:
    """Load the held file after all, and show what came of it."""
    refused = access.refused_edition_for(edition)
    try:
        form = AcceptForm(request.POST, needs=reviewing.needed_for(refused.reason))
        if not form.is_valid():
            return _review_page(request, refused, accept_form=form)
        day, seen = form.cleaned_data.get("published"), form.cleaned_data["seen"]
        report = reviewing.accept(refused, published=day, seen=seen, actor=actor_of(request), now=timezone.now())
    except reviewing.CannotAccept as why:
        messages.error(request, str(why))
        return redirect("registry_staff:review", edition=refused.pk)
    published = review_queries.published_as(report.source, report.sha256)
    if published is None:
        messages.error(request, f"Not published: {report.status}, {report.reason}")
        return redirect("registry_staff:review", edition=refused.pk)
    return redirect("registry_staff:outcome", edition=published)


@require_role(Role.RECORD_EDITOR)
@require_POST
def dismiss_review(request: HttpRequest, edition: int) -> HttpResponse:
    refused = access.refused_edition_for(edition)
    form = DismissForm(request.POST, prefix="dismiss")
    if not form.is_valid():
        return _review_page(request, refused, dismiss_form=form)
    reviewing.dismiss(refused, actor=actor_of(request), now=timezone.now())
    messages.success(request, f"{refused.file_name} is put aside. Nothing in the record has changed.")
    return redirect("registry_staff:reviews")


@require_role(Role.RECORD_EDITOR)
def outcome(request: HttpRequest, edition: int) -> HttpResponse:
    """Show what an edition did to the record when it was published."""
    shown = review_queries.review_of(access.published_edition_for(edition))
    return render(request, f"{STAFF}/outcome.html", {"review": shown})


@require_role(Role.JUDGE)
def queue(request: HttpRequest) -> HttpResponse:
    questions = queue_queries.open_questions(_page(request))
    return render(request, f"{STAFF}/queue.html", {"questions": questions, "place": _place(questions)})


@require_role(Role.JUDGE)
def propose(request: HttpRequest) -> HttpResponse:
    """Find the pair of records to judge for two parties that may be one."""
    form = ProposeForm(request.GET or None)
    if form.is_valid():
        chosen = form.cleaned_data
        return redirect("registry_staff:pair", one=chosen["one_record"], other=chosen["other_record"])
    return render(request, f"{STAFF}/propose.html", {"form": form})


@require_role(Role.JUDGE)
def pair(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Show two records side by side, and take a judgement of them."""
    low, high = access.pair_for(one, other)
    form, clash = JudgeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            _judge(request, form, low.pk, high.pk)
            return _next_question(low.pk, high.pk)
        except judging.Contradiction as found:
            clash = queue_queries.clash(found.one, found.other, found.between)
    shown = {"pair": queue_queries.pair(low, high, timezone.now().date()), "form": form, "clash": clash}
    return render(request, f"{STAFF}/pair.html", shown)


@require_role(Role.JUDGE)
def judgements(request: HttpRequest, reference: str) -> HttpResponse:
    history = queue_queries.history(reference, _page(request))
    if history is None:
        raise Http404
    return render(request, f"{STAFF}/judgements.html", {"history": history, "place": _place(history.judged)})


@require_role(Role.JUDGE)
def withdraw_judgement(request: HttpRequest, judgement: int) -> HttpResponse:
    """Ask once more, then take a person's judgement back."""
    made = access.judgement_for(judgement)
    clash = None
    if request.method == "POST":
        try:
            judging.withdraw(made, actor=actor_of(request), now=timezone.now())
            messages.success(request, "The judgement is taken back.")
            return redirect("registry_staff:pair", one=made.one_id, other=made.other_id)
        except judging.Contradiction as found:
            clash = queue_queries.clash(found.one, found.other, found.between)
    shown = {"pair": queue_queries.pair(made.one, made.other, timezone.now().date()), "judgement": made, "clash": clash}
    return render(request, f"{STAFF}/withdraw.html", shown)


@require_role(Role.RECORD_EDITOR, Role.OPERATOR)
def health(request: HttpRequest) -> HttpResponse:
    found = health_queries.health(timezone.now().date())
    return render(request, f"{STAFF}/health.html", {"sources": found, "index": health_queries.index_health()})


@require_role(Role.RECORD_EDITOR)
def objections(request: HttpRequest) -> HttpResponse:
    today = timezone.now().date()
    waiting = objection_queries.open_objections(_page(request), today)
    answered = objection_queries.answered_objections(_page(request, "answered"), today)
    shown = {"waiting": waiting, "answered": answered}
    places = {"place": _place(waiting), "answered_place": _place(answered, "answered")}
    return render(request, f"{STAFF}/objections.html", shown | places)


@require_role(Role.RECORD_EDITOR)
def objection(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an objection with what it is about, and take the answer."""
    made, form, clash = access.objection_for(reference), AnswerForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, form, made)
            return redirect("registry_staff:objections")
        except AlreadyAnswered:
            messages.error(request, "Somebody has answered it already. Their answer stands.")
            return redirect("registry_staff:objection", reference=made.reference)
        except judging.Contradiction as found:
            clash = queue_queries.clash(found.one, found.other, found.between)
    page = objection_queries.objection_page(made, timezone.now().date())
    return render(request, f"{STAFF}/objection.html", {"objection": page, "form": form, "clash": clash})


def _review_page(
    request: HttpRequest,
    refused: Edition,
    accept_form: AcceptForm | None = None,
    dismiss_form: DismissForm | None = None,
) -> HttpResponse:
    prospect = reviewing.prospect(refused)
    shown = {
        "review": review_queries.review_of(refused),
        "prospect": prospect,
        "accept_form": accept_form or AcceptForm(needs=prospect.needs, initial={"seen": prospect.newest}),
        "dismiss_form": dismiss_form or DismissForm(prefix="dismiss"),
    }
    return render(request, f"{STAFF}/review.html", shown)


def _judge(request: HttpRequest, form: JudgeForm, one: int, other: int) -> None:
    verdict, why = form.cleaned_data["verdict"], form.cleaned_data["why"]
    judging.judge(one, other, verdict, staff=_staff(request), actor=actor_of(request), now=timezone.now(), why=why)
    messages.success(request, f"Your judgement is kept: {verdict}.")


def _answer(request: HttpRequest, form: AnswerForm, made: Objection) -> None:
    upheld, answer = form.cleaned_data["outcome"] == "upheld", form.cleaned_data["answer"]
    staff, actor = _staff(request), actor_of(request)
    answer_objection(made, upheld=upheld, answer=answer, staff=staff, actor=actor, now=timezone.now())
    messages.success(request, f"Objection {made.reference} is answered.")


def _next_question(one: int, other: int) -> HttpResponse:
    """After a judgement comes the oldest question that is left."""
    left = queue_queries.next_question((one, other))
    if left is None:
        return redirect("registry_staff:queue")
    return redirect("registry_staff:pair", one=left[0], other=left[1])


def _staff(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _page(request: HttpRequest, name: str = "page") -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1


def _place(found: Slice[Any], name: str = "page") -> Paging:
    """Say where a list stands, with the addresses of the pages beside this one."""
    before = f"?{name}={found.page - 1}" if found.page > 1 else ""
    after = f"?{name}={found.page + 1}" if found.page < found.last else ""
    return Paging(found.page, found.last, before, after)
