"""The standing of parties on a day, from the statements the record holds about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from safar.foundation.reads import as_day, rows
from safar.readers.source import Source
from safar.rooms.registry.models import Party, Statement
from safar.rooms.registry.queries.editions import NONE, Readings, readings
from safar.rooms.registry.sources import all_sources
from safar.rules.standing import Judged, Said, Standing, standing
from safar.rules.status import Status, Term

COLUMNS = [
    "record__party_id",
    "source",
    "words",
    "status",
    "since",
    "until",
    "pause_since",
    "pause_until",
    "first_on",
    "gone_on",
    "scope",
    "record_id",
    "record__disputed_on",
    "record__country",
]


def followed(party: str) -> str | None:
    """Give the id under which a party is known today, or nothing if the id never existed."""
    seen: set[str] = set()
    current: str | None = party
    while current is not None and current not in seen:
        seen.add(current)
        row = Party.objects.filter(pk=current).values_list("joined_into_id", flat=True)
        if not row:
            return None
        current, found = row[0], current
    return found


def standings(parties: Iterable[str], day: date) -> dict[str, Standing]:
    """Give the standing of several parties at once."""
    parties = list(parties)
    said: dict[str, list[Said]] = defaultdict(list)
    sources, dates = all_sources(), readings()
    for party, *row in rows_of(parties):
        statement = said_of(sources, dates, row, day)
        if statement is not None:
            said[party].append(statement)
    return {party: standing(said[party], day) for party in parties}


def rows_of(parties: Sequence[str], *more: str) -> Iterator[tuple[Any, ...]]:
    """Read the COLUMNS of all statements of some parties, and more columns of the statements behind them."""
    if not parties:
        return
    columns = "".join(f", s.{column}" for column in more)
    found = rows(
        Statement,
        "SELECT r.party_id, s.source, s.words, s.status, s.since, s.until, s.pause_since, s.pause_until, s.first_on,"  # noqa: S608 (ours)
        f" s.gone_on, s.scope, s.record_id, r.disputed_on, r.country{columns} FROM registry_statement s"
        " JOIN registry_record r ON r.id = s.record_id WHERE r.party_id IN (?)",
        parties,
    )
    for row in found:
        yield (*row[:4], *map(as_day, row[4:10]), *row[10:])


def standing_as_json(party: str, name: str, answer: Standing) -> dict[str, Any]:
    """Give a standing in the form that `script/safar standing` prints and the API serves."""
    return {
        "id": party,
        "name": name,
        "standing": {"code": str(answer.code), "words": answer.words},
        "statements": [statement_as_json(judged) for judged in answer.judged],
        "reasons": list(answer.reasons),
    }


def statement_as_json(judged: Judged) -> dict[str, Any]:
    """Give one statement in that form."""
    said = judged.said
    return {
        "source": said.source,
        "publisher": said.publisher,
        "words": said.words,
        "status": str(judged.code),
        "evidence_kind": said.evidence_kind,
        "scope": said.scope,
        "since": judged.since.isoformat() if judged.since else None,
        "until": judged.until.isoformat() if judged.until else None,
        "seen_on": said.seen_on.isoformat(),
    }


def said_of(sources: dict[str, Source], dates: dict[str, Readings], row: Sequence[Any], day: date) -> Said | None:
    """Turn a row of COLUMNS (without the party) into what the rules judge; nothing where its source has left us."""
    source_id, words, status, since, until, pause_since, pause_until, first_on, gone_on, scope, record, *more = row
    source = sources.get(source_id)
    if source is None:
        return None
    disputed_on, country = more
    return Said(
        source=source_id,
        publisher=source.publisher,
        country=source.country or country,
        evidence_kind=source.evidence_kind,
        licence_for=source.licence_for,
        words=words,
        term=Term(Status(status), since, until, pause_since, pause_until),
        first_on=first_on,
        gone_on=gone_on,
        seen_on=_seen_on(source, dates.get(source_id, NONE), first_on, gone_on, day),
        stale_after_days=source.stale_after_days,
        scope=scope,
        record=record,
        disputed=disputed_on is not None,
    )


def _seen_on(source: Source, dates: Readings, first_on: date, gone_on: date | None, day: date) -> date:
    """A series speaks once, on its own day; a snapshot is confirmed by every edition until it drops the row."""
    if source.kind == "series":
        return first_on
    if gone_on is not None and gone_on <= day:
        return dates.before(gone_on) or first_on
    return dates.seen_on(day) or first_on
