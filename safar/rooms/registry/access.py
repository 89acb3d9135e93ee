"""From an id on a link or a printed code to the rows it may show; unknown and withheld look the same."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.http import Http404

from safar.rooms.registry.models import Party, Record
from safar.rooms.registry.sources import sources_with_persons

PERSON_PAGE_DAYS = 730  # a delisted natural person loses their page two years later


def party_for(reference: str, today: date) -> Party:
    """Give the party an id stands for; a joined one is given as itself, and its `joined_into` says where to go."""
    party = Party.objects.filter(pk=reference).select_related("joined_into").first()
    if party is None:
        raise Http404
    if party.joined_into_id is None and not has_page(party, today):
        raise Http404
    return party


def has_page(party: Party, today: date) -> bool:
    """Say whether there is anything of the party that may be shown."""
    recent = today - timedelta(days=PERSON_PAGE_DAYS)
    person = Q(is_person=True, source__in=sources_with_persons()) & (Q(gone_on=None) | Q(gone_on__gt=recent))
    return Record.objects.filter(Q(is_person=False) | person, party=party).exists()


def record_for(party: str, record: int) -> Record:
    """Give one record of a party."""
    found = Record.objects.filter(pk=record, party_id=party).first()
    if found is None:
        raise Http404
    return found
