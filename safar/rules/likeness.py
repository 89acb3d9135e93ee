"""How alike two names look and sound, as one number: it orders what the search found and says what is a similar name.

The Dice coefficient over pairs of neighbouring letters, on the words and on the consonant skeletons. Unlike an edit
distance it doesn't care where in the name a difference stands, and it counts what is missing on either side.
"""

from __future__ import annotations

from itertools import pairwise

Pairs = frozenset[tuple[str, str]]


def pairs(text: str) -> Pairs:
    """Give the pairs of neighbouring letters, the edges included.

    >>> sorted(map("".join, pairs("abc")))
    [' a', 'ab', 'bc', 'c ']
    """
    edged = f" {text} "
    return frozenset(pairwise(edged))


def share(one: Pairs, other: Pairs) -> float:
    """Give the share of pairs in common, 0 to 1.

    >>> share(pairs("night"), pairs("nacht"))
    0.5
    """
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
