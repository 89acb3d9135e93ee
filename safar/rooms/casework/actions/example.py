"""Bodies of a made-up country with people and keys, so that anybody can try the whole way of a complaint on a laptop.

Never beside real ones: its words are printed and its keys are made on the server, which is just what a real body's
never are. Its keys count at once, so `audit` says of them that they didn't stand in the journal for three days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from safar.foundation.accounts.actions import add_staff, invite
from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.audit.actions import COMMAND_LINE
from safar.foundation.journal.actions import record_open
from safar.foundation.vault.bodies import journal_key, member_mark
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import new_pair, public_of
from safar.foundation.vault.members import BodyKeys, WrapPlace, new_words, wrap_body_keys, wrap_member_key
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session

COUNTRY = "XA"
BODIES = (
    ("example-union", "Example Union of Oresia (made up)", "union", False),
    ("example-centre", "Example Centre for Migrants in Oresia (made up)", "resource-centre", False),
    ("example-matcher", "Example Matcher of Oresia (made up)", "ngo", True),
)
PEOPLE = (("senior", (Role.CASEWORKER, Role.SUPERVISOR)), ("junior", (Role.CASEWORKER,)))


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """A made-up member of a made-up body, the words that open the key, and the token of the one-time link."""

    body: str
    username: str
    words: str = field(repr=False)
    token: str = field(repr=False)


def example_bodies(now: datetime) -> tuple[ExamplePerson, ...]:
    """Bring in the made-up bodies with two people each. Refused where any body is here."""
    with vault_session(KEEP_HOUSE):
        if Body.objects.exists():
            raise Refused("there are bodies here: the made-up ones never stand beside others")
        people: list[ExamplePerson] = []
        for name, words, kind, is_matcher in BODIES:
            body = Body.objects.create(
                id=name,
                name=words,
                kind=kind,
                country=COUNTRY,
                organisation=words,
                is_matcher=is_matcher,
                counts_weeks=False,
                from_day=now.date(),
            )
            people += _staffed(body, now)
    return tuple(people)


def _staffed(body: Body, now: datetime) -> list[ExamplePerson]:
    """Give a body two people with keys, and a key that both can open."""
    people, members = [], []
    for rank, roles in PEOPLE:
        staff = _hired(f"{body.pk}-{rank}", roles, body, now)
        words, private = new_words(), new_pair()
        wrapped = wrap_member_key(words, instance_id(), str(staff.pk), private)
        public = public_of(private)
        members.append(Member.objects.create(body=body, staff=staff.pk, public=public, wrapped=wrapped))
        people.append(ExamplePerson(body.pk, staff.username, words, invite(staff, actor=COMMAND_LINE, now=now)))
    _key(body, members, now)
    return people


def _hired(username: str, roles: tuple[Role, ...], body: Body, now: datetime) -> Staff:
    if found := Staff.objects.filter(username=username).first():
        return found
    return add_staff(username=username, name=username, roles=list(roles), body=body.pk, actor=COMMAND_LINE, now=now)


def _key(body: Body, members: list[Member], now: datetime) -> None:
    pairs = BodyKeys(new_pair(), new_pair())
    key = BodyKey.objects.create(
        key_id=pairs.key_id,
        body=body,
        sealing=public_of(pairs.sealing),
        signing=public_of(pairs.signing),
        vouched_by=member_mark(bytes(members[-1].public)),
        from_day=now.date(),
    )
    for member in members:
        place = WrapPlace(instance_id(), body.pk, pairs.key_id, str(member.staff))
        MemberWrap.objects.create(key=key, member=member, sealed=wrap_body_keys(bytes(member.public), place, pairs))
    record_open("body-key", journal_key(key).as_content(), now=now)
