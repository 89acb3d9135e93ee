"""The bytes that browser and server agree on: fields with their lengths, base64url, and how unreadable things are told.

Every label, key and statement of the vault is built from `fields`, so that no two lists of parts ever give the same
bytes. `static/vault/wire.js` is the same in the browser.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")


class Unreadable(Exception):
    """Something sealed can't be read. Messages name no value: they may end up in a log."""


class WrongKey(Unreadable):
    """It doesn't open with this key, or it was altered: the two can't be told apart."""

    def __init__(self) -> None:
        super().__init__("it does not open with this key")


class Malformed(Unreadable):
    """It doesn't have the form it must have; the message names the part, never its content."""

    def __init__(self, part: str) -> None:
        super().__init__(f"malformed: {part}")


def fields(*parts: bytes | str) -> bytes:
    """Join parts, each behind its length in four bytes.

    >>> fields("safar", b"")
    b'\\x00\\x00\\x00\\x05safar\\x00\\x00\\x00\\x00'
    """
    joined = bytearray()
    for part in parts:
        raw = utf8(part) if isinstance(part, str) else part
        joined += len(raw).to_bytes(4, "big") + raw
    return bytes(joined)


def utf8(text: str) -> bytes:
    """Write text as UTF-8; half a surrogate pair, which JSON can smuggle in, is malformed."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise Malformed("text") from None


def split_fields(data: bytes, count: int) -> tuple[bytes, ...]:
    """Take exactly `count` parts apart again; a missing or a trailing byte is refused.

    >>> split_fields(fields("a", b"bc"), 2)
    (b'a', b'bc')
    """
    parts, start = [], 0
    for _ in range(count):
        size, start = int.from_bytes(data[start : start + 4], "big"), start + 4
        if start + size > len(data):
            raise Malformed("fields")
        parts.append(bytes(data[start : start + size]))
        start += size
    if start != len(data):
        raise Malformed("fields")
    return tuple(parts)


def b64(data: bytes) -> str:
    """Write bytes as base64url without padding.

    >>> b64(b"\\xfb\\xff")
    '-_8'
    """
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: object, size: int | None = None) -> bytes:
    """Read base64url strictly: one spelling a value, and the size if one is asked for.

    >>> unb64("-_8", 2)
    b'\\xfb\\xff'
    """
    if not isinstance(text, str) or not _BASE64URL.fullmatch(text) or len(text) % 4 == 1:
        raise Malformed("base64url")
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(data) != text or (size is not None and len(data) != size):
        raise Malformed("base64url")
    return data


def sized(data: bytes, size: int, part: str) -> bytes:
    """Give the bytes back if there are as many as there must be."""
    if len(data) != size:
        raise Malformed(part)
    return data
