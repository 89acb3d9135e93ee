"""The worker's browser says what the engine says: outcome, points, every criterion, and what to ask next."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Browser

from tests.pathways_device import COUNTRIES, by_engine, on_device, people_of, serve_modules
from tests.rulebook_people import books

PERSONS, ASKED = 60, 4
pytestmark = pytest.mark.journey


def test_every_programme_in_a_real_browser(browser: Browser) -> None:
    page = browser.new_page()
    serve_modules(page)
    seen: Counter[str] = Counter()
    for country in COUNTRIES:
        people = people_of(country, PERSONS, ASKED)
        for (name, answers, asks), there in zip(people, on_device(page, country, people), strict=True):
            assert there == by_engine(name, answers, asks), (name, answers)
            seen[name] += 1
    page.close()
    assert seen == Counter(dict.fromkeys(books(), PERSONS))


def test_a_wrong_rule_would_be_seen(browser: Browser) -> None:
    page = browser.new_page()
    serve_modules(page)
    people = people_of("CA", PERSONS, 0, seed="another")
    right = [by_engine(*one) for one in people]
    assert on_device(page, "CA", people) == right
    page.evaluate("import('/evaluate.js').then(({ Reading }) => { Reading.prototype.among = () => 4; })")
    assert on_device(page, "CA", people) != right
    page.close()
