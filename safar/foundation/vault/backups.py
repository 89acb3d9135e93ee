"""Backups of the vault: made beside it, alive for seven days, and restored without what was deleted since.

A backup holds what a seized disk would hold: ciphertext and codes. Pepper and list of deletions stay out of it.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path

from django.db import connections

from safar.foundation.databases import VAULT
from safar.foundation.vault.actions import delete_folder
from safar.foundation.vault.deletions import BACKUPS_LIVE, is_deleted
from safar.foundation.vault.models import Folder
from safar.foundation.vault.scrub import scrub
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session

PREFIX, SQLITE, DUMP = "vault-", ".sqlite3", ".dump"


class NoBackup(Exception):
    """This file can't be restored; the message says why."""


def back_up(folder: Path, *, today: date) -> Path:
    """Write today's backup, whole or not at all, and remove those that are too old."""
    folder.mkdir(parents=True, exist_ok=True)
    is_postgres = connections[VAULT].vendor == "postgresql"
    path = folder / f"{PREFIX}{today}{DUMP if is_postgres else SQLITE}"
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    (_dump if is_postgres else _copy)(draft)
    draft.replace(path)
    remove_old(folder, today=today)
    return path


def remove_old(folder: Path, *, today: date) -> int:
    """Remove backups older than seven days; gives how many."""
    old = [path for path in folder.glob(f"{PREFIX}*") if (day := _day_of(path)) and day < today - BACKUPS_LIVE]
    for path in old:
        path.unlink()
    return len(old)


def restore(path: Path, *, today: date) -> int:
    """Put a backup in the vault's place, and delete again what was deleted since; gives how many folders."""
    day = _day_of(path)
    if day is None or not path.is_file():
        raise NoBackup("the file must be a backup that `vault backup` wrote, under its own name")
    if day < today - BACKUPS_LIVE:
        raise NoBackup("this backup is older than seven days: the list of deletions reaches no further back")
    if (path.suffix == DUMP) != (connections[VAULT].vendor == "postgresql"):
        raise NoBackup("this backup is of another kind of database")
    (_undump if path.suffix == DUMP else _put_back)(path)
    count = _replay(today)
    scrub()
    return count


def _replay(today: date) -> int:
    with vault_session(KEEP_HOUSE):
        revived = [folder for folder in Folder.objects.all() if is_deleted(bytes(folder.cid))]
        for folder in revived:
            delete_folder(folder, today=today)
    return len(revived)


def _day_of(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.stem.removeprefix(PREFIX))
    except ValueError:
        return None


def _copy(target: Path) -> None:
    with closing(sqlite3.connect(_name())) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def _put_back(source: Path) -> None:
    connections[VAULT].close()
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(_name())) as live:
        copy.backup(live)


def _name() -> str:
    return str(connections[VAULT].settings_dict["NAME"])


def _dump(target: Path) -> None:
    _run("pg_dump", "-Fc", "--no-owner", "--enable-row-security", "-f", str(target))


def _undump(source: Path) -> None:
    connections[VAULT].close()
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "-d", _name(), str(source))


def _run(*command: str) -> None:
    """Run a program of PostgreSQL; the house's purpose is told to it, or it would see no row."""
    told = connections[VAULT].settings_dict
    known = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"]}
    known |= {f"PG{name.upper()}": str(value) for name, value in told["OPTIONS"].items() if name == "sslmode"}
    known |= {"PGDATABASE": _name(), "PGOPTIONS": f"-c safar.purpose={KEEP_HOUSE}"}
    environment = os.environ | {name: str(value) for name, value in known.items() if value}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise NoBackup(f"{command[0]} ended with {done.returncode}")
