"""Store sealed bytes as they are: PostgreSQL would try to compress each, and random bytes don't get smaller."""

from __future__ import annotations

from typing import Any

from django.db import migrations

COLUMNS = (("vault_entry", "blob"), ("vault_receipt", "record"))


def as_they_are(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [migrations.RunPython(as_they_are, migrations.RunPython.noop)]
