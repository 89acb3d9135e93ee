"""What the journal says about the keys of bodies, and what an auditor can check of it without asking anybody.

Whoever can put a key of his own in a body's place reads everything sealed to it from then on. So each key stands in an
open leaf for three days before it counts, and each but a body's first is vouched for by the one before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from safar.foundation.vault.signatures import is_signed
from safar.foundation.vault.wire import Malformed, b64, fields, unb64

WAIT = timedelta(days=3)
PUBLIC_BYTES, ID_BYTES = 65, 16


@dataclass(frozen=True, slots=True)
class JournalKey:
    """A body's pair of public keys as an open leaf of kind `body-key` states it."""

    body: str
    key_id: bytes
    sealing: bytes
    signing: bytes
    from_day: date
    vouched_by: bytes = b""
    voucher: bytes = b""

    def as_content(self) -> dict[str, str]:
        """Give the content for `record_open("body-key", …)`."""
        ids = {"body": self.body, "key_id": b64(self.key_id), "from": self.from_day.isoformat()}
        publics = {"sealing": b64(self.sealing), "signing": b64(self.signing)}
        return {**ids, **publics, "vouched_by": b64(self.vouched_by), "voucher": b64(self.voucher)}

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> JournalKey:
        """Read a leaf's content; raises ValueError."""
        try:
            sealing, signing = (unb64(content[name], PUBLIC_BYTES) for name in ("sealing", "signing"))
            vouched_by, voucher = (unb64(content[name]) for name in ("vouched_by", "voucher"))
            from_day = date.fromisoformat(content["from"])
            key_id = unb64(content["key_id"], ID_BYTES)
        except (KeyError, TypeError, Malformed) as error:
            raise ValueError("a body's key is malformed") from error
        return cls(str(content.get("body", "")), key_id, sealing, signing, from_day, vouched_by, voucher)

    @property
    def has_its_id(self) -> bool:
        return self.key_id == key_id_of(self.sealing, self.signing)

    def is_vouched_by(self, older: JournalKey) -> bool:
        """Did the older key of the same body sign this one?"""
        same = older.body == self.body and older.key_id == self.vouched_by
        return same and is_signed(older.signing, vouching(self), self.voucher)


@dataclass(frozen=True, slots=True)
class OfferedKey:
    """A body's key as this site hands it to a sender's browser today."""

    body: str
    sealing: bytes
    signing: bytes


def key_id_of(sealing: bytes, signing: bytes) -> bytes:
    """Give the id of a pair of public keys."""
    return hashlib.sha256(fields("safar/1 key", sealing, signing)).digest()[:ID_BYTES]


def vouching(key: JournalKey) -> bytes:
    """Give the statement that the older signing key signs to vouch for a new pair."""
    return fields("safar/1 vouch", key.body, key.sealing, key.signing, key.from_day.isoformat())
