"""Which cases that wait for others may go now: as many of one employer as each worker asked for.

For the matcher, who alone can read which employer a waiting case is about. Two spellings of one name count as one; an
entry of the record and a name typed by hand do not, because nothing in the note says that they are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safar.rules.names import match_key

FEWEST, MOST = 2, 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting case as the matcher reads it: its number, whom it is about, how many there must be."""

    number: int
    party: str
    threshold: int


@dataclass(frozen=True, slots=True)
class Matched:
    """What may go, and how many of each party have gone so far, to be remembered for the next time."""

    released: frozenset[int]
    gone: Mapping[str, int]


def match(waiting: Iterable[Waiting], gone: Mapping[str, int]) -> Matched:
    """Let every case go whose party's count, those gone before included, has reached what its worker asked for.

    >>> asked = [Waiting(1, "Acme Ltd", 2), Waiting(2, "ACME LIMITED", 3), Waiting(3, "Other", 2)]
    >>> sorted(match(asked, {}).released), sorted(match(asked, {"acme": 1}).released)
    ([1], [1, 2])
    """
    by_party: dict[str, list[Waiting]] = defaultdict(list)
    for case in waiting:
        by_party[party_key(case.party)].append(case)
    released: set[int] = set()
    counts = dict(gone)
    for party, cases in by_party.items():
        before = gone.get(party, 0)
        going = {case.number for case in cases if len(cases) + before >= asked_for(case)}
        released |= going
        if going:
            counts[party] = before + len(going)
    return Matched(frozenset(released), counts)


def asked_for(case: Waiting) -> int:
    """Give the threshold within its bounds: nobody can wait for one alone, nor for ever."""
    return min(max(case.threshold, FEWEST), MOST)


def party_key(party: str) -> str:
    """Write a party as it is compared."""
    return match_key(party) or party.strip().casefold()
