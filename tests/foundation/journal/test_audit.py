"""The tampering matrix: whatever a host does to the published journal, `audit` says so in words, and ends with 1."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connections

from safar.foundation.journal.actions import Promise, canonical, record_act, record_open
from safar.foundation.journal.closing import close_day
from safar.foundation.journal.keys import journal_signer
from safar.foundation.journal.notes import WITNESS, Note, Signer
from safar.foundation.journal.publishing import publish
from safar.foundation.vault.wire import b64
from tests.foundation.journal.forger import Files, Pair

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
DAY = date(2026, 11, 20)
BODY, OLD, NEW, EVIL = "centre-1", Pair(), Pair(), Pair()


def noon(day: int) -> datetime:
    return datetime(2026, 11, 20, 12, tzinfo=UTC) + timedelta(days=day)


def days(number: int) -> date:
    return DAY + timedelta(days=number)


@pytest.fixture
def promise(db: None) -> Promise:
    """Five days of a journal: a body's key and the one after it, a script, and an act that was promised."""
    record_open("body-key", OLD.in_journal(BODY, days(0)).as_content(), now=noon(0))
    close_day(days(0))
    record_open("body-key", NEW.in_journal(BODY, days(1), older=OLD).as_content(), now=noon(1))
    record_open("script-hash", {"sha256": "00" * 32}, now=noon(1))
    promised = record_act(7, "open case", {}, now=noon(1))
    for number in range(1, 6):
        close_day(days(number))
    return promised


@pytest.fixture
def files(promise: Promise, tmp_path: Path) -> Files:
    publish(tmp_path / "now")
    made = Files(tmp_path / "now")
    made.offer(NEW.offered(BODY))
    return made


@pytest.fixture
def kept(files: Files, tmp_path: Path) -> Path:
    """The folder as an auditor kept it at an earlier visit, before the host began to lie."""
    return Path(shutil.copytree(files.folder, tmp_path / "kept"))


def audit(folder: Path, *words: object) -> str:
    """Run the command; its answer begins with how it ended."""
    said = StringIO()
    try:
        call_command("audit", str(folder), *map(str, words), stdout=said)
    except CommandError as error:
        return f"{error.returncode} {said.getvalue()}{error}"
    return f"0 {said.getvalue()}"


def place_of(files: Files, word: bytes) -> int:
    return next(position for position, leaf in files.leaves.items() if word in leaf)


def closed_place(files: Files) -> int:
    """A leaf of the second day that isn't open."""
    return next(position for position in range(70, 128) if position not in files.leaves)


def test_a_true_journal_is_clean(files: Files, kept: Path, promise: Promise, tmp_path: Path) -> None:
    (tmp_path / "promise").write_text(promise.note)
    own = ("--key", journal_signer().key, "--promise", tmp_path / "promise", "--body", BODY)
    for since in (kept, kept / "checkpoint", kept / "checkpoints" / "2026-11-20"):
        said = audit(files.folder, "--since", since, *own)
        assert said.startswith("0 ")
        assert said.endswith("clean\n")
    assert said.count(f"key of {BODY}") == 2
    assert "no witness signed" in said


def test_it_opens_no_database(files: Files) -> None:
    with connections["vault"].execute_wrapper(refuse), connections["default"].execute_wrapper(refuse):
        assert audit(files.folder).startswith("0 ")


def refuse(*_: object) -> None:
    raise AssertionError("the audit asked a database")


def test_it_tells_programs_the_same(files: Files) -> None:
    told = json.loads(audit(files.folder, "--json").split(" ", 1)[1])
    assert told["clean"] is True
    assert (told["size"], told["day"], len(told["keys"])) == (384, "2026-11-25", 2)
    files.hashes.pop()
    files.write()
    assert '"clean": false' in audit(files.folder, "--json")


@pytest.mark.parametrize("place", [0, 100, 383])
def test_a_removed_leaf(files: Files, place: int) -> None:
    del files.hashes[place]
    files.write()
    said = audit(files.folder)
    assert said.startswith("1 ")
    assert "Leaves were removed" in said


@pytest.mark.parametrize("place", [0, 100, 383])
def test_an_altered_leaf(files: Files, place: int) -> None:
    files.hashes[place] = b"?" * 32
    files.write()
    assert "Leaves were altered or moved" in audit(files.folder)


def test_reordered_leaves(files: Files) -> None:
    files.hashes[200], files.hashes[201] = files.hashes[201], files.hashes[200]
    files.write()
    assert "Leaves were altered or moved" in audit(files.folder)


def test_a_past_rewritten_and_signed_again_is_a_fork_for_whoever_kept_a_checkpoint(files: Files, kept: Path) -> None:
    files.hashes[closed_place(files)] = b"?" * 32
    files.sign_again()
    assert audit(files.folder).startswith("0 ")
    for since in (kept, kept / "checkpoint", kept / "checkpoints" / "2026-11-21"):
        assert "Fork: the checkpoint that you kept" in audit(files.folder, "--since", since)


def test_a_day_signed_otherwise_than_the_days_around_it_is_a_fork(files: Files, kept: Path) -> None:
    true_day = (kept / "checkpoints" / "2026-11-22").read_bytes()
    files.hashes[closed_place(files)] = b"?" * 32
    files.sign_again()
    (files.folder / "checkpoints" / "2026-11-22").write_bytes(true_day)
    assert "Fork: the checkpoint of 2026-11-22" in audit(files.folder)


def test_a_tree_cut_short_and_signed_again(files: Files, kept: Path) -> None:
    del files.hashes[320:]
    del files.heads[-1:]
    (files.folder / "checkpoints" / "2026-11-25").unlink()
    files.sign_again()
    assert "Leaves were removed: there were 384" in audit(files.folder, "--since", kept)


def test_an_open_leaf_that_says_something_else(files: Files) -> None:
    place = place_of(files, b"script-hash")
    files.leaves[place] = files.leaves[place].replace(b"0000", b"1111", 1)
    files.write()
    assert f"The open leaf {place} says something else" in audit(files.folder)


def test_a_hidden_open_leaf(files: Files, kept: Path) -> None:
    place = place_of(files, b"script-hash")
    del files.leaves[place]
    files.write()
    assert "Open leaves are hidden" in audit(files.folder)
    files.sign_again()
    assert f"The open leaf {place} that you saw before is gone" in audit(files.folder, "--since", kept)


def test_the_site_hands_out_another_key(files: Files) -> None:
    files.offer(EVIL.offered(BODY))
    assert "Swapped key: the site hands senders" in audit(files.folder, "--body", BODY)
    assert audit(files.folder, "--body", "centre-2").count("Swapped") == 0


def test_the_site_hands_out_a_key_that_was_renewed(files: Files) -> None:
    files.offer(OLD.offered(BODY))
    assert "that isn't its newest in the journal" in audit(files.folder)


def test_half_of_a_key_swapped(files: Files) -> None:
    half = Pair(sealing=EVIL.sealing, signing=NEW.signing)
    files.offer(half.offered(BODY))
    assert "Swapped key" in audit(files.folder)


def test_a_key_swapped_in_the_journal_itself(files: Files, kept: Path) -> None:
    """The host puts its own key in the leaf, signs everything again, and hands it out."""
    place = place_of(files, NEW.in_journal(BODY, days(1)).as_content()["key_id"].encode())
    leaf = json.loads(files.leaves[place])
    files.say(place, leaf | {"content": EVIL.in_journal(BODY, days(1)).as_content()})
    files.offer(EVIL.offered(BODY))
    files.sign_again()
    assert "Swapped key: nobody who held an older key" in audit(files.folder)
    assert "Fork" in audit(files.folder, "--since", kept / "checkpoint")


def test_a_key_vouched_for_by_a_stranger(files: Files) -> None:
    place = place_of(files, NEW.in_journal(BODY, days(1)).as_content()["key_id"].encode())
    leaf = json.loads(files.leaves[place])
    forged = NEW.in_journal(BODY, days(1), older=EVIL).as_content() | {
        "vouched_by": OLD.in_journal(BODY, days(0)).as_content()["key_id"]
    }
    files.say(place, leaf | {"content": forged})
    files.sign_again()
    assert "Swapped key: nobody" in audit(files.folder)


def test_a_key_that_counts_too_early(files: Files) -> None:
    place = place_of(files, NEW.in_journal(BODY, days(1)).as_content()["key_id"].encode())
    leaf = json.loads(files.leaves[place])
    files.say(place, leaf | {"content": NEW.in_journal(BODY, days(1), older=OLD, wait=2).as_content()})
    files.sign_again()
    assert "before it had stood three days" in audit(files.folder)


def test_a_leaf_that_is_dated_back(files: Files) -> None:
    place = place_of(files, b"script-hash")
    leaf = json.loads(files.leaves[place])
    files.say(place, leaf | {"day": "2026-10-01"})
    files.sign_again()
    assert f"The open leaf {place} names the day 2026-10-01" in audit(files.folder)


def test_a_key_under_a_false_id(files: Files) -> None:
    place = place_of(files, NEW.in_journal(BODY, days(1)).as_content()["key_id"].encode())
    leaf = json.loads(files.leaves[place])
    files.say(place, leaf | {"content": leaf["content"] | {"key_id": b64(b"?" * 16)}})
    files.sign_again()
    assert "an id that isn't its own" in audit(files.folder)


@pytest.mark.parametrize(
    "content", [{"kind": "gossip"}, {"day": "yesterday"}, {"content": 1}, {"extra": 1}, {"kind": "body-key"}]
)
def test_a_leaf_of_no_known_form(files: Files, content: dict[str, object]) -> None:
    place = place_of(files, b"script-hash")
    files.say(place, json.loads(files.leaves[place]) | content)
    files.sign_again()
    assert f"The open leaf {place} has a form that nobody can read" in audit(files.folder)


def test_a_checkpoint_that_somebody_else_signed(files: Files) -> None:
    other = Signer(journal_signer().name, 1, Ed25519PrivateKey.generate())
    note = Note.parse((files.folder / "checkpoint").read_text())
    (files.folder / "checkpoint").write_text(str(Note(note.text, (other.line(note.text),))))
    assert "isn't signed by the journal's key" in audit(files.folder)
    (files.folder / "key").write_text(f"{other.key}\n")
    assert "isn't signed by the journal's key" in audit(files.folder, "--key", journal_signer().key)


def test_a_new_key_of_the_journal_is_seen_by_whoever_kept_the_old(files: Files) -> None:
    (files.folder / "key").write_text(f"{Signer('x', 1, Ed25519PrivateKey.generate()).key}\n")
    assert "another key of the journal" in audit(files.folder, "--key", journal_signer().key)


def test_a_line_in_a_witness_s_name(files: Files) -> None:
    witness = Signer("witness.example/journal/witness", WITNESS, Ed25519PrivateKey.generate())
    (files.folder / "witnesses").write_text(f"{witness.key}\n")
    note = Note.parse((files.folder / "checkpoint").read_text())
    true_line, false_line = (witness.line(text, day=days(5)) for text in (note.text, "another\n"))
    (files.folder / "checkpoint").write_text(str(Note(note.text, (*note.lines, false_line))))
    assert "was not signed by it" in audit(files.folder)
    assert "has signed none" in audit(files.folder, "--witness", witness.key)
    (files.folder / "checkpoint").write_text(str(Note(note.text, (*note.lines, true_line))))
    assert f"signed by the witness {witness.name}" in audit(files.folder, "--witness", witness.key)


def test_a_broken_promise(files: Files, promise: Promise, tmp_path: Path) -> None:
    (tmp_path / "promise").write_text(promise.note)
    place = files.hashes.index(promise.leaf)
    files.hashes[place] = b"?" * 32
    files.sign_again()
    assert "Broken promise" in audit(files.folder, "--promise", tmp_path / "promise")
    forged = Note.parse(promise.note)
    (tmp_path / "promise").write_text(str(Note(forged.text.replace("by 2026", "by 2027"), forged.lines)))
    assert "not signed by this journal" in audit(files.folder, "--promise", tmp_path / "promise")
    (tmp_path / "promise").write_text("nonsense")
    assert "can't be read" in audit(files.folder, "--promise", tmp_path / "promise")


def test_a_day_without_a_checkpoint(files: Files) -> None:
    (files.folder / "checkpoints" / "2026-11-23").unlink()
    assert "No checkpoint was signed between 2026-11-22 and 2026-11-24" in audit(files.folder)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("checkpoint", b"nonsense"),
        ("checkpoint", b"\xff\xfe"),
        ("open", b"[]"),
        ("open", b'{"leaves": [{"position": "x"}]}'),
        ("offered", b'{"keys": [{"body": "b", "sealing": "*", "signing": ""}]}'),
        ("hashes/000000", b"odd"),
    ],
)
def test_what_cannot_be_read_ends_with_2_or_is_a_trouble(files: Files, name: str, content: bytes) -> None:
    (files.folder / name).write_bytes(content)
    assert audit(files.folder)[:2] == ("1 " if content == b"nonsense" else "2 ")


def test_nothing_to_read_ends_with_2(tmp_path: Path) -> None:
    assert audit(tmp_path).startswith("2 ")
    assert audit(tmp_path, "--live", "http://127.0.0.1:9/journal").startswith("2 ")


def test_canonical_form_is_one() -> None:
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()
