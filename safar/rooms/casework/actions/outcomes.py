"""Write down how a case ended: coded values alone, which is all that figures are ever made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.rooms.casework.access import Desk, own_case_for
from safar.rooms.casework.actions.desk import PURPOSE, day_of, move_on
from safar.rooms.casework.models import Outcome
from safar.rules.case_outcomes import Band, Ending, flaw_in
from safar.rules.case_states import State, Verb


@dataclass(frozen=True, slots=True)
class Coded:
    """What came of a case; `retaliation` is None where nobody knows."""

    ending: Ending
    currency: str = ""
    claimed: Band | None = None
    recovered: Band | None = None
    retaliation: bool | None = None


def record_outcome(desk: Desk, number: int, coded: Coded, *, now: datetime) -> State:
    """Move the case to its outcome, or put a recorded one right before it is closed."""
    if flaw := flaw_in(coded.ending, coded.currency, coded.claimed, coded.recovered):
        raise Refused(flaw)
    with vault_session(PURPOSE, body=desk.body):
        handled = own_case_for(desk, number, now.date())
        state = State(handled.case.state)
        if state is not State.OUTCOME:
            state = move_on(handled, Verb.RECORD_OUTCOME, now=now)
        Outcome.objects.update_or_create(
            folder=handled.folder,
            defaults={
                "code": coded.ending.value,
                "currency": coded.currency,
                "claimed": coded.claimed or "",
                "recovered": coded.recovered or "",
                "retaliation": coded.retaliation,
                "on": day_of(handled, now),
            },
        )
        record_act(handled.folder.pk, "outcome recorded", {"body": desk.body, "code": coded.ending.value}, now=now)
    return state
