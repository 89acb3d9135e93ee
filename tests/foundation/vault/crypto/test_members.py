"""Seven words open a member's key, and only the right member's key opens a body's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from safar.foundation.vault import hpke, keys
from safar.foundation.vault.members import (
    CONSONANTS,
    VOWELS,
    BodyKeys,
    WrapPlace,
    new_words,
    read_words,
    unwrap_body_keys,
    unwrap_member_key,
    wrap_body_keys,
    wrap_member_key,
)
from safar.foundation.vault.wire import Malformed, WrongKey, fields
from tests.foundation.vault.crypto.vector import INSTANCE, pair

WORDS, MEMBER = "baba didi fofo gugu haha jiji koko", pair(41)
PUBLIC, BODY = keys.public_of(MEMBER), BodyKeys(pair(42), pair(43))
PLACE = WrapPlace(INSTANCE, "a-union", BODY.key_id, "12")


def test_seven_words_hold_84_bits() -> None:
    assert (len(set(CONSONANTS)) * len(set(VOWELS))) ** 14 == 2**84
    made = {new_words() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou]( |$)){7}", words) for words in made)
    assert {word for words in made for word in words} == set(CONSONANTS + VOWELS + " ")


@pytest.mark.parametrize("typed", ["", "baba", WORDS + " baba", WORDS.replace("koko", "kok0"), WORDS.replace("a", "e")])
def test_other_words_are_malformed(typed: str) -> None:
    with pytest.raises(Malformed):
        read_words(typed)


def test_the_words_open_the_key_however_they_are_typed() -> None:
    wrapped = wrap_member_key(WORDS, INSTANCE, "12", MEMBER)
    opened = unwrap_member_key("  BABA didi\nfofo gugu haha jiji ｋｏｋｏ", INSTANCE, "12", wrapped, PUBLIC)
    assert keys.public_of(opened) == PUBLIC


def test_other_words_members_or_instances_dont() -> None:
    wrapped = wrap_member_key(WORDS, INSTANCE, "12", MEMBER)
    other_words = WORDS.replace("koko", "koki")
    for words, instance, member in ((other_words, INSTANCE, "12"), (WORDS, bytes(16), "12"), (WORDS, INSTANCE, "13")):
        with pytest.raises(WrongKey):
            unwrap_member_key(words, instance, member, wrapped, PUBLIC)


def test_a_key_that_was_swapped_is_refused() -> None:
    wrapped = wrap_member_key(WORDS, INSTANCE, "12", pair(44))
    with pytest.raises(WrongKey):
        unwrap_member_key(WORDS, INSTANCE, "12", wrapped, PUBLIC)


@pytest.mark.parametrize("member", ["", "a", "-1", "١٢", "1 2"])
def test_a_member_is_a_decimal_number(member: str) -> None:
    with pytest.raises(Malformed):
        wrap_member_key(WORDS, INSTANCE, member, MEMBER)


def test_a_bodys_keys_come_to_its_member() -> None:
    opened = unwrap_body_keys(MEMBER, PLACE, wrap_body_keys(PUBLIC, PLACE, BODY))
    assert opened.key_id == BODY.key_id
    slot = hpke.seal(keys.public_of(BODY.sealing), b"slot", b"key")
    assert hpke.unseal(opened.sealing, b"slot", slot) == b"key"


OTHERS: list[dict[str, Any]] = [{"instance": bytes(16)}, {"body": "b"}, {"key_id": bytes(16)}, {"member": "13"}]


@pytest.mark.parametrize("change", OTHERS)
def test_for_another_place_they_dont_open(change: dict[str, Any]) -> None:
    wrapped = wrap_body_keys(PUBLIC, PLACE, BODY)
    with pytest.raises(WrongKey):
        unwrap_body_keys(MEMBER, replace(PLACE, **change), wrapped)


def test_other_keys_than_the_journal_names_are_refused() -> None:
    other = BodyKeys(pair(44), BODY.signing)
    with pytest.raises(Malformed):
        wrap_body_keys(PUBLIC, PLACE, other)
    false = hpke.seal(PUBLIC, PLACE.info(), fields(keys.pkcs8_of(other.sealing), keys.pkcs8_of(other.signing)))
    with pytest.raises(WrongKey):
        unwrap_body_keys(MEMBER, PLACE, false)


def test_keys_dont_show_when_printed() -> None:
    assert "PrivateKey" not in repr(BODY)
