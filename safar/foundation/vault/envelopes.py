"""Seal and open the entries of a case, the slots that give a body its key, and the notes a body keeps to itself.

For the worker's side (browser, or this server in memory where she has no script) and for the tests of the desk's side.
An entry is bound to its place: case, epoch, id, author's role, kind, form, and what its author had seen before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from safar.foundation.vault import hpke
from safar.foundation.vault.keys import ID, KEY, check_commit, decrypt, encrypt, entry_key
from safar.foundation.vault.padding import classes_of, pad, unpad
from safar.foundation.vault.wire import Malformed, fields, sized

ROLES = ("worker", "body", "house")
KINDS = ("account", "message", "file", "note", "claim", "answer")
NOTHING_SEEN = bytes(32)


@dataclass(frozen=True, slots=True)
class Head:
    """What an entry is bound to. `form` names the form and its version; `seen` is `seen_after` the last blob seen."""

    cid: bytes
    epoch: bytes
    eid: bytes
    role: str
    kind: str
    form: str
    seen: bytes = NOTHING_SEEN

    def bound(self) -> bytes:
        """Give the bytes that the seal vouches for."""
        if self.role not in ROLES or self.kind not in KINDS:
            raise Malformed("entry")
        ids = (sized(one, ID, "entry") for one in (self.cid, self.epoch, self.eid))
        return fields("safar/1 entry", *ids, self.role, self.kind, self.form, sized(self.seen, 32, "entry"))


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom and what for a case's key is sealed: a body, by the id of its keys, for one purpose."""

    instance: bytes
    cid: bytes
    epoch: bytes
    body: str
    key_id: bytes
    purpose: str

    def info(self) -> bytes:
        """Give the bytes that HPKE binds the slot to."""
        ids = (sized(one, ID, "slot") for one in (self.instance, self.cid, self.epoch))
        return fields("safar/1 slot", *ids, self.body, sized(self.key_id, ID, "slot"), self.purpose)


@dataclass(frozen=True, slots=True)
class NotePlace:
    """Where a body's own note belongs: it is sealed to the body's key, not to the case's."""

    instance: bytes
    body: str
    key_id: bytes
    head: Head = field(repr=False)

    def info(self) -> bytes:
        return fields("safar/1 note", self.instance, self.body, self.key_id, self.head.bound())


def seal_entry(key: bytes, head: Head, content: bytes) -> bytes:
    """Seal an entry under the key of its epoch."""
    if head.kind == "note":
        raise Malformed("entry: a note is sealed to its body")
    return encrypt(entry_key(key, head.eid), pad(content, classes_of(head.kind)), head.bound())


def open_entry(key: bytes, head: Head, blob: bytes) -> bytes:
    """Open an entry; under another head it doesn't open."""
    return unpad(decrypt(entry_key(key, head.eid), blob, head.bound()), classes_of(head.kind))


def seen_after(blob: bytes) -> bytes:
    """Give the `seen` of whoever has just read this blob."""
    return hashlib.sha256(blob).digest()


def seal_slot(public: bytes, recipient: Recipient, key: bytes) -> bytes:
    """Seal the key of an epoch to a body."""
    return hpke.seal(public, recipient.info(), sized(key, KEY, "key"))


def open_slot(private: EllipticCurvePrivateKey, recipient: Recipient, slot: bytes, commit: bytes) -> bytes:
    """Open a body's slot and hold the key against the epoch's commitment: one slot could open under two keys."""
    return check_commit(hpke.unseal(private, recipient.info(), slot), commit)


def seal_note(public: bytes, place: NotePlace, content: bytes) -> bytes:
    """Seal a note to its body alone."""
    return hpke.seal(public, place.info(), pad(content, classes_of(place.head.kind)))


def open_note(private: EllipticCurvePrivateKey, place: NotePlace, blob: bytes) -> bytes:
    """Open a note of one's own body."""
    return unpad(hpke.unseal(private, place.info(), blob), classes_of(place.head.kind))
