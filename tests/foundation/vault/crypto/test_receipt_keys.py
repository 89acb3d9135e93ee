"""What a receipt and its word give, and the record that only they open."""

from __future__ import annotations

import hashlib
import hmac
import json
import math
from collections import Counter

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from safar.foundation.vault import keys
from safar.foundation.vault.receipts import PLAIN, RECORD, EpochKey, Record, new_receipt, open_record, seal_record
from safar.foundation.vault.wire import Malformed, Unreadable, WrongKey, fields
from safar.rules.receipts import is_receipt
from tests.foundation.vault.crypto.vector import CID, EPOCH, INSTANCE, KEY, pair

RECEIPT, WRAP = "440712950038771029645518", bytes(range(32))
CONSENT = keys.pkcs8_of(pair(9))
RECORD_OF_ONE = Record(CID, (EpochKey(EPOCH, KEY),), CONSENT)


def test_keys_are_what_the_format_says() -> None:
    """HKDF and PBKDF2 written out once more from RFC 5869 and RFC 8018, with hashlib alone."""
    word = "strasse"
    secret = b"\0\0\0\x18" + RECEIPT.encode() + b"\0\0\0\x07" + word.encode()
    root = hashlib.pbkdf2_hmac("sha256", secret, INSTANCE, 131_072, 32)
    derived = keys.receipt_keys(RECEIPT, word, INSTANCE)

    def hkdf(key: bytes, label: bytes) -> bytes:
        extracted = hmac.digest(bytes(32), key, "sha256")
        return hmac.digest(extracted, len(label).to_bytes(4, "big") + label + b"\1", "sha256")

    assert derived.tag == hkdf(root, b"safar/1 tag")
    assert derived.wrap == hkdf(root, b"safar/1 wrap")
    assert keys.commit_of(KEY) == hkdf(KEY, b"safar/1 commit")
    assert keys.token_of(KEY) == hkdf(KEY, b"safar/1 fetch")


def test_another_receipt_word_or_instance_gives_other_keys() -> None:
    places = [(RECEIPT, "", INSTANCE), (RECEIPT, "a", INSTANCE), (RECEIPT, "", bytes(16)), ("0" * 24, "", INSTANCE)]
    found = [keys.receipt_keys(*place) for place in places]
    assert len({one.tag for one in found} | {one.wrap for one in found}) == 8


@pytest.mark.parametrize("typed", ["Straße", " STRASSE ", "strasse", "\u3000ｓｔｒａｓｓｅ\u00a0"])
def test_a_word_is_the_same_however_it_is_typed(typed: str) -> None:
    assert keys.normal_word(typed) == "strasse"


def test_a_receipt_has_plain_digits() -> None:
    for wrong in ("", "1" * 23, "١" * 24, "4407 1295 0038 7710 2964 5518"):
        with pytest.raises(Malformed):
            keys.receipt_keys(wrong, "", INSTANCE)


def test_digits_are_equally_likely() -> None:
    """Chi squared over 24,000 digits, nine degrees of freedom: 35 is passed once in 15,000 runs."""
    made = [new_receipt() for _ in range(1000)]
    assert all(map(is_receipt, made))
    assert len(set(made)) == 1000
    counts = Counter("".join(made))
    assert math.fsum((counts[digit] - 2400) ** 2 / 2400 for digit in "0123456789") < 35


def test_keys_dont_show_when_printed() -> None:
    shown = repr((keys.receipt_keys(RECEIPT, "", INSTANCE), RECORD_OF_ONE, RECORD_OF_ONE.newest))
    assert repr(KEY) not in shown
    assert repr(CONSENT) not in shown


@given(st.integers(1, 38))
@settings(max_examples=10, deadline=None)
def test_a_record_has_one_size_and_comes_back(epochs: int) -> None:
    several = tuple(EpochKey(bytes([number]) * 16, bytes([number]) * 32) for number in range(epochs))
    record = Record(CID, several, CONSENT)
    sealed = seal_record(WRAP, record)
    assert len(sealed) == RECORD == 4096
    assert open_record(WRAP, sealed) == record
    assert record.newest == several[-1]


def test_too_many_epochs_are_refused_before_anything_is_lost() -> None:
    several = tuple(EpochKey(bytes(16), bytes(32)) for _ in range(60))
    with pytest.raises(Malformed):
        seal_record(WRAP, Record(CID, several, CONSENT))


@given(st.integers(0, RECORD - 1), st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_an_altered_record_doesnt_open(place: int, bit: int) -> None:
    sealed = bytearray(seal_record(WRAP, RECORD_OF_ONE))
    sealed[place] ^= 1 << bit
    with pytest.raises(WrongKey):
        open_record(WRAP, bytes(sealed))


def test_noise_of_its_size_and_cut_ones_are_unreadable() -> None:
    sealed = seal_record(WRAP, RECORD_OF_ONE)
    for wrong in (bytes(RECORD), sealed[:-1], sealed + b"\0", b""):
        with pytest.raises(Unreadable):
            open_record(WRAP, wrong)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"v":1}', '{"v":1,"keys":[],"consent":""}', '{"v":2,"keys":[{}],"consent":""}', "[" * 3000]
    + [json.dumps({"v": 1, "keys": keys_, "consent": "AA"}) for keys_ in ([1], "ab", [{"epoch": "AA", "key": "AA"}])],
)
def test_what_a_stranger_seals_as_a_record_is_malformed(content: str) -> None:
    plain = content.encode().ljust(PLAIN)
    sealed = CID + EPOCH + keys.encrypt(WRAP, plain, fields("safar/1 record", CID, EPOCH))
    with pytest.raises(Malformed):
        open_record(WRAP, sealed)


def test_a_record_under_another_epoch_than_its_newest_doesnt_count() -> None:
    sealed = seal_record(WRAP, RECORD_OF_ONE)
    plain = keys.decrypt(WRAP, sealed[32:], fields("safar/1 record", CID, EPOCH))
    moved = CID + bytes(16) + keys.encrypt(WRAP, plain, fields("safar/1 record", CID, bytes(16)))
    with pytest.raises(WrongKey):
        open_record(WRAP, moved)


def test_only_p256_keys_are_read() -> None:
    others = [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65_537, 2048)]
    for wrong in [*(keys.pkcs8_of(one) for one in others), b"", CONSENT[:-1], b"\x30\x03\x02\x01\x00"]:  # type: ignore[arg-type]
        with pytest.raises(Malformed):
            keys.load_pkcs8(wrong)
    assert keys.public_of(keys.load_pkcs8(CONSENT)) == keys.public_of(pair(9))


def test_a_record_knows_the_keys_of_the_other_receipts() -> None:
    other = keys.receipt_keys("4" * 24, "word", bytes(16))
    record = Record(CID, (EpochKey(EPOCH, KEY),), CONSENT, (other,))
    assert open_record(WRAP, seal_record(WRAP, record)) == record
    assert open_record(WRAP, seal_record(WRAP, RECORD_OF_ONE)).others == ()
