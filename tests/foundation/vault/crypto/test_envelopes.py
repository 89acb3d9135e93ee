"""An entry opens in its own place alone; a slot's key is held against the commitment before it is used."""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from safar.foundation.vault import hpke, keys
from safar.foundation.vault.envelopes import (
    Head,
    NotePlace,
    open_entry,
    open_note,
    open_slot,
    seal_entry,
    seal_note,
    seal_slot,
    seen_after,
)
from safar.foundation.vault.padding import FILE_CLASSES, TEXT_CLASSES, classes_of, pad, unpad
from safar.foundation.vault.wire import Malformed, Unreadable, WrongKey
from tests.foundation.vault.crypto.two_keys import opens_under_both, slot_for_both
from tests.foundation.vault.crypto.vector import CID, EPOCH, HEAD, INSTANCE, KEY, pair, recipient

CONTENT = "They keep my pay. أخذوا جوازي".encode()
OTHERS: dict[str, Any] = {
    "cid": bytes(16),
    "epoch": bytes(16),
    "eid": bytes(16),
    "role": "body",
    "kind": "message",
    "form": "complaint/2",
    "seen": b"\1" * 32,
}
SLOT_OTHERS: dict[str, Any] = {
    "instance": bytes(16),
    "cid": bytes(16),
    "epoch": bytes(16),
    "body": "b-union",
    "key_id": bytes(16),
    "purpose": "conciliate",
}


def test_an_entry_comes_back_and_two_never_look_alike() -> None:
    one, other = (seal_entry(KEY, HEAD, CONTENT) for _ in range(2))
    assert open_entry(KEY, HEAD, one) == open_entry(KEY, HEAD, other) == CONTENT
    assert one[12:] != other[12:]
    assert len(one) == 12 + 4096 + 16


@pytest.mark.parametrize("part", [part.name for part in fields_of(Head)])
def test_in_another_place_it_doesnt_open(part: str) -> None:
    blob = seal_entry(KEY, HEAD, CONTENT)
    with pytest.raises(WrongKey):
        open_entry(KEY, replace(HEAD, **{part: OTHERS[part]}), blob)


@given(st.integers(0, 12 + 4096 + 15), st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_altered_it_doesnt_open(place: int, bit: int) -> None:
    blob = bytearray(seal_entry(KEY, HEAD, CONTENT))
    blob[place] ^= 1 << bit
    with pytest.raises(WrongKey):
        open_entry(KEY, HEAD, bytes(blob))


@given(st.binary(max_size=100))
def test_any_bytes_are_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        open_entry(KEY, HEAD, data)


def test_an_authors_last_sight_is_bound() -> None:
    first = seal_entry(KEY, HEAD, CONTENT)
    answer = Head(CID, EPOCH, bytes(16), "body", "message", "answer/1", seen_after(first))
    blob = seal_entry(KEY, answer, b"We read it.")
    with pytest.raises(WrongKey):
        open_entry(KEY, replace(answer, seen=seen_after(first + b"\0")), blob)


@pytest.mark.parametrize("wrong", [{"role": "officer"}, {"kind": "visa"}, {"cid": b""}, {"seen": b""}])
def test_heads_of_another_form_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        seal_entry(KEY, replace(HEAD, **wrong), CONTENT)


@given(st.binary(max_size=5000), st.sampled_from(["message", "file"]))
def test_padding_comes_off(content: bytes, kind: str) -> None:
    padded = pad(content, classes_of(kind))
    assert len(padded) in classes_of(kind)
    assert unpad(padded, classes_of(kind)) == content


@pytest.mark.parametrize("classes", [TEXT_CLASSES, FILE_CLASSES])
def test_every_class_is_filled_to_its_last_byte(classes: tuple[int, ...]) -> None:
    for less, more in zip(classes, (*classes[1:], 0), strict=True):
        assert len(pad(bytes(less - 4), classes)) == less
        if more:
            assert len(pad(bytes(less - 3), classes)) == more
    with pytest.raises(Malformed):
        pad(bytes(classes[-1] - 3), classes)


@pytest.mark.parametrize("padded", [b"", b"\0\0\0\0", bytes(4095), b"\0\0\x0f\xfd" + bytes(4092), b"\xff" * 4096])
def test_a_false_length_is_malformed(padded: bytes) -> None:
    with pytest.raises(Malformed):
        unpad(padded, TEXT_CLASSES)


def test_a_slot_opens_for_its_body_and_nobody_else() -> None:
    private, to, commit = pair(21), recipient(), keys.commit_of(KEY)
    slot = seal_slot(keys.public_of(private), to, KEY)
    assert len(slot) == 65 + 32 + 16
    assert open_slot(private, to, slot, commit) == KEY
    for key, place in ((pair(22), to), *((private, replace(to, **{part: SLOT_OTHERS[part]})) for part in SLOT_OTHERS)):
        with pytest.raises(WrongKey):
            open_slot(key, place, slot, commit)


def test_a_slot_with_another_key_than_the_epochs_is_refused() -> None:
    private, to = pair(21), recipient()
    for false in (bytes(32), KEY[:31], KEY + b"\0"):
        slot = hpke.seal(keys.public_of(private), to.info(), false)
        with pytest.raises(WrongKey):
            open_slot(private, to, slot, keys.commit_of(KEY))


def test_one_ciphertext_that_opens_under_two_keys_is_caught() -> None:
    """GCM doesn't commit to its key: 48 bytes made so that AES-GCM opens them under both, to different keys."""
    first, second, nonce = b"\1" * 32, b"\2" * 32, bytes(12)
    ciphertext = opens_under_both(first, second, nonce)
    one, other = (AESGCM(key).decrypt(nonce, ciphertext, None) for key in (first, second))
    assert len(one) == len(other) == 32
    assert one != other
    commit = keys.commit_of(one)
    assert keys.check_commit(one, commit) == one
    with pytest.raises(WrongKey):
        keys.check_commit(other, commit)


def test_one_slot_that_opens_for_two_bodies_is_caught() -> None:
    """The same with a whole slot: a sender who knows both shared secrets makes one slot for two readers."""
    to, readers = recipient(), (pair(21), pair(22))
    slot = slot_for_both(to.info(), readers)
    first, second = (hpke.unseal(reader, to.info(), slot) for reader in readers)
    assert first != second
    commit = keys.commit_of(first)
    assert open_slot(readers[0], to, slot, commit) == first
    with pytest.raises(WrongKey):
        open_slot(readers[1], to, slot, commit)


def test_a_note_is_sealed_to_its_body_alone() -> None:
    private = pair(21)
    place = NotePlace(INSTANCE, "a-union", bytes(16), replace(HEAD, role="body", kind="note"))
    blob = seal_note(keys.public_of(private), place, CONTENT)
    assert open_note(private, place, blob) == CONTENT
    for key, where in ((pair(22), place), (private, replace(place, head=replace(place.head, eid=bytes(16))))):
        with pytest.raises(WrongKey):
            open_note(key, where, blob)
    with pytest.raises(Malformed):
        seal_entry(KEY, place.head, CONTENT)
