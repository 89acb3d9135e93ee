"""Draws for places that anyone can check: commitments first, then public randomness, then a ranking nobody can bend.

For a ministry that hands out places by lot and for the person who wasn't drawn. The entries are published as
commitments under a Merkle root before a named future round of public randomness; that round gives the seed; each entry
is ranked by HMAC-SHA256. A receipt names nobody: without its salt an entry can't be told from any other.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import erfc, sqrt

from safar.rules import merkle

COMMITMENT, LEAF, SEED, RANK = b"safar/1 draw entry", b"safar/1 draw leaf", b"safar/1 draw seed", b"safar/1 draw rank"
SALT_BYTES, MOST_TICKETS, MOST_PLACES = 32, 1_000, 100


class DrawError(ValueError):
    """A draw can't be held or checked. The message says why, without naming an entry's person."""


class Overflow(StrEnum):
    """What happens when a household needs more places than are left. Published before the draw."""

    SKIP = "skip"
    STOP = "stop"
    EXCEED = "exceed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is published: commitment, tickets, places it takes, and a tag that only its household shares."""

    commitment: bytes
    tickets: int = 1
    places: int = 1
    household: bytes = b""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is fixed and published before the draw. `one_per_household`: later entries of a drawn household are void."""

    title: str
    places: int
    round: int
    beacon: str
    overflow: Overflow = Overflow.SKIP
    one_per_household: bool = True
    fallback: str = ""

    def text(self) -> bytes:
        """Give the canonical bytes that the seed binds."""
        flag = "1" if self.one_per_household else "0"
        parts = (self.title, str(self.places), str(self.round), self.beacon, self.overflow, flag, self.fallback)
        return fields(*(part.encode() for part in parts))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The outcome: who has a place, who waits (in order), who is void because the household was drawn already."""

    selected: tuple[bytes, ...]
    waiting: tuple[bytes, ...]
    void: tuple[bytes, ...]
    places_taken: int


def fields(*parts: bytes) -> bytes:
    """Join byte strings so that no two lists give the same bytes: each after its length.

    >>> fields(b"a", b"") != fields(b"", b"a")
    True
    """
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def commitment(salt: bytes, registration: str) -> bytes:
    """Commit to an entry: SHA-256 over salt and registration number; the salt stays with the entrant."""
    if len(salt) != SALT_BYTES:
        raise DrawError(f"a salt has {SALT_BYTES} bytes")
    return hashlib.sha256(fields(COMMITMENT, salt, registration.encode())).digest()


def leaf(entry: Entry) -> bytes:
    """Give an entry's leaf in the published tree; it binds tickets, places and household too."""
    numbers = (entry.tickets.to_bytes(4, "big"), entry.places.to_bytes(4, "big"))
    return merkle.leaf_hash(fields(LEAF, entry.commitment, *numbers, entry.household))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Put entries in the published order, by commitment; refuse doubles and what no rule allows."""
    found = sorted(entries, key=lambda entry: entry.commitment)
    for one, other in pairwise(found):
        if one.commitment == other.commitment:
            raise DrawError("an entry stands twice in the list")
    for entry in found:
        if len(entry.commitment) != merkle.HASH_BYTES:
            raise DrawError(f"a commitment has {merkle.HASH_BYTES} bytes")
        if not 1 <= entry.tickets <= MOST_TICKETS or not 1 <= entry.places <= MOST_PLACES:
            raise DrawError(f"an entry has 1 to {MOST_TICKETS} tickets and takes 1 to {MOST_PLACES} places")
    return found


def published_root(entries: Iterable[Entry]) -> bytes:
    """Give the Merkle root that is published and signed before the round of randomness."""
    return merkle.root([leaf(entry) for entry in in_order(entries)])


def beacon_randomness(signature: bytes) -> bytes:
    """Give a drand round's randomness: SHA-256 of its signature. The signature itself is checked elsewhere."""
    return hashlib.sha256(signature).digest()


def seed(rules: Rules, root: bytes, randomness: Sequence[bytes]) -> bytes:
    """Join rules, root and public randomness into the seed; none of them can be chosen once the others are known."""
    if not randomness:
        raise DrawError("a draw needs public randomness")
    return hashlib.sha256(fields(SEED, hashlib.sha256(rules.text()).digest(), root, *randomness)).digest()


def rank(seed: bytes, entry: Entry) -> bytes:
    """Give an entry's rank, the least first: the best of its tickets, each HMAC-SHA256 under the seed.

    With w tickets the best of w equal chances counts, which is a weighted draw without rounding.
    """
    return min(
        hmac.digest(seed, fields(RANK, entry.commitment, ticket.to_bytes(4, "big")), "sha256")
        for ticket in range(entry.tickets)
    )


def ranked(seed: bytes, entries: Iterable[Entry]) -> list[Entry]:
    """Put entries in the order of the draw; equal ranks, which won't happen, go by commitment."""
    return sorted(in_order(entries), key=lambda entry: (rank(seed, entry), entry.commitment))


def draw(rules: Rules, seed: bytes, entries: Iterable[Entry]) -> Drawn:
    """Hand out the places in order of rank, counting every member, by the household rule that was fixed before."""
    selected: list[bytes] = []
    waiting: list[bytes] = []
    void: list[bytes] = []
    households: set[bytes] = set()
    taken, stopped = 0, False
    for entry in ranked(seed, entries):
        if rules.one_per_household and entry.household and entry.household in households:
            void.append(entry.commitment)
            continue
        fits = taken + entry.places <= rules.places
        if not stopped and (fits or (rules.overflow is Overflow.EXCEED and taken < rules.places)):
            selected.append(entry.commitment)
            taken += entry.places
            households.add(entry.household)
            continue
        stopped = stopped or (rules.overflow is Overflow.STOP and not fits)
        waiting.append(entry.commitment)
    return Drawn(tuple(selected), tuple(waiting), tuple(void), taken)


def rfc3797(key: str, pool: int, count: int) -> list[int]:
    """Select from a numbered pool as RFC 3797 does: MD5 over index, key, index, modulo what is left.

    A test vector only: MD5 is not what our draws rest on.

    >>> rfc3797("9319./2.5.8.10.12./9.18.26.34.41.45./", 25, 3)
    [17, 7, 2]
    """
    left = list(range(1, pool + 1))
    if not 0 <= count <= pool:
        raise DrawError("more are drawn than there are")
    found = []
    for number in range(count):
        index = number.to_bytes(2, "big")
        value = hashlib.md5(index + key.encode() + index, usedforsecurity=False).digest()
        found.append(left.pop(int.from_bytes(value, "big") % len(left)))
    return found


@dataclass(frozen=True, slots=True)
class Uniformity:
    """How winners spread over groups (days, countries, channels): chi-square and its degrees of freedom."""

    chi_square: float
    freedom: int
    expected: dict[str, float]

    @property
    def p_value(self) -> float:
        """Give the chance that a fair draw spreads so unevenly, by the approximation of Wilson and Hilferty."""
        if not self.freedom:
            return 1.0
        share = 2 / (9 * self.freedom)
        deviations = ((self.chi_square / self.freedom) ** (1 / 3) - (1 - share)) / sqrt(share)
        return float(erfc(deviations / sqrt(2)) / 2)


def uniformity(entered: Counter[str], won: Counter[str]) -> Uniformity:
    """Compare winners by group with what a fair draw expects, all entries having equal tickets.

    >>> uniformity(Counter(a=50, b=50), Counter(a=10, b=10)).chi_square
    0.0
    """
    total, drawn = entered.total(), won.total()
    if not total or not drawn or set(won) - set(entered):
        raise DrawError("winners must be among those who entered, and there must be some")
    expected = {group: drawn * count / total for group, count in entered.items() if count}
    chi_square = sum((won[group] - mean) ** 2 / mean for group, mean in expected.items())
    return Uniformity(chi_square, len(expected) - 1, expected)
