"""What the house does once a day: terms, deletions, publishing, the journal's day, the notice. No text is read.

Each duty stands alone: one that fails is named by its class of error, and the others are done all the same. The
journal is closed after all that writes in it, and the files are rewritten last.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from safar.foundation.journal.closing import close_day
from safar.foundation.vault.deletions import shorten_list
from safar.foundation.vault.scrub import scrub
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions.bodies import take_effect
from safar.rooms.casework.actions.effectiveness import publish_effectiveness
from safar.rooms.casework.actions.levels import state_rules
from safar.rooms.casework.actions.release import publish_outcomes, publish_requests
from safar.rooms.casework.actions.retention import delete_due
from safar.rooms.casework.actions.steps import escalate
from safar.rooms.reports.actions.duties import DUTIES as OF_REPORTS

NOTICE = "Safar: look at the desk today.\n"
"""The same words every day, whether or not anything came: an absent or a different one would tell something."""


@dataclass(frozen=True, slots=True)
class Done:
    """One duty of the day: what came of it, or the class of the error that it met."""

    duty: str
    count: int | None
    error: str = ""


def tick(*, now: datetime) -> Iterator[Done]:
    """Do the day's duties in their order."""
    for duty, act in DUTIES:
        try:
            yield Done(duty, act(now))
        except Exception as error:  # noqa: BLE001 - the other duties must be done
            yield Done(duty, None, type(error).__name__)


def _escalate(now: datetime) -> int | None:
    with vault_session(KEEP_HOUSE):
        return escalate(now=now)


def _journal(now: datetime) -> int | None:
    return close_day(now.date()).size


def _deletions(now: datetime) -> int | None:
    return shorten_list(now.date())


def _scrub(now: datetime) -> int | None:
    scrub()
    return None


def _notice(now: datetime) -> int | None:
    """Hand the day's words to the operator's own command, if one is named; they never depend on what came."""
    if settings.NOTICE_COMMAND:
        subprocess.run(settings.NOTICE_COMMAND, input=NOTICE, text=True, check=True, timeout=60, capture_output=True)  # noqa: S603
    return None


DUTIES: tuple[tuple[str, Callable[[datetime], int | None]], ...] = (
    ("bodies brought in", lambda now: take_effect(now.date())),
    ("steps escalated", _escalate),
    ("folders deleted", lambda now: delete_due(now=now)),
    ("months of requests published", lambda now: publish_requests(now=now)),
    ("months of outcomes published", lambda now: publish_outcomes(now=now)),
    ("quarters of bodies published", lambda now: publish_effectiveness(now=now)),
    *OF_REPORTS,
    ("rules put into the journal", lambda now: state_rules(now=now)),
    ("leaves in the journal", _journal),
    ("deletions still listed", _deletions),
    ("files rewritten", _scrub),
    ("notice", _notice),
)
