"""The countries that have rulebooks, and a country's rulebooks as they travel to the device.

A country is chosen by opening its page; that is all the site ever sees. The rules come within the page itself, so
nothing is asked for afterwards.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from safar.rooms.pathways.sources import edition_on, rulebooks
from safar.rooms.pathways.words import wording_in
from safar.rules.rulebook import Rulebook
from safar.rules.rulebook.browser import as_json

UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or a group of countries with rules of its own."""

    code: str
    slug: str
    programmes: int


def places() -> tuple[Place, ...]:
    """Give every place with rulebooks, by its code."""
    counts = Counter(book.country for book in rulebooks().values())
    return tuple(Place(code, code.lower(), counts[code]) for code in sorted(counts))


def place_called(slug: str) -> Place | None:
    """Give the place of an address, None where there is none."""
    return next((place for place in places() if place.slug == slug), None)


def books_of(code: str) -> tuple[Rulebook, ...]:
    """Give a place's rulebooks in the order of their ids."""
    return tuple(book for _, book in sorted(rulebooks().items()) if book.country == code)


def open_to_apply(code: str) -> tuple[Rulebook, ...]:
    """Give those for which somebody can apply: neither what is closed nor a bare table of points."""
    return tuple(book for book in books_of(code) if is_open_to_apply(book))


def is_open_to_apply(book: Rulebook) -> bool:
    """Say whether somebody can apply for it at all."""
    return book.status != "closed" and bool(book.criteria)


@lru_cache(maxsize=64)
def rules_of(code: str, on: date, language: str) -> SafeString:
    """Write a place's rules for a day, in a language, as JSON that may stand within a page."""
    made = as_json((edition_on(book.id, on) for book in books_of(code)), wording_in(language))
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
    return mark_safe(text)
