"""Cases that wait for others: what the matcher is given to read, and what comes back when the count is met.

The site exports notes that it can't read and takes slots back. It learns which cases were let go in one file, and
nothing else; without an independent matcher no case can be held at all (`file.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.access import body_for
from safar.foundation.vault.days import told_day
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.models import BodyKey, Member, MemberWrap, Slot
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import SEALED_KEY, Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64, unb64
from safar.rooms.casework.actions.steps import first_step
from safar.rooms.casework.models import Case, Holding, State
from safar.rooms.casework.wall import may_hold
from safar.rules.case_states import State as Standing
from safar.rules.case_states import Verb, move
from safar.rules.harms import CaseCategory, Urgency


@dataclass(frozen=True, slots=True)
class Released:
    """A case that may go, with the body's slot as the matcher opened it."""

    case: int
    slot: bytes


@dataclass(frozen=True, slots=True)
class LetGo:
    """How many cases went, and the bodies of those that can't go to them and stay, a name for each case."""

    count: int
    passed: tuple[str, ...]


def export_holdings(matcher: str) -> dict[str, Any]:
    """Give all that waits under a matcher, in no order: numbers, notes and slots sealed to it."""
    with vault_session(KEEP_HOUSE):
        rows = Holding.objects.filter(matcher=matcher).order_by("folder_id")
        waiting = [
            {
                "case": str(row.folder_id),
                "key_id": b64(bytes(row.matcher_key)),
                "note": b64(bytes(row.note)),
                "inner": b64(bytes(row.inner)),
            }
            for row in rows
        ]
    return {"v": 1, "instance": b64(instance_id()), "matcher": matcher, "waiting": waiting}


def export_keyring(matcher: str, staff: int) -> dict[str, Any]:
    """Give a member of the matcher what opens its keys on another machine, together with her seven words."""
    with vault_session(KEEP_HOUSE):
        member = Member.objects.filter(body=matcher, staff=staff, left_on=None).first()
        if member is None or not member.body.is_matcher:
            raise Refused("this person holds no key of this matcher")
        keys = BodyKey.objects.filter(body=matcher)
        wraps = MemberWrap.objects.filter(member=member, key__in=keys)
        return {
            "v": 1,
            "instance": b64(instance_id()),
            "matcher": matcher,
            "member": str(staff),
            "public": b64(bytes(member.public)),
            "wrapped": b64(bytes(member.wrapped)),
            "keys": [{"key_id": b64(bytes(wrap.key_id)), "sealed": b64(bytes(wrap.sealed))} for wrap in wraps],
        }


def read_released(content: Any) -> list[Released]:
    """Read what the matcher's machine wrote."""
    try:
        if content["v"] != 1 or unb64(content["instance"]) != instance_id():
            raise Refused("this file is of another site")
        return [Released(int(one["case"]), unb64(one["slot"], SEALED_KEY)) for one in content["released"]]
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("the file has another form") from error


def release_held(released: Iterable[Released], *, now: datetime) -> LetGo:
    """Give each case to the body it waits for; one that is gone meanwhile, or whose body is, is passed over."""
    count, passed = 0, []
    with vault_session(KEEP_HOUSE):
        for one in released:
            holding = Holding.objects.filter(pk=one.case).select_related("folder", "body").first()
            if holding is None:
                continue
            case = Case.objects.get(pk=holding.pk)
            if _may_go(holding, case, now.date()):
                _let_go(holding, case, one.slot, now)
                count += 1
            else:
                passed.append(holding.body_id)
    return LetGo(count, tuple(passed))


def _may_go(holding: Holding, case: Case, today: date) -> bool:
    """Is the body still there, and would it be let in today? A key it has renewed since is its own all the same."""
    try:
        body = body_for(holding.body_id, today)
    except Http404:
        return False
    known = BodyKey.objects.filter(pk=bytes(holding.body_key), body=body, from_day__lte=today)
    return known.exists() and may_hold(body, CaseCategory(case.category), holding.purpose, today)


def _let_go(holding: Holding, case: Case, slot: bytes, now: datetime) -> None:
    folder, body = holding.folder, holding.body
    day = told_day(now.date(), body)
    Slot.objects.create(
        folder=folder,
        epoch=folder.epoch,
        body=body,
        key_id=holding.body_key,
        purpose=holding.purpose,
        sealed=slot,
    )
    case.state, case.state_on = State(move(Standing(case.state), Verb.LET_GO).value), day
    case.save(update_fields=["state", "state_on"])
    add_row(first_step(folder, body, Urgency(case.urgency), case.jurisdiction, day, now.date()))
    folder.last_on = day
    folder.save(update_fields=["last_on"])
    record_act(folder.pk, "let go", {"body": body.pk}, now=now)
    holding.delete()
