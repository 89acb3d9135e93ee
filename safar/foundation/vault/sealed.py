"""What a browser hands over, already sealed, and what the vault checks of it without being able to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safar.foundation.vault.padding import classes_of

CID, EPOCH, EID, KEY_ID, NONCE, HASH, POINT, SIGNATURE, RECORD = 16, 16, 16, 16, 12, 32, 65, 64, 4096
GCM_TAG = 16
SEALED_KEY = POINT + 32 + GCM_TAG
NOTE = POINT + GCM_TAG  # what HPKE adds to a note
WORKER_KINDS = frozenset({"account", "message", "file", "answer"})
BODY_KINDS = frozenset({"message", "file", "note", "claim"})
MOST_ENTRIES, MOST_SLOTS, MOST_RECEIPTS = 8, 6, 3


class Refused(ValueError):
    """The vault can't take this; the message says why and holds nothing of what was sent."""


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """One sealed text or file. A body signs what it writes: `body`, `key_id` and `signature` are then set."""

    eid: bytes
    role: str
    kind: str
    form: str
    seen: bytes
    blob: bytes
    body: str = ""
    key_id: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class SealedSlot:
    """A folder's key, sealed to one body for one purpose, until a day."""

    body: str
    key_id: bytes
    purpose: str
    sealed: bytes
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SealedReceipt:
    """A receipt's tag, and the worker's slot that only this receipt reads."""

    tag: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class SealedEpoch:
    """A key's time: what proves the key (`commit`), what fetches by it (`token_sha256`), and who can open it."""

    epoch: bytes
    commit: bytes
    token_sha256: bytes
    receipts: tuple[SealedReceipt, ...]
    slots: tuple[SealedSlot, ...]


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """A whole new folder."""

    cid: bytes
    consent_key: bytes
    epoch: SealedEpoch
    entries: tuple[SealedEntry, ...]
    keep: str
    sealed_by: str


@dataclass(frozen=True, slots=True)
class SignedConsent:
    """The worker's signed word about one body: it may use some entries for one purpose until the end of a day."""

    body: str
    key_id: bytes
    purpose: str
    scope: str
    until: date
    nonce: bytes
    signature: bytes


def check_folder(folder: SealedFolder, kinds: frozenset[str] = WORKER_KINDS) -> None:
    """Refuse a folder whose parts have another shape than ours."""
    _length(folder.cid, CID, "cid")
    check_point(folder.consent_key, "consent key")
    check_epoch(folder.epoch)
    if not folder.entries:
        raise Refused("a folder needs an entry")
    check_entries(folder.entries, kinds)


def check_epoch(epoch: SealedEpoch) -> None:
    """Refuse an epoch of another shape."""
    _length(epoch.epoch, EPOCH, "epoch")
    _length(epoch.commit, HASH, "commit")
    _length(epoch.token_sha256, HASH, "token")
    if not 1 <= len(epoch.receipts) <= MOST_RECEIPTS:
        raise Refused(f"a folder needs a receipt, and can have {MOST_RECEIPTS}")
    for receipt in epoch.receipts:
        check_receipt(receipt)
    if len(epoch.slots) > MOST_SLOTS:
        raise Refused(f"at most {MOST_SLOTS} bodies at once")
    for slot in epoch.slots:
        check_slot(slot)


def check_receipt(receipt: SealedReceipt) -> None:
    """Refuse a receipt of another shape."""
    _length(receipt.tag, HASH, "tag")
    _length(receipt.record, RECORD, "record")


def check_slot(slot: SealedSlot) -> None:
    """Refuse a slot that can't hold a key."""
    _length(slot.key_id, KEY_ID, "key id")
    _length(slot.sealed, SEALED_KEY, "slot")


def check_entries(entries: Sequence[SealedEntry], kinds: frozenset[str]) -> None:
    """Refuse entries of another shape: each blob has the size of its class, so that its length tells nothing."""
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"at most {MOST_ENTRIES} entries at once")
    for entry in entries:
        _length(entry.eid, EID, "eid")
        _length(entry.seen, HASH, "seen")
        if entry.kind not in kinds:
            raise Refused("this kind of entry can't be added here")
        size_class(entry)


def size_class(entry: SealedEntry) -> int:
    """Give the padded size of what is inside."""
    size = len(entry.blob) - (NOTE if entry.kind == "note" else NONCE + GCM_TAG)
    if size not in classes_of(entry.kind):
        raise Refused("an entry is not padded to one of the sizes")
    return size


def check_consent(consent: SignedConsent) -> None:
    """Refuse a consent of another shape; whether it is signed is asked elsewhere."""
    _length(consent.key_id, KEY_ID, "key id")
    _length(consent.nonce, 16, "nonce")
    _length(consent.signature, SIGNATURE, "signature")


def check_point(key: bytes, name: str) -> None:
    """Refuse what is no uncompressed P-256 point."""
    _length(key, POINT, name)
    if key[0] != 4:
        raise Refused(f"{name} is no uncompressed point")


def _length(value: bytes, length: int, name: str) -> None:
    if len(value) != length:
        raise Refused(f"{name} has not its {length} bytes")
