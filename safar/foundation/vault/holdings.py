"""What a waiting case seals to the matcher: a note on whom it is about, and the body's slot once more.

For casework alone: on the worker's side when it is sealed without script, and on the matcher's second machine. The note
names the hash of the slot it belongs to, so that the site can't pair it with another. `static/casework/help_filing.js`
is the same in the browser.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from safar.foundation.vault import hpke
from safar.foundation.vault.wire import Malformed, b64, fields, unb64

NOTE_BYTES = 512


@dataclass(frozen=True, slots=True)
class HoldPlace:
    """For which matcher, under which of its keys, on which site."""

    instance: bytes
    matcher: str
    key_id: bytes

    def info(self, what: str) -> bytes:
        return fields(f"safar/1 hold {what}", self.instance, self.matcher, self.key_id)


@dataclass(frozen=True, slots=True)
class Note:
    """Whom a waiting case is about, and how many there must be."""

    party: str = field(repr=False)
    threshold: int


@dataclass(frozen=True, slots=True)
class Held:
    """A note and the slot that belongs to it, both open."""

    note: Note
    slot: bytes = field(repr=False)


def seal_hold(public: bytes, place: HoldPlace, note: Note, slot: bytes) -> tuple[bytes, bytes]:
    """Seal a note and a slot to a matcher; notes have one size, so that their length names nobody."""
    told = {"v": 1, "party": note.party, "threshold": note.threshold, "slot": b64(hashlib.sha256(slot).digest())}
    content = json.dumps(told, ensure_ascii=False).encode()
    if len(content) > NOTE_BYTES:
        raise Malformed("note: too long")
    sealed = hpke.seal(public, place.info("note"), content.ljust(NOTE_BYTES))
    return sealed, hpke.seal(public, place.info("slot"), slot)


def open_hold(private: EllipticCurvePrivateKey, place: HoldPlace, note: bytes, inner: bytes) -> Held:
    """Open both, and refuse a note that speaks of another slot."""
    slot = hpke.unseal(private, place.info("slot"), inner)
    try:
        told = json.loads(hpke.unseal(private, place.info("note"), note))
        if told["v"] != 1 or unb64(told["slot"], 32) != hashlib.sha256(slot).digest():
            raise Malformed("note")
        return Held(Note(str(told["party"]), int(told["threshold"])), slot)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Malformed("note") from None
