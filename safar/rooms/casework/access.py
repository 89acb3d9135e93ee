"""The only place that turns a member of staff and the number of a case into private rows; call it inside a session.

A case is seen by a body that holds a live slot of it: the one she told, and those she consented to. Everything else,
another body's case and no case at all, is the same 404.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.vault.access import folder_for_body, live_slots
from safar.foundation.vault.models import Consent, Folder, Slot
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.signatures import EVERYTHING, read_scope
from safar.rooms.casework.models import Case


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits there: a person of one body; a supervisor also gets what is escalated."""

    body: str
    staff: int
    is_supervisor: bool


@dataclass(frozen=True, slots=True)
class Handled:
    """A case as one body may handle it: by its own slots, and by the consents that name it."""

    case: Case
    folder: Folder
    body: str
    slots: tuple[Slot, ...]
    consents: tuple[Consent, ...]

    @property
    def is_home(self) -> bool:
        """Is this the body that answers for the case?"""
        return self.case.body_id == self.body

    @property
    def sees_all(self) -> bool:
        """Was the case sealed to the body when it was filed, or did she consent to all of it?"""
        was_told = any(slot.until is None for slot in self.slots)
        return was_told or any(consent.scope == EVERYTHING for consent in self.consents)

    @property
    def scope(self) -> frozenset[bytes]:
        """Give the entries that she named for this body."""
        return frozenset(eid for consent in self.consents for eid in read_scope(consent.scope))


def desk_of(person: Staff) -> Desk:
    """Give the desk of a member of staff; whoever works for no body has none."""
    if not person.body:
        raise Http404
    return Desk(person.body, person.pk, person.duties.filter(role=Role.SUPERVISOR).exists())


def case_for(desk: Desk, number: int, today: date) -> Handled:
    """Give a case that the desk's body may open today."""
    folder = folder_for_body(number, desk.body, today)
    case = Case.objects.filter(pk=folder.pk).select_related("body").first()
    if case is None:
        raise Http404
    return Handled(
        case=case,
        folder=folder,
        body=desk.body,
        slots=tuple(live_slots(folder, desk.body, today)),
        consents=live_consents(folder, desk.body, today),
    )


def own_case_for(desk: Desk, number: int, today: date) -> Handled:
    """Give a case that the desk's body answers for; one that was only referred to it is refused in words."""
    handled = case_for(desk, number, today)
    if not handled.is_home:
        raise Refused("only the body that answers for the case can do this")
    return handled


def live_consents(folder: Folder, body: str, today: date) -> tuple[Consent, ...]:
    """Give the worker's words for a body that she has not taken back and that have not run out."""
    return tuple(Consent.objects.filter(folder=folder, body=body, revoked_on=None, until__gte=today))
