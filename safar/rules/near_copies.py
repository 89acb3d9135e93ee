"""Whether two texts are the same with small changes: bought or threatened praise is seldom written twice anew.

For moderators, who should see one text and not forty. A text is cut into runs of five letters without case, blanks and
marks; the eighty runs with the lowest hash stand for it (bottom-k sketch, Broder 1997), and two texts are near copies
when at least half of those are shared. Any script; no library; the hash is fixed, so that sketches can be kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b

RUN, KEPT = 5, 80
ALIKE = 0.5


def sketch(text: str) -> tuple[int, ...]:
    """Give the numbers that stand for a text, in order.

    >>> sketch("They kept my papers.") == sketch("they  kept my papers!")
    True
    """
    letters = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    runs = {letters[at : at + RUN] for at in range(max(1, len(letters) - RUN + 1))} - {""}
    return tuple(sorted(_hash(run) for run in runs)[:KEPT])


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Give about which share of their runs two texts have in common.

    >>> likeness(sketch("They kept my papers for a year"), sketch("They kept my papers for one year")) > 0.5
    True
    >>> likeness(sketch("They kept my papers for a year"), sketch("The wage came on time every month"))
    0.0
    """
    lowest = sorted({*one, *other})[:KEPT]
    if not lowest:
        return 0.0
    both = set(one) & set(other)
    return sum(1 for number in lowest if number in both) / len(lowest)


def is_near_copy(text: Sequence[int], known: Iterable[Sequence[int]]) -> bool:
    """Say whether a text is a near copy of any that is known."""
    return any(likeness(text, one) >= ALIKE for one in known)


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=6).digest(), "big")
