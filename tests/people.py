"""A body's people in Python, for tests: what their browsers hold, make and wrap. Call it inside a `vault_session`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from safar.foundation.accounts.models import Staff
from safar.foundation.vault import bodies, key_actions
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import new_pair, public_of
from safar.foundation.vault.members import BodyKeys, WrapPlace, new_words, unwrap_body_keys, wrap_body_keys
from safar.foundation.vault.members import wrap_member_key as wrapped_key
from safar.foundation.vault.models import Body, BodyKey, Member
from safar.foundation.vault.signatures import sign

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@dataclass
class Colleague:
    """A member with a browser: what it holds is never sent."""

    staff: Staff
    private: EllipticCurvePrivateKey = field(default_factory=new_pair)

    def enrol(self, body: Body, now: datetime = NOW) -> Member:
        wrapped = wrapped_key(new_words(), instance_id(), str(self.staff.pk), self.private)
        public = public_of(self.private)
        return key_actions.make_member_key(body, self.staff.pk, public=public, wrapped=wrapped, now=now)

    @property
    def member(self) -> Member:
        return Member.objects.get(staff=self.staff.pk, left_on=None)

    def place(self, key_id: bytes) -> WrapPlace:
        return WrapPlace(instance_id(), self.staff.body, key_id, str(self.staff.pk))

    def opened(self, key: BodyKey) -> BodyKeys:
        sealed = bodies.keys_held(self.member)[bytes(key.pk)]
        return unwrap_body_keys(self.private, self.place(bytes(key.pk)), sealed)

    def confirm(self, key: BodyKey, now: datetime = NOW) -> BodyKey:
        signature = sign(self.private, bodies.first_vouching(self.staff.body, bytes(key.pk)))
        return key_actions.confirm_body_key(self.member, bytes(key.pk), signature, now=now)


def fresh(*people: Colleague) -> tuple[BodyKeys, dict[str, Any]]:
    """Make a body's keys and wrap them, as a browser does."""
    made = BodyKeys(new_pair(), new_pair())
    wraps = {one.staff.pk: wrap_body_keys(public_of(one.private), one.place(made.key_id), made) for one in people}
    return made, {"sealing": public_of(made.sealing), "signing": public_of(made.signing), "wraps": wraps}
