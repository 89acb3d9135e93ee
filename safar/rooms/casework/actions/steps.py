"""The procedural steps of a case, each with its due day. Limitation terms are on the device, never here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.models import Body, Folder
from safar.foundation.vault.rows import add_row
from safar.rooms.casework.models import Case, Step
from safar.rules.harms import DAYS_TO_ACKNOWLEDGE, Urgency

ACKNOWLEDGE, TRIAGE, REPLY, STAGE, TASK = "acknowledge", "triage", "reply", "stage", "task"
DAYS_TO_REPLY = 14


def first_steps(folder: Folder, body: Body, urgency: Urgency, jurisdiction: str, day: date, today: date) -> None:
    """Set what is due after a filing. An urgent case counts from the very day, others from the day that is told."""
    begin = today if urgency is Urgency.URGENT else day
    due = begin + timedelta(days=DAYS_TO_ACKNOWLEDGE[urgency])
    add_row(Step(folder=folder, body=body, kind=TRIAGE if urgency is Urgency.URGENT else ACKNOWLEDGE, due_on=due))


def expect_reply(folder: Folder, body: Body, day: date) -> None:
    """The worker wrote: an answer is due, unless one already is."""
    if not Step.objects.filter(folder=folder, body=body, kind=REPLY, done_on=None).exists():
        Step.objects.create(folder=folder, body=body, kind=REPLY, due_on=day + timedelta(days=DAYS_TO_REPLY))


def finish(case: Case, kinds: tuple[str, ...], *, day: date) -> None:
    """Mark the open steps of some kinds as done."""
    Step.objects.filter(folder=case.folder, kind__in=kinds, done_on=None).update(done_on=day)


def escalate(*, now: datetime) -> int:
    """Hand every overdue step to the body's supervisor, once; gives how many there were."""
    overdue = list(Step.objects.filter(done_on=None, escalated_on=None, due_on__lt=now.date()))
    for step in overdue:
        step.escalated_on = now.date()
        step.save(update_fields=["escalated_on"])
        record_act(step.folder_id, "escalated", {"step": step.kind, "body": step.body_id}, now=now)
    return len(overdue)
