"""The secret outside database and backups: a copy of the vault without it can't even be searched for a receipt.

`script/safar break` destroys it in an emergency; the offline sheet brings it back.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

from safar.foundation.environment import kept_secret

RECORD = 4096


@lru_cache(maxsize=1)
def _pepper(path: Path) -> bytes:
    return hashlib.sha256(kept_secret(path).encode()).digest()


def tag_mac(tag: bytes) -> bytes:
    """Give what the vault knows of a receipt's tag: HMAC-SHA256 under the pepper, 32 bytes."""
    return hmac.digest(_pepper(settings.PEPPER), b"tag" + tag, "sha256")


def decoy(tag: bytes) -> bytes:
    """Give 4,096 bytes that look like a sealed record, the same at every try: the answer to a receipt nobody has."""
    key = hmac.digest(_pepper(settings.PEPPER), b"decoy" + tag, "sha256")
    return Cipher(algorithms.AES(key), modes.CTR(bytes(16))).encryptor().update(bytes(RECORD))


def forget() -> None:
    """Drop the pepper from memory, after its file was destroyed or brought back."""
    _pepper.cache_clear()
