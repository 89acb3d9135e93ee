"""Merkle trees as RFC 9162 hashes them: for the journal, its witnesses, and whoever checks it with our files alone.

A tree is an ordered list of leaf hashes. Its root names all of them; a short path proves that one leaf is in it, or
that a later tree begins with an earlier one. Ranges are half open and count from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

Range = tuple[int, int]
Subtree = Callable[[int, int], bytes]
"""Gives the hash of the leaves from one position up to, not including, another; the first is where a proof may cut."""
HASH_BYTES = 32


class NoSuchTree(ValueError):
    """A proof was asked about a leaf or a size that the tree doesn't have."""


def leaf_hash(data: bytes) -> bytes:
    """Hash what a leaf holds: SHA-256(0x00 ‖ data). Source: RFC 9162, section 2.1.1.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours into their parent: SHA-256(0x01 ‖ left ‖ right). Source: RFC 9162, section 2.1.1."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Join the hashes of perfect subtrees, the largest first, from the right; none at all is the empty tree."""
    if not hashes:
        return sha256(b"").digest()
    joined = hashes[-1]
    for left in reversed(hashes[:-1]):
        joined = node_hash(left, joined)
    return joined


def root(leaves: Sequence[bytes]) -> bytes:
    """Give the root of a list of leaf hashes. Source: RFC 9162, section 2.1.1.

    >>> root([]).hex()[:16], root([leaf_hash(b"")]).hex()[:16]
    ('e3b0c44298fc1c14', '6e340b9cffb37a98')
    """
    return subtrees(leaves)(0, len(leaves))


def subtrees(leaves: Sequence[bytes]) -> Subtree:
    """Give hashes of ranges from a list of leaf hashes in memory: each node is hashed once, however many are asked."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[n], below[n + 1]) for n in range(0, len(below) - 1, 2)])

    def subtree(start: int, end: int) -> bytes:
        pieces = ((first, (last - first).bit_length() - 1) for first, last in perfect_ranges(start, end))
        return fold([levels[level][first >> level] for first, level in pieces])

    return subtree


def perfect_ranges(start: int, end: int) -> Iterator[Range]:
    """Cut a range into the perfect subtrees that it consists of, the largest first.

    >>> list(perfect_ranges(0, 7))
    [(0, 4), (4, 6), (6, 7)]
    """
    while start < end:
        width = 1 << ((end - start).bit_length() - 1)
        yield start, start + width
        start += width


def inclusion_ranges(position: int, size: int) -> tuple[Range, ...]:
    """Name the ranges whose hashes prove that a leaf is in a tree, from the leaf up. Source: RFC 9162, section 2.1.3.1.

    >>> inclusion_ranges(2, 7)
    ((3, 4), (0, 2), (4, 7))
    """
    if not 0 <= position < size:
        raise NoSuchTree("no such leaf in a tree of this size")
    start, end, found = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if position < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return tuple(reversed(found))


def consistency_ranges(old: int, new: int) -> tuple[Range, ...]:
    """Name the ranges whose hashes prove that a tree begins with an older one. Source: RFC 9162, section 2.1.4.1.

    >>> consistency_ranges(3, 7)
    ((2, 3), (3, 4), (0, 2), (4, 7))
    """
    if not 0 < old <= new:
        raise NoSuchTree("the older tree must have a leaf and can't be larger than the newer")
    start, end, found = 0, new, []
    is_whole = True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start, is_whole = middle, False
    if not is_whole:
        found.append((start, end))
    return tuple(reversed(found))


def inclusion_proof(position: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Give the path from a leaf to the root of the tree of that size."""
    return tuple(subtree(start, end) for start, end in inclusion_ranges(position, size))


def consistency_proof(old: int, new: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Give the path that proves that the tree of size `new` begins with that of size `old`."""
    return tuple(subtree(start, end) for start, end in consistency_ranges(old, new))


def is_included(leaf: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Does the path lead from this leaf hash at this position to the root? Source: RFC 9162, section 2.1.3.2."""
    if not 0 <= position < size or not _are_hashes([leaf, root, *path]):
        return False
    place, last, joined = position, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            joined = node_hash(sibling, joined)
            place, last = _up_to_odd(place, last)
        else:
            joined = node_hash(joined, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and joined == root


def is_consistent(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Does the path prove that the newer tree begins with the older? Source: RFC 9162, section 2.1.4.2."""
    if not 0 < old <= new or not _are_hashes([old_root, new_root, *path]):
        return False
    if old == new:
        return not path and old_root == new_root
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_joined = new_joined = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_joined, new_joined = node_hash(step, old_joined), node_hash(step, new_joined)
            place, last = _up_to_odd(place, last)
        else:
            new_joined = node_hash(new_joined, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old_joined == old_root and new_joined == new_root


def _split(width: int) -> int:
    """Give the largest power of two below a width."""
    return 1 << ((width - 1).bit_length() - 1)


def _up_to_odd(place: int, last: int) -> tuple[int, int]:
    while not place & 1 and place:
        place, last = place >> 1, last >> 1
    return place, last


def _are_hashes(values: Sequence[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
