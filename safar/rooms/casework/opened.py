"""A case that is open on the server for one request, in memory, because her phone runs no script. Never kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safar.foundation.vault.access import record_for
from safar.foundation.vault.envelopes import NOTHING_SEEN
from safar.foundation.vault.load import opening
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.foundation.vault.signatures import read_scope
from safar.foundation.vault.wire import b64, unb64
from safar.rooms.casework.sealing import Held, keys_of, reopened


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to her: may this body see the case, for what, until when; answered already, or not.

    `part` names the entries where it isn't about all of them: who wrote each ("" for herself), and on which day.
    """

    to: str
    body: str
    name: str
    purpose: str
    until: date
    scope: str
    part: tuple[tuple[str, date], ...]
    why: str
    caution: str
    is_claim: bool
    answer: bool | None


@dataclass(frozen=True, slots=True)
class Said:
    """An entry as it is shown: whose, of which day, its text, and whether it is confirmed."""

    eid: str
    role: str
    name: str
    on: date
    text: str = field(repr=False)
    is_file: bool
    is_readable: bool
    is_confirmed: bool
    names_unknown_key: bool
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class PlainFolder:
    """A case that is open for this one request."""

    held: Held = field(repr=False)
    folder: Mapping[str, Any] = field(repr=False)
    said: tuple[Said, ...] = field(repr=False)
    seen: bytes = NOTHING_SEEN

    @property
    def is_claim(self) -> bool:
        return bool(self.folder["room"] == "claim")

    @property
    def readers(self) -> list[str]:
        """Give the ids of the keys that it is sealed to."""
        return list(dict.fromkeys(slot["key_id"] for slot in self.folder["slots"]))

    def epochs_of(self, scope: str) -> frozenset[bytes]:
        """Give the epochs in which the entries of a consent's scope were written."""
        named = {b64(eid) for eid in read_scope(scope)}
        meant = [one["epoch"] for one in self.folder["entries"] if not named or one["eid"] in named]
        return frozenset(unb64(epoch) for epoch in meant)


def held_by(receipt: str, word: str) -> Held | None:
    """Find and open the record of a receipt; None where it opens nothing, whatever the reason."""
    with opening():
        mine = keys_of(receipt, word)
        with vault_reading(WORKER, mark=tag_mac(mine.tag)):
            record = record_for(mine.tag)
    return reopened(mine, record)
