"""How every key of the vault comes about: from a receipt, from the key of an epoch, or from chance.

For whoever seals or opens. A receipt gives a tag (shown to the server) and a wrapping key (never shown); the key of an
epoch gives its commitment, the token that fetches its entries, and one key an entry.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safar.foundation.vault.wire import Malformed, WrongKey, fields, sized
from safar.rules.receipts import is_receipt

ROUNDS = 131_072
KEY, ID, NONCE, TAG, PUBLIC = 32, 16, 12, 16, 65
_BLANKS = re.compile(r"[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """What a receipt gives: `tag` finds the record, `wrap` opens it and stays where the receipt was typed."""

    tag: bytes = field(repr=False)
    wrap: bytes = field(repr=False)


def receipt_keys(receipt: str, word: str, instance: bytes) -> ReceiptKeys:
    """Derive both keys of a receipt (24 plain digits) and its secret word, if it has one."""
    if not is_receipt(receipt):
        raise Malformed("receipt")
    root = stretched(fields(receipt, normal_word(word)), instance)
    return ReceiptKeys(tag=derived(root, "safar/1 tag"), wrap=derived(root, "safar/1 wrap"))


def normal_word(word: str) -> str:
    """Write a secret word as it is used: width, case and blanks don't matter.

    >>> normal_word("  Straße  ＡＢＣ "), normal_word("")
    ('strasse abc', '')
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", word).casefold()).strip(" ")


def commit_of(key: bytes) -> bytes:
    """Give the public commitment to an epoch's key."""
    return derived(sized(key, KEY, "key"), "safar/1 commit")


def check_commit(key: bytes, commit: bytes) -> bytes:
    """Give the key back if it is the one committed to. To be called after every unwrap."""
    if len(key) != KEY or not hmac.compare_digest(commit_of(key), commit):
        raise WrongKey
    return key


def token_of(key: bytes) -> bytes:
    """Give what fetches the entries of an epoch."""
    return derived(sized(key, KEY, "key"), "safar/1 fetch")


def entry_key(key: bytes, eid: bytes) -> bytes:
    """Give the key of one entry."""
    return derived(sized(key, KEY, "key"), "safar/1 entry", eid)


def new_key() -> bytes:
    """Make the key of an epoch."""
    return secrets.token_bytes(KEY)


def new_id() -> bytes:
    """Make the id of a case, an epoch, an entry or a consent."""
    return secrets.token_bytes(ID)


def new_pair() -> ec.EllipticCurvePrivateKey:
    """Make a P-256 key, for sealing or for signing."""
    return ec.generate_private_key(ec.SECP256R1())


def key_id(sealing: bytes, signing: bytes) -> bytes:
    """Name a body's pair of public keys."""
    return hashlib.sha256(fields("safar/1 key", sealing, signing)).digest()[:ID]


def public_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Give the public key as an uncompressed point, 65 bytes."""
    return private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def load_public(public: bytes) -> ec.EllipticCurvePublicKey:
    """Read an uncompressed point of P-256; anything else, points off the curve too, is malformed."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sized(public, PUBLIC, "public key"))
    except ValueError:
        raise Malformed("public key") from None


def pkcs8_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Write a private key as it is wrapped."""
    return private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def load_pkcs8(pkcs8: bytes) -> ec.EllipticCurvePrivateKey:
    """Read a private key of P-256."""
    try:
        private = serialization.load_der_private_key(pkcs8, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Malformed("private key") from None
    if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
        raise Malformed("private key")
    return private


def derived(key: bytes, *label: bytes | str) -> bytes:
    """HKDF-SHA256 without salt, 32 bytes, under a label."""
    return HKDF(SHA256(), KEY, None, fields(*label)).derive(key)


def stretched(secret: bytes, salt: bytes) -> bytes:
    """PBKDF2-HMAC-SHA256: slow on purpose, for what people write down or remember."""
    return hashlib.pbkdf2_hmac("sha256", secret, salt, ROUNDS, KEY)


def encrypt(key: bytes, content: bytes, aad: bytes) -> bytes:
    """AES-256-GCM under a fresh nonce, which stands in front."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, aad)


def decrypt(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """Open what `encrypt` made."""
    if len(sealed) < NONCE + TAG:
        raise Malformed("sealed")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], aad)
    except InvalidTag:
        raise WrongKey from None
