"""What travels to the device says everything that is needed there, and stays small."""

from __future__ import annotations

import json
import random
from functools import cache
from typing import Any

import pytest

from safar.rules.rulebook.browser import as_json
from safar.rules.rulebook.scalar import told_of
from tests.rulebook_people import books, person, ready, today
from tests.rules.rulebook.on_device import evaluate

COUNTRIES = sorted({book.country for book in books().values()})
LIMIT = 60_000


@cache
def text(country: str) -> str:
    editions = [today(name) for name, book in sorted(books().items()) if book.country == country]
    return json.dumps(as_json(editions), ensure_ascii=False, separators=(",", ":"))


@cache
def file(country: str) -> Any:
    return json.loads(text(country))


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_country_is_small(country: str) -> None:
    assert len(text(country).encode()) < LIMIT / 2


@pytest.mark.parametrize("name", sorted(books()))
def test_the_device_says_what_the_engine_says(name: str) -> None:
    rnd = random.Random(f"device {name}")
    for place in range(40):
        one = person(name, rnd, told=1.0 if place % 3 == 0 else 0.6, totals=0.2)
        here = ready(name).evaluate(one)
        there = evaluate(file(books()[name].country), name, told_of(today(name), one))
        found = {finding.id: int(finding.outcome) for finding in here.criteria}
        assert there == (int(here.outcome), here.points, found), one


@pytest.mark.parametrize("name", sorted(books()))
def test_the_words_and_their_source_travel_too(name: str) -> None:
    made = file(books()[name].country)
    book = next(one for one in made["books"] if one["id"] == name)
    for id, words, basis, counted_on, doubt in book["criteria"]:
        criterion = books()[name].criteria[id]
        assert made["texts"][words] == criterion.words
        assert [made["texts"][place] for place in basis][::4] == [criterion.basis.source.title, criterion.basis.quote]
        assert counted_on == criterion.counted_on
        assert not criterion.basis.doubt or made["texts"][doubt]
