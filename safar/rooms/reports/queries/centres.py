"""Unions and centres that can check proofs, with the keys they are sealed to; and a checker's own wrapped keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from safar.foundation.vault.bodies import keys_held, member_in, open_bodies
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.reports.access import CHECKERS
from safar.rules.firewall import Purpose


@dataclass(frozen=True, slots=True)
class Centre:
    """A body that proofs can be sealed to today."""

    id: str
    name: str
    country: str
    key_id: str
    sealing: str


def centres(today: date) -> tuple[Centre, ...]:
    """List those that take proofs: no authority and no mission is among them."""
    with vault_reading(WORKER):
        return tuple(
            Centre(one.body.pk, one.body.name, one.body.country, b64(bytes(one.key.pk)), b64(bytes(one.key.sealing)))
            for one in open_bodies(today)
            if one.body.kind in CHECKERS
        )


def keys_of(body: str, staff: int) -> dict[str, Any]:
    """Give a checker's own key and the body's keys, both wrapped: the seven words open them in the browser."""
    with vault_reading(Purpose.ADVISE, body=body):
        member = member_in(body, staff)
        held = keys_held(member) if member else {}
        return {
            "instance": b64(instance_id()),
            "body": body,
            "member": str(staff),
            "public": b64(bytes(member.public)) if member else "",
            "wrapped": b64(bytes(member.wrapped)) if member else "",
            "wraps": [{"key_id": b64(key), "sealed": b64(sealed)} for key, sealed in held.items()],
        }
