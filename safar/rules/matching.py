"""Decide whether two records are of the same organisation: same, maybe or different, with the reasons.

For the joining of records on a party's page and for the people who judge the doubtful ones. The rule: the legal name
and a place, or an official number, are needed for *same*; a shared brand never is enough. Where a list gives one name
only, that name and its parts count as legal names, unless a part has a legal form: then that is the legal one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from safar.rules.addresses import Nearness, Where, nearness, where
from safar.rules.brands import is_brand
from safar.rules.legal_forms import strip_legal_form
from safar.rules.likeness import pairs, share
from safar.rules.names import split_names
from safar.rules.plain_words import plain_words
from safar.rules.trade_words import in_full

Outcome = Literal["same", "maybe", "different"]
ALIKE = 0.82  # share of letter pairs from which two legal names may be one, mistyped

# A numbered company's name is its number in the corporate register: "2349993 Ontario Inc.", "9218-2666 Québec Inc."
_NUMBERED = re.compile(
    r"^(\d{5,10})(alberta|ontario|quebec|britishcolumbia|bc|manitoba|saskatchewan|newbrunswick|novascotia"
    r"|newfoundland|newfoundlandlabrador|princeedwardisland|yukon|canada|pei|nb|ns|nl)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record as its list gives it; empty where the list doesn't say."""

    name: str
    legal_name: str = ""
    address: str = ""
    country: str = ""
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and why, the weightiest reason first."""

    decision: Outcome
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegalName:
    """A legal name without form and spaces, and the kinds of legal form that stood in it."""

    key: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a candidate is compared."""

    legal: tuple[LegalName, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    where: Where
    country: str


def candidate_from(name: str, legal: str, address: str) -> Candidate:
    """Make a candidate from the three columns that every list of pairs has."""
    return Candidate(name, legal, address)


def decide(a: Candidate, b: Candidate) -> Decision:
    """Decide whether two records are of the same organisation.

    >>> list_a = candidate_from("Dairy Queen", "GSK Restaurants Ltd.", "5403 23 Avenue NW, Edmonton, Alberta")
    >>> decide(list_a, candidate_from("GSK Restaurants Limited o/a Dairy Queen", "", "Edmonton, AB T6L 7G4")).decision
    'same'
    >>> decide(list_a, candidate_from("650785 Alberta Ltd. o/a Dairy Queen", "", "Wetaskiwin, AB T9A 1V4")).decision
    'different'
    """
    one, other = _facts(a), _facts(b)
    if shared := one.numbers & other.numbers:
        return Decision("same", (f"the same official number: {min(shared)}",))
    near = nearness(one.where, other.where)
    if one.country and other.country and one.country != other.country:
        near = "elsewhere"
    agreed = [(mine, yours) for mine in one.legal for yours in other.legal if mine.key == yours.key]
    if agreed:
        return _with_one_legal_name(agreed, near)
    return _with_other_legal_names(one, other, near)


_PLACE_WORDS: dict[Nearness, str] = {
    "same house": "the address is the same",
    "same town": "the town is the same",
    "same region": "the region is the same, the town is another",
    "elsewhere": "the places differ",
    "unknown": "a place is missing",
}


def _with_one_legal_name(agreed: list[tuple[LegalName, LegalName]], near: Nearness) -> Decision:
    """With one legal name, the place decides; another legal form or nothing but a brand leaves a doubt."""
    fitting = [pair for pair in agreed if not _forms_differ(*pair)]
    mine, yours = min(fitting or agreed, key=lambda pair: (pair[0].key, sorted(pair[0].kinds | pair[1].kinds)))
    reasons = (f"the legal name is the same: {mine.key}", _PLACE_WORDS[near])
    if not fitting:
        forms = " and ".join(sorted({*mine.kinds, *yours.kinds}))
        return Decision("maybe", (*reasons, f"the legal forms differ: {forms}"))
    if is_brand(mine.key) and not mine.kinds & yours.kinds:
        return Decision("maybe", (*reasons, "the name is a brand that many companies trade under"))
    return Decision("same" if near in ("same house", "same town") else "maybe", reasons)


def _with_other_legal_names(one: Facts, other: Facts, near: Nearness) -> Decision:
    """Without a shared legal name nothing is *same*: at most a mistyped name, or one list's brand, in one place."""
    is_near = near in ("same house", "same town")
    reasons = ("the legal names differ", _PLACE_WORDS[near])
    if is_near and any(_is_mistyped(mine.key, yours.key) for mine in one.legal for yours in other.legal):
        return Decision("maybe", ("the legal names are nearly the same", _PLACE_WORDS[near]))
    shared = sorted(one.names & other.names)
    if not shared:
        return Decision("different", reasons)
    brand = f"a shared trading name is not enough: {shared[0]}"
    is_legal = any(name.key in shared for name in (*one.legal, *other.legal))
    if near == "same house" or (is_near and is_legal and not is_brand(shared[0])):
        return Decision("maybe", (*reasons, brand))
    return Decision("different", (*reasons, brand))


def _forms_differ(mine: LegalName, yours: LegalName) -> bool:
    return bool(mine.kinds and yours.kinds) and mine.kinds.isdisjoint(yours.kinds)


def _is_mistyped(mine: str, yours: str) -> bool:
    """Letters may be mistyped; with other figures it is another company."""
    return share(pairs(mine), pairs(yours)) >= ALIKE and re.sub(r"\D", "", mine) == re.sub(r"\D", "", yours)


@lru_cache(maxsize=8192)
def _facts(candidate: Candidate) -> Facts:
    names = split_names(candidate.name)
    legal = _legal_names(split_names(candidate.legal_name) or names)
    numbers = {re.sub(r"[^0-9A-Z]", "", number.upper()) for number in candidate.identifiers}
    keys = frozenset(_named(name).key for name in (*names, *split_names(candidate.legal_name)))
    numbers |= {"".join(found.groups()) for key in keys if (found := _NUMBERED.match(key))}
    place = where(candidate.address)
    return Facts(legal, keys - {""}, frozenset(numbers - {""}), place, candidate.country.upper())


def _legal_names(names: tuple[str, ...]) -> tuple[LegalName, ...]:
    """Of a whole name and its parts, keep those with a legal form where there are any, else all."""
    parts = tuple(dict.fromkeys(_named(name) for name in (names[1:] or names)))
    formed = tuple(part for part in parts if part.kinds)
    return tuple(part for part in formed or parts if part.key)


@lru_cache(maxsize=8192)
def _named(name: str) -> LegalName:
    words, kinds = strip_legal_form(plain_words(name))
    return LegalName("".join(in_full(words)), frozenset(kinds))
