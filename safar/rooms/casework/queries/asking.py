"""Which bodies of this site a worker may be asked about, for what, and why others are left out.

For the caseworker who thinks of a referral. The wall's table says for what a case may pass between two kinds of body;
the gate that stands before filing stands here too: a body that reports people, or may for all we know, is not asked
about.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from safar.foundation.vault.models import Body
from safar.rooms.casework.models import Case
from safar.rooms.casework.wall import has_way, offer_today
from safar.rules.firewall import BodyKind, Purpose
from safar.rules.harms import CaseCategory


def who_may_be_asked(sender: str, case: Case, today: date) -> dict[str, Any]:
    """List bodies with the purposes that the wall has a way for, and those left out with the reason."""
    rows = Body.objects.filter(Q(until_day=None) | Q(until_day__gte=today), from_day__lte=today, is_matcher=False)
    bodies = {row.pk: row for row in rows.order_by("name")}
    own = bodies.pop(sender, None)
    askable: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    for row in bodies.values() if own else ():
        offer = offer_today(row, CaseCategory(case.category), today)
        purposes = _purposes(BodyKind(own.kind), BodyKind(row.kind), today) if own else []
        named = {"body": row.pk, "name": row.name, "country": row.country, "kind": row.kind}
        if offer.is_offered and purposes:
            askable.append(named | {"purposes": purposes, "caution": offer.caution})
        else:
            refused.append(named | {"why": offer.why if not offer.is_offered else "The wall has no way there"})
    return {"askable": askable, "refused": refused}


def _purposes(sender: BodyKind, receiver: BodyKind, today: date) -> list[str]:
    return [one.value for one in Purpose if has_way(sender, receiver, one, today)]
