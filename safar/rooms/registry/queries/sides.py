"""One record in full, as a judge or whoever answers an objection needs to see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safar.rooms.registry.models import Identifier, Record, Statement
from safar.rooms.registry.sources import all_sources
from safar.rules.status import Status, Term, status_on

MOST_STATEMENTS = 20


@dataclass(frozen=True, slots=True)
class Named:
    """A record in a line: enough to know which one is meant."""

    id: int
    party: str
    name: str
    place: str
    country: str
    source: str
    register: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What the publisher says of the record, in its own words, with the state that they mean on the day asked."""

    words: str
    code: str
    scope: str
    since: date | None
    until: date | None
    first_on: date
    gone_on: date | None
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A record with its names, places, numbers and statements; `more` statements are not shown."""

    named: Named
    publisher: str
    legal_name: str
    other_names: tuple[str, ...]
    address: str
    numbers: tuple[tuple[str, str], ...]
    words: tuple[Words, ...]
    more: int
    first_on: date
    gone_on: date | None
    disputed_on: date | None
    beside: tuple[Named, ...]


def named(record: Record) -> Named:
    """Give a record's line."""
    source = all_sources().get(record.source)
    return Named(
        id=record.pk,
        party=record.party_id,
        name=record.name,
        place=record.place,
        country=record.country,
        source=record.source,
        register=source.title if source else record.source,
        is_person=record.is_person,
    )


def side_of(record: Record, today: date) -> Side:
    """Gather all that one record holds."""
    source = all_sources().get(record.source)
    statements = Statement.objects.filter(record=record).order_by("-first_on", "-pk")
    beside = Record.objects.filter(party=record.party_id).exclude(pk=record.pk).order_by("pk")[:MOST_STATEMENTS]
    return Side(
        named=named(record),
        publisher=source.publisher if source else record.source,
        legal_name=record.legal_name,
        other_names=tuple(record.other_names),
        address=record.address,
        numbers=tuple(Identifier.objects.filter(record=record).values_list("scheme", "value").distinct()),
        words=tuple(_words(statement, today) for statement in statements[:MOST_STATEMENTS]),
        more=max(0, statements.count() - MOST_STATEMENTS),
        first_on=record.first_on,
        gone_on=record.gone_on,
        disputed_on=record.disputed_on,
        beside=tuple(map(named, beside)),
    )


def _words(statement: Statement, today: date) -> Words:
    dates = (statement.since, statement.until, statement.pause_since, statement.pause_until)
    return Words(
        words=statement.words,
        code=status_on(Term(Status(statement.status), *dates), today),
        scope=statement.scope,
        since=statement.since,
        until=statement.until,
        first_on=statement.first_on,
        gone_on=statement.gone_on,
        details=tuple((label, text) for label, text in statement.details),
    )
