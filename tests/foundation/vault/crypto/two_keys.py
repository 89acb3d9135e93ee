"""An attacker's tool for the tests: one AES-GCM ciphertext, two blocks long, that opens under two keys.

GHASH is linear, so with the first block free the second follows from one equation in GF(2^128): both keys must give one
tag (Dodis and others, Fast Message Franking, CRYPTO 2018; Len, Grubbs, Ristenpart, Partitioning Oracle Attacks, 2021).
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pyhpke import KEMKey
from pyhpke.consts import Mode
from pyhpke.kem_key import KEMKeyPair

from safar.foundation.vault import keys
from tests.foundation.vault.crypto.vector import SUITE, pair

_REDUCE = 0xE1 << 120
_LENGTHS = 256  # no associated data, 32 bytes of ciphertext


def _times(one: int, other: int) -> int:
    product = 0
    for bit in range(127, -1, -1):
        if other >> bit & 1:
            product ^= one
        one = one >> 1 ^ (_REDUCE if one & 1 else 0)
    return product


def _inverse(one: int) -> int:
    """one ^ (2^128 - 2), by Fermat."""
    result, power = 1 << 127, one
    for _ in range(127):
        power = _times(power, power)
        result = _times(result, power)
    return result


def _block(key: bytes, block: bytes) -> int:
    return int.from_bytes(Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(block), "big")  # noqa: S305


def _parts(key: bytes, nonce: bytes) -> tuple[int, int]:
    return _block(key, bytes(16)), _block(key, nonce + b"\0\0\0\1")


def opens_under_both(first: bytes, second: bytes, nonce: bytes, other_nonce: bytes | None = None) -> bytes:
    """Give ciphertext and tag that both keys accept."""
    (h, mask), (g, other_mask) = _parts(first, nonce), _parts(second, other_nonce or nonce)
    block = int.from_bytes(b"any sixteen byte", "big")
    h2, g2 = _times(h, h), _times(g, g)
    known = _times(block, _times(h2, h) ^ _times(g2, g)) ^ _times(_LENGTHS, h ^ g) ^ mask ^ other_mask
    last = _times(known, _inverse(h2 ^ g2))
    tag = _times(block, _times(h2, h)) ^ _times(last, h2) ^ _times(_LENGTHS, h) ^ mask
    return b"".join(part.to_bytes(16, "big") for part in (block, last, tag))


def slot_for_both(info: bytes, readers: tuple[EllipticCurvePrivateKey, EllipticCurvePrivateKey]) -> bytes:
    """Give one HPKE message that both readers accept: its sender chose the ephemeral key, so knows both secrets."""
    read, own = KEMKey.from_pyca_cryptography_key, pair(23)
    ephemeral = KEMKeyPair(read(own), read(own.public_key()))
    schedules = []
    for reader in readers:
        shared, _ = SUITE._kem.encap(read(reader.public_key()), None, ephemeral)
        schedules.append(SUITE._key_schedule(Mode.BASE, shared, info, b"", b"")[1])
    one, other = schedules
    return keys.public_of(own) + opens_under_both(one.key, other.key, one.base_nonce, other.base_nonce)
