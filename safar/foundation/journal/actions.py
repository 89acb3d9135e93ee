"""Writing in the journal: acts on cases, open leaves, and forgetting. Call these inside the write's own transaction.

An act waits until the day is closed (`closing.py`). Whoever made it gets a signed promise at once, and can hold the
house to it: by the day it names, the leaf stands in the tree.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from safar.foundation.journal.keys import journal_signer
from safar.foundation.journal.models import ClosedAct, Leaf, WaitingAct
from safar.foundation.journal.notes import signed_note
from safar.foundation.journal.promises import promise_text
from safar.foundation.vault.rows import add_row
from safar.rules.merkle import leaf_hash

KINDS = ("body-key", "script-hash", "firewall-table", "jurisdictions", "body-change", "data-requests")
"""What an open leaf can be about; the list is closed."""
WITHIN = timedelta(days=1)
SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Promise:
    """The house's signed word that a leaf will stand in the tree by the end of a day. `note` is what is signed.

    With `salt` and `act` the holder can see what the leaf says: `leaf` is SHA-256(0x00 ‖ salt ‖ act).
    """

    leaf: bytes
    due: date
    note: str
    salt: bytes = field(repr=False)
    act: bytes = field(repr=False)


def record_act(folder: int | None, verb: str, detail: Mapping[str, Any], *, now: datetime) -> Promise:
    """Say what was done to a folder (None: to no folder). `detail` holds ids and codes, never a text of a person.

    Hand the promise out once the transaction has been committed, not before.
    """
    act = canonical({"day": now.date().isoformat(), "detail": detail, "folder": folder, "verb": verb})
    salt = secrets.token_bytes(SALT_BYTES)
    leaf = leaf_hash(salt + act)
    add_row(WaitingAct(hash=leaf, salt=salt, act=act, folder=folder))
    due = now.date() + WITHIN
    return Promise(leaf, due, signed_note(promise_text(leaf, due), journal_signer()), salt, act)


def record_open(kind: str, content: Mapping[str, Any], *, now: datetime) -> bytes:
    """Say in public which key, script or rule is in force from now on; gives the leaf hash. See KINDS."""
    if kind not in KINDS:
        raise ValueError(f"an open leaf is about one of: {', '.join(KINDS)}")
    leaf = canonical({"content": content, "day": now.date().isoformat(), "kind": kind})
    WaitingAct.objects.create(hash=leaf_hash(leaf), salt=b"", act=leaf, is_open=True)
    return leaf_hash(leaf)


def record_change(kind: str, content: Mapping[str, Any], *, now: datetime) -> bytes | None:
    """Write an open leaf where it says something else than the last of its kind: for what is looked at every day.

    Inside the house's session, which alone sees what waits. None where nothing has changed.
    """
    waiting = WaitingAct.objects.filter(is_open=True).values_list("act", flat=True)
    stand = Leaf.objects.filter(content__isnull=False).order_by("position").values_list("content", flat=True)
    told = [json.loads(bytes(leaf or b"")) for leaf in (*stand, *waiting)]
    of_kind = sorted((leaf for leaf in told if leaf["kind"] == kind), key=itemgetter("day"))
    if of_kind and canonical(of_kind[-1]["content"]) == canonical(content):
        return None
    return record_open(kind, content, now=now)


def forget(folder: int) -> int:
    """Drop salts and acts of a folder: the tree stays whole, and nobody can say any more what its leaves were.

    Gives how many there were. What still waits keeps its hash, for it was promised.
    """
    waiting = WaitingAct.objects.filter(folder=folder).exclude(act=b"").update(salt=b"", act=b"")
    return waiting + ClosedAct.objects.filter(folder=folder).delete()[0]


def canonical(value: Mapping[str, Any]) -> bytes:
    """Write JSON in the one form that is hashed: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
