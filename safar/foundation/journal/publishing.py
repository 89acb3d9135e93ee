"""Writes the journal's public files (see `published.py`), for a static host, a mirror or an auditor's disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from safar.foundation.journal import queries
from safar.foundation.journal.body_keys import OfferedKey
from safar.foundation.journal.keys import journal_signer
from safar.foundation.journal.published import A_FILE, AT_ONCE, offered_json, open_json, write
from safar.rules.merkle import HASH_BYTES


class NothingYet(Exception):
    """The journal has no checkpoint; close a day first."""


def publish(folder: Path) -> int:
    """Write all files, the newest checkpoint last; gives the number of leaves. Full files of hashes never change."""
    last = queries.newest()
    if last is None:
        raise NothingYet("the journal has no checkpoint yet: run journal close")
    for number in range(0, last.size, A_FILE):
        _hashes(folder / "hashes" / f"{number // A_FILE:06}", number, min(number + A_FILE, last.size))
    write(folder, "open", opened(last.size))
    write(folder, "offered", offered_json(offered_keys()))
    write(folder, "witnesses", witnesses())
    write(folder, "key", key())
    for day, note in queries.checkpoints():
        write(folder, f"checkpoints/{day}", note.encode())
    write(folder, "checkpoint", queries.note_of(last).encode())
    return int(last.size)


def key() -> bytes:
    """Give the verifier key of this journal."""
    return f"{journal_signer().key}\n".encode()


def witnesses() -> bytes:
    """Give the verifier keys of the witnesses that this instance names."""
    return "".join(f"{one}\n" for one in queries.witness_keys()).encode()


def opened(size: int) -> bytes:
    """Give the open leaves of the first `size` leaves."""
    return open_json((leaf.position, leaf.content) for leaf in queries.open_leaves() if leaf.position < size)


def offered_keys() -> Iterable[OfferedKey]:
    """Ask the room that hands bodies' keys to senders; none where no room does."""
    if not settings.OFFERED_KEYS:
        return ()
    listed: Callable[[], Iterable[OfferedKey]] = import_string(settings.OFFERED_KEYS)
    return listed()


def _hashes(path: Path, start: int, end: int) -> None:
    if path.exists() and path.stat().st_size == A_FILE * HASH_BYTES:
        return
    pieces = (queries.leaf_hashes(first, min(first + AT_ONCE, end)) for first in range(start, end, AT_ONCE))
    write(path.parent, path.name, b"".join(pieces))
