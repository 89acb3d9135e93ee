"""What a caseworker does with a case: write, move it on, plan a task. The server never reads what was written.

Each takes the desk and the number of the case, is one transaction, and leaves its leaf in the journal.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import Http404

from safar.foundation.journal.actions import record_act
from safar.foundation.vault import actions as vault
from safar.foundation.vault.days import told_day
from safar.foundation.vault.models import Body
from safar.foundation.vault.sealed import Refused, SealedEntry
from safar.foundation.vault.sessions import vault_session
from safar.rooms.casework.access import Desk, Handled, case_for, own_case_for
from safar.rooms.casework.actions.steps import ANSWER, FIRST_WORD, REPLY, TASK, expect_results, finish, steps_after
from safar.rooms.casework.models import Referral, Step
from safar.rules.case_states import ENDED, WORKERS_OWN, NotPossible, State, Verb, move

PURPOSE = "advise"
LONGEST_TASK = timedelta(days=730)
BY_OTHER_MEANS = frozenset({Verb.LET_GO, Verb.REFER, Verb.RECORD_OUTCOME})
"""Verbs that ask for more than a click: a matcher's word, the worker's consent, coded values."""


def write(desk: Desk, number: int, entry: SealedEntry, *, is_reply: bool = False, now: datetime) -> None:
    """Add a signed message, file or note. A message answers what the worker wrote; a reply is one in substance."""
    with vault_session(PURPOSE, body=desk.body):
        handled = case_for(desk, number, now.date())
        add_signed(handled, entry, now=now)
        if entry.kind == "message":
            finish(handled.case, (ANSWER, REPLY) if is_reply else (ANSWER,), body=desk.body, today=now.date())


def act(desk: Desk, number: int, verb: Verb, *, now: datetime) -> State:
    """Move a case on; a move that doesn't fit its state is refused in words."""
    if verb in WORKERS_OWN | BY_OTHER_MEANS:
        raise Refused("this move is not made by a click of the desk")
    with vault_session(PURPOSE, body=desk.body):
        handled = case_for(desk, number, now.date())
        if not handled.is_home and verb is Verb.ACKNOWLEDGE:
            return _acknowledge_referral(handled, now)
        return move_on(own_case_for(desk, number, now.date()), verb, now=now)


def plan_task(desk: Desk, number: int, note: SealedEntry, due_on: date, *, now: datetime) -> int:
    """Plan what the desk has to do by a day; what it is stands in a note sealed to the body alone."""
    if note.kind != "note":
        raise Refused("a task is a note with a day")
    if not now.date() <= due_on <= now.date() + LONGEST_TASK:
        raise Refused("a task is due today or later, within two years")
    with vault_session(PURPOSE, body=desk.body):
        handled = case_for(desk, number, now.date())
        add_signed(handled, note, now=now)
        step = Step(folder=handled.folder, body_id=desk.body, kind=TASK, due_on=due_on, note=note.eid)
        step.save(force_insert=True)
        record_act(handled.folder.pk, "task planned", {"body": desk.body}, now=now)
    return int(step.pk)


def finish_task(desk: Desk, number: int, step: int, *, now: datetime) -> None:
    """Mark a task of the desk as done. What is owed to the worker is finished by doing it, never by hand."""
    with vault_session(PURPOSE, body=desk.body):
        handled = case_for(desk, number, now.date())
        open_task = Step.objects.filter(pk=step, folder=handled.folder, body=desk.body, kind=TASK, done_on=None)
        if not open_task.update(done_on=day_of(handled, now)):
            raise Http404
        record_act(handled.folder.pk, "task done", {"body": desk.body}, now=now)


def add_signed(handled: Handled, entry: SealedEntry, *, now: datetime) -> date:
    """Store what the body wrote and signed; gives the day that is told."""
    if State(handled.case.state) in ENDED and entry.kind != "note":
        raise Refused("the case has ended")
    if entry.kind == "claim" and (not handled.is_home or handled.case.state != State.CONCILIATION):
        raise Refused("a claim is drafted in a conciliation, by the body that answers for the case")
    if entry.body != handled.body:
        raise Refused("the entry is not the body's own")
    day = day_of(handled, now)
    vault.add_body_entry(handled.folder, entry, day=day, now=now)
    return day


def move_on(handled: Handled, verb: Verb, *, now: datetime) -> State:
    """Move the case, set its steps and write the leaf, inside the session that is open."""
    case = handled.case
    try:
        case.state = move(State(case.state), verb)
    except NotPossible as why:
        raise Refused(str(why)) from why
    case.state_on = day_of(handled, now)
    case.save(update_fields=["state", "state_on"])
    steps_after(case, Body.objects.get(pk=handled.body), today=now.date())
    record_act(case.pk, "moved", {"verb": verb, "state": case.state, "body": handled.body}, now=now)
    return State(case.state)


def day_of(handled: Handled, now: datetime) -> date:
    """Give the day that may be written down: a small body's cases are told the week alone."""
    return told_day(now.date(), handled.case.body)


def _acknowledge_referral(handled: Handled, now: datetime) -> State:
    """The receiver says that it has it: its own first word is given, and the case stays where it is."""
    if not Referral.objects.filter(folder=handled.folder, receiver=handled.body, ended_on=None).exists():
        raise Refused("nothing was referred to this body")
    finish(handled.case, FIRST_WORD, body=handled.body, today=now.date())
    expect_results(handled.folder, Body.objects.get(pk=handled.body), handled.case, day_of(handled, now))
    record_act(handled.folder.pk, "referral acknowledged", {"body": handled.body}, now=now)
    return State(handled.case.state)
