"""Seal and open on the server, in memory, for the worker whose phone runs no script. This room alone may import it.

It does what `static/casework/help_filing.js` does in the browser. Nothing here is stored, logged or printed; what it
holds lives as long as one answer to her request.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from safar.foundation.vault.envelopes import NOTHING_SEEN, Head, Recipient, open_entry, seal_entry, seal_slot
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import (
    ReceiptKeys,
    check_commit,
    commit_of,
    load_pkcs8,
    new_id,
    new_key,
    new_pair,
    pkcs8_of,
    public_of,
    receipt_keys,
    token_of,
)
from safar.foundation.vault.receipts import EpochKey, Record, open_record, seal_record
from safar.foundation.vault.sealed import (
    SealedEntry,
    SealedEpoch,
    SealedFolder,
    SealedReceipt,
    SealedSlot,
    SignedConsent,
)
from safar.foundation.vault.signatures import sign_consent, verify_body_entry
from safar.foundation.vault.wire import Unreadable, b64, fields, split_fields, unb64

FORM = "1"


@dataclass(frozen=True, slots=True)
class Attached:
    """A cleaned file, as it goes into the seal."""

    eid: bytes
    name: str
    media_type: str
    data: bytes = field(repr=False)
    taken: str = ""


@dataclass(frozen=True, slots=True)
class BodyTo:
    """A body that a key is sealed to, for a purpose, until a day."""

    body: str
    key_id: bytes
    sealing: bytes
    purpose: str = "advise"
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A case whose keys are in hand for this one request."""

    record: Record = field(repr=False)
    mine: ReceiptKeys = field(repr=False)

    @property
    def cid(self) -> bytes:
        return self.record.cid

    @property
    def newest(self) -> EpochKey:
        return self.record.newest

    @property
    def token(self) -> bytes:
        return token_of(self.newest.key)

    @property
    def receipts(self) -> tuple[ReceiptKeys, ...]:
        return (self.mine, *self.record.others)


def keys_of(receipt: str, word: str) -> ReceiptKeys:
    """Derive the keys of a receipt: slow on purpose."""
    return receipt_keys(receipt, word, instance_id())


def begun(mine: ReceiptKeys) -> Held:
    """Make the keys of a new case."""
    keys = (EpochKey(new_id(), new_key()),)
    return Held(Record(new_id(), keys, pkcs8_of(new_pair())), mine)


def reopened(mine: ReceiptKeys, record: bytes) -> Held | None:
    """Open what the vault gave for a receipt; None where it is nobody's."""
    try:
        return Held(open_record(mine.wrap, record), mine)
    except Unreadable:
        return None


def sealed_folder(
    held: Held, account: Mapping[str, Any], files: Sequence[Attached], bodies: Sequence[BodyTo], keep: str
) -> SealedFolder:
    """Seal a whole complaint: the account, its files, a slot for each body, the record for her receipt."""
    named = [
        {"eid": b64(one.eid), "name": one.name, "type": one.media_type, "taken": one.taken or None} for one in files
    ]
    entries = [sealed_text(held, "account", {**account, "files": named}), *(sealed_file(held, one) for one in files)]
    slots = tuple(sealed_slot(held, one) for one in bodies)
    public = public_of(load_pkcs8(held.record.consent))
    return SealedFolder(held.cid, public, sealed_epoch(held, slots), tuple(entries), keep, "server")


def sealed_text(held: Held, kind: str, content: Mapping[str, Any], seen: bytes = NOTHING_SEEN) -> SealedEntry:
    """Seal what she wrote."""
    return _sealed(held, new_id(), kind, json.dumps(content, ensure_ascii=False).encode(), seen)


def sealed_file(held: Held, one: Attached) -> SealedEntry:
    """Seal a cleaned file."""
    header = json.dumps({"name": one.name, "type": one.media_type, "taken": one.taken or None})
    return _sealed(held, one.eid, "file", fields(header, one.data), NOTHING_SEEN)


def sealed_slot(held: Held, to: BodyTo) -> SealedSlot:
    """Seal the newest key to a body."""
    return SealedSlot(to.body, to.key_id, to.purpose, _sealed_key(held, held.newest, to), to.until)


def earlier_slots(held: Held, to: BodyTo, epochs: Collection[bytes]) -> dict[bytes, bytes]:
    """Seal the keys of epochs before the newest to a body too: else it could not open what was written then."""
    before = [one for one in held.record.keys[:-1] if one.epoch in epochs]
    return {one.epoch: _sealed_key(held, one, to) for one in before}


def sealed_epoch(held: Held, slots: tuple[SealedSlot, ...]) -> SealedEpoch:
    """Write what proves and opens the newest key, for every receipt of the case."""
    receipts = tuple(sealed_receipt(held, one) for one in held.receipts)
    token = hashlib.sha256(held.token).digest()
    return SealedEpoch(held.newest.epoch, commit_of(held.newest.key), token, receipts, slots)


def sealed_receipt(held: Held, mine: ReceiptKeys) -> SealedReceipt:
    """Write the record that one receipt opens; it knows the others."""
    others = tuple(one for one in held.receipts if one != mine)
    return SealedReceipt(mine.tag, seal_record(mine.wrap, replace(held.record, others=others)))


def with_next_epoch(held: Held) -> Held:
    """Begin a new epoch."""
    return replace(held, record=replace(held.record, keys=(*held.record.keys, EpochKey(new_id(), new_key()))))


def with_receipt(held: Held, theirs: ReceiptKeys) -> Held:
    """Let a second receipt in."""
    return replace(held, record=replace(held.record, others=(*held.record.others, theirs)))


def signed_consent(held: Held, to: BodyTo, scope: str) -> SignedConsent:
    """Sign her word that a body may see the case, with the key that only her receipts open."""
    if to.until is None:
        raise ValueError("a consent has an end")
    private = load_pkcs8(held.record.consent)
    return sign_consent(
        private, held.cid, body=to.body, key_id=to.key_id, purpose=to.purpose, scope=scope, until=to.until
    )


def is_committed(held: Held, folder: Mapping[str, Any]) -> bool:
    """Hold the newest key against what the vault says it committed to."""
    try:
        check_commit(held.newest.key, unb64(folder["commits"][folder["epoch"]]))
    except (Unreadable, KeyError):
        return False
    return True


def opened(held: Held, entry: Mapping[str, Any]) -> bytes | None:
    """Open an entry; None where it doesn't open with her keys."""
    epoch, blob = unb64(entry["epoch"]), entry["blob"]
    key = next((one.key for one in held.record.keys if one.epoch == epoch), None)
    if key is None or blob is None:
        return None
    named = entry["role"], entry["kind"], entry["form"]
    try:
        return open_entry(key, Head(held.cid, epoch, unb64(entry["eid"]), *named, unb64(entry["seen"])), unb64(blob))
    except Unreadable:
        return None


def opened_file(held: Held, entry: Mapping[str, Any]) -> tuple[str, bytes] | None:
    """Open a file: its name, and its bytes."""
    content = opened(held, entry)
    if content is None:
        return None
    header, data = split_fields(content, 2)
    return str(json.loads(header)["name"]), data


def is_confirmed(held: Held, entry: Mapping[str, Any], keys: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether the body's own key stands under an entry."""
    key = next((one for one in keys if (one["key_id"], one["body"]) == (entry["key_id"], entry["body"])), None)
    if key is None or entry["blob"] is None:
        return False
    place = held.cid, unb64(entry["epoch"]), unb64(entry["eid"]), unb64(entry["blob"])
    return verify_body_entry(unb64(key["signing"]), unb64(entry["signature"]), *place)


def _sealed_key(held: Held, one: EpochKey, to: BodyTo) -> bytes:
    place = Recipient(instance_id(), held.cid, one.epoch, to.body, to.key_id, to.purpose)
    return seal_slot(to.sealing, place, one.key)


def _sealed(held: Held, eid: bytes, kind: str, content: bytes, seen: bytes) -> SealedEntry:
    head = Head(held.cid, held.newest.epoch, eid, "worker", kind, FORM, seen)
    return SealedEntry(eid, "worker", kind, FORM, seen, seal_entry(held.newest.key, head, content))
