"""Which step of a report comes next, what rides along in hidden fields, and what is told in the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from safar.foundation.vault.receipts import new_receipt
from safar.rooms.reports.asking import AnswersForm, StepForm, field_of
from safar.rooms.reports.forms.report import WhereForm, WhomForm
from safar.rooms.reports.queries.questionnaire import asked
from safar.rules.questionnaire import Question
from safar.rules.receipts import is_receipt

STEPS = ("whom", "where", "first", "second", "review")
HALF = 6
CONTROL = frozenset({"step", "go", "token"})
KNOWN = frozenset(
    {
        *("party", "party_name", "receipt", "number", "fee", "currency", "text"),
        *WhomForm.base_fields,
        *WhereForm.base_fields,
    }
)
FORM = "report form"


def step_after(step: str, data: QueryDict, by: int = 1) -> str:
    """Give the next step, or the one before; whom it is about is not asked where a party's page said it."""
    steps = steps_for(data)
    place = steps.index(step) + by if step in steps else 0
    return steps[max(0, min(place, len(steps) - 1))]


def steps_for(data: QueryDict) -> tuple[str, ...]:
    """Give the steps of this report."""
    return STEPS[1:] if data.get("party") else STEPS


def form_for(step: str, data: QueryDict, today: date, *, is_sent: bool) -> StepForm:
    """Give the form of a step: with its errors where it was sent, else filled with what rides along."""
    given: dict[str, Any] = {"data": data} if is_sent else {"initial": {name: data[name] for name in data}}
    if step == "whom":
        return WhomForm(**given)
    if step == "where":
        return WhereForm(today=today, **given)
    return AnswersForm(questions=questions_of(step), with_words=step == "second", **given)


def questions_of(step: str) -> tuple[Question, ...]:
    """Give the half of the questions that a step asks."""
    questions = asked().questions
    return questions[:HALF] if step == "first" else questions[HALF:]


def first_wrong(data: QueryDict, today: date) -> tuple[str, StepForm] | None:
    """Give the first step whose answers don't hold: hidden fields are no more to be trusted than others."""
    for step in steps_for(data)[:-1]:
        form = form_for(step, data, today, is_sent=True)
        if not form.is_valid():
            return step, form
    return None


def carried(data: QueryDict, form: StepForm | None) -> list[tuple[str, str]]:
    """List the hidden fields: all that was answered, but for what the shown form asks."""
    shown = CONTROL | set(form.fields if form else ())
    ours = KNOWN | {field_of(question) for question in asked().questions}
    return [(name, str(data[name])) for name in data if name in ours and name not in shown and data[name]]


def receipt_in(data: QueryDict) -> str:
    """Give the receipt that rides along, or make one: it comes with the review page."""
    carried_one = data.get("receipt", "")
    return carried_one if is_receipt(carried_one) else new_receipt()


def answers_in(data: QueryDict) -> dict[str, str]:
    """Give what was answered, by question."""
    held = {question.id: data.get(field_of(question), "") for question in asked().questions}
    return {question: answer for question, answer in held.items() if answer}
