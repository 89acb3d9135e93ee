"""The made-up case of the browser's self-test, made a second time: by our Python, and where chance must stand still, by
`cryptography`'s bare AES-GCM and by pyhpke. Its fingerprint stands in static/vault/selftest.js.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey
from pyhpke.kem_key import KEMKeyPair

from safar.foundation.vault import keys
from safar.foundation.vault.cleaning import clean
from safar.foundation.vault.envelopes import Head, Recipient
from safar.foundation.vault.receipts import PLAIN
from safar.foundation.vault.sealed import SignedConsent
from safar.foundation.vault.signatures import consent_statement, entry_statement
from safar.foundation.vault.wire import b64, fields

# CFRG's test-vectors.json of RFC 9180, mode 0, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM: skRm and skEm.
RECIPIENT = 0x317F915DB7BC629C48FE765587897E01E282D3E8445F79F27F65D031A88082B2
SENDER = 0x90345E3A1D116C1DD39AE76D95AB858C142223A63E44F8F85318CFA91A84858E
INSTANCE, CID, EPOCH, EID, KEY = (bytes([one]) * size for one, size in ((1, 16), (2, 16), (3, 16), (4, 16), (5, 32)))
NONCE, CONSENT_NONCE = bytes([6]) * 12, bytes([8]) * 16
SUITE = CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)
HEAD = Head(CID, EPOCH, EID, "worker", "account", "complaint/1")


def pair(scalar: int) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(scalar, ec.SECP256R1())


def recipient() -> Recipient:
    public = keys.public_of(pair(RECIPIENT))
    return Recipient(INSTANCE, CID, EPOCH, "a-union", keys.key_id(public, public), "advise")


def statement() -> bytes:
    to = recipient()
    until = date(2030, 1, 31)
    return consent_statement(CID, SignedConsent(to.body, to.key_id, to.purpose, b64(EID), until, CONSENT_NONCE, b""))


def picture() -> bytes:
    def segment(marker: int, content: bytes) -> bytes:
        return bytes([255, marker, 0, len(content) + 2]) + content

    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    parts = segment(0xE1, exif) + segment(0xFE, b"secret") + segment(0xC0, b"\1" * 9) + segment(0xDA, b"\2" * 6)
    return b"\xff\xd8" + parts + bytes([9, 255, 0, 255, 217, 7])


def record(wrap: bytes) -> bytes:
    content = {"v": 1, "keys": [{"epoch": b64(EPOCH), "key": b64(KEY)}], "consent": b64(keys.pkcs8_of(pair(RECIPIENT)))}
    plain = json.dumps(content, separators=(",", ":")).encode().ljust(PLAIN)
    return CID + EPOCH + NONCE + AESGCM(wrap).encrypt(NONCE, plain, fields("safar/1 record", CID, EPOCH))


def blob() -> bytes:
    text = "نص سري".encode()
    padded = len(text).to_bytes(4, "big") + text + b"\7" * (4092 - len(text))
    return NONCE + AESGCM(keys.entry_key(KEY, EID)).encrypt(NONCE, padded, HEAD.bound())


def slot() -> bytes:
    read = KEMKey.from_pyca_cryptography_key
    own, theirs = KEMKeyPair(read(pair(SENDER)), read(pair(SENDER).public_key())), read(pair(RECIPIENT).public_key())
    sent, context = SUITE.create_sender_context(theirs, info=recipient().info(), eks=own)
    return bytes(sent) + bytes(context.seal(KEY))


def made_up_case() -> bytes:
    receipt = keys.receipt_keys("012345678901234567890123", "strasse ab", INSTANCE)
    cleaned = clean(picture())
    return fields(
        receipt.tag,
        receipt.wrap,
        keys.commit_of(KEY),
        keys.token_of(KEY),
        record(receipt.wrap),
        blob(),
        slot(),
        statement(),
        entry_statement(CID, EPOCH, EID, blob()),
        cleaned.data,
        bytes([cleaned.told.orientation]),
    )


def fingerprint() -> str:
    return b64(hashlib.sha256(made_up_case()).digest())
