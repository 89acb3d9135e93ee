"""One party as its page shows it: the answer, every register's statements on one line of time, look-alikes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from safar.foundation.reads import as_day, as_json, rows
from safar.readers.source import Source
from safar.rooms.registry.access import party_for
from safar.rooms.registry.models import Identifier
from safar.rooms.registry.queries.editions import readings
from safar.rooms.registry.queries.find import Candidate, Card, candidates, cards, hits
from safar.rooms.registry.queries.standings import rows_of, said_of
from safar.rooms.registry.sources import all_sources
from safar.rules.names import closeness
from safar.rules.standing import Judged, Said, Standing, standing

LOOKALIKES = 4
MOST_STATEMENTS = 200  # on one page; the API gives all


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement as the page shows it: judged, with its source and the publisher's further facts."""

    said: Said
    judged: Judged | None
    source: Source
    name: str
    details: tuple[tuple[str, str], ...]
    rows: int
    period: date | None


@dataclass(frozen=True, slots=True)
class Event:
    """One point on the line of time. `kind` is since, until, seen, gone or decided; the page finds the words."""

    on: date
    kind: str
    spoken: Spoken
    is_future: bool


@dataclass(frozen=True, slots=True)
class PartyPage:
    """All that the page of a party shows."""

    id: str
    card: Card
    standing: Standing
    spoken: tuple[Spoken, ...]
    more_statements: int
    events: tuple[Event, ...]
    lookalikes: tuple[Candidate, ...]
    numbers: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    is_person: bool
    is_made_up: bool
    is_disputed: bool


def party_page(party: str, today: date) -> PartyPage | None:
    """Gather the page of a party; nothing where no record speaks of it."""
    card = cards([party]).get(party)
    if card is None:
        return None
    spoken, said = _statements(party, today)
    answer = standing(said, today)
    spoken = _with_judgement(spoken, answer)
    sources = tuple({line.source.id: line.source for line in spoken}.values())
    return PartyPage(
        id=party,
        card=card,
        standing=answer,
        spoken=tuple(spoken[:MOST_STATEMENTS]),
        more_statements=max(0, len(spoken) - MOST_STATEMENTS),
        events=tuple(_events(spoken[:MOST_STATEMENTS], today)),
        lookalikes=_lookalikes(party, card, today),
        numbers=_numbers(party),
        sources=sources,
        is_person=card.is_person,
        is_made_up=any(source.made_up for source in sources),
        is_disputed=any(statement.disputed for statement in said),
    )


def party_called(reference: str, today: date) -> PartyPage:
    """Give the page of the party that an id stands for, that of the one it was joined into; unknown is a 404."""
    found = party_for(reference, today)
    while found.joined_into_id:
        found = party_for(found.joined_into_id, today)
    page = party_page(found.pk, today)
    if page is None:
        raise Http404
    return page


def _statements(party: str, today: date) -> tuple[list[Spoken], list[Said]]:
    sources, dates = all_sources(), readings()
    spoken: list[Spoken] = []
    said: list[Said] = []
    for _, *row, name, details, count, period in rows_of([party], "name", "details", "rows", "period"):
        statement = said_of(sources, dates, row, today)
        if statement is not None:
            said.append(statement)
            facts = tuple((label, text) for label, text in as_json(details))
            source = sources[statement.source]
            spoken.append(Spoken(statement, None, source, name, facts, count, as_day(period)))
    return spoken, said


def _numbers(party: str) -> tuple[tuple[str, str], ...]:
    found = rows(
        Identifier,
        "SELECT DISTINCT i.scheme, i.value FROM registry_identifier i"
        " JOIN registry_record r ON r.id = i.record_id WHERE r.party_id = %s",
        (party,),
    )
    return tuple((scheme, value) for scheme, value in found)


def _with_judgement(spoken: list[Spoken], answer: Standing) -> list[Spoken]:
    """Order the statements as they were judged, gravest first; those that no longer count come last."""
    judged = {id(one.said): (place, one) for place, one in enumerate(answer.judged)}
    last = (len(judged), None)
    ordered = sorted(spoken, key=lambda line: judged.get(id(line.said), last)[0])
    return [
        Spoken(
            line.said, judged.get(id(line.said), last)[1], line.source, line.name, line.details, line.rows, line.period
        )
        for line in ordered
    ]


def _events(spoken: list[Spoken], today: date) -> list[Event]:
    """Put what is dated on one line of time, newest first, each point once."""
    points: dict[tuple[date, str, str, str, str], Event] = {}
    for line in spoken:
        for kind, on in _dated(line):
            key = (on, kind, line.said.source, line.said.words, line.said.scope)
            points.setdefault(key, Event(on, kind, line, on > today))
    return sorted(points.values(), key=lambda event: event.on, reverse=True)


def _dated(line: Spoken) -> list[tuple[str, date]]:
    said = line.said
    decided = "decided" if said.evidence_kind == "finding" else "since"
    dated = [
        (decided, said.term.since),
        ("until", said.term.until),
        ("paused", said.term.pause_since),
        ("resumes", said.term.pause_until),
        ("read", said.first_on),
        ("gone", said.gone_on),
    ]
    ends = said.gone_on or date.max  # what a publisher no longer says tells nothing of the days after
    return [(kind, on) for kind, on in dated if on is not None and (on <= ends or kind == "gone")]


def _lookalikes(party: str, card: Card, today: date) -> tuple[Candidate, ...]:
    """Give other parties with a name close enough to be taken for this one."""
    near = [hit for hit in hits(card.name, limit=LOOKALIKES + 4) if hit.party != party]
    known = cards([hit.party for hit in near])
    close = [hit for hit in near if hit.party in known and closeness(card.name, known[hit.party].name) != "far"]
    return tuple(candidates(close[:LOOKALIKES], known, today))
