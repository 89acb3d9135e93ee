"""The audit only grows, and its page tells the newest first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from safar.foundation.audit import queries
from safar.foundation.audit.actions import COMMAND_LINE, record
from safar.foundation.audit.models import Entry
from tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ATTACKS = ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"]
if connection.vendor == "postgresql":
    ATTACKS.append("TRUNCATE audit_entry")


def test_an_entry_says_who_what_to_what_and_when() -> None:
    record("staff 7", "accept removals", "source uk-sponsors", {"removed": 7_200}, NOON)
    line = queries.entries().lines[0]
    assert (line.at, line.actor, line.verb, line.target) == (NOON, "staff 7", "accept removals", "source uk-sponsors")
    assert line.detail == '{"removed": 7200}'


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses_to_change_or_remove_an_entry(attack: str) -> None:
    record(COMMAND_LINE, "load", "source ke-nea", {}, NOON)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert Entry.objects.get().actor == COMMAND_LINE


def test_the_same_through_the_models() -> None:
    entry = record(COMMAND_LINE, "load", "source ke-nea", {}, NOON)
    entry.actor = "nobody"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()


def test_an_entry_falls_with_the_write_it_belongs_to() -> None:
    def load_that_fails() -> None:
        with transaction.atomic():
            record(COMMAND_LINE, "load", "source ke-nea", {}, NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        load_that_fails()
    assert not Entry.objects.exists()


def test_the_page_goes_back_in_time_fifty_at_once(auditor: Person) -> None:
    for number in range(120):
        record(COMMAND_LINE, "load", f"edition {number}", {}, NOON)
    first = auditor.client.get("/staff/audit/").content.decode()
    assert first.index("edition 119") < first.index("edition 70")
    assert "edition 69<" not in first
    middle = queries.entries(before=queries.entries().older)
    last = queries.entries(before=middle.older)
    assert [len(middle.lines), len(last.lines), last.older] == [50, 20, None]


def test_a_target_alone(auditor: Person) -> None:
    record(COMMAND_LINE, "load", "source ke-nea", {}, NOON)
    record(COMMAND_LINE, "load", "source uk-sponsors", {}, NOON)
    page = auditor.client.get("/staff/audit/?target=source+ke-nea&before=oops").content.decode()
    assert "uk-sponsors" not in page


def test_what_a_publisher_wrote_cannot_become_markup(auditor: Person) -> None:
    record(COMMAND_LINE, "load", "<script>alert(1)</script>", {"name": "<b>"}, NOON)
    page = auditor.client.get("/staff/audit/").content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page
