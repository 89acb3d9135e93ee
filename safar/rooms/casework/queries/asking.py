"""Which bodies of this site a worker may be asked about, for what, and why others are left out.

For the caseworker who thinks of a referral. The wall's table says for what a case may pass between two kinds of body;
the gate that stands before filing stands here too: a body that reports people, or may for all we know, is not asked
about.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from safar.foundation.vault import models as vault
from safar.rooms.casework.facts import facts
from safar.rooms.casework.models import Case
from safar.rules import bodies_offered
from safar.rules.firewall import BodyKind, Category, Consent, Purpose, may_pass
from safar.rules.harms import CaseCategory

EVERYTHING = frozenset(Category)


def who_may_be_asked(sender: str, case: Case, today: date) -> dict[str, Any]:
    """List bodies with the purposes that the wall has a way for, and those left out with the reason."""
    rows = vault.Body.objects.filter(Q(until_day=None) | Q(until_day__gte=today), from_day__lte=today, is_matcher=False)
    bodies = {row.pk: row for row in rows.order_by("name")}
    own = bodies.pop(sender, None)
    askable: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for row in bodies.values() if own else ():
        offer = bodies_offered.offer_for_claim(
            _as_known(row), facts().jurisdictions, CaseCategory(case.category), today
        )
        purposes = _purposes(BodyKind(own.kind), BodyKind(row.kind), today) if own else []
        named = {"body": row.pk, "name": row.name, "country": row.country, "kind": row.kind}
        if offer.is_offered and purposes:
            askable.append(named | {"purposes": purposes, "caution": offer.caution})
        else:
            refused.append(named | {"why": offer.why if not offer.is_offered else "The wall has no way there"})
    return {"askable": askable, "refused": refused}


def _purposes(sender: BodyKind, receiver: BodyKind, today: date) -> list[str]:
    return [one.value for one in Purpose if _has_way(sender, receiver, one, today)]


def _has_way(sender: BodyKind, receiver: BodyKind, purpose: Purpose, today: date) -> bool:
    """Would everything she told pass, if she consented to this body alone?"""
    agreed = Consent(purpose, today, for_this_body_alone=True)
    return may_pass(sender, receiver, purpose, EVERYTHING, consent=agreed, today=today).allowed


def _as_known(row: vault.Body) -> bodies_offered.Body:
    """Give a body as the rules know it: from the facts where it stands there, else by its kind."""
    if entry := facts().entry(row.pk):
        return entry.body
    kind = BodyKind(row.kind)
    run_by = "" if kind in bodies_offered.MAY_BE_PRIVATE else row.country
    return bodies_offered.Body(row.pk, row.country, row.name, kind, run_by)
