"""Keep a recruiter or employer that is in no register, once: brokers and sub-agents do most of the harm.

Staff alone can search these; the public sees one when its card has its five reports or a centre has checked it.
"""

from __future__ import annotations

import secrets
import unicodedata
from datetime import date, datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.reports.access import checker_for, proposed_for
from safar.rooms.reports.models import BEGINS, ProposedParty
from safar.rooms.reports.telling import NO_PARTY, PARTY_ID, Proposed
from safar.rules.names import match_key

FEWEST_DIGITS = 6


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
    """A centre has seen that the party is real: from now on it may be named in public. A family never is."""
    with vault_session(KEEP_HOUSE):
        checker_for(body, now.date())
        row = proposed_for(party)
        if row.is_household:
            raise Refused("a family is never named: the agency answers")
        row.checked_on = row.checked_on or now.date()
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
    """Find the party that is meant. Where the work was says nothing of it: a broker sends people to many countries."""
    held = list(ProposedParty.objects.filter(is_household=told.is_household).order_by("proposed_on", "pk"))
    line, name = _line(told.telephone), match_key(told.name)
    same_line = (row for row in held if line and _line(row.telephone) == line)
    same_name = (row for row in held if _is_near(row, told) and match_key(row.name) == name)
    return next(same_line, None) or next(same_name, None)


def _is_near(row: ProposedParty, told: Proposed) -> bool:
    """Say whether both work in one town; without a town the country of the office has to be the same."""
    town, other = row.place.strip().casefold(), told.place.strip().casefold()
    if not town or not other:
        return town == other and row.country == told.country
    return town == other and (row.country == told.country or not (row.country and told.country))


def _line(text: str) -> str:
    """Give the digits of a telephone in one script, without the zeros dialled first; too few are no line."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal()).lstrip("0")
    return digits if len(digits) >= FEWEST_DIGITS else ""
