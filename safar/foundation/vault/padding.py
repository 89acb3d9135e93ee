"""Pad what is sealed up to one of a few sizes, so that its length tells nothing: length, content, noise."""

from __future__ import annotations

import secrets

from safar.foundation.vault.wire import Malformed

TEXT_CLASSES = (4096, 16_384, 65_536)
FILE_CLASSES = (65_536, 262_144, 1_048_576, 4_194_304)
_LENGTH = 4


def classes_of(kind: str) -> tuple[int, ...]:
    """Give the sizes that an entry of a kind may have.

    >>> classes_of("message")[0], classes_of("file")[0]
    (4096, 65536)
    """
    return FILE_CLASSES if kind == "file" else TEXT_CLASSES


def pad(content: bytes, classes: tuple[int, ...]) -> bytes:
    """Fill content up to the smallest class that takes it; too long is malformed."""
    size = next((one for one in classes if len(content) + _LENGTH <= one), 0)
    if not size:
        raise Malformed("content: too long")
    noise = secrets.token_bytes(size - _LENGTH - len(content))
    return b"".join((len(content).to_bytes(_LENGTH, "big"), content, noise))


def unpad(padded: bytes, classes: tuple[int, ...]) -> bytes:
    """Take the content out again; a size that is no class, or a length beyond it, is malformed."""
    length = int.from_bytes(padded[:_LENGTH], "big")
    if len(padded) not in classes or length > len(padded) - _LENGTH:
        raise Malformed("padding")
    return padded[_LENGTH : _LENGTH + length]
