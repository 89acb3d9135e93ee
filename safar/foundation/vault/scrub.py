"""Make deleted rows leave the disk: rewrite the vault's files, empty the write-ahead log, try again until it is done.

For the nightly tick and for an emergency. Until then a seized disk shows the day's order of writing. On PostgreSQL the
tables are rewritten; its own log keeps old pages until it is recycled, and what stands in a row there opens with no key
that is still on the machine.
"""

from __future__ import annotations

import time

from django.apps import apps
from django.db import OperationalError, connections

from safar.foundation.databases import PRIVATE_APPS, VAULT

TRIES, PAUSE_SECONDS = 60, 1.0


class StillBusy(Exception):
    """Somebody kept reading all the time; the vault's files hold what was deleted until the next try."""


class NotTheOwner(Exception):
    """On PostgreSQL only the role that owns the tables can rewrite them; another would be passed over in silence."""


def scrub(*, tries: int = TRIES, pause: float = PAUSE_SECONDS) -> None:
    """Rewrite the vault, retried until it succeeds."""
    for attempt in range(tries):
        if attempt:
            time.sleep(pause)
        if _postgresql() if connections[VAULT].vendor == "postgresql" else _sqlite():
            return
    raise StillBusy


def _sqlite() -> bool:
    """`wal_checkpoint` answers 1 in its first column while a reader holds it up."""
    try:
        with connections[VAULT].cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(cursor.fetchone()[0] == 0)
    except OperationalError:
        return False


def _postgresql() -> bool:
    """Rewriting waits for whoever works on a table, and shuts others out meanwhile: at night, table by table."""
    if not set(vault_tables()) <= _owned():
        raise NotTheOwner
    try:
        with connections[VAULT].cursor() as cursor:
            for table in vault_tables():
                cursor.execute(f"VACUUM FULL {table}")
    except OperationalError:
        return False
    return True


def _owned() -> set[str]:
    with connections[VAULT].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user")
        return {name for (name,) in cursor.fetchall()}


def vault_tables() -> list[str]:
    """Name every private table."""
    found = (model for label in sorted(PRIVATE_APPS) for model in apps.get_app_config(label).get_models())
    return [model._meta.db_table for model in found]
