"""Who in a body can open what is sealed to it, and by which key: asked before a body is offered to anybody.

For the worker, who is shown only bodies that two people can open, and for a body's own people, who see who holds what.
Call these inside a `vault_session` or `vault_reading`; `offered_keys` opens its own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.journal.body_keys import JournalKey, OfferedKey
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_reading
from safar.foundation.vault.wire import fields

ENOUGH = 2
"""So many people of a body must be able to open, or it is not offered: one may fall ill, or be made to."""
WAIT = timedelta(hours=72)
OPENING = (Role.CASEWORKER, Role.SUPERVISOR)
"""The roles that hold keys."""
UNCONFIRMED = date.max
"""The first day of a key that no second member has confirmed: it never comes."""


@dataclass(frozen=True, slots=True)
class OpenBody:
    """A body that takes sealed folders today, and the key they are sealed to."""

    body: Body
    key: BodyKey


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of a body as the others see them; `public` is None where they have made no key yet."""

    staff: int
    name: str
    public: bytes | None
    can_open: bool
    is_active: bool

    @property
    def print(self) -> str:
        """Give the digits by which two people make sure on the telephone that they mean the same key."""
        return fingerprint(self.public) if self.public else ""


def open_bodies(today: date, bodies: Iterable[str] | None = None) -> tuple[OpenBody, ...]:
    """List the bodies that may be offered on a day: in force, with a key that counts and two people who can open it."""
    keys = {key.body_id: key for key in _counting(today) if bodies is None or key.body_id in set(bodies)}
    openers = _openers([bytes(key.pk) for key in keys.values()])
    able = [key for key in keys.values() if openers[bytes(key.pk)] >= ENOUGH]
    return tuple(OpenBody(key.body, key) for key in sorted(able, key=lambda key: key.body.name))


def newest_key(body: str) -> BodyKey | None:
    """Give a body's last confirmed key, whether it counts already or not."""
    confirmed = BodyKey.objects.filter(body=body, from_day__lt=UNCONFIRMED, retired_on=None)
    return confirmed.order_by("-from_day").first()


def unconfirmed_key(body: str) -> BodyKey | None:
    """Give the key that a body's first member made and no second has confirmed."""
    return BodyKey.objects.filter(body=body, from_day=UNCONFIRMED).first()


def member_in(body: str, staff: int) -> Member | None:
    """Give a person's own key in a body; one that they made in another body is none here."""
    return Member.objects.filter(body=body, staff=staff, left_on=None).first()


def keys_held(member: Member) -> dict[bytes, bytes]:
    """Give the keys of the body that a member can open, each with its wrap, retired ones too: old cases need them."""
    rows = MemberWrap.objects.filter(member=member).values_list("key_id", "sealed")
    return {bytes(key): bytes(sealed) for key, sealed in rows}


def live_members(body: str) -> list[Member]:
    """List the people of a body who have a key; not the recovery sheet."""
    return list(Member.objects.filter(body=body, left_on=None, staff__gt=0).order_by("staff"))


def sheet_of(body: str) -> Member | None:
    """Give the holder that lives on a body's recovery sheets; a number below nought marks it as nobody's account."""
    return Member.objects.filter(body=body, left_on=None, staff__lt=0).first()


def colleagues(body: str) -> tuple[Colleague, ...]:
    """List everyone with an account in a body, and everyone who holds a key of it."""
    members = {one.staff: one for one in live_members(body)}
    key = newest_key(body) or unconfirmed_key(body)
    able = set(MemberWrap.objects.filter(key=key).values_list("member_id", flat=True)) if key else set()
    rows = Staff.objects.filter(Q(pk__in=members) | Q(body=body, is_active=True, duties__role__in=OPENING)).distinct()
    return tuple(
        Colleague(
            staff=row.pk,
            name=row.name or row.username,
            public=bytes(members[row.pk].public) if row.pk in members else None,
            can_open=row.pk in members and members[row.pk].pk in able,
            is_active=row.is_active and row.body == body,
        )
        for row in rows
    )


def offered_keys() -> tuple[OfferedKey, ...]:
    """List the keys that this site hands to senders today, for whoever audits the journal."""
    with vault_reading(KEEP_HOUSE):
        able = open_bodies(timezone.now().date())
        return tuple(OfferedKey(one.body.pk, bytes(one.key.sealing), bytes(one.key.signing)) for one in able)


def usable_from(now: datetime) -> date:
    """Give the first day that lies wholly behind 72 hours from now.

    >>> from datetime import UTC
    >>> usable_from(datetime(2026, 11, 24, 9, tzinfo=UTC)), usable_from(datetime(2026, 11, 24, tzinfo=UTC))
    (datetime.date(2026, 11, 28), datetime.date(2026, 11, 27))
    """
    end = now + WAIT
    return end.date() if end.time() == time() else end.date() + timedelta(days=1)


def journal_key(key: BodyKey) -> JournalKey:
    """Give a key as the journal states it."""
    return JournalKey(
        body=key.body_id,
        key_id=bytes(key.key_id),
        sealing=bytes(key.sealing),
        signing=bytes(key.signing),
        from_day=key.from_day,
        vouched_by=bytes(key.vouched_by),
        voucher=bytes(key.voucher),
    )


def member_mark(public: bytes) -> bytes:
    """Name a member's key where a body's key says who vouches for it: 16 bytes that name no person."""
    return hashlib.sha256(fields("safar/1 member key", public)).digest()[:16]


def first_vouching(body: str, key_id: bytes) -> bytes:
    """Give what a second member signs about a body's first key, with the member's own key."""
    return fields("safar/1 vouch", body, key_id)


def fingerprint(public: bytes) -> str:
    """Write a public key as six groups of four digits, to be read out.

    >>> len(fingerprint(bytes(65)))
    29
    """
    number = int.from_bytes(hashlib.sha256(fields("safar/1 member key", public)).digest(), "big") % 10**24
    digits = f"{number:024}"
    return " ".join(digits[start : start + 4] for start in range(0, 24, 4))


def _counting(today: date) -> list[BodyKey]:
    in_force = Q(body__until_day=None) | Q(body__until_day__gte=today)
    alive = Q(retired_on=None) | Q(retired_on__gt=today)
    rows = BodyKey.objects.filter(in_force, alive, from_day__lte=today, body__from_day__lte=today)
    return list(rows.select_related("body").order_by("from_day"))


def _openers(keys: list[bytes]) -> dict[bytes, int]:
    """Count for each key the people who can open it: not those whose account is closed or in another body by now."""
    rows = MemberWrap.objects.filter(key__in=keys, member__left_on=None, member__staff__gt=0)
    held = list(rows.values_list("key", "key__body", "member__staff"))
    accounts = Staff.objects.filter(pk__in={staff for _, _, staff in held})
    at = {pk: body if is_active else None for pk, body, is_active in accounts.values_list("pk", "body", "is_active")}
    count: dict[bytes, int] = defaultdict(int)
    for key, body, staff in held:
        count[bytes(key)] += at.get(staff, body) == body
    return count
