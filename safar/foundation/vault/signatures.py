"""Signatures: a body's under its entries, and a worker's under each consent. Nothing moves without the second.

ECDSA on P-256 with SHA-256, as 64 raw bytes (r, then s), which is what browsers give.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import date
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from safar.foundation.vault.keys import ID, load_public
from safar.foundation.vault.sealed import SignedConsent
from safar.foundation.vault.wire import Malformed, b64, fields, sized, unb64

SIGNATURE, HALF = 64, 32
EVERYTHING = "all"


class Flaw(StrEnum):
    """Why a consent doesn't count."""

    OTHER_BODY = "other-body"
    OTHER_KEY = "other-key"
    OTHER_PURPOSE = "other-purpose"
    SIGNATURE = "signature"
    ENDED = "ended"


def sign(private: EllipticCurvePrivateKey, message: bytes) -> bytes:
    """Sign with r and s as 64 raw bytes."""
    r, s = decode_dss_signature(private.sign(message, ECDSA(SHA256())))
    return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the holder of a key signed the message."""
    if len(signature) != SIGNATURE:
        return False
    r, s = int.from_bytes(signature[:HALF], "big"), int.from_bytes(signature[HALF:], "big")
    try:
        load_public(public).verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
    except (InvalidSignature, Malformed):
        return False
    return True


def entry_statement(cid: bytes, epoch: bytes, eid: bytes, blob: bytes) -> bytes:
    """Give what a body signs under an entry: its place and the hash of the sealed bytes."""
    ids = (sized(one, ID, "entry") for one in (cid, epoch, eid))
    return fields("safar/1 signed", *ids, hashlib.sha256(blob).digest())


def verify_body_entry(public: bytes, signature: bytes, cid: bytes, epoch: bytes, eid: bytes, blob: bytes) -> bool:
    """Say whether a body's signing key vouches for this entry in this place."""
    return is_signed(public, entry_statement(cid, epoch, eid, blob), signature)


def scope_of(entries: tuple[bytes, ...]) -> str:
    """Write the entries that a consent is about; none means all of them.

    >>> scope_of(()), scope_of((bytes(16),))
    ('all', 'AAAAAAAAAAAAAAAAAAAAAA')
    """
    return ",".join(b64(sized(one, ID, "scope")) for one in entries) or EVERYTHING


def read_scope(scope: str) -> tuple[bytes, ...]:
    """Read the entries that a scope names; none means all of them."""
    return () if scope == EVERYTHING else tuple(unb64(one, ID) for one in scope.split(","))


def consent_statement(cid: bytes, consent: SignedConsent) -> bytes:
    """Give what a worker signs: this body, under this key, may use these entries until the end of a day."""
    read_scope(consent.scope)
    cid, key_id, nonce = (sized(one, ID, "consent") for one in (cid, consent.key_id, consent.nonce))
    until = consent.until.isoformat()
    return fields("safar/1 consent", cid, consent.body, key_id, consent.purpose, consent.scope, until, nonce)


def sign_consent(
    private: EllipticCurvePrivateKey, cid: bytes, *, body: str, key_id: bytes, purpose: str, scope: str, until: date
) -> SignedConsent:
    """Give a worker's word under the consent key of her case."""
    unsigned = SignedConsent(body, key_id, purpose, scope, until, secrets.token_bytes(ID), b"")
    return replace(unsigned, signature=sign(private, consent_statement(cid, unsigned)))


def verify_consent(public: bytes, cid: bytes, consent: SignedConsent) -> bool:
    """Say whether the case's consent key stands under these very terms."""
    try:
        return is_signed(public, consent_statement(cid, consent), consent.signature)
    except Malformed:
        return False


def flaw_in(
    consent: SignedConsent, public: bytes, cid: bytes, *, body: str, key_id: bytes, purpose: str, today: date
) -> Flaw | None:
    """Say why a consent gives nothing to a body's key for a purpose on a day; None: it counts."""
    flaws = (
        (consent.body != body, Flaw.OTHER_BODY),
        (consent.key_id != key_id, Flaw.OTHER_KEY),
        (consent.purpose != purpose, Flaw.OTHER_PURPOSE),
        (not verify_consent(public, cid, consent), Flaw.SIGNATURE),
        (today > consent.until, Flaw.ENDED),
    )
    return next((flaw for is_wrong, flaw in flaws if is_wrong), None)
