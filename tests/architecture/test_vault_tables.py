"""Every table of the vault: it has its rules of rows on PostgreSQL, no sequence, and no time finer than a day.

The walk goes over whatever is installed on the private side, so that a later room's table breaks it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import connections, models

from safar.foundation.databases import PRIVATE_APPS, VAULT
from safar.foundation.journal.fields import RowId
from safar.foundation.journal.policies import GROWING, OPEN, PRIVATE
from safar.foundation.vault.policies import TABLES as OF_THE_VAULT
from safar.foundation.vault.scrub import vault_tables
from safar.rooms.casework.policies import TABLES as OF_CASEWORK
from safar.rooms.reports.policies import TABLES as OF_REPORTS

COUNTERS = (models.AutoField, models.SmallAutoField, models.BigAutoField)
FINE = (models.DateTimeField, models.TimeField, models.DurationField)
TRACES = (models.GenericIPAddressField, models.EmailField, models.FileField)
on_the_vault = pytest.mark.django_db(databases=["default", "vault"])


def private_models() -> list[type[models.Model]]:
    return [model for label in sorted(PRIVATE_APPS) for model in apps.get_app_config(label).get_models()]


def offences(walked: Iterable[type[models.Model]]) -> list[str]:
    """Fields that count rows, tell a time, or hold what points at a person."""
    found = []
    for model in walked:
        for field in model._meta.get_fields():
            if isinstance(field, (*COUNTERS, *FINE, *TRACES)):
                found.append(f"{model._meta.label}.{field.name}")
    return found


def test_no_field_counts_or_tells_a_time() -> None:
    assert len(private_models()) >= 25
    assert offences(private_models()) == []


def test_whole_numbers_as_keys_are_the_row_s_only_place() -> None:
    """On SQLite a bigint key would leave a hidden counter beside it."""
    keys = [model._meta.pk for model in private_models()]
    numbers = [key for key in keys if isinstance(key, models.IntegerField)]
    assert numbers
    assert [str(key) for key in numbers if not isinstance(key, RowId)] == []


def test_every_table_has_its_rules() -> None:
    ruled = {*OF_THE_VAULT, *OF_CASEWORK, *OF_REPORTS, *GROWING, *OPEN, *PRIVATE}
    assert sorted(set(vault_tables()) - ruled) == []


def test_a_planted_table_would_be_seen() -> None:
    class Planted(models.Model):
        at = models.DateTimeField()
        address = models.GenericIPAddressField()

        class Meta:
            app_label = "planted"

    assert offences([Planted]) == ["planted.Planted.id", "planted.Planted.at", "planted.Planted.address"]


def asked(sql: str) -> list[tuple[Any, ...]]:
    with connections[VAULT].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


@on_the_vault
@pytest.mark.postgres
def test_the_database_holds_the_rules() -> None:
    """What PostgreSQL itself says of each table: rules forced, a policy there, no sequence anywhere, no time column."""
    if connections[VAULT].vendor != "postgresql":
        tables = {name for (name,) in asked("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")}
        assert tables & set(vault_tables()) == set()
        return
    ours = set(vault_tables())
    forced = asked("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    assert sorted(ours - {name for (name,) in forced}) == []
    policies = asked("SELECT DISTINCT tablename FROM pg_policies")
    assert sorted(ours - {name for (name,) in policies}) == []
    owned = asked(
        "SELECT t.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid JOIN pg_class t ON t.oid = d.refobjid"
        " WHERE s.relkind = 'S'"
    )
    assert sorted(ours & {name for (name,) in owned}) == []
    times = asked("SELECT table_name, column_name FROM information_schema.columns WHERE data_type LIKE 'time%'")
    assert [pair for pair in times if pair[0] in ours] == []


@on_the_vault
@pytest.mark.postgres
def test_a_session_that_was_told_nothing_sees_nothing() -> None:
    if connections[VAULT].vendor != "postgresql":
        pytest.skip("SQLite has no rules of rows; access.py is the wall there")
    from safar.foundation.vault.models import Body
    from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
    from tests.device import found_body

    found_body("centre")
    assert asked("SELECT count(*) FROM vault_body") == [(0,)]
    with vault_session(KEEP_HOUSE):
        assert Body.objects.count() == 1
