"""The tree as it lies in the database: hashes of any range of leaves, without hashing more than 64 of them.

Batches are powers of two of at least 64, so every subtree of 64 leaves is whole the moment it is written, and its hash
and those above it are kept as nodes. A node's number is its place in the tree read from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence

from safar.foundation.journal.models import Leaf, Node
from safar.rules.merkle import fold, node_hash, perfect_ranges, root

LEVEL = 6
SMALLEST = 1 << LEVEL


def subtree(start: int, end: int) -> bytes:
    """Give the hash of the leaves from `start` up to `end`."""
    return fold([_perfect(first, last) for first, last in perfect_ranges(start, end)])


def grow(size: int, hashes: Sequence[bytes]) -> None:
    """Append leaf hashes' nodes to a tree of `size` leaves; the leaves themselves are written by the caller."""
    made: dict[tuple[int, int], bytes] = {}
    level, first, last = LEVEL, size >> LEVEL, (size + len(hashes)) >> LEVEL
    for index in range(first, last):
        start = (index << LEVEL) - size
        made[level, index] = root(hashes[start : start + SMALLEST])
    while first < last:
        level, first, last = level + 1, first >> 1, last >> 1
        for index in range(first, last):
            left, right = ((level - 1, 2 * index + side) for side in (0, 1))
            made[level, index] = node_hash(made.get(left) or _node(*left), made[right])
    Node.objects.bulk_create([Node(_number(*at), value) for at, value in made.items()], batch_size=400)


def _perfect(start: int, end: int) -> bytes:
    level = (end - start).bit_length() - 1
    if level >= LEVEL:
        return _node(level, start >> level)
    rows = Leaf.objects.filter(position__gte=start, position__lt=end).order_by("position")
    return root([bytes(value) for value in rows.values_list("hash", flat=True)])


def _node(level: int, index: int) -> bytes:
    return bytes(Node.objects.get(pk=_number(level, index)).hash)


def _number(level: int, index: int) -> int:
    return ((2 * index + 1) << level) - 1
