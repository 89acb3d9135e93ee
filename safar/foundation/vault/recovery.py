"""The recovery sheets of a body: one more holder of its keys that lives on three papers, any two of which open it.

For the day on which a body's people have all lost their words. Off until a supervisor makes the sheets; each use stands
in the journal. The browser makes and reads them (`static/vault/recovery.js`); this is the same in Python, for the tests
and for a machine without a network. Shamir's scheme over GF(256), byte by byte, with a line through the secret.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec

from safar.foundation.vault.keys import KEY, public_of
from safar.foundation.vault.members import CONSONANTS, VOWELS
from safar.foundation.vault.wire import Malformed, WrongKey, fields, sized

SHEETS = (1, 2, 3)
CHECK, WORDS = 3, 24
_POLYNOMIAL = 0x11B


@dataclass(frozen=True, slots=True)
class Share:
    """What stands on one sheet: its number, and a point of each byte's line."""

    number: int
    share: bytes = field(repr=False)


def times(one: int, other: int) -> int:
    """Multiply in GF(256), with the polynomial of AES.

    >>> times(0x57, 0x83) == 0xC1
    True
    """
    product = 0
    for bit in range(8):
        product ^= one if other >> bit & 1 else 0
        one = one << 1 ^ (_POLYNOMIAL if one & 0x80 else 0)
    return product


def split(secret: bytes, slope: bytes | None = None) -> tuple[Share, ...]:
    """Cut 32 bytes into three shares. The slope is chance; tests fix it."""
    slope = slope or secrets.token_bytes(KEY)
    pairs = list(zip(sized(secret, KEY, "secret"), sized(slope, KEY, "slope"), strict=True))
    return tuple(Share(number, bytes(byte ^ times(tilt, number) for byte, tilt in pairs)) for number in SHEETS)


def combined(one: Share, other: Share) -> bytes:
    """Give back what two shares were cut from."""
    if one.number == other.number:
        raise Malformed("sheet")
    scale = _inverse(one.number ^ other.number)
    pairs = zip(one.share, other.share, strict=True)
    return bytes(times(times(a, other.number) ^ times(b, one.number), scale) for a, b in pairs)


def sheet_words(share: Share) -> str:
    """Write a share as 24 words with a check in them."""
    body = bytes([share.number]) + sized(share.share, KEY, "sheet")
    bits = int.from_bytes(body + _check(body), "big")
    sixes = [bits >> 6 * place & 63 for place in reversed(range(2 * WORDS))]
    syllables = [CONSONANTS[six >> 2] + VOWELS[six & 3] for six in sixes]
    return " ".join(a + b for a, b in zip(syllables[::2], syllables[1::2], strict=True))


def read_sheet(words: str) -> Share:
    """Read a share from its 24 words; one wrong letter is malformed."""
    letters = "".join(words.lower().split())
    if len(letters) != 4 * WORDS:
        raise Malformed("sheet")
    try:
        sixes = [CONSONANTS.index(a) << 2 | VOWELS.index(b) for a, b in zip(letters[::2], letters[1::2], strict=True)]
    except ValueError:
        raise Malformed("sheet") from None
    whole = sum(six << 6 * place for place, six in enumerate(reversed(sixes))).to_bytes(1 + KEY + CHECK, "big")
    body = whole[:-CHECK]
    if _check(body) != whole[-CHECK:] or body[0] not in SHEETS:
        raise Malformed("sheet")
    return Share(body[0], body[1:])


def sheet_key(one: str, other: str, public: bytes) -> ec.EllipticCurvePrivateKey:
    """Bring the paper holder's key back from two sheets, and refuse another than the one whose public half is known."""
    try:
        number = int.from_bytes(combined(read_sheet(one), read_sheet(other)), "big")
        private = ec.derive_private_key(number, ec.SECP256R1())
    except ValueError:
        raise WrongKey from None
    if public_of(private) != public:
        raise WrongKey
    return private


def _inverse(one: int) -> int:
    result = 1
    for _ in range(254):
        result = times(result, one)
    return result


def _check(body: bytes) -> bytes:
    return hashlib.sha256(fields("safar/1 sheet", body)).digest()[:CHECK]
