"""Triggers by which the database itself refuses to change or remove a row of the audit.

A migration that rebuilds the table (SQLite does so for most changes) must run `protect` again.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "the audit is append-only"
PROTECT = {
    "sqlite": (
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    ),
}
UNPROTECT = {
    "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
    "postgresql": ("DROP TRIGGER audit_no_change ON audit_entry", "DROP FUNCTION audit_refuse()"),
}


def protect(connection: BaseDatabaseWrapper) -> None:
    """From now on the table only grows."""
    _run(connection, PROTECT[connection.vendor])


def unprotect(connection: BaseDatabaseWrapper) -> None:
    """Lift the guard: for a migration that rebuilds the table, and for tests that empty their own database."""
    _run(connection, UNPROTECT[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
