"""Receipts and what one receipt opens: a record of always 4096 bytes, in which nothing can be told from noise.

A record holds the keys of a case's epochs and the key that signs consents, sealed under the receipt's wrapping key. All
records have one size, so that a server can answer a wrong receipt with as many random bytes. Where a case has a second
receipt, each record holds the keys of the others too: whoever begins a new epoch seals it for all of them.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

from safar.foundation.vault.keys import ID, KEY, NONCE, TAG, ReceiptKeys, decrypt, encrypt
from safar.foundation.vault.wire import Malformed, WrongKey, b64, fields, sized, unb64
from safar.rules.receipts import DIGITS

RECORD = 4096
PLAIN = RECORD - 2 * ID - NONCE - TAG


@dataclass(frozen=True, slots=True)
class EpochKey:
    """The key of one epoch of a case."""

    epoch: bytes
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """What a receipt opens: the keys, newest last, and the private key of consents as PKCS #8."""

    cid: bytes
    keys: tuple[EpochKey, ...] = field(repr=False)
    consent: bytes = field(repr=False)
    others: tuple[ReceiptKeys, ...] = field(default=(), repr=False)

    @property
    def newest(self) -> EpochKey:
        return self.keys[-1]


def new_receipt() -> str:
    """Make a receipt: 24 digits, each drawn by rejection, so that all are equally likely."""
    return "".join(str(secrets.randbelow(10)) for _ in range(DIGITS))


def seal_record(wrap: bytes, record: Record) -> bytes:
    """Seal a record under a receipt's wrapping key."""
    epoch = sized(record.newest.epoch, ID, "epoch")
    head = sized(record.cid, ID, "cid") + epoch
    return head + encrypt(wrap, _written(record), fields("safar/1 record", record.cid, epoch))


def open_record(wrap: bytes, sealed: bytes) -> Record:
    """Open a record. Whoever uses a key of it checks it first against its epoch's commitment (`keys.check_commit`)."""
    sized(sealed, RECORD, "record")
    cid, epoch = sealed[:ID], sealed[ID : 2 * ID]
    record = _read(cid, decrypt(wrap, sealed[2 * ID :], fields("safar/1 record", cid, epoch)))
    if record.newest.epoch != epoch:
        raise WrongKey
    return record


def _written(record: Record) -> bytes:
    keys = [{"epoch": b64(one.epoch), "key": b64(sized(one.key, KEY, "key"))} for one in record.keys]
    content: dict[str, object] = {"v": 1, "keys": keys, "consent": b64(record.consent)}
    if record.others:
        content["others"] = [{"tag": b64(one.tag), "wrap": b64(one.wrap)} for one in record.others]
    text = json.dumps(content, separators=(",", ":")).encode()
    if len(text) > PLAIN:
        raise Malformed("record: too many epochs")
    return text.ljust(PLAIN)


def _read(cid: bytes, plain: bytes) -> Record:
    try:
        content = json.loads(plain)
        if content["v"] != 1 or not content["keys"]:
            raise Malformed("record")
        keys = tuple(EpochKey(unb64(one["epoch"], ID), unb64(one["key"], KEY)) for one in content["keys"])
        others = content.get("others", [])
        known = tuple(ReceiptKeys(unb64(one["tag"], KEY), unb64(one["wrap"], KEY)) for one in others)
        return Record(cid, keys, unb64(content["consent"]), known)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Malformed("record") from None
