"""An act is promised at once, tells nothing in the tree, and can be forgotten without breaking it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from safar.foundation.journal.actions import forget, record_act, record_change, record_open
from safar.foundation.journal.closing import close_day
from safar.foundation.journal.keys import journal_signer
from safar.foundation.journal.models import WaitingAct
from safar.foundation.journal.notes import Note
from safar.foundation.journal.promises import promise_text
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rules.merkle import leaf_hash

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_promise_names_leaf_and_day_and_is_signed() -> None:
    promise = record_act(7, "open case", {"body": "centre-1"}, now=NOON)
    note = Note.parse(promise.note)
    assert promise.leaf == leaf_hash(promise.salt + promise.act)
    assert promise.due == date(2026, 11, 25)
    assert note.text == promise_text(promise.leaf, promise.due)
    assert note.line_by(journal_signer().key)


def test_a_promise_for_another_leaf_is_not_ours() -> None:
    promise = record_act(7, "open case", {}, now=NOON)
    forged = Note(promise_text(leaf_hash(b"another"), promise.due), Note.parse(promise.note).lines)
    assert not forged.line_by(journal_signer().key)


def test_the_same_act_twice_has_two_leaves() -> None:
    one, other = (record_act(7, "read", {}, now=NOON) for _ in range(2))
    assert one.leaf != other.leaf
    assert one.act == other.act


def test_no_time_of_day_is_kept() -> None:
    promise = record_act(7, "read", {}, now=NOON.replace(minute=37))
    assert b"2026-11-24" in promise.act
    assert b"37" not in promise.act
    assert "12:" not in promise.note


def test_a_waiting_act_that_is_forgotten_keeps_its_hash_alone() -> None:
    promise = record_act(7, "read", {"secret": "orange"}, now=NOON)
    other = record_act(8, "read", {}, now=NOON)
    with vault_session(KEEP_HOUSE):
        assert forget(7) == 1
        row = WaitingAct.objects.get(hash=promise.leaf)
        assert (bytes(row.salt), bytes(row.act)) == (b"", b"")
        assert bytes(WaitingAct.objects.get(hash=other.leaf).act) == other.act
        assert forget(7) == 0


def test_an_act_falls_with_the_write_it_belongs_to() -> None:
    def write_that_fails() -> None:
        with vault_session(KEEP_HOUSE):
            record_act(7, "read", {}, now=NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_that_fails()
    with vault_session(KEEP_HOUSE):
        assert not WaitingAct.objects.exists()


def test_a_promise_in_a_log_shows_no_act() -> None:
    promise = record_act(7, "read", {"colour": "orange"}, now=NOON)
    assert "orange" not in repr(promise)
    assert repr(promise.salt) not in repr(promise)


def test_an_open_leaf_is_about_one_of_a_few_things() -> None:
    assert record_open("body-change", {"body": "centre-1"}, now=NOON)
    with pytest.raises(ValueError, match="about one of"):
        record_open("gossip", {}, now=NOON)


def test_what_is_looked_at_every_day_is_written_when_it_changes() -> None:
    with vault_session(KEEP_HOUSE):
        assert record_change("firewall-table", {"sha256": "aa"}, now=NOON)
        assert record_change("firewall-table", {"sha256": "aa"}, now=NOON) is None
        assert record_change("jurisdictions", {"sha256": "aa"}, now=NOON)
    close_day(NOON.date())
    tomorrow = NOON + timedelta(days=1)
    with vault_session(KEEP_HOUSE):
        assert record_change("firewall-table", {"sha256": "aa"}, now=tomorrow) is None
        assert record_change("firewall-table", {"sha256": "bb"}, now=tomorrow)
        assert record_change("firewall-table", {"sha256": "aa"}, now=tomorrow + timedelta(days=1))
