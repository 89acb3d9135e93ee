"""Keep a recruiter or employer that is in no register, once: brokers and sub-agents do most of the harm.

Staff alone can search these; the public sees one when its card has its five reports or a centre has checked it.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.reports.access import proposed_for
from safar.rooms.reports.models import BEGINS, ProposedParty
from safar.rooms.reports.telling import NO_PARTY, PARTY_ID, Proposed
from safar.rules.names import match_key


def party_proposed(told: Proposed, today: date) -> str:
    """Give the id of the party meant: the one with the same telephone, or the same name and place, or a new one."""
    known = _known(told)
    if known is not None:
        return known.listed_as or known.pk
    row = ProposedParty(
        id=BEGINS + secrets.token_hex(8),
        name=told.name.strip(),
        place=told.place.strip(),
        telephone=told.telephone.strip(),
        country=told.country,
        is_household=told.is_household,
        proposed_on=today,
    )
    add_row(row)
    return row.pk


def check_proposed(party: str, *, body: str, now: datetime) -> None:
    """A centre has seen that the party is real: from now on it may be named in public."""
    with vault_session(KEEP_HOUSE):
        row = proposed_for(party)
        row.checked_on = now.date()
        row.save(update_fields=["checked_on"])
        record_act(None, "proposed party checked", {"party": party, "body": body}, now=now)


def list_as(party: str, listed: str, *, staff: int, now: datetime) -> None:
    """A register has the party now: who proposes it from today on reports the listed one.

    Earlier reports stay where they are: moved, they would change cards that were drawn, by fewer than five people.
    """
    if not PARTY_ID.fullmatch(listed) or listed.startswith(BEGINS):
        raise Refused(NO_PARTY)
    with vault_session(KEEP_HOUSE):
        row = proposed_for(party)
        row.listed_as = listed
        row.save(update_fields=["listed_as"])
        record_act(None, "proposed party listed", {"party": party, "as": listed, "by": staff}, now=now)


def _known(told: Proposed) -> ProposedParty | None:
    digits = _digits(told.telephone)
    of_country = ProposedParty.objects.filter(country=told.country, is_household=told.is_household)
    if digits:
        same = [row for row in of_country.exclude(telephone="") if _digits(row.telephone) == digits]
        if same:
            return same[0]
    name = match_key(told.name)
    return next((row for row in of_country if match_key(row.name) == name and _same_place(row.place, told.place)), None)


def _same_place(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())
