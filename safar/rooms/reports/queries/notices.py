"""Whom a record editor writes to: the party's name and its addresses of record, and what was noted of it before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404

from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.models import BEGINS, PartyNotice, ProposedParty
from safar.rooms.reports.queries.parties import is_known
from safar.rooms.reports.telling import PARTY_ID
from safar.rules.firewall import Purpose


@dataclass(frozen=True, slots=True)
class Addressee:
    """A party as a letter names it; nothing but its id where no register is at hand."""

    party: str
    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is noted of a party that a card depends on."""

    is_household: bool = False
    workforce: int | None = None


def addressee(party: str) -> Addressee:
    """Give the party to write to. Raises Http404 for an id that stands for nobody."""
    if not PARTY_ID.fullmatch(party) or not is_known(party):
        raise Http404
    return named(party)


def named(party: str) -> Addressee:
    """Name a party and give every address that a record of it holds."""
    if party.startswith(BEGINS):
        with vault_reading(Purpose.STATISTICS):
            row = ProposedParty.objects.filter(pk=party).first()
        told = [row.place, row.country, row.telephone] if row else []
        return Addressee(party, row.name if row else "", tuple(filter(None, [", ".join(filter(None, told))])))
    if not settings.SERVE.has_record:
        return Addressee(party, "", ())
    from safar.rooms.registry.queries.addresses import addresses_of  # the private process has no registry to import
    from safar.rooms.registry.queries.find import cards

    card = cards([party]).get(party)
    return Addressee(party, card.name if card else "", addresses_of(party))


def find_registered(text: str, today: date) -> tuple[Addressee, ...]:
    """Search the registers by name or number, or take the address of a party's page, which is all without registers."""
    typed = text.strip().rstrip("/").rpartition("/")[2].lower()
    if PARTY_ID.fullmatch(typed) and is_known(typed):
        return (named(typed),)
    if not settings.SERVE.has_record:
        return ()
    from safar.rooms.registry.queries.find import find

    return tuple(named(one.id) for one in find(text, today=today))


def facts_of(party: str) -> Facts:
    """Give what was noted before."""
    with vault_reading(Purpose.STATISTICS):
        row = PartyNotice.objects.filter(party=party).first()
    return Facts(row.is_household, row.workforce) if row else Facts()
