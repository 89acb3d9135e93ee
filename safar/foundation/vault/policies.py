"""Row-level security of the vault on PostgreSQL: which rows a transaction sees, by purpose and by receipt or body.

It stops our own bugs, not an intruder; the seal does that. Each table of the vault calls `protect` in its migration,
and an architecture test walks all of them. `FORCE` makes the rules count for the owner too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from safar.foundation.vault.sessions import KEEP_HOUSE, PURPOSES

PURPOSE = "current_setting('safar.purpose', true)"
BODY = "current_setting('safar.body', true)"
FOLDER = "current_setting('safar.folder', true)"
MARK = "current_setting('safar.mark', true)"
HOUSE = f"{PURPOSE} = '{KEEP_HOUSE}'"

ALL = "true"
"""Rows about bodies, which are no secret; a purpose must be told all the same."""
SLOT = f"(folder_id::text = {FOLDER} OR body_id = {BODY} OR {HOUSE})"
_OWN_SLOT = f"{BODY} <> '' AND EXISTS (SELECT 1 FROM vault_slot s WHERE s.body_id = {BODY} AND s.folder_id = "  # noqa: S608 - constants alone
OF_A_FOLDER = f"(folder_id::text = {FOLDER} OR {HOUSE} OR ({_OWN_SLOT} {{table}}.folder_id)))"
"""Rows of a folder: seen by whoever may see the folder."""
FOLDER_ITSELF = f"(id::text = {FOLDER} OR encode(cid, 'hex') = {MARK} OR {HOUSE} OR ({_OWN_SLOT} vault_folder.id)))"
RECEIPT = f"(folder_id::text = {FOLDER} OR encode(tag_mac, 'hex') = {MARK} OR {HOUSE})"
TABLES = {
    "vault_body": ALL,
    "vault_bodykey": ALL,
    "vault_member": ALL,
    "vault_memberwrap": ALL,
    "vault_folder": FOLDER_ITSELF,
    "vault_receipt": RECEIPT,
    "vault_epoch": OF_A_FOLDER,
    "vault_slot": SLOT,
    "vault_entry": OF_A_FOLDER,
    "vault_consent": OF_A_FOLDER,
}


def protect(tables: dict[str, str]) -> Callable[[Any, Any], None]:
    """Give the step of a migration that puts the tables under their rules; other databases have none of this."""

    def apply(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for table, rows in tables.items():
                for statement in statements(table, rows):
                    schema_editor.execute(statement)

    return apply


def statements(table: str, rows: str) -> tuple[str, ...]:
    """Give the SQL that puts one table under its rules."""
    seen = rows.replace("{table}", table)
    purposes = ", ".join(f"'{purpose}'" for purpose in PURPOSES)
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_purpose ON {table} AS RESTRICTIVE USING ({PURPOSE} IN ({purposes}))"
        f" WITH CHECK ({PURPOSE} IN ({purposes}))",
        f"CREATE POLICY {table}_rows ON {table} USING ({seen}) WITH CHECK ({seen})",
    )
