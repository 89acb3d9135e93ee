"""Seal to a public key: HPKE (RFC 9180), base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, nothing else.

The sealed form is the encapsulated key (65 bytes) and then the ciphertext. `cryptography` has it; the browser's is
composed in `static/vault/hpke.js`.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from safar.foundation.vault.keys import PUBLIC, load_public
from safar.foundation.vault.wire import Malformed, WrongKey

OVERHEAD = PUBLIC + 16
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal(public: bytes, info: bytes, content: bytes) -> bytes:
    """Seal to the holder of the private key; `info` says what for, and opening needs the same."""
    return _SUITE.encrypt(content, load_public(public), info)


def unseal(private: EllipticCurvePrivateKey, info: bytes, sealed: bytes) -> bytes:
    """Open what `seal` made; GCM alone doesn't bind a key, so the caller checks what comes out."""
    if len(sealed) < OVERHEAD:
        raise Malformed("sealed")
    try:
        return _SUITE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError):
        raise WrongKey from None
