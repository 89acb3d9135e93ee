"""The rulebooks, permits and lists of the room, read once: for its pages and commands."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from babel.core import get_global
from django.conf import settings

from safar.readers.rulebooks import read_permits, read_rulebooks
from safar.rules.rulebook import Edition, Rulebook, edition
from safar.rules.rulebook.asked import Asker, asker
from safar.rules.rulebook.permits import Permit
from safar.rules.rulebook.scalar import prepare


@lru_cache(maxsize=1)
def rulebooks() -> Mapping[str, Rulebook]:
    """Give every rulebook by its id."""
    return read_rulebooks(settings.PATHWAYS)


@lru_cache(maxsize=1)
def permits() -> Mapping[str, Permit]:
    """Give what a complaint does to each permit, by the permit's id."""
    return read_permits(settings.PATHWAYS)


@lru_cache(maxsize=1)
def safeguarded() -> tuple[str, ...]:
    """Give the countries of WHO's health workforce support and safeguards list by their two letters."""
    with (settings.PATHWAYS / "who_safeguards.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["iso3"] for row in csv.DictReader(file)]
    return tuple(sorted(get_global("territory_aliases")[code][0] for code in codes))


@lru_cache(maxsize=512)
def edition_on(programme: str, on: date) -> Edition:
    """Give a rulebook as it stands on a day."""
    return edition(rulebooks()[programme], on)


@lru_cache(maxsize=512)
def asker_on(programme: str, on: date) -> Asker:
    """Give a rulebook made ready for a day, which also knows what to ask."""
    return asker(prepare(edition_on(programme, on)))
