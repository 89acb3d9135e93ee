"""What a publisher's word about a party means, and what it means on the day somebody asks.

A register says "Worker (A rating)", "Ineligible until March 3, 2027" or "Ceased Operations". Workers need one of a
few plain states. The word itself is always kept beside the state; a word that nobody has mapped becomes UNKNOWN
("ask the authority"), never LICENSED.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Mapped states, gravest first: the order is the order in which a standing leads with them."""

    BARRED = "barred"
    BARRED_UNTIL = "barred-until"
    PENALTY_UNPAID = "penalty-unpaid"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    FOUND = "found"
    EXPIRED = "expired"
    NO_LONGER_LISTED = "no-longer-listed"
    CLOSED = "closed"
    APPLIED = "applied"
    CONDITIONAL = "conditional"
    PROVISIONAL = "provisional"
    BAN_ENDED = "ban-ended"
    PENALISED_BUT_ELIGIBLE = "penalised-but-eligible"
    LICENSED = "licensed"
    FILING_ONLY = "filing-only"
    UNKNOWN = "unknown"


GRAVITY = {status: place for place, status in enumerate(Status)}
LICENCE_IN_FORCE = frozenset({Status.LICENSED, Status.PROVISIONAL, Status.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Term:
    """A mapped state with the publisher's own dates: from when, until when, and a pause within (a suspension)."""

    status: Status
    since: date | None = None
    until: date | None = None
    pause_since: date | None = None
    pause_until: date | None = None


def status_on(term: Term, day: date) -> Status:
    """Give the state of a term on the day asked: dates in the publisher's file run out by themselves.

    >>> status_on(Term(Status.LICENSED, until=date(2026, 1, 31)), date(2026, 2, 1))
    <Status.EXPIRED: 'expired'>
    >>> status_on(Term(Status.BARRED_UNTIL, until=date(2026, 1, 31)), date(2026, 2, 1))
    <Status.BAN_ENDED: 'ban-ended'>
    """
    pausable = term.status in LICENCE_IN_FORCE or term.status is Status.EXPIRED
    if pausable and _within(day, term.pause_since, term.pause_until):
        return Status.SUSPENDED
    if term.until is not None and term.until < day:
        if term.status in LICENCE_IN_FORCE:
            return Status.EXPIRED
        if term.status is Status.BARRED_UNTIL:
            return Status.BAN_ENDED
    return term.status


def _within(day: date, since: date | None, until: date | None) -> bool:
    return since is not None and since <= day and (until is None or day <= until)
