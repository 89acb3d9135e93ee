"""Notices as each side sees them: the moderator with all that stands, the giver by its number, the other side at all.

What stands of a party are coded answers and days, answers and texts; never who wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.access import notice_for_key
from safar.rooms.reports.dispute_words import OUTCOMES, SAID_WRONG
from safar.rooms.reports.models import Dispute, Remark, Reply, Report
from safar.rules.firewall import Purpose

REPORT, REPLY, TEXT = "report", "reply", "text"
DECIDED = (Reply.State.SHOWN, Reply.State.REFUSED)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of a party that a moderator can take off, or what was taken off and can stand again."""

    kind: str
    number: int
    party: str
    on: date
    words: str
    stands: bool

    @property
    def key(self) -> str:
        """Name it in a form."""
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """A notice that waits, as the side that it concerns may know it: not its words, which can name or threaten."""

    number: int
    ground: str | Promise
    on: date


@dataclass(frozen=True, slots=True)
class NoticeState:
    """What became of a notice or of an answer to one, for whoever holds its number."""

    ground: str | Promise
    on: date
    outcome: str | Promise
    decided_on: date | None
    reason: str


def things_of(party: str) -> tuple[Thing, ...]:
    """List what stands of a party, and the answers and texts that don't; the newest first."""
    with vault_reading(Purpose.STATISTICS):
        reports = [_report(row) for row in Report.objects.filter(party=party, withdrawn_on=None)]
        replies = [_reply(row) for row in Reply.objects.filter(party=party, state__in=DECIDED)]
        texts = [_text(row) for row in Remark.objects.filter(party=party, state__in=DECIDED)]
    return tuple(sorted([*replies, *texts, *reports], key=lambda one: (one.kind, -one.on.toordinal(), one.number)))


def shown_words() -> tuple[Thing, ...]:
    """List every answer and text that was let through and stands."""
    with vault_reading(Purpose.STATISTICS):
        replies = [_reply(row) for row in Reply.objects.filter(state=Reply.State.SHOWN)]
        texts = [_text(row) for row in Remark.objects.filter(state=Remark.State.SHOWN)]
    return tuple(sorted([*replies, *texts], key=lambda one: (one.party, one.on, one.number)))


def open_notices(party: str) -> tuple[OpenNotice, ...]:
    """List the notices about a party that nobody has decided."""
    with vault_reading(Purpose.STATISTICS):
        rows = Dispute.objects.filter(party=party, decided_on=None, answers_to=None).order_by("on", "pk")
        return tuple(OpenNotice(row.pk, SAID_WRONG[row.ground], row.on) for row in rows)


def open_notices_for(mac: bytes) -> tuple[OpenNotice, ...]:
    """List them for the verified party that a key belongs to. Raises Http404 for a key that is nobody's."""
    with vault_reading(Purpose.STATISTICS):
        party = notice_for_key(mac).party
    return open_notices(party)


def notice_state(number: int) -> NoticeState | None:
    """Say what became of a notice; nothing for a number that is none."""
    with vault_reading(Purpose.STATISTICS):
        row = Dispute.objects.filter(pk=number).first()
    if row is None:
        return None
    return NoticeState(SAID_WRONG[row.ground], row.on, OUTCOMES[row.decision], row.decided_on, row.reason)


def _report(row: Report) -> Thing:
    answers = [f"{question} {answer}" for question, answer in sorted(row.answers.items())]
    paid = [f"{row.fee.normalize():f} {row.currency}"] if row.fee is not None else []
    checked = ["checked by a centre"] if row.checked_on is not None else []
    return Thing(REPORT, row.pk, row.party, row.made_on, ", ".join([*answers, *paid, *checked]), stands=True)


def _reply(row: Reply) -> Thing:
    stands = row.state == Reply.State.SHOWN
    return Thing(REPLY, row.pk, row.party, row.decided_on or row.written_on, row.text, stands)


def _text(row: Remark) -> Thing:
    return Thing(TEXT, row.pk, row.party, row.on, row.text, row.state == Remark.State.SHOWN)
