"""Triggers by which the database itself refuses to change a released table.

A migration that rebuilds the table must run `freeze_rows` again.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "a released table never changes"
FREEZE = {
    "sqlite": (
        "CREATE TRIGGER release_no_update BEFORE UPDATE ON release_releasedtable"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION release_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER release_no_update BEFORE UPDATE ON release_releasedtable"
        " FOR EACH STATEMENT EXECUTE FUNCTION release_refuse()",
    ),
}


def freeze_rows(connection: BaseDatabaseWrapper) -> None:
    """From now on no row of the table can be changed."""
    with connection.cursor() as cursor:
        for statement in FREEZE[connection.vendor]:
            cursor.execute(statement)
