"""Reads on the journal: its newest checkpoint, proofs, leaves, and whether it is in order. None opens a closed leaf
but `acts_of`, which a room calls inside the folder's own session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from safar.foundation.journal.models import Checkpoint, ClosedAct, Cosignature, Leaf, Witness
from safar.foundation.journal.notes import encoded
from safar.foundation.journal.tree import subtree
from safar.foundation.reads import rows as rows_of
from safar.rules.merkle import consistency_proof, inclusion_proof

LATE = timedelta(hours=26)
MOST_LEAVES = 8192
_ACTS = (
    "SELECT leaf.hash, closed.salt, closed.act, closed.position FROM journal_closedact closed"
    " JOIN journal_leaf leaf ON leaf.position = closed.position WHERE closed.folder = %s"
    " UNION ALL SELECT hash, salt, act, NULL FROM journal_waitingact WHERE folder = %s ORDER BY 4 NULLS LAST"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """That a leaf stands in the tree of a checkpoint: position, path, and the signed note with its root."""

    position: int
    size: int
    path: tuple[bytes, ...]
    checkpoint: str

    def as_json(self) -> dict[str, object]:
        path = [encoded(step) for step in self.path]
        return {"position": self.position, "size": self.size, "path": path, "checkpoint": self.checkpoint}


@dataclass(frozen=True, slots=True)
class Act:
    """A closed leaf that its folder's people may open; `position` is None while it waits for the day's closing."""

    leaf: bytes
    salt: bytes = field(repr=False)
    act: bytes = field(repr=False)
    position: int | None


@dataclass(frozen=True, slots=True)
class OpenLeaf:
    """What an open leaf says, byte by byte as it was hashed."""

    position: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """A witness and the last of our checkpoints it signed."""

    name: str
    size: int | None
    day: date | None


@dataclass(frozen=True, slots=True)
class State:
    """The journal at a glance. `is_late` where no head was signed for more than 26 hours."""

    checkpoint: str
    size: int
    day: date | None
    is_late: bool
    witnesses: tuple[Seen, ...]

    @property
    def is_watched(self) -> bool:
        return bool(self.witnesses)


def newest() -> Checkpoint | None:
    """Give the newest checkpoint, None before the first closing."""
    return Checkpoint.objects.order_by("-size").first()


def note_of(checkpoint: Checkpoint) -> str:
    """Give a checkpoint's signed note, with the lines of the witnesses that signed it."""
    return checkpoint.note + "".join(checkpoint.cosignatures.order_by("witness").values_list("line", flat=True))


def journal_state(now: datetime) -> State:
    """Say how the journal stands. A head counts from the beginning of its day, as no finer time is kept."""
    last = newest()
    witnesses = tuple(_seen(one) for one in Witness.objects.order_by("name"))
    if last is None:
        return State("", 0, None, True, witnesses)
    age = now - datetime.combine(last.day, time(), UTC)
    return State(note_of(last), last.size, last.day, age > LATE, witnesses)


def proof_for(leaf: bytes) -> Proof | None:
    """Prove that a leaf stands in the newest tree; None where it doesn't (yet)."""
    found, last = Leaf.objects.filter(hash=leaf).order_by("position").first(), newest()
    if found is None or last is None:
        return None
    path = inclusion_proof(found.position, last.size, subtree)
    return Proof(found.position, last.size, path, note_of(last))


def consistency(old: int, new: int) -> tuple[bytes, ...] | None:
    """Prove that the tree of one checkpoint begins with that of another; None where one of them isn't ours."""
    if old > new or Checkpoint.objects.filter(size__in=[old, new]).count() != len({old, new}):
        return None
    return consistency_proof(old, new, subtree)


def leaf_hashes(start: int, end: int) -> bytes:
    """Give the leaf hashes of a range one after the other, at most 8,192 of them."""
    end = min(end, start + MOST_LEAVES)
    rows = Leaf.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return b"".join(bytes(value) for value in rows.values_list("hash", flat=True))


def open_leaves(start: int = 0) -> Iterator[OpenLeaf]:
    """List the open leaves from a position on."""
    rows = Leaf.objects.filter(content__isnull=False, position__gte=start).order_by("position")
    return (OpenLeaf(row.position, bytes(row.content or b"")) for row in rows.iterator())


def checkpoints() -> Iterator[tuple[date, str]]:
    """List every day's signed note, oldest first."""
    return ((one.day, note_of(one)) for one in Checkpoint.objects.order_by("size"))


def witness_keys() -> list[str]:
    """List the verifier keys of the witnesses we name."""
    return list(Witness.objects.order_by("name").values_list("key", flat=True))


def acts_of(folder: int) -> list[Act]:
    """List the acts on a folder, those that wait last; for the folder's own people, inside its session."""
    return [
        Act(bytes(leaf), bytes(salt), bytes(act), position)
        for leaf, salt, act, position in rows_of(ClosedAct, _ACTS, [folder, folder])
        if len(act)
    ]


def _seen(witness: Witness) -> Seen:
    last = Cosignature.objects.filter(witness=witness).order_by("-checkpoint").select_related("checkpoint").first()
    return Seen(witness.name, last.checkpoint.size, last.checkpoint.day) if last else Seen(witness.name, None, None)
