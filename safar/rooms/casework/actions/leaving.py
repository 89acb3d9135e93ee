"""What follows when bodies have lost a case by the worker's own act: they owe nothing more, and another answers for it.

A step that was overdue stays on the body's record as late; one that was not yet due is nobody's any more. Without this
a body that can't open the case would be pressed for an answer, and the case could never run out. Call it in a session.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.days import told_day
from safar.foundation.vault.models import Body, Consent, Folder, Slot
from safar.foundation.vault.signatures import EVERYTHING
from safar.rooms.casework.actions.steps import OWED, TASK, expect_first_word, expect_reply, finish
from safar.rooms.casework.models import Case, Holding, Referral, State, Step
from safar.rules.case_states import ENDED
from safar.rules.case_states import State as Standing


def settle(folder: Folder, *, day: date, now: datetime) -> None:
    """Close what the bodies without a slot still owed; withdraw a case that nobody can open, or give it a new home."""
    case = Case.objects.filter(pk=folder.pk).first()
    if case is None:
        return
    holders = set(Slot.objects.filter(folder=folder, epoch=bytes(folder.epoch)).values_list("body", flat=True))
    _close_steps(case, holders, now.date())
    Referral.objects.filter(folder=folder, ended_on=None).exclude(receiver__in=holders).update(ended_on=day)
    if Standing(case.state) in ENDED:
        return
    if not holders:
        case.state, case.state_on = State.WITHDRAWN, day
        case.save(update_fields=["state", "state_on"])
        Holding.objects.filter(folder=folder).delete()
    elif case.body_id not in holders:
        _move_home(case, folder, holders, now)


def _close_steps(case: Case, holders: Collection[str], today: date) -> None:
    left = Step.objects.filter(folder=case.folder_id, done_on=None).exclude(body__in=holders)
    left.filter(due_on__gte=today).delete()
    for body in set(left.values_list("body", flat=True)):
        finish(case, (*OWED, TASK), today=today, body=body)


def _move_home(case: Case, folder: Folder, holders: Collection[str], now: datetime) -> None:
    """Let a body that can still open the case answer for it: one that she told first, else one that sees all of it."""
    told = set(Slot.objects.filter(folder=folder, body__in=holders, until=None).values_list("body", flat=True))
    agreed = Consent.objects.filter(folder=folder, scope=EVERYTHING, revoked_on=None, until__gte=now.date())
    sees_all = told | set(agreed.values_list("body", flat=True))
    name = min(holders, key=lambda one: (one not in told, one not in sees_all, one))
    case.body = Body.objects.get(pk=name)
    case.save(update_fields=["body"])
    day = told_day(now.date(), case.body)
    Referral.objects.filter(folder=folder, receiver=name, ended_on=None).update(ended_on=day)
    if case.state == State.RECEIVED:
        expect_first_word(folder, case.body, case, day)
    elif case.state != State.OUTCOME:
        expect_reply(folder, case.body, day)
    record_act(folder.pk, "home moved", {"body": name}, now=now)
