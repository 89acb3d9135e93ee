"""The daily closing: waiting acts are shuffled, filled up with dummies, appended and signed, all or nothing.

On a day without acts 64 dummies are appended, so that a quiet day looks like any other. A closing that is killed leaves
the tree as it was; a second one on the same day changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random, SystemRandom

from django.db import connections

from safar.foundation.databases import VAULT
from safar.foundation.journal.keys import journal_signer
from safar.foundation.journal.models import Checkpoint, ClosedAct, Leaf, WaitingAct
from safar.foundation.journal.notes import Head, Note, signed_note
from safar.foundation.journal.tree import SMALLEST, grow, subtree
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rules.merkle import HASH_BYTES

LOCK = 0x5AFA_4001
AT_ONCE = 400


class NameChanged(Exception):
    """The journal has signed under another name; nobody could follow it under a new one."""


def close_day(today: date, *, random: Random | None = None) -> Head:
    """Append what waits and sign the day's checkpoint; gives the newest one. `random` shuffles and makes dummies."""
    with vault_session(KEEP_HOUSE):
        _one_at_a_time()
        last = _newest_head()
        if last is not None and last.day >= today:
            return last
        if last is not None and last.origin != journal_signer().name:
            raise NameChanged("the journal has checkpoints under another name: set SAFAR_JOURNAL_NAME to it")
        before, open_before = (last.size, last.open) if last is not None else (0, 0)
        places = _places(random or SystemRandom())
        _append(before, places)
        open_now = sum(act.is_open for act in places if isinstance(act, WaitingAct))
        return _sign(before + len(places), open_before + open_now, today)


def batch_size(acts: int) -> int:
    """Give the smallest power of two that holds the acts, 64 or more.

    >>> batch_size(0), batch_size(64), batch_size(65)
    (64, 64, 128)
    """
    return max(SMALLEST, 1 << (acts - 1).bit_length()) if acts else SMALLEST


def _newest_head() -> Head | None:
    last = Checkpoint.objects.order_by("-size").first()
    return Head.parse(Note.parse(last.note).text) if last is not None else None


def _places(random: Random) -> list[WaitingAct | bytes]:
    """Shuffle what waits, and dummies up to a power of two."""
    waiting = list(WaitingAct.objects.select_for_update())
    dummies = (random.randbytes(HASH_BYTES) for _ in range(batch_size(len(waiting)) - len(waiting)))
    places: list[WaitingAct | bytes] = [*waiting, *dummies]
    random.shuffle(places)
    return places


def _append(size: int, places: Sequence[WaitingAct | bytes]) -> None:
    """Write the day's leaves, and keep salt and act of the closed ones that nobody has forgotten meanwhile."""
    hashes = [bytes(one.hash) if isinstance(one, WaitingAct) else one for one in places]
    acts = {n: act for n, act in enumerate(places, size) if isinstance(act, WaitingAct)}
    opened = {n: bytes(act.act) for n, act in acts.items() if act.is_open}
    leaves = [Leaf(position=n, hash=value, content=opened.get(n)) for n, value in enumerate(hashes, size)]
    closed = [
        ClosedAct(position=n, salt=act.salt, act=act.act, folder=act.folder)
        for n, act in acts.items()
        if not act.is_open and act.act
    ]
    Leaf.objects.bulk_create(leaves, batch_size=AT_ONCE)
    ClosedAct.objects.bulk_create(closed, batch_size=AT_ONCE)
    grow(size, hashes)
    for some in _pieces([act.pk for act in acts.values()]):
        WaitingAct.objects.filter(pk__in=some).delete()


def _sign(size: int, open_leaves: int, today: date) -> Head:
    signer = journal_signer()
    head = Head(signer.name, size, subtree(0, size), today, open_leaves)
    Checkpoint.objects.create(size=size, root=head.root, day=today, note=signed_note(str(head), signer))
    return head


def _one_at_a_time() -> None:
    """SQLite lets one writer in by itself; PostgreSQL has to be asked."""
    if connections[VAULT].vendor == "postgresql":
        with connections[VAULT].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
