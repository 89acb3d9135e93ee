"""The two keys of this instance: with one it signs its own journal, with the other it signs as a witness for others.

Both come from one secret: `SAFAR_JOURNAL_KEY`, or a file in `SAFAR_VAR` that only this user can read. It is made once.
A journal that has checkpoints and has lost its key says so; it never goes on under a new one in silence.
"""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from safar.foundation.journal.models import Checkpoint
from safar.foundation.journal.notes import SIGNER, WITNESS, Signer

FILE = "journal-key"
SHORTEST = 32


class KeyLost(Exception):
    """The journal was signed with a key that is not here; put it back before going on."""


def journal_signer() -> Signer:
    """Give the key that signs checkpoints and promises."""
    return Signer(settings.JOURNAL_NAME, SIGNER, _private("safar/1 journal"))


def witness_signer() -> Signer:
    """Give the key that signs other instances' checkpoints."""
    return Signer(f"{settings.JOURNAL_NAME}/witness", WITNESS, _private("safar/1 witness"))


def _private(label: str) -> Ed25519PrivateKey:
    return _derived(label, _secret())


@lru_cache(maxsize=4)
def _derived(label: str, secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(f"{label}\n{secret}".encode()).digest())


def _secret() -> str:
    secret = settings.JOURNAL_KEY or _kept(settings.VAR / FILE)
    if len(secret) < SHORTEST:
        raise KeyLost(f"the journal's key must have {SHORTEST} characters or more")
    return str(secret)


def _kept(path: Path) -> str:
    if not path.exists():
        if Checkpoint.objects.exists():
            raise KeyLost("the journal has checkpoints, but the key that signed them is not here")
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    """Write a whole file or none, and never over another process's."""
    draft = path.with_name(f"{path.name}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
