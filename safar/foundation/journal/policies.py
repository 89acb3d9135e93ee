"""Row-level security of the journal on PostgreSQL: the tree is public and only grows; waiting and closed acts are not.

Anybody may add a waiting act. It is read, and dropped, by the house's daily closing or by the folder it belongs to. The
names of purpose and folder are those that `safar.foundation.vault.sessions` tells to each transaction.
"""

from __future__ import annotations

from typing import Any

GROWING = ("journal_leaf", "journal_node", "journal_checkpoint", "journal_cosignature")
OPEN = ("journal_witness", "journal_watched")
PRIVATE = ("journal_waitingact", "journal_closedact")
OWN_OR_HOUSE = (
    "(folder::text = current_setting('safar.folder', true) OR current_setting('safar.purpose', true) = 'keep-house')"
)


def protect(apps: Any, schema_editor: Any) -> None:
    """Put every table of the journal under its rules; databases other than PostgreSQL have none of this."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in (*GROWING, *OPEN, *PRIVATE):
        for statement in statements(table):
            schema_editor.execute(statement)


def statements(table: str) -> tuple[str, ...]:
    """Give the SQL for one table. Without a rule for UPDATE or DELETE the database changes and drops no row."""
    begin = (f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    if table in OPEN:
        return (*begin, f"CREATE POLICY {table}_all ON {table} USING (true) WITH CHECK (true)")
    rows = OWN_OR_HOUSE if table in PRIVATE else "true"
    some = (
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({rows})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK (true)",
    )
    if table not in PRIVATE:
        return (*begin, *some)
    change = f"CREATE POLICY {table}_forget ON {table} FOR UPDATE USING ({rows}) WITH CHECK (true)"
    return (*begin, *some, change, f"CREATE POLICY {table}_drop ON {table} FOR DELETE USING ({rows})")
