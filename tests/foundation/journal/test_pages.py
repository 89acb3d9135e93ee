"""The journal's pages: a person reads how it stands, a program gets all it needs to check it, nobody sees an act."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.utils import timezone

from safar.foundation.journal.actions import Promise, record_act, record_open
from safar.foundation.journal.body_keys import OfferedKey
from safar.foundation.journal.closing import close_day
from safar.foundation.journal.keys import journal_signer
from safar.foundation.journal.models import Cosignature
from safar.foundation.journal.notes import WITNESS, Note, Signer, decoded, opened
from safar.foundation.journal.publishing import publish
from safar.foundation.journal.witnessing import name_witness
from safar.foundation.vault.wire import b64
from safar.rules.merkle import is_consistent, is_included, root
from tests.cast import Person
from tests.foundation.journal.forger import Pair

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)
FRIEND = Signer("friend.example/journal/witness", WITNESS, Ed25519PrivateKey.from_private_bytes(b"f" * 32))
PAIR = Pair()


def offered() -> list[OfferedKey]:
    return [PAIR.offered("centre-1")]


@pytest.fixture
def promise(db: None) -> Promise:
    record_open("body-change", {"body": "centre-1", "what": "added"}, now=NOON)
    promised = record_act(7, "open case", {"colour": "orange"}, now=NOON)
    close_day(DAY)
    close_day(DAY + timedelta(days=1))
    return promised


def text(client: Client, name: str) -> str:
    answer = client.get(f"/journal/{name}")
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_a_person_reads_how_it_stands(client: Client, promise: Promise) -> None:
    page = text(client, "")
    assert "with 128 marks" in page
    assert "Nobody checks it." in page
    assert "not been signed for more than 26 hours" in page
    assert "script/safar audit --live http://testserver/journal" in page
    close_day(timezone.now().date())
    assert "not been signed" not in text(client, "")


def test_before_the_first_closing(client: Client) -> None:
    assert "No day has been signed yet." in text(client, "")
    assert client.get("/journal/checkpoint").status_code == 404
    assert json.loads(text(client, "open")) == {"leaves": []}
    assert client.post("/journal/proof", {"leaf": b64(b"?" * 32)}).status_code == 404


def test_no_page_shows_an_act(client: Client, promise: Promise) -> None:
    names = ["", "checkpoint", "key", "witnesses", "leaves?from=0&to=128", "open", "offered"]
    shown = b"".join(client.get(f"/journal/{name}").content for name in names)
    for secret in (b"orange", b"open case", promise.salt, base64.b64encode(promise.salt), b64(promise.salt).encode()):
        assert secret not in shown


def test_the_auditor_gets_proofs_and_the_immigration_officer_gets_no_more(
    auditor: Person, immigration_officer: Person, promise: Promise
) -> None:
    """What stands here is for everybody; none of it says which leaf is an act, or whose."""
    for person in (auditor, immigration_officer):
        answer = person.client.post("/journal/proof", {"leaf": b64(promise.leaf)})
        assert set(answer.json()) == {"position", "size", "path", "checkpoint"}
        assert b"orange" not in answer.content


@pytest.mark.parametrize("form", [b64, lambda leaf: base64.b64encode(leaf).decode()])
def test_a_promised_leaf_gets_its_proof(client: Client, promise: Promise, form: object) -> None:
    found = client.post("/journal/proof", {"leaf": form(promise.leaf)}).json()  # type: ignore[operator]
    head = opened(found["checkpoint"], journal_signer().key)
    path = [decoded(step) for step in found["path"]]
    assert is_included(promise.leaf, found["position"], found["size"], path, head.root)


@pytest.mark.parametrize(("leaf", "status"), [("", 400), ("*", 400), ("AA==", 400), (b64(b"?" * 32), 404)])
def test_what_is_no_leaf_has_none(client: Client, promise: Promise, leaf: str, status: int) -> None:
    assert client.post("/journal/proof", {"leaf": leaf}).status_code == status
    assert client.get("/journal/proof").status_code == 405


def test_two_checkpoints_get_their_proof(client: Client, promise: Promise) -> None:
    path = [decoded(step) for step in json.loads(text(client, "consistency?from=64&to=128"))["path"]]
    raw = client.get("/journal/leaves?from=0&to=64").content
    assert len(raw) == 64 * 32
    head = opened(text(client, "checkpoint"), journal_signer().key)
    assert is_consistent(64, 128, path, root([raw[n : n + 32] for n in range(0, len(raw), 32)]), head.root)


@pytest.mark.parametrize(
    "asked", ["", "?from=64", "?from=63&to=128", "?from=128&to=64", "?from=0&to=64", "?from=²&to=64"]
)
def test_other_sizes_have_none(client: Client, promise: Promise, asked: str) -> None:
    assert client.get(f"/journal/consistency{asked}").status_code == 404


@pytest.mark.parametrize("asked", ["", "?from=x&to=2", "?from=5&to=2", "?from=-1&to=2", f"?from=0&to={'9' * 40}"])
def test_what_is_no_range_is_refused(client: Client, promise: Promise, asked: str) -> None:
    assert client.get(f"/journal/leaves{asked}").status_code == 400


def test_the_pages_are_the_published_files(client: Client, promise: Promise, tmp_path: Path, settings: object) -> None:
    settings.OFFERED_KEYS = f"{__name__}.offered"  # type: ignore[attr-defined]
    publish(tmp_path)
    for name in ("checkpoint", "key", "witnesses", "open", "offered"):
        assert (tmp_path / name).read_text() == text(client, name)
    assert json.loads(text(client, "offered"))["keys"][0]["body"] == "centre-1"
    assert (tmp_path / "hashes/000000").read_bytes() == client.get("/journal/leaves?from=0&to=128").content


def test_publishing_twice_writes_the_same(promise: Promise, tmp_path: Path) -> None:
    publish(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    publish(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_witness_s_line_is_taken_and_shown(client: Client, promise: Promise) -> None:
    name_witness(str(FRIEND.key))
    assert "has signed nothing yet" in text(client, "")
    note = Note.parse(text(client, "checkpoint"))
    signed = Note(note.text, (*note.lines, FRIEND.line(note.text, day=DAY)))
    for _ in range(2):
        assert client.post("/journal/cosignature", str(signed), content_type="text/plain").status_code == 204
    assert Cosignature.objects.count() == 1
    assert text(client, "checkpoint") == str(signed)
    assert "signed the checkpoint of" in text(client, "")
    assert "Nobody checks it." not in text(client, "")


def test_nobody_else_s_line_is_taken(client: Client, promise: Promise) -> None:
    name_witness(str(FRIEND.key))
    note = Note.parse(text(client, "checkpoint"))
    stranger = Signer(FRIEND.name, WITNESS, Ed25519PrivateKey.generate())
    other = "elsewhere.example/journal\n" + note.text.partition("\n")[2]
    for bad in (
        str(Note(note.text, (*note.lines, stranger.line(note.text, day=DAY)))),
        str(Note(other, (FRIEND.line(other, day=DAY),))),
        str(note),
        "nonsense",
        "x" * 20_000,
    ):
        assert client.post("/journal/cosignature", bad, content_type="text/plain").status_code in {400, 413}
    assert client.post("/journal/cosignature", b"\xff", content_type="text/plain").status_code == 400
    assert not Cosignature.objects.exists()


def test_a_journal_s_key_is_no_witness_s() -> None:
    with pytest.raises(ValueError, match="witness key"):
        name_witness(str(journal_signer().key))


def test_no_cookie_is_set(client: Client, promise: Promise) -> None:
    assert not any(client.get(f"/journal/{name}").cookies for name in ("", "checkpoint", "open"))
