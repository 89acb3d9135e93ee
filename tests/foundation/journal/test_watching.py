"""What a witness agrees to watch, and every answer of a host that it doesn't sign."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safar.foundation.journal.keys import journal_signer, witness_signer
from safar.foundation.journal.models import Watched
from safar.foundation.journal.notes import SIGNER, BadNote, Head, Signer, encoded, signed_note
from safar.foundation.journal.witnessing import Refused, checked, watch
from safar.rules.merkle import consistency_proof, leaf_hash, root, subtrees

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
HOST = Signer("host.example/journal", SIGNER, Ed25519PrivateKey.from_private_bytes(b"h" * 32))
URL = "https://host.example/journal"
DAY = date(2026, 11, 20)
LEAVES = [leaf_hash(b"%d" % number) for number in range(192)]


def note(leaves: list[bytes], day: date = DAY, signer: Signer = HOST, name: str = HOST.name) -> str:
    return signed_note(str(Head(name, len(leaves), root(leaves), day, 0)), signer)


def kept(size: int) -> Watched:
    return Watched(name=HOST.name, key=str(HOST.key), url=URL, size=size, root=root(LEAVES[:size]) if size else b"")


class Host:
    """A host that answers what it is told to."""

    def __init__(self, checkpoint: str, leaves: list[bytes], proof: object = None) -> None:
        self.checkpoint, self.leaves, self.proof = checkpoint, leaves, proof

    def __call__(self, name: str) -> bytes:
        if name == "checkpoint":
            return self.checkpoint.encode()
        old, new = (int(part.partition("=")[2]) for part in name.partition("?")[2].split("&"))
        path = [encoded(step) for step in consistency_proof(old, new, subtrees(self.leaves))]
        return json.dumps({"path": path} if self.proof is None else self.proof).encode()


@pytest.mark.parametrize("size", [0, 64, 128, 192])
def test_what_follows_is_signed(size: int) -> None:
    assert Head.parse(checked(kept(size), Host(note(LEAVES), LEAVES)).text).size == 192


def test_a_smaller_tree_is_not() -> None:
    with pytest.raises(Refused, match="leaves were removed"):
        checked(kept(192), Host(note(LEAVES[:128]), LEAVES))


def test_another_root_for_the_same_size_is_a_fork() -> None:
    with pytest.raises(Refused, match="two roots"):
        checked(kept(192), Host(note(LEAVES[::-1]), LEAVES))


@pytest.mark.parametrize("proof", [None, {"path": []}, {"path": ["*"]}, {}, [], {"path": 5}, {"path": [5]}])
def test_a_tree_with_another_beginning_is_a_fork(proof: object) -> None:
    other = [b"?" * 32, *LEAVES[1:]]
    with pytest.raises(Refused, match="no proof"):
        checked(kept(64), Host(note(other), other, proof))


def test_a_checkpoint_of_another_key_or_name_does_not_count() -> None:
    stranger = Signer(HOST.name, SIGNER, Ed25519PrivateKey.generate())
    for bad in (note(LEAVES, signer=stranger), note(LEAVES, name="x.example/journal"), "nonsense"):
        with pytest.raises(Refused, match="doesn't count"):
            checked(kept(64), Host(bad, LEAVES))


def test_an_old_checkpoint_again_is_no_fork() -> None:
    assert checked(kept(192), Host(note(LEAVES, DAY + timedelta(days=1)), LEAVES))


def test_a_journal_is_watched_under_its_own_name_and_key_alone() -> None:
    for name, key in (("x.example/journal", HOST.key), (witness_signer().name, witness_signer().key), (HOST.name, "x")):
        with pytest.raises(BadNote):
            watch(name, str(key), URL)
    watch(HOST.name, str(HOST.key), URL + "/")
    watch(HOST.name, str(HOST.key), "https://moved.example/journal")
    assert Watched.objects.get().url == "https://moved.example/journal"


def test_a_watched_journal_never_changes_its_key() -> None:
    watch(HOST.name, str(HOST.key), URL)
    with pytest.raises(BadNote, match="never changes its key"):
        watch(HOST.name, str(Signer(HOST.name, SIGNER, Ed25519PrivateKey.generate()).key), URL)


def test_the_two_keys_of_an_instance_are_two() -> None:
    assert journal_signer().key.public != witness_signer().key.public
