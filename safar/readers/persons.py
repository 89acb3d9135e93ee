"""Which rows name a natural person: they are flagged so that pages and searches treat them with more care."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from safar.readers.description import PersonRules

_WORDS = re.compile(r"[^\W\d_]+")


def titled_person(rules: PersonRules) -> Callable[[str], bool]:
    """Make the test for a name that begins with a title and holds no word of an organisation.

    The trading name after "T/A" counts as well: a person who trades under a name remains a person.
    """
    titles = frozenset(rules.titles)
    longest = max(map(len, titles), default=0) + 1
    organisation = frozenset(rules.organisation_words)

    def test(name: str) -> bool:
        first = name[:longest].lstrip().split(" ", 1)[0].rstrip(".").casefold()
        if first not in titles:
            return False
        words = [word.casefold() for word in _WORDS.findall(_before_trading_name(name))]
        return len(words) > 1 and organisation.isdisjoint(words)

    return test


def _before_trading_name(name: str) -> str:
    return re.split(r"\s-?\(?(?:T/AS?|TA|T/as|trading as)\b", name, maxsplit=1, flags=re.I)[0]


def same_person(organisation: str, parts: Sequence[str]) -> bool:
    """Say whether an organisation's name is nothing but a person's name.

    >>> same_person("Jorge Luis Trejo Pineda", ("TREJO PINEDA", "JORGE LUIS", ""))
    True
    """
    words = {word.casefold() for part in parts for word in _WORDS.findall(part)}
    called = {word.casefold() for word in _WORDS.findall(organisation)} - {"lic", "mr", "mrs", "ms", "dr"}
    return bool(called) and len(words) > 1 and called <= words
