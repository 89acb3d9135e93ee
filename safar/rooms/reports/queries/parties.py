"""Whether a party is one that can be reported: in a register, or proposed by somebody before.

The private process holds no register; there an id of the right shape is taken, and a card of nobody is shown nowhere.
"""

from __future__ import annotations

from django.conf import settings

from safar.foundation.reads import rows
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.rooms.reports.models import BEGINS, ProposedParty
from safar.rooms.reports.queries.corridors import named_party
from safar.rooms.reports.telling import PARTY_ID
from safar.rules.messages import gettext_noop

UNKNOWN = gettext_noop("We know no such recruiter or employer; give its name instead")


def check_known(party: str) -> None:
    """Refuse an id that stands for nobody; an empty one names a party in words."""
    if party and not is_known(party):
        raise Refused(UNKNOWN)


def is_known(party: str) -> bool:
    """Say whether an id stands for a party."""
    if not PARTY_ID.fullmatch(party):
        return False
    if party.startswith(BEGINS):
        with vault_reading(WORKER):
            return bool(rows(ProposedParty, "SELECT 1 FROM reports_proposedparty WHERE id = %s", [party]))
    if not settings.SERVE.has_record:
        return True
    from safar.rooms.registry.queries.find import cards  # the private process has no registry to import

    return party in cards([party])


def name_of(party: str) -> str:
    """Name a party to the public; nothing where it is unknown, may not be named yet, or no register is at hand."""
    if not PARTY_ID.fullmatch(party):
        return ""
    if party.startswith(BEGINS):
        public = named_party(party)
        return public.name if public else ""
    if not settings.SERVE.has_record:
        return ""
    from safar.rooms.registry.queries.find import cards

    held = cards([party]).get(party)
    return held.name if held else ""
