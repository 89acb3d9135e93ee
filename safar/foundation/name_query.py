"""How a name becomes a document of the search index, and how what somebody typed becomes a query over it.

Weights were chosen on noisy names of one public register and checked on another (docs/rooms/registry-search.md).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from tantivy import Document, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from safar.rules.names import search_words, sounds
from safar.rules.plain_words import plain_words

FORMAT = 1  # raise it whenever names are written into the index another way
WEIGHTS = {"words": 1.0, "grams": 0.5, "sounds": 1.0, "echoes": 0.3}
COUNTRY, PLACE = 2.0, 2.0


def schema() -> Any:
    """Give the fields: what is stored for the answer, and what is searched."""
    builder = SchemaBuilder()
    builder.add_text_field("party", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("name", stored=True, indexed=False)
    builder.add_text_field("numbers", tokenizer_name="blanks", index_option="basic")
    for field in (*WEIGHTS, "country", "place"):
        builder.add_text_field(
            field, tokenizer_name="trigrams" if field in ("grams", "echoes") else "blanks", index_option="freq"
        )
    return builder.build()


def tokenizers(index: Any) -> None:
    """Tell an opened index how its fields are cut."""
    index.register_tokenizer("blanks", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.register_tokenizer("trigrams", TextAnalyzerBuilder(Tokenizer.ngram(3, 3, False)).build())


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name in the forms that the index knows."""

    words: tuple[str, ...]
    grams: str
    sounds: tuple[str, ...]
    echoes: str


def spelled(name: str) -> Spelled:
    words = search_words(name)
    heard = sounds(words)
    return Spelled(words, f" {' '.join(words)} ", heard, f" {''.join(heard)} ")


def document(party: str, name: str, country: str, place: str, numbers: tuple[str, ...]) -> Any:
    """Give one name of a party as a document."""
    made = spelled(name)
    return Document(
        party=party,
        name=name.encode(),
        numbers=" ".join(filter(None, (_bare(number) for number in numbers))),
        words=" ".join(made.words),
        grams=made.grams,
        sounds=" ".join(made.sounds),
        echoes=made.echoes,
        country=country.lower(),
        place=" ".join(plain_words(place)),
    )


class Shape:
    """What a found document holds."""

    __slots__ = ("name", "party")

    def __init__(self, found: Any) -> None:
        self.party: str = found.get_first("party")
        self.name: str = bytes(found.get_first("name")).decode()


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the score that the very name typed would have."""

    query: Any
    full: float

    def share(self, score: float) -> float:
        return min(1.0, score / self.full) if self.full else 0.0


def _trigrams(text: str) -> list[str]:
    return list(dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2)))


def _terms(made: Spelled) -> list[tuple[str, str]]:
    return [
        *(("words", word) for word in dict.fromkeys(made.words)),
        *(("grams", gram) for gram in _trigrams(made.grams)),
        *(("sounds", word) for word in dict.fromkeys(made.sounds)),
        *(("echoes", gram) for gram in _trigrams(made.echoes)),
    ]


def name_query(searcher: Any, fields: Any, text: str, country: str, place: str) -> Asked | None:
    terms = _terms(spelled(text))
    if not terms:
        return None
    total = searcher.num_docs
    parts, full = [], 0.0
    for field, term in terms:
        weight = WEIGHTS[field]
        freq = searcher.doc_freq(field, term)
        if not freq:
            continue
        full += weight * math.log(1 + (total - freq + 0.5) / (freq + 0.5))
        parts.append((Occur.Should, Query.boost_query(Query.term_query(fields, field, term, "freq"), weight)))
    if not parts:
        return None
    return Asked(Query.boolean_query(parts), full)


def _bare(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def identifier(fields: Any, text: str) -> Any | None:
    bare = _bare(text)
    if not any(map(str.isdigit, bare)):
        return None
    return Query.term_query(fields, "numbers", bare, "basic")
