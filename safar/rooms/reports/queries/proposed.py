"""A recruiter or employer that is in no register, as staff see it before a centre or an editor says anything of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.access import proposed_for
from safar.rules.firewall import Purpose


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """What workers wrote of it, since when a centre knows that it is real, and its id once a register has it."""

    party: str
    name: str
    place: str
    telephone: str
    country: str
    is_household: bool
    checked_on: date | None
    listed_as: str


def proposed_line(party: str) -> ProposedLine:
    """Give one of them to staff; unknown is a 404."""
    with vault_reading(Purpose.STATISTICS):
        row = proposed_for(party)
    return ProposedLine(
        party=row.pk,
        name=row.name,
        place=row.place,
        telephone=row.telephone,
        country=row.country,
        is_household=row.is_household,
        checked_on=row.checked_on,
        listed_as=row.listed_as,
    )
