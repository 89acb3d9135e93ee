"""The moderators' queue: bursts of harm of the same day, texts, replies, notices; and which parties are to be told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.counted import by_party, counted, of_party
from safar.rooms.reports.drawing import draw
from safar.rooms.reports.models import BurstSeen, Dispute, PartyNotice, ProposedParty, Remark, Reply, Report
from safar.rules.firewall import Purpose
from safar.rules.names import match_key
from safar.rules.report_cards import Publication, bursts_of_harm, notice_is_over

WATCHED = timedelta(weeks=26)
LEAST = 5


@dataclass(frozen=True, slots=True)
class Burst:
    """Many unchecked reports of harm about a party at once: not silenced, looked at today."""

    party: str
    reports: int
    newest: date


@dataclass(frozen=True, slots=True)
class Text:
    """A text that waits, or was set aside as a copy of another."""

    number: int
    party: str
    text: str
    language: str
    is_copy: bool


@dataclass(frozen=True, slots=True)
class WaitingReply:
    """A party's reply that waits."""

    number: int
    party: str
    text: str
    written_on: date


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice or counter-notice to decide."""

    number: int
    party: str
    ground: str
    text: str
    on: date
    answers_to: int | None


@dataclass(frozen=True, slots=True)
class Queue:
    """All that waits for a moderator."""

    bursts: tuple[Burst, ...]
    texts: tuple[Text, ...]
    replies: tuple[WaitingReply, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class ToNotify:
    """A party whose card waits for its notice; `undeliverable_on` where one came back. Nothing of the reports."""

    party: str
    notified_on: date | None
    undeliverable_on: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """A party that is in no register, for staff."""

    party: str
    name: str
    place: str
    telephone: str
    country: str
    is_checked: bool


def queue(today: date) -> Queue:
    """Gather what waits for a moderator."""
    with vault_reading(Purpose.STATISTICS):
        texts = Remark.objects.filter(state__in=(Remark.State.WAITING, Remark.State.COPY)).order_by("on", "report_id")
        replies = Reply.objects.filter(state=Reply.State.WAITING).order_by("written_on", "pk")
        notices = Dispute.objects.filter(decided_on=None).order_by("on", "pk")
        return Queue(
            bursts=_bursts(today),
            texts=tuple(Text(row.pk, row.party, row.text, row.language, row.state == "copy") for row in texts),
            replies=tuple(WaitingReply(row.pk, row.party, row.text, row.written_on) for row in replies),
            notices=tuple(
                Notice(row.pk, row.party, row.ground, row.text, row.on, row.answers_to_id) for row in notices
            ),
        )


def to_notify(today: date) -> tuple[ToNotify, ...]:
    """List the parties whose card would be scored if they had been told."""
    with vault_reading(Purpose.STATISTICS):
        told = {row.party: row for row in PartyNotice.objects.all()}
        over = [party for party, row in told.items() if notice_is_over(row.notified_on, row.answered_on, today)]
        due = [
            party
            for party, rows in by_party(over)
            if draw(party, rows, today, as_if_notified=True).state is Publication.SCORED
        ]
    return tuple(_to_notify(party, told.get(party)) for party in due)


def find_proposed(text: str) -> tuple[Found, ...]:
    """Search the parties that are in no register, for staff alone."""
    key, digits = match_key(text), "".join(sign for sign in text if sign.isdecimal())
    with vault_reading(Purpose.STATISTICS):
        rows = [row for row in ProposedParty.objects.all() if _is_meant(row, key, digits)]
    return tuple(
        Found(row.pk, row.name, row.place, row.telephone, row.country, row.checked_on is not None) for row in rows
    )


def _bursts(today: date) -> tuple[Burst, ...]:
    lately = Report.objects.filter(made_on__gte=today - WATCHED, checked_on=None, withdrawn_on=None)
    counts: dict[str, int] = defaultdict(int)
    for party in lately.values_list("party", flat=True):
        counts[party] += 1
    seen = {row.party: row for row in BurstSeen.objects.all()}
    found = (_burst(party, today) for party, count in sorted(counts.items()) if count >= LEAST)
    return tuple(one for one in found if one is not None and _is_new(one, seen.get(one.party)))


def _burst(party: str, today: date) -> Burst | None:
    rows = [counted(row) for row in of_party(party)]
    keys = bursts_of_harm(rows, today)
    days = [row.made_on for row in rows if row.key in keys]
    return Burst(party, len(keys), max(days)) if keys else None


def _is_new(burst: Burst, seen: BurstSeen | None) -> bool:
    """Say whether there is more of it than a moderator has looked at, be it of the very day on which that was."""
    return seen is None or burst.newest > seen.on or burst.reports > seen.reports


def _to_notify(party: str, row: PartyNotice | None) -> ToNotify:
    return ToNotify(party, row.notified_on if row else None, row.undeliverable_on if row else None)


def _is_meant(row: ProposedParty, key: str, digits: str) -> bool:
    named = bool(key) and key in match_key(row.name)
    return named or (len(digits) >= LEAST and digits in "".join(filter(str.isdecimal, row.telephone)))
