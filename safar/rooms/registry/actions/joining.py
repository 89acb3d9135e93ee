"""Decide, while records are added, which party each belongs to: one that is surely the same, or one of its own.

Only records of one country whose legal names come to the same key are compared at all; the rule decides, and every
join and every "maybe" is written down as a judgement that a person can turn round.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Max

from safar.readers.reading import Row
from safar.readers.source import Source
from safar.rooms.registry.models import Judgement, Party, Record, new_party_id
from safar.rules.matching import Decision, candidate_from, decide
from safar.rules.names import match_key

MOST_COMPARED = 40  # records under one key: a name that common decides nothing without an official number
MOST_MAYBE = 3  # questions to a person about one new record
SHORTEST_KEY = 4
LONGEST_KEY = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A record that a new one may be the same as."""

    pk: int
    party: str
    number: int
    source: str
    name: str
    legal_name: str
    address: str
    disputed: bool = False


def record_key(row: Row) -> str:
    """Give the key under which a row's party is compared with others."""
    return match_key(row.legal_name or row.name)[:LONGEST_KEY]


@dataclass(slots=True)
class Joiner:
    """Walks the new records of one load and gives each its party."""

    source: Source
    rows: dict[str, Row]
    first: int
    day: date
    version: int
    parties: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    made: list[tuple[Any, ...]] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    joined: set[str] = field(default_factory=set)  # parties made before that a new record belongs to

    def __post_init__(self) -> None:
        number = (Party.objects.aggregate(top=Max("number"))["top"] or 0) + 1
        self.keys = [record_key(row) for row in self.rows.values()]
        known = self._known()
        for place, (row, key) in enumerate(zip(self.rows.values(), self.keys, strict=True)):
            same = self._same_as(self.first + place, row, known.get((row.country, key), []))
            party, age = (same.party, same.number) if same else (new_party_id(), number)
            if same:
                self.joined.add(party)
            else:
                self.made.append((party, age, row.country, self.first + place, self.day.isoformat(), self.version))
                number += 1
            self.parties.append(party)
            if self.source.kind == "series" and not row.is_person and len(key) >= SHORTEST_KEY:
                known[(row.country, key)].append(Known(self.first + place, party, age, self.source.id, *_names(row)))

    def new_parties(self) -> list[tuple[Any, ...]]:
        """Give the parties that had to be made, as tuples for the table."""
        return self.made

    def note_judgements(self) -> None:
        """Write down what the machine decided, after the records are there."""
        Judgement.objects.bulk_create(self.judgements, batch_size=500)

    def _known(self) -> defaultdict[tuple[str, str], list[Known]]:
        """Give the records already held in the countries of this file, by country and name key.

        A register's own records are different licences and never joined to each other; a series names the same
        employer again and again.
        """
        countries = {row.country for row in self.rows.values()}
        records = Record.objects.filter(country__in=countries, is_person=False).exclude(match_key="")
        if self.source.kind == "snapshot":
            records = records.exclude(source=self.source.id)
        keys = set(self.keys)
        known: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
        columns = ("country", "match_key", "pk", "party_id", "party__number", "source", "name", "legal_name")
        where = ("address", "place", "disputed_on")
        for country, key, pk, *facts, address, town, disputed in records.values_list(*columns, *where).iterator():
            if key in keys and len(key) >= SHORTEST_KEY:
                party, number, source, name, legal = facts
                place = _address(address, town)
                known[(country, key)].append(Known(pk, party, number, source, name, legal, place, disputed is not None))
        return known

    def _same_as(self, pk: int, row: Row, known: list[Known]) -> Known | None:
        """Find what a new record is the same as. A disputed one stands alone: the link is noted, and waits."""
        if not known or row.is_person or len(known) > MOST_COMPARED:
            return None
        mine = candidate_from(*_names(row))
        decided = [
            (other, decide(mine, candidate_from(other.name, other.legal_name, other.address))) for other in known
        ]
        same = [other for other, found in decided if found.decision == "same"]
        same.sort(key=lambda other: (other.disputed, other.number))
        for other, found in decided:
            if other in same[:1]:
                self._note(pk, other.pk, Judgement.Verdict.SAME, found)
        if not same:
            maybe = [(other, found) for other, found in decided if found.decision == "maybe"]
            for other, found in maybe[:MOST_MAYBE]:
                self._note(pk, other.pk, Judgement.Verdict.MAYBE, found)
        return same[0] if same and not same[0].disputed else None

    def _note(self, one: int, other: int, verdict: Judgement.Verdict, found: Decision) -> None:
        low, high = sorted((one, other))
        self.judgements.append(
            Judgement(
                one_id=low,
                other_id=high,
                verdict=verdict,
                at=datetime.combine(self.day, time(), UTC),
                reasons=list(found.reasons),
            )
        )


def _names(row: Row) -> tuple[str, str, str]:
    return row.name.strip(), row.legal_name.strip(), _address(row.address, row.place)


def _address(address: str, town: str) -> str:
    return address if town.casefold() in address.casefold() else f"{address}, {town}".strip(", ")
