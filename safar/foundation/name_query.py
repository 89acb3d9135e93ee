"""How a name becomes a document of the search index, and how what somebody typed becomes a query over it.

Four ways of writing a name are searched at once: its words, its trigrams, the consonant skeletons of its words, and the
trigrams of the skeletons in a row. The weights were chosen on noisy names of one register and checked on real pairs of
names and on other kinds of noise (docs/rooms/registry-search.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
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

FORMAT = 5  # raise it whenever names are written into the index another way
FIELDS = ("words", "grams", "sounds", "hums", "echoes")
LATIN = dict(zip(FIELDS, (0.35, 1.0, 0.5, 0.3, 1.0), strict=True))
OTHER_SCRIPTS = dict(zip(FIELDS, (0.6, 0.4, 0.7, 0.4, 1.0), strict=True))  # spelling says less, sound more
TYPICAL = dict(zip(FIELDS, (3, 20, 3, 3, 9), strict=True))  # terms of a name in each field
WHOLE, OWN = 0.3, 0.2  # what likeness counts, in looks and again in sound, beside 1 for the retrieval's score
PLACE_SHARE = 0.15  # how much of the name's weight the right country, and the right town, add each
LONGEST = 200  # letters of a name or a query that count
UNHEARD = 3.0  # what a term that no name has counts against every name
BM25_K, BM25_B = 1.2, 0.75


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

    def terms(self) -> Iterator[tuple[str, str]]:
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
        "\n".join((" ".join(name.split()), *lines)),
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
    forms: Forms


def read(document: Any) -> Found:
    """Read a document back."""
    name, *lines = bytes(document.get_first("written")).decode().split("\n")
    return Found(document.get_first("party"), name, _forms(*lines))


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the retrieval score that the very name typed would have."""

    query: Any
    full: float
    readings: tuple[Forms, ...]

    def score(self, retrieval: float, found: Found) -> float:
        """Give what a name is worth as an answer; 1 is the very name typed."""
        likeness = max(reading.likeness(found.forms) for reading in self.readings)
        return (retrieval / self.full + likeness) / (1 + 2 * WHOLE + 2 * OWN)


def name_query(searcher: Any, fields: Any, text: str, country: str, place: str) -> Asked | None:
    """Make the query: a flat union of weighted terms, which is what the index answers fastest."""
    text = text[:LONGEST]
    readings = [spelled(reading) for reading in (text, *other_readings(text))]
    weights = LATIN if is_latin(text) else OTHER_SCRIPTS
    rarities = {
        each: rarity for made in readings for each in made.terms() if (rarity := _rarity(searcher, *each))
    }  # each (field, term) once, and only those that some name has
    if not rarities:
        return None
    parts = [_part(fields, field, term, weights[field]) for field, term in rarities]
    full = _full(readings[0], rarities, weights)
    parts += [_part(fields, field, term, weight) for field, term, weight in _places(searcher, country, place, full)]
    return Asked(Query.boolean_query(parts), full, tuple(_forms(*_lines(made)) for made in readings))


def _full(made: Spelled, rarities: dict[tuple[str, str], float], weights: dict[str, float]) -> float:
    """Give the score that BM25 would give to a name that is exactly this."""
    length = {"words": len(made.words), "grams": len(made.looks), "sounds": len(made.sounds), "echoes": len(made.echo)}
    length["hums"] = length["sounds"]
    norms = {field: BM25_K * (1 - BM25_B + BM25_B * length[field] / TYPICAL[field]) for field in FIELDS}
    terms = ((field, rarities.get((field, term), UNHEARD)) for field, term in made.terms())
    return sum(weights[field] * rarity * (BM25_K + 1) / (1 + norms[field]) for field, rarity in terms)


def _part(fields: Any, field: str, term: str, weight: float) -> Any:
    return Occur.Should, Query.boost_query(Query.term_query(fields, field, term, "freq"), weight)


def _rarity(searcher: Any, field: str, term: str) -> float:
    """Give BM25's inverse document frequency, 0 for a term that no name has."""
    held = searcher.doc_freq(field, term)
    return math.log(1 + (searcher.num_docs - held + 0.5) / (held + 0.5)) if held else 0.0


def _places(searcher: Any, country: str, place: str, full: float) -> Iterator[tuple[str, str, float]]:
    """Give the terms for country and town, each weighed as a share of what the name counts."""
    towns = tuple(dict.fromkeys(plain_words(place)))
    wanted = [("country", country.lower(), 1)] if country else []
    for field, term, of in (*wanted, *(("place", town, len(towns)) for town in towns)):
        if rarity := _rarity(searcher, field, term):
            yield field, term, PLACE_SHARE * full / rarity / of


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
