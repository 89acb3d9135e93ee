"""For what, and for whom, the vault is open: every read or write of private rows happens inside one of these.

On PostgreSQL the database itself shows no row outside it (`policies.py`): purpose, receipt and body are told to each
transaction and forgotten with it. On SQLite `access.py` is the wall, and this only opens the transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import RLock

from django.db import connections, transaction

from safar.foundation.databases import VAULT
from safar.rules.firewall import Purpose

WORKER = "worker"
"""The worker herself files, reads, adds, consents and deletes: her receipt is the key."""
KEEP_HOUSE = "keep-house"
"""Terms that run out, deletions that are due, the day's leaves: no text is read."""
PURPOSES = (WORKER, KEEP_HOUSE, *(purpose.value for purpose in Purpose))
_WRITER = RLock()
"""SQLite takes one writer at a time and lets others poll; in one process they queue here instead, in order."""
VARIABLES = ("safar.purpose", "safar.body", "safar.folder", "safar.mark")


@contextmanager
def vault_session(purpose: str, *, body: str = "", folder: int | None = None, mark: bytes = b"") -> Iterator[None]:
    """Open the vault for one purpose to one body, one folder, or the one whose receipt or cid bears this mark.

    All or nothing is written; where it fails, what was told to the transaction is rolled back with it.
    Raises ValueError for a purpose outside the closed list, so that none can be added by configuration.
    """
    _check(purpose)
    is_inner = connections[VAULT].in_atomic_block
    with nullcontext() if _has_rules() else _WRITER, transaction.atomic(using=VAULT):
        _tell(purpose, body, str(folder or ""), mark.hex())
        yield
        if is_inner:
            _forget()


@contextmanager
def vault_reading(purpose: str, *, body: str = "", folder: int | None = None, mark: bytes = b"") -> Iterator[None]:
    """Open the vault to read alone: on SQLite without a transaction, so that readers never wait for a writer."""
    _check(purpose)
    is_inner = connections[VAULT].in_atomic_block
    with transaction.atomic(using=VAULT) if _has_rules() else nullcontext():
        _tell(purpose, body, str(folder or ""), mark.hex())
        yield
        if is_inner:
            _forget()


def _check(purpose: str) -> None:
    if purpose not in PURPOSES:
        raise ValueError("there is no such purpose")


def _has_rules() -> bool:
    return connections[VAULT].vendor == "postgresql"


def admit(folder: int) -> None:
    """Let the open session see one folder more: the one whose receipt or token has just been proved."""
    _set({"safar.folder": str(folder)})


def _tell(*values: str) -> None:
    if _has_rules():
        _set(dict(zip(VARIABLES, values, strict=True)))


def _forget() -> None:
    """Within another transaction what was told would outlive its session; the outermost ends with its transaction."""
    if _has_rules() and not connections[VAULT].needs_rollback:
        _set(dict.fromkeys(VARIABLES, ""))


def _set(values: dict[str, str]) -> None:
    """Tell the transaction all of it in one question: each would cost a way to the server and back."""
    if _has_rules():
        told = [word for name, value in values.items() for word in (name, value)]
        with connections[VAULT].cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(values)), told)
