"""Bring a body in, and let it go: two people of two organisations and fourteen public days; going is at once.

Whoever could add a body alone could add one that passes on what it reads. So one person proposes, one of another
organisation seconds, the journal says so in an open leaf, and anybody has fourteen days to object.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from safar.foundation.accounts.models import Staff
from safar.foundation.journal.actions import record_open
from safar.foundation.vault.models import Body
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.facts import facts
from safar.rooms.casework.in_force import AGREE, END_AGREEMENT, LOWER, RAISE
from safar.rooms.casework.models import Proposal
from safar.rules.bodies_offered import MAY_BE_PRIVATE
from safar.rules.firewall import BodyKind

PUBLIC_DAYS = timedelta(days=14)
ADD, END = "add-body", "end-body"
LEAF_OF = dict.fromkeys((ADD, END, AGREE, END_AGREEMENT), "body-change") | dict.fromkeys(
    (RAISE, LOWER), "jurisdictions"
)
LONGEST_ID = 35
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who proposes or seconds, and for which organisation."""

    staff: int
    organisation: str


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body as it is proposed; `run_by` is the state that runs it, "" for none."""

    id: str
    name: str
    kind: str
    country: str
    organisation: str
    run_by: str = ""
    is_matcher: bool = False
    counts_weeks: bool = True


def speaker_for(person: Staff, organisation: str = "") -> Speaker:
    """Say for whom a person speaks: a body's people for its organisation, staff of the house for the one they name."""
    if person.body:
        with vault_session(KEEP_HOUSE):
            own = Body.objects.filter(pk=person.body).first()
        organisation = own.organisation if own else ""
    named = " ".join(organisation.split())
    if not named:
        raise Refused("say for which organisation you speak")
    return Speaker(person.pk, named)


def propose_body(speaker: Speaker, body: NewBody, *, now: datetime) -> int:
    """Propose a body. Nothing is in force, and nothing can be, until another organisation seconds it."""
    _check(body)
    with vault_session(KEEP_HOUSE):
        if Body.objects.filter(pk=body.id, until_day=None).exists() or waiting(body.id, ADD).exists():
            raise Refused("there is such a body, or such a proposal")
        return int(propose(speaker, ADD, body.id, asdict(body), now).pk)


def second(speaker: Speaker, proposal: int, *, now: datetime) -> date:
    """Second a proposal: it stands in the journal, and is in force after fourteen public days. Gives that day."""
    with vault_session(KEEP_HOUSE):
        row = open_proposal(proposal)
        if row.seconded_by is not None:
            raise Refused("it is seconded")
        if speaker.staff == row.proposed_by or is_same(speaker.organisation, row.proposed_for):
            raise Refused("a person of another organisation has to second it")
        row.seconded_by, row.seconded_for, row.seconded_on = speaker.staff, speaker.organisation, now.date()
        row.from_day = now.date() + PUBLIC_DAYS
        row.save(update_fields=["seconded_by", "seconded_for", "seconded_on", "from_day"])
        say(row, now)
        return row.from_day


def withdraw(speaker: Speaker, proposal: int, *, now: datetime) -> None:
    """Take a proposal back before it is in force; either of its two organisations may."""
    with vault_session(KEEP_HOUSE):
        row = open_proposal(proposal)
        if not any(is_same(speaker.organisation, one) for one in (row.proposed_for, row.seconded_for)):
            raise Refused("only one of its two organisations can take it back")
        if row.from_day is not None and row.from_day <= now.date():
            raise Refused("it is in force")
        row.withdrawn_on = now.date()
        row.save(update_fields=["withdrawn_on"])
        if row.seconded_by is not None:
            say(row, now)


def end_body(speaker: Speaker, body: str, why: str, *, now: datetime) -> None:
    """Let a body go, at once: from now on nobody can seal to it. One person is enough, for this only makes it safer."""
    with vault_session(KEEP_HOUSE):
        row = Body.objects.filter(pk=body, until_day=None).first()
        if row is None:
            raise Refused("there is no such body in force")
        row.until_day = now.date() - timedelta(days=1)
        row.save(update_fields=["until_day"])
        Proposal.objects.filter(body=body, change=ADD, withdrawn_on=None).update(withdrawn_on=now.date())
        made = propose(speaker, END, body, {"why": why}, now)
        made.from_day = now.date()
        made.save(update_fields=["from_day"])
        say(made, now)


def take_effect(today: date) -> int:
    """Bring in the bodies whose fourteen days are over; gives how many. Levels count by their day alone."""
    with vault_session(KEEP_HOUSE):
        due = Proposal.objects.filter(change=ADD, withdrawn_on=None, from_day__lte=today).order_by("from_day")
        return sum(_bring_in(row) for row in due)


def propose(speaker: Speaker, change: str, about: str, content: dict[str, Any], now: datetime) -> Proposal:
    """Write a proposal down, inside the session of the act."""
    return Proposal.objects.create(
        body=about,
        change=change,
        content=content,
        proposed_by=speaker.staff,
        proposed_for=speaker.organisation,
        proposed_on=now.date(),
    )


def waiting(about: str, change: str) -> Any:
    """Give the proposals of a kind about a body or a row that are not withdrawn and not in force by their day yet."""
    return Proposal.objects.filter(body=about, change=change, withdrawn_on=None, from_day=None)


def open_proposal(proposal: int) -> Proposal:
    """Give a proposal that isn't withdrawn."""
    row = Proposal.objects.filter(pk=proposal, withdrawn_on=None).first()
    if row is None:
        raise Refused("there is no such proposal")
    return row


def say(row: Proposal, now: datetime) -> None:
    """Put a proposal's state into an open leaf: what, for whom, from when. No person is named."""
    content = {
        "about": row.body,
        "change": row.change,
        "content": row.content,
        "from": row.from_day.isoformat() if row.from_day else "",
        "proposed_for": row.proposed_for,
        "seconded_for": row.seconded_for,
        "withdrawn": row.withdrawn_on.isoformat() if row.withdrawn_on else "",
    }
    record_open(LEAF_OF[row.change], content, now=now)


def is_same(one: str, other: str) -> bool:
    """Are these the same organisation, however it is written?"""
    return bool(one) and "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _check(body: NewBody) -> None:
    if not _ID.fullmatch(body.id) or len(body.id) > LONGEST_ID:
        raise Refused(f"an id has small letters, digits and hyphens, at most {LONGEST_ID}")
    if body.kind not in set(BodyKind):
        raise Refused(f"a body is one of: {', '.join(BodyKind)}")
    if not _COUNTRY.fullmatch(body.country) or not (body.run_by == "" or _COUNTRY.fullmatch(body.run_by)):
        raise Refused("a country is two capital letters")
    if not body.name.strip() or not body.organisation.strip():
        raise Refused("a body has a name and an organisation")
    if not body.run_by and BodyKind(body.kind) not in MAY_BE_PRIVATE:
        raise Refused("say which state runs it")
    _check_directory(body)


def _check_directory(body: NewBody) -> None:
    """Where the directory knows the body, what is proposed can't say otherwise."""
    known = facts().entry(body.id)
    if known and (known.body.kind, known.body.country, known.body.run_by) != (body.kind, body.country, body.run_by):
        raise Refused("the directory knows this body otherwise")


def _bring_in(row: Proposal) -> int:
    told = NewBody(**row.content)
    if Body.objects.filter(pk=told.id, until_day=None).exists():
        return 0
    values = {name: value for name, value in asdict(told).items() if name not in {"id", "run_by"}}
    Body.objects.update_or_create(pk=told.id, defaults=values | {"from_day": row.from_day, "until_day": None})
    return 1
