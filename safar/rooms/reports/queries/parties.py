"""Whether a party is one that can be reported: in a register, or proposed by somebody before.

The private process holds no register; there an id of the right shape is taken, and a card of nobody is shown nowhere.
"""

from __future__ import annotations

from django.conf import settings

from safar.foundation.reads import rows
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.rooms.reports.models import BEGINS, ProposedParty
from safar.rules.messages import gettext_noop

UNKNOWN = gettext_noop("We know no such recruiter or employer; give its name instead")


def check_known(party: str) -> None:
    """Refuse an id that stands for nobody; an empty one names a party in words."""
    if party and not is_known(party):
        raise Refused(UNKNOWN)


def is_known(party: str) -> bool:
    """Say whether an id stands for a party."""
    if party.startswith(BEGINS):
        with vault_reading(WORKER):
            return bool(rows(ProposedParty, "SELECT 1 FROM reports_proposedparty WHERE id = %s", [party]))
    if not settings.SERVE.has_record:
        return True
    from safar.rooms.registry.queries.find import cards  # the private process has no registry to import

    return party in cards([party])
