"""The gate before every slot: no key is ever stored for a body that reports people, or may for all we know.

The page doesn't offer such a body; this refuses it all the same, whatever a browser sends. Call it inside a session.
"""

from __future__ import annotations

from datetime import date

from safar.foundation.vault.models import Body
from safar.foundation.vault.sealed import Refused
from safar.rooms.casework.in_force import jurisdictions_on, known_body
from safar.rules.bodies_offered import Offer, offer_for_claim
from safar.rules.firewall import BodyKind, Category, Consent, End, Party, Purpose, may_pass
from safar.rules.harms import CaseCategory

EVERYTHING = frozenset(Category)


def check_may_hold(row: Body, category: CaseCategory, purpose: str, today: date) -> None:
    """Refuse a body behind which the wall has a hole, and a purpose for which it has no way from a worker."""
    if row.is_matcher:
        raise Refused("a matcher never holds a case")
    offer = offer_today(row, category, today)
    if not offer.is_offered:
        raise Refused(f"{row.name} can't be given a case. {offer.why}")
    if not has_way(Party.WORKER, BodyKind(row.kind), Purpose(purpose), today):
        raise Refused(f"{row.name} can't be given a case for this purpose")


def may_hold(row: Body, category: CaseCategory, purpose: str, today: date) -> bool:
    """Would the gate let a key be sealed to this body today?"""
    try:
        check_may_hold(row, category, purpose, today)
    except Refused:
        return False
    return True


def offer_today(row: Body, category: CaseCategory, today: date) -> Offer:
    """Say whether a body may hold a case of that category today, and why."""
    body = known_body(row)
    rows = jurisdictions_on(today) if body.is_of_the_state else ()  # no state's row speaks of a body outside it
    return offer_for_claim(body, rows, category, today)


def has_way(sender: End, receiver: BodyKind, purpose: Purpose, today: date) -> bool:
    """Would anything pass that is needed to act, if she consented to this body alone?"""
    agreed = Consent(purpose, today, for_this_body_alone=True)
    return may_pass(sender, receiver, purpose, EVERYTHING, consent=agreed, today=today).allowed
