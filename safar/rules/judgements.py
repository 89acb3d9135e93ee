"""What a set of judgements about pairs of records holds together, and where it contradicts itself."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from enum import StrEnum

Pair = tuple[int, int]


class Verdict(StrEnum):
    """What somebody (or, for `maybe`, only the machine) said of two records."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    MAYBE = "maybe"


def components(records: Iterable[int], same: Iterable[Pair]) -> list[frozenset[int]]:
    """Give the groups that the `same` pairs hold together; a record without any is a group of its own.

    >>> sorted(map(sorted, components([1, 2, 3], [(1, 3)])))
    [[1, 3], [2]]
    """
    neighbours = _neighbours(same)
    left, found = set(records), []
    while left:
        group = _reached(left.pop(), neighbours)
        left -= group
        found.append(frozenset(group))
    return found


def contradiction(
    records: Iterable[int], same: Iterable[Pair], different: Iterable[Pair]
) -> tuple[int, int, tuple[int, ...]] | None:
    """Give two records that are judged different yet held together by other pairs, and the records between them.

    >>> contradiction([1, 2, 3], [(1, 2), (2, 3)], [(1, 3)])
    (1, 3, (2,))
    """
    apart = {tuple(sorted(pair)) for pair in different}
    neighbours = _neighbours(pair for pair in same if tuple(sorted(pair)) not in apart)
    known = set(records)
    for one, other in sorted(apart):
        path = _path(one, other, neighbours) if one in known and other in known else None
        if path:
            return one, other, tuple(path[1:-1])
    return None


def _neighbours(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
    return neighbours


def _reached(start: int, neighbours: dict[int, set[int]]) -> set[int]:
    reached, waiting = {start}, deque([start])
    while waiting:
        for other in neighbours.get(waiting.popleft(), set()) - reached:
            reached.add(other)
            waiting.append(other)
    return reached


def _path(start: int, end: int, neighbours: dict[int, set[int]]) -> list[int] | None:
    paths, waiting = {start: [start]}, deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return paths[here]
        for other in sorted(neighbours.get(here, set()) - paths.keys()):
            paths[other] = [*paths[here], other]
            waiting.append(other)
    return None
