"""The procedural steps of a case, each with its due day. Limitation terms are worked out on the desk, never here.

What is owed by which day is decided by `safar.rules.case_clocks`, with the terms of the country where the case is.
"""

from __future__ import annotations

from datetime import date, datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.days import told_day
from safar.foundation.vault.models import Body, Folder
from safar.foundation.vault.rows import add_row
from safar.rooms.casework.facts import facts
from safar.rooms.casework.models import Case, Step
from safar.rules import case_clocks
from safar.rules.case_clocks import CaseFacts
from safar.rules.case_states import ENDED, State
from safar.rules.harms import Urgency

ACKNOWLEDGE, TRIAGE, ANSWER, REPLY, STAGE, TASK = "acknowledge", "triage", "answer", "reply", "stage", "task"
FIRST_WORD = (ACKNOWLEDGE, TRIAGE)
OWED = (*FIRST_WORD, ANSWER, REPLY, STAGE)


def first_step(folder: Folder, body: Body, urgency: Urgency, jurisdiction: str, day: date, today: date) -> Step:
    """Make the row of what is due after a filing: an urgent case counts from the very day, others from the told day."""
    begin = today if urgency is Urgency.URGENT else day
    due = _due_days(CaseFacts(_country(jurisdiction), State.RECEIVED, urgency, begin), begin)
    kind = TRIAGE if urgency is Urgency.URGENT else ACKNOWLEDGE
    return Step(folder=folder, body=body, kind=kind, due_on=due[case_clocks.Step.ACKNOWLEDGE])


def expect_first_word(folder: Folder, body: Body, case: Case, day: date) -> None:
    """A case was shared with one more body: its own first word is due, as if it had been told that day."""
    if not Step.objects.filter(folder=folder, body=body, kind__in=FIRST_WORD, done_on=None).exists():
        add_row(first_step(folder, body, Urgency(case.urgency), case.jurisdiction, day, day))


def expect_results(folder: Folder, body: Body, case: Case, day: date) -> None:
    """The receiver of a referral has acknowledged it: what comes of it is due as a reply in substance is."""
    heard = CaseFacts(
        _country(case.jurisdiction), State.ACKNOWLEDGED, Urgency(case.urgency), case.filed_on, acknowledged_on=day
    )
    _expect(folder, body, REPLY, _due_days(heard, day).get(case_clocks.Step.REPLY))


def expect_reply(folder: Folder, body: Body, day: date) -> None:
    """The worker wrote: an answer is due, unless one already is."""
    case = Case.objects.get(pk=folder.pk)
    place, urgency = _country(case.jurisdiction), Urgency(case.urgency)
    asked = CaseFacts(place, State.ACKNOWLEDGED, urgency, case.filed_on, replied_on=day, waits_since=day)
    _expect(folder, body, ANSWER, _due_days(asked, day).get(case_clocks.Step.ANSWER))


def steps_after(case: Case, body: Body, *, today: date) -> None:
    """Set what is due, and mark what is done, after a case has come to the state it is in."""
    state, day = State(case.state), told_day(today, case.body)
    if state is State.ACKNOWLEDGED:
        finish(case, FIRST_WORD, body=body.pk, today=today)
    if state in ENDED | {State.OUTCOME}:
        finish(case, (*OWED, TASK) if state in ENDED else OWED, today=today)
        return
    finish(case, (STAGE,), body=body.pk, today=today)
    heard_on = day if state is State.ACKNOWLEDGED else None
    place, urgency = _country(case.jurisdiction), Urgency(case.urgency)
    known = CaseFacts(place, state, urgency, case.filed_on, acknowledged_on=heard_on, state_since=day)
    due = _due_days(known, day)
    _expect(case.folder, body, REPLY, due.get(case_clocks.Step.REPLY))
    if state in case_clocks.STAGES:
        _expect(case.folder, body, STAGE, due.get(case_clocks.STAGES[state]))


def finish(case: Case, kinds: tuple[str, ...], *, today: date, body: str = "") -> None:
    """Mark the open steps of some kinds as done, a body's own or everybody's.

    Whether it was in time is known today alone: of a small body's cases only weeks are kept, of the due day too.
    """
    steps = Step.objects.filter(folder=case.folder, kind__in=kinds, done_on=None)
    for step in steps.filter(body=body) if body else steps:
        step.was_in_time = today <= step.due_on
        step.done_on, step.due_on = told_day(today, case.body), told_day(step.due_on, case.body)
        step.save(update_fields=["was_in_time", "done_on", "due_on"])


def escalate(*, now: datetime) -> int:
    """Hand every overdue step to the body's supervisor, once; gives how many there were."""
    overdue = list(Step.objects.filter(done_on=None, escalated_on=None, due_on__lt=now.date()))
    for step in overdue:
        step.escalated_on = now.date()
        step.save(update_fields=["escalated_on"])
        record_act(step.folder_id, "escalated", {"step": step.kind, "body": step.body_id}, now=now)
    return len(overdue)


def _expect(folder: Folder, body: Body, kind: str, due_on: date | None) -> None:
    if due_on is None or Step.objects.filter(folder=folder, body=body, kind=kind, done_on=None).exists():
        return
    Step.objects.create(folder=folder, body=body, kind=kind, due_on=due_on)


def _due_days(case: CaseFacts, today: date) -> dict[case_clocks.Step, date]:
    return {one.step: one.on for one in case_clocks.due(case, facts().clocks, today)}


def _country(jurisdiction: str) -> str:
    return jurisdiction[:2]
