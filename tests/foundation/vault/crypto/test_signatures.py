"""A body's entry and a worker's consent count only under the right key, in the right place, within their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safar.foundation.vault import keys
from safar.foundation.vault.sealed import SignedConsent
from safar.foundation.vault.signatures import (
    Flaw,
    consent_statement,
    entry_statement,
    flaw_in,
    is_signed,
    read_scope,
    scope_of,
    sign,
    sign_consent,
    verify_body_entry,
    verify_consent,
)
from safar.foundation.vault.wire import Malformed
from tests.foundation.vault.crypto.vector import CID, EID, EPOCH, pair

WORKER, UNION, LAST = pair(31), pair(32), date(2027, 3, 31)
PUBLIC = keys.public_of(WORKER)
MINE: dict[str, Any] = {"body": "a-union", "key_id": b"\7" * 16, "purpose": "advise"}


def given_word() -> SignedConsent:
    return sign_consent(WORKER, CID, **MINE, scope=scope_of((EID,)), until=LAST)


def test_a_bodys_entry_is_confirmed_in_its_own_place_alone() -> None:
    public, blob = keys.public_of(UNION), b"sealed"
    signature = sign(UNION, entry_statement(CID, EPOCH, EID, blob))
    assert len(signature) == 64
    assert verify_body_entry(public, signature, CID, EPOCH, EID, blob)
    other = bytes(16)
    moved = [(other, EPOCH, EID, blob), (CID, other, EID, blob), (CID, EPOCH, other, blob), (CID, EPOCH, EID, b"")]
    assert not any(verify_body_entry(public, signature, *place) for place in moved)
    assert not verify_body_entry(PUBLIC, signature, CID, EPOCH, EID, blob)


@given(st.binary(max_size=80))
def test_any_bytes_are_no_signature(signature: bytes) -> None:
    assert not is_signed(PUBLIC, b"message", signature)


@given(st.binary(max_size=80))
def test_under_any_bytes_as_a_key_nothing_is_signed(public: bytes) -> None:
    assert not is_signed(public, b"message", sign(WORKER, b"message"))


@pytest.mark.parametrize("signature", [bytes(64), b"\xff" * 64, bytes(32) + b"\1" * 32])
def test_nought_and_too_large_numbers_are_no_signature(signature: bytes) -> None:
    assert not is_signed(PUBLIC, b"message", signature)


def test_a_consent_counts_until_the_end_of_its_last_day() -> None:
    word = given_word()
    assert flaw_in(word, PUBLIC, CID, **MINE, today=LAST) is None
    assert flaw_in(word, PUBLIC, CID, **MINE, today=LAST + timedelta(1)) is Flaw.ENDED


@pytest.mark.parametrize(
    ("part", "value", "flaw"),
    [
        ("body", "b-union", Flaw.OTHER_BODY),
        ("key_id", bytes(16), Flaw.OTHER_KEY),
        ("purpose", "conciliate", Flaw.OTHER_PURPOSE),
    ],
)
def test_a_consent_to_another_gives_nothing(part: str, value: Any, flaw: Flaw) -> None:
    assert flaw_in(given_word(), PUBLIC, CID, **{**MINE, part: value}, today=LAST) is flaw


FORGED: list[dict[str, Any]] = [
    {"body": "b-union"},
    {"key_id": bytes(16)},
    {"purpose": "conciliate"},
    {"scope": "all"},
    {"scope": ""},
    {"scope": "a,b"},
    {"until": LAST + timedelta(365)},
    {"nonce": bytes(16)},
    {"nonce": b""},
    {"signature": bytes(64)},
    {"signature": b""},
]


@pytest.mark.parametrize("change", FORGED)
def test_a_changed_term_breaks_the_signature(change: dict[str, Any]) -> None:
    forged = replace(given_word(), **change)
    assert not verify_consent(PUBLIC, CID, forged)
    mine = {part: getattr(forged, part) for part in MINE}
    assert flaw_in(forged, PUBLIC, CID, **mine, today=LAST) is Flaw.SIGNATURE


def test_nobody_else_can_give_it_and_not_for_another_case() -> None:
    forged = sign_consent(UNION, CID, **MINE, scope="all", until=LAST)
    assert not verify_consent(PUBLIC, CID, forged)
    assert not verify_consent(PUBLIC, bytes(16), given_word())


@given(st.lists(st.binary(min_size=16, max_size=16), max_size=5))
@settings(deadline=None)
def test_a_scope_is_read_as_it_was_written(entries: list[bytes]) -> None:
    assert read_scope(scope_of(tuple(entries))) == tuple(entries)


def test_two_terms_never_make_one_statement() -> None:
    word = given_word()
    shifted = replace(word, body="a-unionadvise", purpose="")
    assert consent_statement(CID, word) != consent_statement(CID, shifted)
    with pytest.raises(Malformed):
        consent_statement(CID, replace(word, scope="all,all"))
