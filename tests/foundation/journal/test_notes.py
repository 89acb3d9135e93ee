"""Signed notes: a known one of the format's authors, every form that is refused, and any bytes at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as within
from hypothesis import strategies as st

from safar.foundation.journal.notes import (
    SIGNER,
    WITNESS,
    BadNote,
    Head,
    Note,
    Signer,
    VerifierKey,
    opened,
    signed_note,
)
from safar.foundation.journal.promises import read_promise

# The example of the package golang.org/x/mod/sumdb/note, whose authors wrote the format.
THEIR_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
THEIR_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
SECRET = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
LOG = Signer("log.example/journal", SIGNER, SECRET)
HEAD = Head(LOG.name, 64, b"r" * 32, date(2026, 11, 25), 3)


def test_a_note_of_the_format_s_authors() -> None:
    note, key = Note.parse(THEIR_NOTE), VerifierKey.parse(THEIR_KEY)
    assert str(key) == THEIR_KEY
    assert str(note) == THEIR_NOTE
    assert note.line_by(key)
    assert not Note(note.text.replace("problem", "Problem", 1), note.lines).line_by(key)


def test_a_witness_signs_its_day_too() -> None:
    witness = Signer("friend.example/witness", WITNESS, SECRET)
    line = witness.line(str(HEAD), day=date(2026, 11, 26))
    note = Note(str(HEAD), (LOG.line(str(HEAD)), line))
    assert Note.parse(str(note)).line_by(witness.key) == line
    assert line != witness.line(str(HEAD), day=date(2026, 11, 27))
    as_log = VerifierKey(witness.name, SIGNER, witness.key.public)
    assert not note.line_by(as_log)


def test_a_head_is_read_as_it_is_written() -> None:
    assert opened(signed_note(str(HEAD), LOG), LOG.key) == HEAD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("64", "064"),
        ("64", "-1"),
        ("64", "²"),
        ("64", "9" * 30),
        ("day 2026-11-25", "day 20261125"),
        ("day 2026-11-25", "day 2026-02-30"),
        ("day 2026-11-25", "2026-11-25"),
        ("open 3\n", ""),
        ("open 3\n", "open 3\nmore\n"),
        ("open 3", "open x"),
        ("cnJy", "cnJ"),
        (LOG.name, ""),
    ],
)
def test_a_head_has_one_form(old: str, new: str) -> None:
    text = str(HEAD)
    assert old in text
    with pytest.raises(BadNote):
        Head.parse(text.replace(old, new, 1))


@pytest.mark.parametrize(
    "key", ["", "a+b", "a+00000000+AA==", THEIR_KEY[1:], THEIR_KEY.replace("c74f", "c74e"), "+".join("abc")]
)
def test_a_key_whose_parts_do_not_belong_together(key: str) -> None:
    with pytest.raises(BadNote):
        VerifierKey.parse(key)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (Note.parse, Head.parse, VerifierKey.parse, read_promise, lambda one: opened(one, LOG.key)):
        for one in (text, str(HEAD) + text, THEIR_NOTE + text, text + THEIR_NOTE, f"{text}\n\n— a {text}\n"):
            try:
                read(one)
            except BadNote:
                continue


NAMES = st.sampled_from(
    ["key", "checkpoint", "open", "offered", "witnesses", "hashes/000000", "checkpoints/2026-11-25"]
)


@within(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(NAMES, st.one_of(st.binary(max_size=80), st.sampled_from([b'{"keys":{}}', b'{"leaves":[1]}', b"[" * 3000])))
def test_any_bytes_in_any_file_end_the_audit_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "hashes").mkdir(exist_ok=True)
    (tmp_path / "checkpoints").mkdir(exist_ok=True)
    note = signed_note(str(HEAD), LOG).encode()
    files = {"key": str(LOG.key).encode(), "checkpoint": note, "checkpoints/2026-11-25": note, "witnesses": b""}
    files |= {"open": b'{"leaves":[]}', "offered": b'{"keys":[]}', "hashes/000000": b"?" * 2048}
    for one, held in (files | {name: content}).items():
        (tmp_path / one).write_bytes(held)
    with pytest.raises(CommandError) as ended:
        call_command("audit", str(tmp_path))
    assert ended.value.returncode in {1, 2}
