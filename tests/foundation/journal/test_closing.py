"""The day's closing: shuffled, filled up, signed, all or nothing; and what is forgotten stays forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.conf import settings
from django.db import connections

from safar.foundation.journal.actions import forget, record_act, record_open
from safar.foundation.journal.closing import NameChanged, close_day
from safar.foundation.journal.keys import KeyLost, journal_signer
from safar.foundation.journal.models import Checkpoint, ClosedAct, Leaf, Node, WaitingAct
from safar.foundation.journal.notes import opened
from safar.foundation.journal.queries import Act, acts_of, consistency, journal_state, proof_for
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rules.merkle import consistency_proof, is_consistent, is_included, leaf_hash, root, subtrees

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = date(2026, 11, 25)


def hashes() -> list[bytes]:
    return [bytes(one.hash) for one in Leaf.objects.order_by("position")]


@contextmanager
def house() -> Iterator[None]:
    """The house's own session: on PostgreSQL acts are seen in it alone."""
    with vault_session(KEEP_HOUSE):
        yield


def waiting() -> int:
    with house():
        return WaitingAct.objects.count()


def acts(folder: int) -> list[Act]:
    with house():
        return acts_of(folder)


def forgotten(folder: int) -> int:
    with house():
        return forget(folder)


def test_an_empty_day_looks_like_any_other() -> None:
    head = close_day(DAY)
    assert (head.size, head.day, head.root) == (64, DAY, root(hashes()))
    assert opened(Checkpoint.objects.get().note, journal_signer().key) == head


def test_a_batch_is_a_power_of_two() -> None:
    for number in range(65):
        record_act(number + 1, "read", {}, now=NOON)
    assert close_day(DAY).size == 128
    assert close_day(DAY + timedelta(days=1)).size == 192
    assert waiting() == 0


def test_dummies_and_closed_acts_look_alike() -> None:
    record_act(7, "read", {}, now=NOON)
    record_open("script-hash", {"sha256": "00"}, now=NOON)
    close_day(DAY)
    assert Leaf.objects.filter(content=None).count() == 63
    assert {len(one) for one in hashes()} == {32}
    assert len(set(hashes())) == 64


def test_the_order_of_acts_cannot_be_read_off() -> None:
    """Over many days the first act lands on every side of the second, and all over the batch."""
    places = []
    for number in range(60):
        now = NOON + timedelta(days=number)
        first, second = record_act(1, "read", {}, now=now), record_act(2, "read", {}, now=now)
        close_day(now.date())
        all_hashes = hashes()[-64:]
        places.append((all_hashes.index(first.leaf), all_hashes.index(second.leaf)))
    before = sum(first < second for first, second in places)
    assert 12 < before < 48
    assert len({first for first, _ in places}) > 25


def test_rows_lie_in_the_order_of_their_random_numbers_on_sqlite() -> None:
    if connections["vault"].vendor != "sqlite":
        return
    made = [record_act(number, "read", {}, now=NOON).leaf for number in range(1, 30)]
    with connections["vault"].cursor() as cursor:
        cursor.execute("SELECT rowid, id, hash FROM journal_waitingact ORDER BY rowid")
        rows = cursor.fetchall()
    assert all(rowid == number for rowid, number, _ in rows)
    assert [bytes(one) for *_, one in rows] != made


def test_a_second_closing_on_the_same_day_changes_nothing() -> None:
    first = close_day(DAY)
    record_act(7, "read", {}, now=NOON)
    assert close_day(DAY) == close_day(DAY - timedelta(days=3)) == first
    assert waiting() == 1
    assert Leaf.objects.count() == 64


def test_a_closing_that_fails_leaves_the_tree_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    record_act(7, "read", {}, now=NOON)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr("safar.foundation.journal.closing._sign", lambda *_: 1 / 0)
        close_day(DAY)
    assert [model.objects.count() for model in (Leaf, Node, ClosedAct, Checkpoint)] == [0, 0, 0, 0]  # type: ignore[attr-defined]
    assert waiting() == 1
    assert close_day(DAY).size == 64


def test_a_promised_leaf_is_in_the_tree_at_the_next_closing() -> None:
    promise = record_act(7, "open case", {"body": "centre-1"}, now=NOON)
    assert proof_for(promise.leaf) is None
    close_day(promise.due)
    proof = proof_for(promise.leaf)
    assert proof is not None
    head = opened(proof.checkpoint, journal_signer().key)
    assert head.day <= promise.due
    assert is_included(promise.leaf, proof.position, proof.size, proof.path, head.root)
    assert not is_included(leaf_hash(b"x"), proof.position, proof.size, proof.path, head.root)


def test_proofs_from_the_kept_nodes_are_those_of_the_whole_tree() -> None:
    rng = Random(5)
    for number in range(9):
        for _ in range(rng.choice([0, 10, 70, 130])):
            record_act(1, "read", {}, now=NOON)
        close_day(DAY + timedelta(days=number), random=rng)
    leaves, sizes = hashes(), list(Checkpoint.objects.order_by("size").values_list("size", flat=True))
    assert bytes(Checkpoint.objects.get(size=sizes[-1]).root) == root(leaves)
    for old in sizes:
        path = consistency(old, sizes[-1])
        assert path == consistency_proof(old, sizes[-1], subtrees(leaves))
        assert path is not None
        assert is_consistent(old, sizes[-1], path, root(leaves[:old]), root(leaves))
    assert consistency(sizes[0] + 1, sizes[-1]) is None
    assert consistency(sizes[-1], sizes[0]) is None
    for position in rng.sample(range(len(leaves)), 40):
        proof = proof_for(leaves[position])
        assert proof is not None
        assert is_included(leaves[position], position, len(leaves), proof.path, root(leaves))


def test_forgetting_leaves_the_root_and_takes_the_act() -> None:
    promise = record_act(7, "read", {"colour": "orange"}, now=NOON)
    other = record_act(8, "read", {}, now=NOON)
    head = close_day(DAY)
    assert [one.act for one in acts(7)] == [promise.act]
    assert forgotten(7) == 1
    assert acts(7) == []
    assert root(hashes()) == head.root
    assert proof_for(promise.leaf) is not None
    with house():
        left = b"".join(bytes(one.salt) + bytes(one.act) for one in ClosedAct.objects.all())
    assert promise.salt not in left
    assert b"orange" not in left
    assert [one.act for one in acts(8)] == [other.act]


def test_what_was_forgotten_while_it_waited_is_still_in_the_tree() -> None:
    promise = record_act(7, "read", {}, now=NOON)
    assert [one.position for one in acts(7)] == [None]
    forgotten(7)
    close_day(DAY)
    assert proof_for(promise.leaf) is not None
    with house():
        assert not ClosedAct.objects.exists()


def test_a_missing_head_raises_the_alarm_after_26_hours() -> None:
    assert journal_state(NOON).is_late
    close_day(DAY)
    midnight = datetime(2026, 11, 25, tzinfo=UTC)
    assert not journal_state(midnight + timedelta(hours=26)).is_late
    assert journal_state(midnight + timedelta(hours=26, seconds=1)).is_late


def test_a_journal_never_goes_on_under_another_name(settings: object) -> None:
    close_day(DAY)
    settings.JOURNAL_NAME = "elsewhere.example/journal"  # type: ignore[attr-defined]
    with pytest.raises(NameChanged):
        close_day(DAY + timedelta(days=1))


def test_a_journal_never_goes_on_under_a_new_key() -> None:
    close_day(DAY)
    path = settings.VAR / "journal-key"
    assert path.stat().st_mode & 0o777 == 0o600
    kept = path.rename(path.with_name("kept"))
    try:
        with pytest.raises(KeyLost):
            close_day(DAY + timedelta(days=1))
        assert not path.exists()
    finally:
        kept.rename(path)


@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_two_closings_at_once_make_one_day() -> None:
    close_day(DAY)

    def close() -> int:
        try:
            return close_day(DAY + timedelta(days=1)).size
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert {one.result() for one in [pool.submit(close) for _ in range(4)]} == {128}
    assert Leaf.objects.count() == 128
