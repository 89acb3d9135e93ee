"""What a body's people see of its keys: who holds what, what is to be done, and what their browser needs for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404

from safar.foundation.vault import bodies
from safar.foundation.vault.access import body_for
from safar.foundation.vault.bodies import Colleague
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap
from safar.foundation.vault.sessions import vault_reading
from safar.foundation.vault.wire import b64

PURPOSE = "advise"


@dataclass(frozen=True, slots=True)
class KeyRoom:
    """The keys of a body on a day, as one of its people sees them."""

    body: Body
    me: int
    mine: bytes | None
    colleagues: tuple[Colleague, ...]
    newest: BodyKey | None
    unconfirmed: BodyKey | None
    made_by_me: bool
    can_open: bool
    has_passkey: bool
    has_sheet: bool
    is_offered: bool
    today: date

    @property
    def print(self) -> str:
        """Give the digits of my own key, to be read out to a colleague."""
        return bodies.fingerprint(self.mine) if self.mine else ""

    @property
    def with_keys(self) -> int:
        return sum(one.public is not None for one in self.colleagues)

    @property
    def openers(self) -> int:
        return sum(one.can_open and one.is_active for one in self.colleagues)

    @property
    def is_last_opener(self) -> bool:
        """Would nobody be left who can open, if I lost my key?"""
        return self.can_open and self.openers <= 1 and not self.has_sheet

    @property
    def waits(self) -> bool:
        """Is the newest key in the journal and not yet in use?"""
        return self.newest is not None and self.newest.from_day > self.today

    def colleague(self, staff: int) -> Colleague | None:
        return next((one for one in self.colleagues if one.staff == staff and staff != self.me), None)


def key_room(body: str, staff: int, *, today: date) -> KeyRoom:
    """Show a body's keys to one of its people; a body that isn't in force has no such page."""
    with vault_reading(PURPOSE, body=body):
        found, mine = body_for(body, today), bodies.member_in(body, staff)
        newest, unconfirmed = bodies.newest_key(body), bodies.unconfirmed_key(body)
        held = bodies.keys_held(mine) if mine else {}
        current = newest or unconfirmed
        return KeyRoom(
            body=found,
            me=staff,
            mine=bytes(mine.public) if mine else None,
            colleagues=bodies.colleagues(body),
            newest=newest,
            unconfirmed=unconfirmed,
            made_by_me=_made_by(unconfirmed, mine),
            can_open=current is not None and bytes(current.pk) in held,
            has_passkey=mine is not None and bool(mine.passkey),
            has_sheet=bodies.sheet_of(body) is not None,
            is_offered=bool(bodies.open_bodies(today, [body])),
            today=today,
        )


def browser_state(body: str, staff: int, *, now: datetime) -> dict[str, Any]:
    """Give what a member's browser needs to make, open and wrap keys; every secret in it is wrapped to that member."""
    with vault_reading(PURPOSE, body=body):
        body_for(body, now.date())
        mine = bodies.member_in(body, staff)
        newest, unconfirmed = bodies.newest_key(body), bodies.unconfirmed_key(body)
        held = bodies.keys_held(mine) if mine else {}
        return {
            "instance": b64(instance_id()),
            "body": body,
            "member": str(staff),
            "public": b64(bytes(mine.public)) if mine else "",
            "wrapped": b64(bytes(mine.wrapped)) if mine else "",
            **passkey_json(mine),
            "wraps": {b64(key): b64(sealed) for key, sealed in held.items()},
            "newest": b64(bytes(newest.pk)) if newest else "",
            "unconfirmed": b64(bytes(unconfirmed.pk)) if unconfirmed else "",
            "from_day": bodies.usable_from(now).isoformat(),
            "colleagues": [_person(one) for one in bodies.live_members(body)],
            "holders": _holders(newest),
        }


def passkey_json(member: Member | None) -> dict[str, str]:
    """Give a member's passkey by name and the words it keeps, empty where there is none."""
    if member is None:
        return {"passkey": "", "passkey_wrapped": ""}
    return {"passkey": b64(bytes(member.passkey)), "passkey_wrapped": b64(bytes(member.passkey_wrapped))}


def sheet_state(body: str) -> dict[str, Any]:
    """Give what two recovery sheets open, after the act that wrote their use into the journal."""
    with vault_reading(PURPOSE, body=body):
        sheet = bodies.sheet_of(body)
        if sheet is None:
            raise Http404
        wraps = {b64(key): b64(sealed) for key, sealed in bodies.keys_held(sheet).items()}
        return {"holder": str(sheet.staff), "public": b64(bytes(sheet.public)), "wraps": wraps}


def _made_by(key: BodyKey | None, member: Member | None) -> bool:
    if key is None or member is None:
        return False
    return bytes(key.vouched_by) == bodies.member_mark(bytes(member.public))


def _person(member: Member) -> dict[str, str]:
    return {"member": str(member.staff), "public": b64(bytes(member.public))}


def _holders(key: BodyKey | None) -> list[dict[str, str]]:
    if key is None:
        return []
    rows = MemberWrap.objects.filter(key=key, member__left_on=None).select_related("member")
    return [_person(row.member) for row in rows]
