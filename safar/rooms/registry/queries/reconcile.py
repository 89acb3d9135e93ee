"""Match rows of somebody's own list with parties of the record: candidates, and the few that are surely the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404

from safar.rooms.registry.access import party_for
from safar.rooms.registry.indexing import searchable
from safar.rooms.registry.models import ID_LENGTH, ID_LETTERS, Identifier, Record
from safar.rooms.registry.queries.find import Candidate, cards, find
from safar.rooms.registry.queries.standings import followed, standings
from safar.rooms.registry.sources import all_sources
from safar.rules.licence_numbers import fold_number
from safar.rules.names import closeness
from safar.rules.standing import Standing

LOOKS_LIKE_AN_ID = re.compile(f"[{ID_LETTERS}]{{{ID_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of somebody's list: a name, and what else stands beside it."""

    text: str = ""
    limit: int = 10
    kinds: frozenset[str] = frozenset()  # evidence kinds; none: any
    needs_all_kinds: bool = False
    country: str = ""
    places: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A party that a row may speak of, and what agrees."""

    candidate: Candidate
    kinds: tuple[str, ...]
    same_name: bool
    same_place: bool
    same_number: bool
    same_country: bool
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the data extension may ask about a party."""

    standing: Standing
    country: str
    place: str
    names: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def read_on(self) -> date | None:
        return max((judged.said.seen_on for judged in self.standing.judged), default=None)

    @property
    def publishers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(judged.said.publisher for judged in self.standing.judged))


@dataclass(frozen=True, slots=True)
class _Facts:
    kinds: set[str]
    places: set[str]
    numbers: set[str]


def offers(row: Row, today: date) -> list[Offer]:
    """Give the parties that a row may speak of, the likeliest first.

    One is a match only where its name is the same, its place or a number agrees, and no second one is like that.
    """
    candidates = _candidates(row, today)
    facts = _facts([candidate.id for candidate in candidates])
    found = [_offer(row, candidate, facts[candidate.id]) for candidate in candidates]
    wanted = [offer for offer in found if _is_wanted(row, offer)]
    sure = [offer for offer in wanted if _is_sure(offer)]
    return [
        Offer(
            offer.candidate,
            offer.kinds,
            offer.same_name,
            offer.same_place,
            offer.same_number,
            offer.same_country,
            is_match=sure == [offer],
        )
        for offer in wanted
    ][: row.limit]


def known(parties: list[str], today: date) -> dict[str, Known]:
    """Give what is known of parties, by the ids asked for; unknown and withheld ones are left out."""
    living = {asked: party for asked in parties if (party := _shown(asked, today))}
    found, answers = cards(list(living.values())), standings(living.values(), today)
    numbers = _numbers(living.values())
    return {
        asked: Known(answers[party], card.country, card.place, card.names, tuple(numbers[party]))
        for asked, party in living.items()
        if (card := found.get(party)) is not None
    }


def _candidates(row: Row, today: date) -> list[Candidate]:
    """Ask for more than the limit, so that a second party of the same name and place is seen."""
    place = row.places[0] if row.places else ""
    found = find(row.text, today=today, country=row.country, place=place, limit=row.limit + 10) if row.text else []
    certain = _by_number(row.numbers)
    if LOOKS_LIKE_AN_ID.fullmatch(row.text) and (party := _shown(row.text, today)):
        certain.insert(0, party)
    certain = [party for party in dict.fromkeys(certain) if party not in {one.id for one in found}]
    top = found[0].score if found else 0.0
    names, answers = cards(certain), standings(certain, today)
    first = [
        Candidate(party, card.name, card.names, card.country, card.place, answers[party], top + 1)
        for party in certain
        if (card := names.get(party)) is not None
    ]
    return first + found


def _by_number(numbers: tuple[str, ...]) -> list[str]:
    folded = [folded for number in numbers if (folded := fold_number(number))]
    named = searchable(Record.objects.filter(identifiers__folded__in=folded))
    return list(named.order_by("party__number").values_list("party_id", flat=True)[:50]) if folded else []


def _facts(parties: list[str]) -> dict[str, _Facts]:
    facts = {party: _Facts(set(), set(), set()) for party in parties}
    sources = all_sources()
    for party, source, place in Record.objects.filter(party_id__in=parties).values_list("party_id", "source", "place"):
        facts[party].places.update(_places(place))
        if source in sources:
            facts[party].kinds.add(sources[source].evidence_kind)
    held = Identifier.objects.filter(record__party_id__in=parties)
    for party, folded in held.values_list("record__party_id", "folded"):
        facts[party].numbers.add(folded)
    return facts


def _offer(row: Row, candidate: Candidate, facts: _Facts) -> Offer:
    return Offer(
        candidate=candidate,
        kinds=tuple(sorted(facts.kinds)),
        same_name=any(closeness(row.text, name) == "same" for name in candidate.names) if row.text else False,
        same_place=any(_places(place) & facts.places for place in row.places),
        same_number=any(fold_number(number) in facts.numbers for number in row.numbers),
        same_country=not row.country or candidate.country == row.country,
    )


def _is_wanted(row: Row, offer: Offer) -> bool:
    if not row.kinds:
        return True
    held = row.kinds & set(offer.kinds)
    return held == row.kinds if row.needs_all_kinds else bool(held)


def _is_sure(offer: Offer) -> bool:
    return offer.same_name and offer.same_country and (offer.same_place or offer.same_number)


def _places(text: str) -> set[str]:
    """Give a town's forms to compare: as written, and without what follows a comma.

    >>> sorted(_places("Leeds, West  Yorkshire"))
    ['leeds', 'leeds west yorkshire']
    """
    forms = (" ".join(re.findall(r"\w+", part.casefold())) for part in (text, text.partition(",")[0]))
    return {form for form in forms if form}


def _shown(party: str, today: date) -> str | None:
    """Give the living id of a party that has a page."""
    living = followed(party) if LOOKS_LIKE_AN_ID.fullmatch(party) else None
    try:
        return party_for(living, today).pk if living else None
    except Http404:
        return None


def _numbers(parties: Iterable[str]) -> dict[str, list[str]]:
    """Of natural persons only the licence number of the register itself."""
    own = {source.number_scheme for source in all_sources().values() if source.number_scheme}
    rows = Identifier.objects.filter(Q(record__is_person=False) | Q(scheme__in=own), record__party_id__in=parties)
    numbers: dict[str, list[str]] = defaultdict(list)
    for party, value in rows.order_by("pk").values_list("record__party_id", "value"):
        if value not in numbers[party]:
            numbers[party].append(value)
    return numbers
