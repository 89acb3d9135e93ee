"""Put an arrangement between authorities on record: two people of two organisations, fourteen public days (FW-24).

It covers facts on employers and recruiters alone. Nothing about a worker can pass by it, whatever its text says: the
wall has no line for that. It ends by its day, or by one person, at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from safar.foundation.vault.models import Body
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions.bodies import Speaker, propose, say
from safar.rooms.casework.facts import facts
from safar.rooms.casework.in_force import AGREE, END_AGREEMENT, agreement_of, agreements_on
from safar.rooms.casework.models import Proposal


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """An agreement as it is proposed; `parties` are ids of bodies, `categories` kinds of facts on employers."""

    id: str
    parties: tuple[str, ...]
    purpose: str
    categories: tuple[str, ...]
    expires_on: date
    published_at: str
    firewall_clause: str


def propose_agreement(speaker: Speaker, new: NewAgreement, *, now: datetime) -> int:
    """Propose an agreement. It counts for nothing until another organisation seconds it and fourteen days are over."""
    with vault_session(KEEP_HOUSE):
        content = _content(new)
        if new.expires_on <= now.date():
            raise Refused("an agreement ends on a day to come")
        try:
            agreement_of(content)
        except ValueError as why:
            raise Refused(str(why)) from None
        if Proposal.objects.filter(body=new.id, change=AGREE, withdrawn_on=None).exists():
            raise Refused("there is such an agreement, or such a proposal")
        return int(propose(speaker, AGREE, new.id, content, now).pk)


def end_agreement(speaker: Speaker, agreement: str, why: str, *, now: datetime) -> None:
    """End an agreement at once; one person is enough, for less may pass without it."""
    with vault_session(KEEP_HOUSE):
        if agreement not in dict(agreements_on(now.date())):
            raise Refused("there is no such agreement in force")
        Proposal.objects.filter(body=agreement, change=AGREE, withdrawn_on=None).update(withdrawn_on=now.date())
        made = propose(speaker, END_AGREEMENT, agreement, {"why": why}, now)
        made.from_day = now.date()
        made.save(update_fields=["from_day"])
        say(made, now)


def _content(new: NewAgreement) -> dict[str, Any]:
    return {
        "parties": [[body, _kind_of(body)] for body in new.parties],
        "purpose": new.purpose,
        "categories": sorted(new.categories),
        "expires_on": new.expires_on.isoformat(),
        "published_at": new.published_at,
        "firewall_clause": new.firewall_clause,
    }


def _kind_of(body: str) -> str:
    """Give the kind of a body of the directory, or of one that works here; control of immigration is none of either."""
    if entry := facts().entry(body):
        return str(entry.body.kind.value)
    here = Body.objects.filter(pk=body).first()
    if here is None:
        raise Refused(f"no body is called {body!r}")
    return here.kind
