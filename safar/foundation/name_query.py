"""How a name becomes a document of the search index, and how what somebody typed becomes a query over it.

Four ways of writing a name are searched at once: its words, its trigrams, the consonant skeletons of its words, and the
trigrams of the skeletons in a row. The weights were chosen on noisy names of one register and checked on real pairs of
names and on other kinds of noise (docs/rooms/registry-search.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Self

from tantivy import Document, Filter, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from safar.rules.likeness import Pairs, pairs, share
from safar.rules.names import is_latin, search_words, sounds
from safar.rules.plain_words import plain_words
from safar.rules.skeleton import coarse
from safar.rules.trade_words import own_words
from safar.rules.transliteration import other_readings

FORMAT = 6  # raise it whenever names are written into the index another way
FIELDS = ("words", "grams", "sounds", "hums", "echoes")
LATIN = dict(zip(FIELDS, (0.35, 1.0, 0.5, 0.3, 1.0), strict=True))
OTHER_SCRIPTS = dict(zip(FIELDS, (0.6, 0.4, 0.7, 0.4, 1.0), strict=True))  # spelling says less, sound more
TYPICAL = dict(zip(FIELDS, (3, 20, 3, 3, 9), strict=True))  # terms of a name in each field
WHOLE, OWN = 0.3, 0.2  # what likeness counts, in looks and again in sound, beside 1 for the retrieval's score
PLACE_SHARE = 0.1  # what the right country, and the right town, count each, to find a name and again to order it
TOWN_TYPED, MOST_TOWN = 0.25, 0.7  # the same for a town typed with the name, if it isn't nearly all that was typed
COMMON_PLACE = 0.25  # of all names: a country of more is not searched for, only counted when names are put in order
MOST_READ, LEAST_TERMS = 1_500_000, 8  # entries of the index that one query may read, but so many terms at least
LONGEST = 200  # letters of a name or a query that count
UNHEARD = 3.0  # what a term that no name has counts against every name
BM25_K, BM25_B = 1.2, 0.75

Term = tuple[str, str]  # a field and a word of it


def schema() -> Any:
    """Give the fields: what is stored for the answer, and what is searched."""
    builder = SchemaBuilder()
    builder.add_text_field("party", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("written", stored=True, indexed=False)
    builder.add_text_field("numbers", tokenizer_name="blanks", index_option="basic")
    for field in (*FIELDS, "country", "place"):
        cut = "trigrams" if field in ("grams", "echoes") else "blanks"
        builder.add_text_field(field, tokenizer_name=cut, index_option="freq")
    return builder.build()


def tokenizers(index: Any) -> None:
    """Tell an opened index how its fields are cut."""
    index.register_tokenizer(
        "blanks", TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(100)).build()
    )
    index.register_tokenizer("trigrams", TextAnalyzerBuilder(Tokenizer.ngram(3, 3, False)).build())


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name in the forms that the index knows."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]

    @property
    def own(self) -> Self:
        """Give the name without the words of the trade, which people change and leave out."""
        words = own_words(self.words) or self.words
        return self if words == self.words else type(self)(words, sounds(words))

    @property
    def looks(self) -> str:
        return " ".join(self.words)

    @property
    def echo(self) -> str:
        return "".join(sound[1:] if sound[0] == "a" and len(sound) > 1 else sound for sound in self.sounds)

    def terms(self) -> Iterator[Term]:
        """Give every (field, term) once."""
        yield from (("words", word) for word in dict.fromkeys(self.words))
        yield from (("grams", gram) for gram in _trigrams(f" {self.looks} "))
        yield from (("sounds", sound) for sound in dict.fromkeys(self.sounds))
        yield from (("hums", sound) for sound in dict.fromkeys(map(coarse, self.sounds)))
        yield from (("echoes", gram) for gram in _trigrams(f" {self.echo} "))


def spelled(name: str) -> Spelled:
    """Give a name in the forms that the index knows."""
    words = search_words(name[:LONGEST])
    return Spelled(words, sounds(words))


def _trigrams(text: str) -> list[str]:
    return list(dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2)))


class Text(NamedTuple):
    """One name of a party as the texts of a document: all that has to be thought about, and nothing of the index."""

    party: str
    written: str
    numbers: str
    words: str
    sounds: str
    echo: str
    country: str
    place: str


def text_of(party: str, name: str, country: str, place: str, numbers: tuple[str, ...]) -> Text:
    """Give one name of a party as texts."""
    made = spelled(name)
    lines = _lines(made)
    return Text(
        party,
        "\n".join((" ".join(name.split()), country.lower(), _plain_place(place), *lines)),
        " ".join(dict.fromkeys(form for number in numbers for form in bare_numbers(number))),
        lines[0],
        " ".join(made.sounds),
        lines[1],
        country.lower(),
        _plain_place(place),
    )


def document(text: Text) -> Any:
    """Give the texts as a document of the index."""
    return Document(
        party=text.party,
        written=text.written.encode(),
        numbers=text.numbers,
        words=text.words,
        grams=f" {text.words} ",
        sounds=text.sounds,
        hums=coarse(text.sounds),
        echoes=f" {text.echo} ",
        country=text.country,
        place=text.place,
    )


@lru_cache(maxsize=50_000)
def _plain_place(place: str) -> str:
    """A register names the same towns again and again."""
    return " ".join(plain_words(place))


@dataclass(frozen=True, slots=True)
class Forms:
    """What likeness is measured on: looks and sound of the whole name, and of its own words without the trade's."""

    looks: Pairs
    echo: Pairs
    own_looks: Pairs
    own_echo: Pairs

    def likeness(self, other: Forms) -> float:
        """Give how alike two names are, 0 to the sum of the weights."""
        whole = share(self.looks, other.looks) + share(self.echo, other.echo)
        own = share(self.own_looks, other.own_looks) + share(self.own_echo, other.own_echo)
        return WHOLE * whole + OWN * own


def _lines(made: Spelled) -> tuple[str, ...]:
    """Give the forms as text; those of the own words only where they differ from the whole name's."""
    own = made.own
    return (made.looks, made.echo, *((own.looks, own.echo) if own.words != made.words else ()))


def _forms(looks: str, echo: str, *own: str) -> Forms:
    whole = pairs(looks), pairs(echo)
    return Forms(*whole, *(map(pairs, own) if own else whole))


@dataclass(frozen=True, slots=True)
class Found:
    """What a document of the index holds: a party, one of its names, and how that name looks and sounds."""

    party: str
    name: str
    country: str
    town: tuple[str, ...]
    forms: Forms


def read(document: Any) -> Found:
    """Read a document back."""
    name, country, town, *lines = bytes(document.get_first("written")).decode().split("\n")
    return Found(document.get_first("party"), name, country, tuple(town.split()), _forms(*lines))


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody looks: a country and a town if they said so, else any word of the query that may be a town."""

    country: str
    town: tuple[str, ...]
    words: tuple[str, ...]

    def terms(self, searcher: Any) -> Iterator[tuple[Term, float]]:
        """Give the terms that help names of that place to be found at all, with their share of a name's weight."""
        wanted = [(("country", self.country), PLACE_SHARE)] if self.country else []
        wanted += [(("place", word), PLACE_SHARE / len(self.town)) for word in dict.fromkeys(self.town)]
        if not self.town and len(self.words) > 1:
            wanted += [(("place", word), TOWN_TYPED * self.weight({word})) for word in dict.fromkeys(self.words)]
        names = searcher.num_docs
        for term, weight in wanted:
            count = searcher.doc_freq(*term)
            if 0 < count < min(COMMON_PLACE * names, MOST_READ):
                yield term, weight / _rarity(count, names)

    def weight(self, words: Set[str]) -> float:
        """Give the share of the query's letters in these words."""
        return sum(len(word) for word in self.words if word in words) / sum(map(len, self.words))

    def share(self, found: Found) -> float:
        """Give what a name in that place counts more."""
        asked = set(self.town)
        towns = len(asked & set(found.town)) / len(asked) if asked else 0.0
        return PLACE_SHARE * ((found.country == self.country != "") + towns)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the retrieval score that the very name typed would have."""

    query: Any
    full: float
    readings: tuple[Forms, ...]
    where: Where

    def score(self, retrieval: float, found: Found) -> float:
        """Give what a name is worth as an answer; 1 is the very name typed."""
        covered = retrieval / self.full
        likeness = max(reading.likeness(found.forms) for reading in self.readings)
        if not self.where.town and (typed := set(self.where.words) & set(found.town)):
            covered, likeness = self._without(typed, covered, likeness, found)
        return (covered + likeness + self.where.share(found)) / (1 + 2 * WHOLE + 2 * OWN)

    def _without(self, typed: set[str], covered: float, likeness: float, found: Found) -> tuple[float, float]:
        """Look at the name apart from its own town, where that was typed with it: "al noor dhaka"."""
        weight = self.where.weight(typed)
        if weight > MOST_TOWN:
            return covered, likeness
        words = tuple(word for word in self.where.words if word not in typed)
        rest = _forms(*_lines(Spelled(words, sounds(words)))).likeness(found.forms)
        return (max(covered, min(1.0, covered / (1 - weight))), rest) if rest > likeness else (covered, likeness)


def name_query(searcher: Any, fields: Any, text: str, country: str, place: str) -> Asked | None:
    """Make the query: a flat union of weighted terms, which is what the index answers fastest."""
    text = text[:LONGEST]
    readings = [spelled(reading) for reading in (text, *other_readings(text))]
    terms = dict.fromkeys(each for made in readings for each in made.terms())
    held = {each: count for each in terms if (count := searcher.doc_freq(*each))}
    if not held:
        return None
    names, weights = searcher.num_docs, LATIN if is_latin(text) else OTHER_SCRIPTS
    full = _full(readings[0], held, names, weights)
    asked = Where(country.lower(), plain_words(place), readings[0].words)
    parts = [_part(fields, field, term, weights[field]) for field, term in _affordable(held)]
    parts += [_part(fields, *term, weight * full) for term, weight in asked.terms(searcher)]
    return Asked(Query.boolean_query(parts), full, tuple(_forms(*_lines(made)) for made in readings), asked)


def _affordable(held: dict[Term, int]) -> Iterator[Term]:
    """Keep the rarest terms, as many as the index can read in its time: the commonest say least and cost most."""
    read = 0
    for kept, (term, count) in enumerate(sorted(held.items(), key=lambda each: each[1])):
        read += count
        if kept >= LEAST_TERMS and read > MOST_READ:
            break
        yield term


def _full(made: Spelled, held: dict[Term, int], names: int, weights: dict[str, float]) -> float:
    """Give the score that BM25 would give to a name that is exactly this."""
    length = {"words": len(made.words), "grams": len(made.looks), "sounds": len(made.sounds), "echoes": len(made.echo)}
    length["hums"] = length["sounds"]
    norms = {field: BM25_K * (1 - BM25_B + BM25_B * length[field] / TYPICAL[field]) for field in FIELDS}
    most = {field: weights[field] * (BM25_K + 1) / (1 + norms[field]) for field in FIELDS}
    return sum(most[term[0]] * (_rarity(held[term], names) if term in held else UNHEARD) for term in made.terms())


def _part(fields: Any, field: str, term: str, weight: float) -> Any:
    return Occur.Should, Query.boost_query(Query.term_query(fields, field, term, "freq"), weight)


def _rarity(count: int, names: int) -> float:
    """Give BM25's inverse document frequency."""
    return math.log(1 + (names - count + 0.5) / (count + 0.5))


def bare_numbers(number: str) -> tuple[str, ...]:
    """Give a licence number without its signs, and without leading zeros: "0010" is also typed "10".

    >>> bare_numbers("RA/2025/10/24"), bare_numbers("0010")
    (('RA20251024',), ('0010', '10'))
    """
    bare = re.sub(r"[^0-9A-Z]", "", number.upper())
    return tuple(dict.fromkeys(form for form in (bare, bare.lstrip("0")) if form))


def number_query(fields: Any, text: str) -> Any | None:
    """Give the query for a text that may be a licence number; a name without figures is none."""
    forms = bare_numbers(text)
    if not forms or not any(map(str.isdigit, forms[0])):
        return None
    return Query.boolean_query([(Occur.Should, Query.term_query(fields, "numbers", form, "basic")) for form in forms])
