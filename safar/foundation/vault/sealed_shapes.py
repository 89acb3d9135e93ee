"""The shapes in which sealed things travel to any room's API. Bytes are base64url; no field is for a word of hers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

from safar.foundation.vault.sealed import (
    CID,
    EID,
    EPOCH,
    HASH,
    KEY_ID,
    POINT,
    RECORD,
    SEALED_KEY,
    SIGNATURE,
    SealedEntry,
    SealedEpoch,
    SealedFolder,
    SealedReceipt,
    SealedSlot,
)
from safar.foundation.vault.wire import Malformed, unb64
from safar.rules.firewall import Purpose

LONGEST_BLOB = 4_194_304 + 64


def _read(size: int | None) -> Any:
    def read(text: object) -> bytes:
        try:
            return unb64(text, size)
        except Malformed:
            raise ValueError(f"not base64url of {size} bytes" if size else "not base64url") from None

    return read


def _described(size: int | None, most: int) -> dict[str, Any]:
    length = -(-(size or most) * 4 // 3)
    shape: dict[str, Any] = {"type": "string", "pattern": "^[A-Za-z0-9_-]*$", "maxLength": length}
    return shape | ({"minLength": length} if size else {})


Id = Annotated[bytes, BeforeValidator(_read(CID)), WithJsonSchema(_described(CID, CID))]
Hash = Annotated[bytes, BeforeValidator(_read(HASH)), WithJsonSchema(_described(HASH, HASH))]
Point = Annotated[bytes, BeforeValidator(_read(POINT)), WithJsonSchema(_described(POINT, POINT))]
Record = Annotated[bytes, BeforeValidator(_read(RECORD)), WithJsonSchema(_described(RECORD, RECORD))]
SealedKey = Annotated[bytes, BeforeValidator(_read(SEALED_KEY)), WithJsonSchema(_described(SEALED_KEY, SEALED_KEY))]
Signature = Annotated[bytes, BeforeValidator(_read(SIGNATURE)), WithJsonSchema(_described(SIGNATURE, SIGNATURE))]
Blob = Annotated[bytes, BeforeValidator(_read(None)), WithJsonSchema(_described(None, LONGEST_BLOB))]
Small = Annotated[bytes, BeforeValidator(_read(None)), WithJsonSchema(_described(None, 1200))]
BodyId = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
assert CID == EPOCH == EID == KEY_ID  # noqa: S101 - one shape serves all four


class EntryIn(Schema):
    """One sealed text or file of the worker."""

    eid: Id
    kind: str = Field(pattern="^(account|message|file|answer)$")
    form: str = Field(max_length=20)
    seen: Hash
    blob: Blob

    def value(self) -> SealedEntry:
        return SealedEntry(self.eid, "worker", self.kind, self.form, self.seen, self.blob)


class SlotIn(Schema):
    """The folder's key, sealed to one body for one purpose."""

    body: BodyId
    key_id: Id
    purpose: Purpose
    sealed: SealedKey
    until: date | None = None

    def value(self) -> SealedSlot:
        return SealedSlot(self.body, self.key_id, self.purpose.value, self.sealed, self.until)


class ReceiptIn(Schema):
    """A receipt's tag, and the record only it opens."""

    tag: Hash
    record: Record

    def value(self) -> SealedReceipt:
        return SealedReceipt(self.tag, self.record)


class EpochIn(Schema):
    """A key's time, and who can open it."""

    epoch: Id
    commit: Hash
    token_sha256: Hash
    receipts: list[ReceiptIn] = Field(max_length=3)
    slots: list[SlotIn] = Field(max_length=6)

    def value(self) -> SealedEpoch:
        receipts = tuple(one.value() for one in self.receipts)
        return SealedEpoch(
            self.epoch, self.commit, self.token_sha256, receipts, tuple(one.value() for one in self.slots)
        )


class FolderIn(Schema):
    """A whole new folder."""

    cid: Id
    consent_key: Point
    epoch: EpochIn
    entries: list[EntryIn] = Field(max_length=8)
    keep: str = Field(pattern="^(90-days|year|closed)$")

    def sealed(self) -> SealedFolder:
        entries = tuple(one.value() for one in self.entries)
        return SealedFolder(self.cid, self.consent_key, self.epoch.value(), entries, self.keep, "browser")
