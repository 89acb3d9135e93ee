"""On PostgreSQL the database itself guards the journal: the tree only grows; acts are for the house and their folder.

Tests run as the tables' owner, who is no superuser: `FORCE` binds the owner too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connections, transaction

from safar.foundation.journal.actions import forget, record_act
from safar.foundation.journal.closing import close_day
from safar.foundation.journal.models import ClosedAct, Leaf, WaitingAct
from safar.foundation.journal.queries import acts_of, proof_for
from safar.foundation.vault.sessions import KEEP_HOUSE, WORKER, vault_session

VAULT = connections["vault"]
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(databases=["default", "vault"]),
    pytest.mark.skipif(VAULT.vendor != "postgresql", reason="row-level security is PostgreSQL's"),
]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = date(2026, 11, 25)


def test_every_table_is_under_rules_that_bind_its_owner_too() -> None:
    with VAULT.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class"
            " WHERE relkind = 'r' AND relname LIKE 'journal%%'"
        )
        tables = dict(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM pg_sequences WHERE sequencename LIKE 'journal%%'")
        assert cursor.fetchone() == (0,)
    assert len(tables) == 8
    assert all(tables.values())


def test_the_house_closes_the_day_and_a_folder_reads_its_own_acts() -> None:
    with vault_session(WORKER, folder=7):
        promise = record_act(7, "open case", {}, now=NOON)
        record_act(8, "read", {}, now=NOON)
        assert [one.act for one in acts_of(7)] == [promise.act]
        assert acts_of(8) == []
    assert not WaitingAct.objects.exists()
    assert close_day(DAY).size == 64
    assert proof_for(promise.leaf) is not None
    assert not ClosedAct.objects.exists()
    with vault_session(WORKER, folder=7):
        assert [one.act for one in acts_of(7)] == [promise.act]
        assert acts_of(8) == []
    with vault_session(KEEP_HOUSE):
        assert ClosedAct.objects.count() == 2


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_folder_forgets_its_own_acts_alone(is_closed: bool) -> None:
    for folder in (7, 8):
        record_act(folder, "read", {}, now=NOON)
    if is_closed:
        close_day(DAY)
    with vault_session(WORKER, folder=7):
        assert (forget(8), forget(7)) == (0, 1)
    close_day(DAY)
    with vault_session(KEEP_HOUSE):
        assert [one.folder for one in ClosedAct.objects.all()] == [8]


def test_nobody_changes_or_removes_a_leaf() -> None:
    close_day(DAY)
    with vault_session(KEEP_HOUSE):
        assert Leaf.objects.filter(position=3).update(hash=b"?" * 32) == 0
        assert Leaf.objects.filter(position=3).delete()[0] == 0
    with pytest.raises(DatabaseError), transaction.atomic(using="vault"):
        Leaf(position=3, hash=b"?" * 32).save()
    assert Leaf.objects.count() == 64
