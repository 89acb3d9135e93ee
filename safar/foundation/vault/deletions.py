"""What was deleted, so that no backup brings it back: a list outside the database, of hashes that tell nothing.

A line is a day and SHA-256 of a folder's random cid; whoever has no copy of the folder learns nothing from it. Backups
live seven days, and the list a day longer. Several web nodes need one SAFAR_VAR/deletions between them.
"""

from __future__ import annotations

import hashlib
import os
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

BACKUPS_LIVE = timedelta(days=7)
LISTED = BACKUPS_LIVE + timedelta(days=1)


def note_deletion(cid: bytes, today: date) -> None:
    """List a folder before it is deleted: a deletion that was asked for must survive the loss of the machine."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
        file.write(f"{today} {_hash(cid)}\n")
        file.flush()
        os.fsync(file.fileno())


def is_deleted(cid: bytes) -> bool:
    """Say whether a folder is on the list."""
    return _hash(cid) in {line.split()[1] for line in _lines()}


def shorten_list(today: date) -> int:
    """Drop the lines that no living backup can need, and the order of the rest; gives how many are left."""
    kept = sorted(line for line in _lines() if date.fromisoformat(line.split()[0]) >= today - LISTED)
    if _path().exists():
        draft = _path().with_name("deletions.draft")
        draft.touch(mode=0o600)
        draft.write_text("".join(f"{line}\n" for line in kept), encoding="ascii")
        draft.replace(_path())
    return len(kept)


def _lines() -> list[str]:
    path = _path()
    return [line for line in path.read_text(encoding="ascii").splitlines() if line] if path.exists() else []


def _hash(cid: bytes) -> str:
    return hashlib.sha256(b"safar/1 deleted" + cid).hexdigest()


def _path() -> Path:
    return Path(settings.VAR) / "deletions"
