"""Which rows name a natural person: they are flagged so that pages and searches treat them with more care."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from safar.readers.description import PersonRules

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]+")


def named_person(rules: PersonRules) -> Callable[[str], bool]:
    """Make the test for a name that begins with a title or a given name and holds no word of an organisation.

    What follows "T/A" doesn't count: a person who trades under a name remains a person.
    """
    starts = frozenset(rules.titles) | frozenset(rules.given_names)
    longest = max(map(len, starts), default=0) + 2
    organisation = frozenset(rules.organisation_words)

    def test(name: str) -> bool:
        first = _FIRST_WORD.match(name[:longest].casefold())
        if first is None or first[0] not in starts:
            return False
        own = _before_trading_name(name)
        words = [word.casefold() for word in _WORDS.findall(own)]
        return len(words) > 1 and organisation.isdisjoint(words) and not _DIGIT.search(own)

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
