"""Workers who report, for tests: made by the dozen, each with a receipt of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import new_key
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.actions.submit import submit
from safar.rooms.reports.models import PartyNotice, Report
from safar.rooms.reports.telling import Told
from safar.rules.firewall import Purpose
from safar.rules.questionnaire import SATISFIED, TELLS_HARM, Answer

PARTY = "abcdefghij"
GOOD = {question: "no" if harm is Answer.YES else "yes" for question, harm in TELLS_HARM.items()} | {SATISFIED: "yes"}
BAD = GOOD | {"paid-fee": "yes", "documents-kept": "yes", SATISFIED: "no"}
assert len(instance_id()) == 16


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def told(answers: dict[str, str] | None = None, **more: Any) -> Told:
    return replace(Told(party=PARTY, answers=answers or GOOD, origin="NP", destination="QA"), **more)


def report(now: datetime, answers: dict[str, str] | None = None, **more: Any) -> bytes:
    """Somebody reports; gives the tag."""
    tag = new_key()
    submit(told(answers, **more), tag=tag, now=now, work_shown=True)
    return tag


def rows(**asked: Any) -> list[Report]:
    with vault_session(Purpose.STATISTICS):
        return list(Report.objects.filter(**asked))


def checked(tag_or_all: list[Report], on: date) -> None:
    """A centre has checked these."""
    with vault_session(Purpose.STATISTICS):
        for row in tag_or_all:
            Report.objects.filter(pk=row.pk).update(checked_on=on)


def notified(on: date, party: str = PARTY) -> None:
    with vault_session(Purpose.STATISTICS):
        PartyNotice.objects.create(party=party, notified_on=on)
