"""What a body's people do with its keys, as their browsers send it. Each is one transaction and a leaf in the journal.

Only a person of the body with an account of its own comes here; only a supervisor takes somebody out or makes sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404

from safar.foundation.accounts.access import holds_any
from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.vault import key_actions
from safar.foundation.vault.access import body_for
from safar.foundation.vault.bodies import member_in
from safar.foundation.vault.models import Body, Member
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.foundation.vault.wire import Malformed, unb64

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who acts, in which body, on whom, when."""

    person: Staff
    body: Body
    other: int
    now: datetime

    @property
    def me(self) -> Member:
        """Give the actor's own key; without one nothing can be done but to make it."""
        found = member_in(self.body.pk, self.person.pk)
        if found is None:
            raise Refused("make your own key first")
        return found

    def check_supervises(self) -> None:
        if not holds_any(self.person, (Role.SUPERVISOR,)):
            raise Http404


def act(name: str, person: Staff, payload: Payload, *, other: int = 0, now: datetime) -> bool:
    """Do one act by its name; says whether the recovery sheets' wraps may be handed out now."""
    with vault_session("advise", body=person.body):
        sitting = Sitting(person, body_for(person.body, now.date()), other, now)
        return bool(ACTS[name](sitting, payload))


def _mine(at: Sitting, sent: Payload) -> None:
    public, wrapped = _bytes(sent, "public"), _bytes(sent, "wrapped")
    key_actions.make_member_key(at.body, at.person.pk, public=public, wrapped=wrapped, now=at.now)


def _passkey(at: Sitting, sent: Payload) -> None:
    key_actions.keep_passkey(at.me, _bytes(sent, "passkey"), _bytes(sent, "wrapped"), now=at.now)


def _end_passkey(at: Sitting, sent: Payload) -> None:
    if mine := member_in(at.body.pk, at.person.pk):
        key_actions.end_passkey(mine, now=at.now)


def _first(at: Sitting, sent: Payload) -> None:
    wraps = _wraps_to_members(sent)
    key_actions.make_body_key(at.me, sealing=_bytes(sent, "sealing"), signing=_bytes(sent, "signing"), wraps=wraps)


def _confirm(at: Sitting, sent: Payload) -> None:
    key_actions.confirm_body_key(at.me, _bytes(sent, "key_id"), _bytes(sent, "signature"), now=at.now)


def _renew(at: Sitting, sent: Payload) -> None:
    key_actions.renew_body_key(
        at.me,
        sealing=_bytes(sent, "sealing"),
        signing=_bytes(sent, "signing"),
        wraps=_wraps_to_members(sent),
        from_day=_day(sent),
        voucher=_bytes(sent, "voucher"),
        leaving=at.other or None,
        now=at.now,
    )


def _leaves(at: Sitting, sent: Payload) -> None:
    at.check_supervises()
    _renew(at, sent)


def _let_in(at: Sitting, sent: Payload) -> None:
    key_actions.let_in(at.me, at.other, _wraps_of_keys(sent), now=at.now)


def _sheet(at: Sitting, sent: Payload) -> None:
    at.check_supervises()
    key_actions.make_sheet(at.me, _number(sent), _bytes(sent, "public"), _wraps_of_keys(sent), now=at.now)


def _end_sheet(at: Sitting, sent: Payload) -> None:
    at.check_supervises()
    key_actions.end_sheet(at.body.pk, now=at.now)


def _recover(at: Sitting, sent: Payload) -> bool:
    """First the wraps are asked for, and the use is written down; then they come back, made for the asker."""
    if "wraps" not in sent:
        key_actions.use_sheet(at.me, now=at.now)
        return True
    key_actions.let_in_by_sheet(at.me, _wraps_of_keys(sent), now=at.now)
    return False


ACTS: Mapping[str, Callable[[Sitting, Payload], bool | None]] = {
    "mine": _mine,
    "passkey": _passkey,
    "end-passkey": _end_passkey,
    "first": _first,
    "confirm": _confirm,
    "renew": _renew,
    "let-in": _let_in,
    "leaves": _leaves,
    "sheets": _sheet,
    "end-sheets": _end_sheet,
    "recover": _recover,
}


def _bytes(sent: Payload, name: str) -> bytes:
    return unb64(sent.get(name))


def _number(sent: Payload) -> int:
    try:
        return int(str(sent.get("holder")))
    except ValueError:
        raise Malformed("holder") from None


def _day(sent: Payload) -> date:
    try:
        return date.fromisoformat(str(sent.get("from_day")))
    except ValueError:
        raise Malformed("from_day") from None


def _wraps(sent: Payload) -> dict[str, bytes]:
    wraps = sent.get("wraps")
    if not isinstance(wraps, dict):
        raise Malformed("wraps")
    return {str(name): unb64(sealed) for name, sealed in wraps.items()}


def _wraps_of_keys(sent: Payload) -> dict[bytes, bytes]:
    return {unb64(name, 16): sealed for name, sealed in _wraps(sent).items()}


def _wraps_to_members(sent: Payload) -> dict[int, bytes]:
    try:
        return {int(name): sealed for name, sealed in _wraps(sent).items()}
    except ValueError:
        raise Malformed("wraps") from None
