"""From an id on a link or a printed code to the rows it may show; unknown and withheld look the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from django.db.models import Model
from django.http import Http404

from safar.foundation import reads
from safar.rooms.registry.models import Edition, Judgement, Objection, Party, Record
from safar.rooms.registry.sources import sources_with_persons

Row = TypeVar("Row", bound=Model)
PERSON_PAGE_DAYS = 730  # a delisted natural person loses their page two years later


class Reached(NamedTuple):
    """The party an id stands for; a joined one is given as itself, and `joined_into_id` says where to go."""

    pk: str
    joined_into_id: str | None
    made_on: date


def party_for(reference: str, today: date) -> Reached:
    """Give the party an id stands for, if there is anything of it that may be shown."""
    listing = tuple(sorted(sources_with_persons())) or ("",)
    found = reads.rows(
        Party,
        "SELECT p.id, p.joined_into_id, p.made_on FROM registry_party p WHERE p.id = %s"
        " AND (p.joined_into_id IS NOT NULL OR EXISTS (SELECT 1 FROM registry_record r WHERE r.party_id = p.id"
        " AND (r.is_person = FALSE OR ((r.gone_on IS NULL OR r.gone_on > %s) AND r.source IN (?)))))",
        (reference, (today - timedelta(days=PERSON_PAGE_DAYS)).isoformat()),
        listing,
    )
    if not found:
        raise Http404
    party, joined_into, made_on = found[0]
    return Reached(party, joined_into, reads.certain_day(made_on))


def record_for(party: str, record: int) -> Record:
    """Give one record of a party."""
    found = Record.objects.filter(pk=record, party_id=party).first()
    if found is None:
        raise Http404
    return found


def refused_edition_for(number: int) -> Edition:
    """Give a refused edition that waits for a person's answer."""
    waiting = Edition.objects.filter(state=Edition.State.REFUSED).exclude(report__has_key="dismissed")
    return _only(waiting.filter(pk=number).first())


def published_edition_for(number: int) -> Edition:
    """Give an edition that was published."""
    return _only(Edition.objects.filter(pk=number, state=Edition.State.PUBLISHED).first())


def pair_for(one: int, other: int) -> tuple[Record, Record]:
    """Give two different records, the older first."""
    low, high = sorted((one, other))
    if low == high:
        raise Http404
    found = Record.objects.in_bulk([low, high])
    return _only(found.get(low)), _only(found.get(high))


def judgement_for(number: int) -> Judgement:
    """Give a person's judgement that stands; the machine's is overruled by judging its pair, never taken back."""
    standing = Judgement.objects.filter(withdrawn_at=None, by__isnull=False)
    return _only(standing.filter(pk=number).select_related("one", "other").first())


def objection_for(reference: str) -> Objection:
    """Give an objection, open or answered, to whoever holds its reference."""
    return _only(Objection.objects.filter(reference=reference).select_related("record").first())


def _only(found: Row | None) -> Row:
    if found is None:
        raise Http404
    return found
