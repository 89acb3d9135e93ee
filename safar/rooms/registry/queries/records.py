"""What one register holds on a day, record by record and in batches: for the API's pages and the exports.

Natural persons named in filings never leave by this door, nor those whom a publisher has taken off its list; of the
others only the name, the town, the licence number and what the publisher says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from safar.readers.source import Source
from safar.rooms.registry.indexing import searchable
from safar.rooms.registry.models import Identifier, Record, Statement
from safar.rooms.registry.queries.editions import readings
from safar.rooms.registry.queries.standings import COLUMNS, said_of, statement_as_json
from safar.rules.standing import Judged, Said, standing

BATCH = 500
RECORD_COLUMNS = ("pk", "key", "party_id", "name", "legal_name", "other_names", "country", "place", "address")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record with what its register says of it on the day asked."""

    number: int
    key: str
    party: str
    name: str
    legal_name: str
    other_names: tuple[str, ...]
    country: str
    place: str
    address: str
    is_person: bool
    identifiers: tuple[tuple[str, str], ...]
    judged: tuple[Judged, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the form of the API and of the JSON Lines export."""
        return {
            "party": self.party,
            "name": self.name,
            "legal_name": self.legal_name,
            "other_names": list(self.other_names),
            "country": self.country,
            "place": self.place,
            "address": self.address,
            "is_person": self.is_person,
            "identifiers": [{"scheme": scheme, "value": value} for scheme, value in self.identifiers],
            "statements": [statement_as_json(judged) for judged in self.judged],
        }


def records_on(source: Source, day: date, *, after: str = "", limit: int = BATCH) -> list[RecordLine]:
    """Give the records that the register held on the day, by their keys, from the one after a key on."""
    rows = list(_live(source, day).filter(key__gt=after).values_list(*RECORD_COLUMNS, "is_person")[:limit])
    numbers = [row[0] for row in rows]
    judged, identifiers = _judged(source, numbers, day), _identifiers(numbers)
    return [_line(source, row, judged.get(row[0], ()), identifiers.get(row[0], [])) for row in rows]


def walk_records(source: Source, day: date) -> Iterator[RecordLine]:
    """Walk all of them. Every batch is a short query of its own, so that a slow reader holds nothing up."""
    after = ""
    while batch := records_on(source, day, after=after):
        yield from batch
        after = batch[-1].key


def key_of(source: Source, number: int) -> str | None:
    """Give the key of a record of the register, from which a reader goes on."""
    return Record.objects.filter(source=source.id, pk=number).values_list("key", flat=True).first()


def _live(source: Source, day: date) -> QuerySet[Record]:
    said = _on(Statement.objects.filter(record=OuterRef("pk")), day)
    return searchable(Record.objects.filter(Exists(said), source=source.id)).order_by("key")


def _on(statements: QuerySet[Statement], day: date) -> QuerySet[Statement]:
    return statements.filter(Q(gone_on=None) | Q(gone_on__gt=day), first_on__lte=day)


def _judged(source: Source, records: list[int], day: date) -> dict[int, tuple[Judged, ...]]:
    sources, dates = {source.id: source}, readings()
    said: dict[int, list[Said]] = defaultdict(list)
    live = _on(Statement.objects.filter(record_id__in=records), day).order_by("record_id", "line", "pk")
    for row in live.values_list(*COLUMNS[1:]):
        statement = said_of(sources, dates, row, day)
        if statement is not None:
            said[statement.record].append(statement)
    return {record: standing(statements, day).judged for record, statements in said.items()}


def _identifiers(records: list[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Identifier.objects.filter(record_id__in=records).order_by("pk")
    for record, scheme, value in rows.values_list("record_id", "scheme", "value"):
        found[record].append((scheme, value))
    return found


def _line(
    source: Source, row: tuple[Any, ...], judged: tuple[Judged, ...], identifiers: list[tuple[str, str]]
) -> RecordLine:
    number, key, party, name, legal_name, other_names, country, place, address, is_person = row
    if is_person:  # a tax number or a street is nobody's business; the licence number is what a worker checks
        address = ""
        identifiers = [(scheme, value) for scheme, value in identifiers if scheme == source.number_scheme]
    names, numbers = tuple(other_names), tuple(identifiers)
    return RecordLine(number, key, party, name, legal_name, names, country, place, address, is_person, numbers, judged)
