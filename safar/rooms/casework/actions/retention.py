"""How long a case is kept: as the worker chose, never longer, and not cut off while something is owed to her.

90 days or a year after the last activity, or until it is closed; a case that waits for others, two years. The clock
stands still while a step of a body that can open the case is pending, and begins anew when it is done. A respondent's
folder goes with the case that it came from.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.actions import delete_folder
from safar.foundation.vault.models import Folder, Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.models import Case, Claim, State, Step

ROOM, CLAIM_ROOM = "casework", "claim"
TERMS = {Folder.Keep.DAYS_90: timedelta(days=90), Folder.Keep.YEAR: timedelta(days=365)}
HELD = timedelta(days=730)
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})


def delete_due(*, now: datetime) -> int:
    """Delete every folder of this room whose time is over; gives how many there were."""
    with vault_session(KEEP_HOUSE):
        due = [folder.pk for folder in _candidates(now.date()) if is_due(folder, now.date())]
    for number in due:
        _delete(number, now)
    return len(due) + _delete_orphans(now)


def is_due(folder: Folder, today: date) -> bool:
    """Say whether a folder's time is over; call it inside a session."""
    case = Case.objects.filter(pk=folder.pk).first()
    if case is not None and case.state == State.HELD:
        return folder.last_on + HELD < today
    has_ended = case is None or case.state in ENDED
    steps = Step.objects.filter(folder=folder)
    able = Slot.objects.filter(Q(until=None) | Q(until__gte=today), folder=folder).values("body")
    if not has_ended and steps.filter(done_on=None, body__in=able).exists():
        return False
    if folder.keep == Folder.Keep.CLOSED:
        return has_ended
    done = steps.exclude(done_on=None).order_by("-done_on").values_list("done_on", flat=True).first()
    return max(folder.last_on, done or folder.last_on) + TERMS[Folder.Keep(folder.keep)] < today


def _candidates(today: date) -> QuerySet[Folder]:
    """Folders of which none else can be due, so that a night doesn't ask about each of a hundred thousand."""
    old = Q(last_on__lt=today - min(TERMS.values()))
    ended = Q(keep=Folder.Keep.CLOSED) & (Q(case=None) | Q(case__state__in=ENDED))
    return Folder.objects.filter(old | ended, room=ROOM)


def _delete(number: int, now: datetime) -> None:
    """One folder a transaction, looked at again: she may have written meanwhile."""
    with vault_session(KEEP_HOUSE):
        folder = Folder.objects.filter(pk=number).first()
        if folder is not None and is_due(folder, now.date()):
            record_act(None, "term ran out", {}, now=now)
            delete_folder(folder, today=now.date())


def _delete_orphans(now: datetime) -> int:
    """A respondent's folder has no life of its own."""
    with vault_session(KEEP_HOUSE):
        alive = Claim.objects.values_list("folder_id", flat=True)
        orphans = list(Folder.objects.filter(room=CLAIM_ROOM).exclude(pk__in=alive))
        for folder in orphans:
            record_act(None, "term ran out", {}, now=now)
            delete_folder(folder, today=now.date())
    return len(orphans)
