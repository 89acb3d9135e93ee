"""The countries that have rulebooks, and a country's rulebooks as they travel to the device.

A country is chosen by opening its page; that is all the site ever sees. The rules come within the page itself, so
nothing is asked for afterwards.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from safar.rooms.pathways.sources import edition_on, rulebooks
from safar.rooms.pathways.words import wording_in
from safar.rules.rulebook import Rulebook
from safar.rules.rulebook.browser import as_json
from safar.rules.rulebook.countries import COUNTRIES

UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
POINTS_TABLE = "points table"


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or a group of countries with rules of its own; `ways`: how many are open now."""

    code: str
    slug: str
    ways: int


def places() -> tuple[Place, ...]:
    """Give every place with rulebooks, by its code."""
    codes = sorted({book.country for book in rulebooks().values()})
    return tuple(Place(code, code.lower(), sum(map(_is_way, books_of(code)))) for code in codes)


def place_called(slug: str) -> Place | None:
    """Give the place of an address, None where there is none."""
    return next((place for place in places() if place.slug == slug), None)


def books_of(code: str) -> tuple[Rulebook, ...]:
    """Give a place's rulebooks in the order of their ids."""
    return tuple(book for _, book in sorted(rulebooks().items()) if book.country == code)


def open_to_apply(code: str) -> tuple[Rulebook, ...]:
    """Give those for which somebody can apply: neither what is closed nor a bare table of points."""
    return tuple(book for book in books_of(code) if is_open_to_apply(book))


def countries_asked(code: str) -> tuple[str, ...]:
    """Give the countries to choose from, none where no rulebook of the place asks for one."""
    is_asked = any(fact.type == "country" for book in books_of(code) for fact in book.facts.values())
    return tuple(sorted(COUNTRIES)) if is_asked else ()


def is_open_to_apply(book: Rulebook) -> bool:
    """Say whether somebody can apply for it at all."""
    return book.status != "closed" and bool(book.criteria)


def _is_way(book: Rulebook) -> bool:
    """Say whether it leads anywhere by itself, now: a table of points only serves the programmes that use it."""
    return is_open_to_apply(book) and book.status != "announced" and book.model != POINTS_TABLE


@lru_cache(maxsize=64)
def rules_of(code: str, on: date, language: str) -> SafeString:
    """Write a place's rules for a day, in a language, as JSON that may stand within a page."""
    made = as_json((edition_on(book.id, on) for book in books_of(code)), wording_in(language))
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)
    return mark_safe(text)
