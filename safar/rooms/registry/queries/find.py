"""Find parties by a name as somebody heard it, a licence number, a country, a town."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from safar.foundation.reads import as_json, rows
from safar.foundation.search import Hit
from safar.readers.numbers import load_shapes
from safar.rooms.registry.indexing import catch_up
from safar.rooms.registry.models import Identifier, Record
from safar.rooms.registry.queries.standings import standings
from safar.rules.licence_numbers import Recognised, fold_number, recognise
from safar.rules.names import split_names
from safar.rules.standing import Standing

MOST = 50
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """One party that may be the one asked for."""

    id: str
    name: str
    names: tuple[str, ...]
    country: str
    place: str
    standing: Standing
    score: float

    def as_json(self) -> dict[str, Any]:
        """Give the form that `script/safar find` prints and the API serves."""
        return {
            "id": self.id,
            "name": self.name,
            "names": self.names,
            "country": self.country,
            "place": self.place,
            "standing": {"code": str(self.standing.code), "words": self.standing.words},
            "score": self.score,
        }


@dataclass(frozen=True, slots=True)
class Card:
    """A party's names and place, the newest record first, and whether any record names a natural person."""

    name: str
    names: tuple[str, ...]
    country: str
    place: str
    is_person: bool


def find(text: str, *, today: date, country: str = "", place: str = "", limit: int = 10) -> list[Candidate]:
    """Give at most `limit` candidates, the likeliest first. Nothing found gives an empty list."""
    found = hits(text, country=country, place=place, limit=limit)
    return candidates(found, cards([hit.party for hit in found]), today)


def hits(text: str, *, country: str = "", place: str = "", limit: int = 10) -> list[Hit]:
    """Give the parties that a name or a number may mean, before anything of them is read."""
    text = " ".join(text[:LONGEST_QUERY].split())
    if not text or limit < 1:
        return []
    limit = min(limit, MOST)
    numbers = licence_numbers(text)
    found = [Hit(party, "", 1.0) for party in _with_number(text, numbers)[:limit]]
    if any(number.is_unmistakable for number in numbers):
        return found
    taken = {hit.party for hit in found}
    named = catch_up().find(text, country=country.upper(), place=place, limit=limit)
    return [*found, *(hit for hit in named if hit.party not in taken)][:limit]


def candidates(found: list[Hit], known: dict[str, Card], today: date) -> list[Candidate]:
    """Give what is shown of parties found: their cards and what the record says of them."""
    answers = standings((hit.party for hit in found), today)
    return [
        Candidate(hit.party, card.name, card.names, card.country, card.place, answers[hit.party], round(hit.score, 4))
        for hit in found
        if (card := known.get(hit.party)) is not None
    ]


@dataclass(frozen=True, slots=True)
class Number:
    """What was typed, read as a licence number of one shape."""

    recognised: Recognised

    @property
    def is_unmistakable(self) -> bool:
        """Say whether nothing but a licence number is written so: names hold no strokes between figures."""
        return "/" in self.recognised.normal


def licence_numbers(text: str) -> list[Number]:
    """Give the licence numbers that a text may be, by their shapes."""
    return [Number(found) for found in recognise(text, load_shapes(settings.LICENCE_SHAPES))]


def _with_number(text: str, numbers: list[Number]) -> list[str]:
    """Give the parties that hold a number as typed or in its normal form, the older first."""
    folded = {fold_number(form) for form in (text, *(number.recognised.normal for number in numbers))} - {""}
    if not any(letter.isdigit() for letter in text):
        return []
    found = rows(
        Identifier,
        "SELECT DISTINCT r.party_id, p.number FROM registry_identifier i JOIN registry_record r ON r.id = i.record_id"
        " JOIN registry_party p ON p.id = r.party_id WHERE i.folded IN (?)"
        " AND (r.is_person = FALSE OR r.gone_on IS NULL) ORDER BY p.number LIMIT 50",
        sorted(folded),
    )
    return [party for party, _ in found]


def cards(parties: list[str]) -> dict[str, Card]:
    """Give the names and places of parties: every publisher's full words, then split parts and aliases."""
    held: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for party, *row in _records_of(parties):
        held[party].append(tuple(row))
    return {party: _card(records) for party, records in held.items()}


def _records_of(parties: list[str]) -> list[tuple[Any, ...]]:
    """Read the names and places of some parties' records, those still listed and the newest first."""
    if not parties:
        return []
    return rows(
        Record,
        "SELECT party_id, name, legal_name, other_names, country, place, is_person FROM registry_record"
        " WHERE party_id IN (?)"
        " ORDER BY (CASE WHEN gone_on IS NULL THEN 0 ELSE 1 END), gone_on DESC, first_on DESC, id DESC",
        parties,
    )


def _card(records: list[tuple[Any, ...]]) -> Card:
    full: dict[str, None] = {}
    more: dict[str, None] = {}
    for name, legal_name, other_names, *_ in records:
        full.setdefault(name)
        for alias in (legal_name, *split_names(name)[1:], *as_json(other_names)):
            if alias:
                more.setdefault(alias)
    name, _, _, country, place, _ = records[0]
    names = (*full, *(alias for alias in more if alias not in full))
    return Card(name, names, country, place, any(record[-1] for record in records))
