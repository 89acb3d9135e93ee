"""What happened to a party, as its feed tells it: each register's statements as they came, changed and went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from safar.rooms.registry.models import Record, Statement
from safar.rooms.registry.queries.editions import readings
from safar.rooms.registry.queries.standings import COLUMNS, said_of
from safar.rooms.registry.sources import all_sources
from safar.rules.standing import Judged, standing
from safar.rules.status import Status

MOST_EVENTS = 100
A_DAY = timedelta(days=1)
RECORD, UNTIL, PAUSE_SINCE, PAUSE_UNTIL, FIRST_ON, GONE_ON = (
    COLUMNS.index(name) - 1 for name in ("record_id", "until", "pause_since", "pause_until", "first_on", "gone_on")
)


@dataclass(frozen=True, slots=True)
class Happened:
    """A day on which what a register says of a party became different: what it says since, `kind` says how."""

    on: date
    kind: str  # appeared, changed, gone
    source: str
    record: int
    now: tuple[Judged, ...]


def party_events(party: str, today: date) -> list[Happened] | None:
    """Give what happened to a party until today, the newest first; nothing at all for a natural person."""
    if Record.objects.filter(party_id=party, is_person=True).exists():
        return None
    rows: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in Statement.objects.filter(record__party_id=party).order_by("pk").values_list(*COLUMNS[1:]):
        rows[row[RECORD]].append(row)
    happened = [event for record in rows.values() for event in _events(record, today)]
    return sorted(happened, key=lambda event: (event.on, event.record), reverse=True)[:MOST_EVENTS]


def _events(rows: list[Sequence[Any]], today: date) -> list[Happened]:
    """Judge a record's statements on each day on which they may have changed, and the day before."""
    found = []
    for day in sorted(day for day in _days(rows) if day <= today)[-MOST_EVENTS:]:
        before, after = _judged(rows, day - A_DAY), _judged(rows, day)
        if after and _told(before) != _told(after):
            found.append(Happened(day, _kind(before, after), after[0].said.source, after[0].said.record, after))
    return found


def _days(rows: list[Sequence[Any]]) -> set[date]:
    """A licence runs out, a ban or a pause ends on the day after its last."""
    on = {row[place] for row in rows for place in (FIRST_ON, GONE_ON, PAUSE_SINCE)}
    after = {
        row[place] + A_DAY for row in rows for place in (UNTIL, PAUSE_UNTIL) if row[place] and row[place] < date.max
    }
    return {day for day in on | after if day is not None}


def _judged(rows: list[Sequence[Any]], day: date) -> tuple[Judged, ...]:
    sources, dates = all_sources(), readings()
    said = (said_of(sources, dates, row, day) for row in rows)
    return standing([one for one in said if one is not None], day).judged


def _told(judged: tuple[Judged, ...]) -> set[tuple[str, str, str]]:
    return {(one.said.scope, str(one.code), one.said.words) for one in judged}


def _kind(before: tuple[Judged, ...], after: tuple[Judged, ...]) -> str:
    if not before:
        return "appeared"
    return "gone" if all(one.code == Status.NO_LONGER_LISTED for one in after) else "changed"
