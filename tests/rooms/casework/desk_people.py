"""People of a body with keys that open: seven words, a member's key, the body's keys wrapped to it, as in browsers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.vault.envelopes import NOTHING_SEEN, Head, NotePlace, seal_note
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import new_id, new_pair, public_of
from safar.foundation.vault.members import BodyKeys, WrapPlace, new_words, wrap_body_keys, wrap_member_key
from safar.foundation.vault.models import BodyKey, Member, MemberWrap
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.signatures import entry_statement, sign
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case
from tests.cast import Person, at_work, hire
from tests.device import Desk, Device


@dataclass(frozen=True)
class Colleague:
    """A person at the desk, and the words on their paper."""

    person: Person
    words: str

    @property
    def cookie(self) -> str:
        return str(self.person.client.cookies["sessionid"].value)


def colleague(name: str, desk: Desk, roles: tuple[Role, ...] = (Role.CASEWORKER,)) -> Colleague:
    """Hire somebody for a body and give them its keys."""
    staff = hire(name, roles, body=desk.id)
    return Colleague(at_work(staff), join(desk, staff))


def join(desk: Desk, staff: Staff) -> str:
    """Make a member's key and wrap the body's keys to it; gives the seven words."""
    words, pair, member = new_words(), new_pair(), str(staff.pk)
    place = WrapPlace(instance_id(), desk.id, desk.key_id, member)
    sealed = wrap_body_keys(public_of(pair), place, BodyKeys(desk.sealing, desk.signing))
    with vault_session(KEEP_HOUSE):
        row = Member.objects.create(
            body_id=desk.id,
            staff=staff.pk,
            public=public_of(pair),
            wrapped=wrap_member_key(words, instance_id(), member, pair),
        )
        MemberWrap.objects.create(key=BodyKey.objects.get(pk=desk.key_id), member=row, sealed=sealed)
    return words


def account(desk: Desk, **told: Any) -> dict[str, Any]:
    """Give the account that the form makes, for a body."""
    return {
        "v": 1,
        "type": "account",
        "language": "en",
        "filer": "worker",
        "harms": ["wages-unpaid"],
        "dangers": [],
        "answers": {},
        "country": "AE",
        "place": "Tamarin",
        "employer": {"name": "Blue Crane Cleaning LLC", "party": ""},
        "when": "2026-05-31",
        "text": "They did not pay me since May.",
        "reach": "",
        "caseworker": "any",
        "people": 1,
        "files": [],
        "keys": [b64(desk.key_id)],
        "on": "2026-11-20",
    } | told


def filed(device: Device, desk: Desk, told: dict[str, Any] | None = None, **coarse: Any) -> int:
    """File a complaint to a body and give its number."""
    answer = device.file(desk, told or account(desk), **coarse)
    assert answer.status_code == 201, answer.content
    with vault_session(KEEP_HOUSE):
        return int(Case.objects.get(folder__cid=device.cid).pk)


def note(device: Device, desk: Desk, text: bytes = b'{"v":1,"type":"note","text":"call on Monday"}') -> dict[str, Any]:
    """Seal and sign a note to the body alone."""
    head = Head(device.cid, device.epoch, new_id(), "body", "note", "1", NOTHING_SEEN)
    blob = seal_note(public_of(desk.sealing), NotePlace(instance_id(), desk.id, desk.key_id, head), text)
    signature = sign(desk.signing, entry_statement(device.cid, device.epoch, head.eid, blob))
    return {
        "eid": b64(head.eid),
        "kind": "note",
        "form": "1",
        "seen": b64(NOTHING_SEEN),
        "blob": b64(blob),
        "key_id": b64(desk.key_id),
        "signature": b64(signature),
    }
