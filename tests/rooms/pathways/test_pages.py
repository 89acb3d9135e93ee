"""The room's pages hold the rules and take no answer; every text of a rule stands in them as text."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from safar.rooms.pathways import sources
from safar.rooms.pathways.queries.places import books_of, places, rules_of
from safar.rooms.pathways.templatetags.pathways_words import cost_words, rests_on, wait_words
from safar.rules.rulebook.model import Basis, Cost, Source, Wait
from tests.architecture.test_firewall import is_forbidden
from tests.architecture.tree import ROOT
from tests.rulebook_people import TODAY, books

pytestmark = pytest.mark.django_db
ANY_BASIS = Basis(Source("Act 1", "law", date(2026, 11, 26)))


def page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_every_place_has_its_page_and_its_sheet() -> None:
    listed = page("/pathways")
    assert len(places()) == len({book.country for book in books().values()})
    for place in places():
        assert f'href="/pathways/{place.slug}"' in listed
        shown = unescape(page(f"/pathways/{place.slug}/sheet"))
        for book in (book for book in books().values() if book.country == place.code):
            assert book.name in shown
            assert all(criterion.words in shown for criterion in book.criteria.values())


def test_a_place_advertises_what_is_open_alone() -> None:
    """Of a place where every way is closed, and of a bare table of points, nothing must be promised."""
    ways = {place.code: place.ways for place in places()}
    assert {code for code, count in ways.items() if not count} == {"PT", "TH", "CO"}
    of_gb = [book for book in books().values() if book.country == "GB"]
    assert ways["GB"] == len(of_gb) - 1 == sum(book.model != "points table" for book in of_gb)
    assert ways["JP"] == 2, "what has only been announced is no way yet"
    listed = page("/pathways")
    assert re.search(r'href="/pathways/pt">Portugal</a>\s*<p class="hint">Closed: nobody can apply now\.', listed)
    assert "0 ways" not in listed


def test_no_two_questions_of_a_place_are_the_same() -> None:
    for place in places():
        asked = {(fact.question, name) for book in books_of(place.code) for name, fact in book.facts.items()}
        doubled = [words for words, count in Counter(words for words, _ in asked).items() if count > 1]
        assert doubled == [], place.code


DANGLING = re.compile(
    r"\b(in that period|on the list\?|that state|that country|the round\?|meet the rule|the decision\?"
    r"|this (protection )?visa|this permit|one of these crimes|is a place left this|in the quota\?)",
    re.IGNORECASE,
)


def test_no_question_leans_on_what_was_not_said() -> None:
    """A question stands alone on the page: "the list" and "that period" must say which."""
    asked = {fact.question for book in books().values() if book.status != "closed" for fact in book.facts.values()}
    assert [question for question in sorted(asked) if DANGLING.search(question)] == []


def test_cost_time_and_way_of_applying_stand_on_both_pages_with_their_sources() -> None:
    for path in ("/pathways/gb", "/pathways/gb/sheet"):
        shown = unescape(page(path))
        for book in (book for book in books().values() if book.country == "GB"):
            found = book.application
            assert found.costs
            for one in (*found.costs, *found.waits):
                assert one.words in shown
                assert one.basis.source.title in shown
            assert found.steps is not None
            assert all(step in shown for step in found.steps.steps)


def test_what_no_authority_wrote_is_to_be_checked() -> None:
    source = Source("A firm's page", "secondary", date(2026, 11, 26))
    assert rests_on(Basis(source))["is_to_check"]
    assert not rests_on(Basis(replace(source, grade="official")))["is_to_check"]
    assert rests_on(Basis(replace(source, grade="official"), confidence="S?"))["is_to_check"]


@pytest.mark.parametrize(
    ("amounts", "words"), [((0,), "Free"), ((340,), "340 GBP"), ((1500, 2000.5), "1,500 to 2,000.5 GBP")]
)
def test_a_price_in_words(amounts: tuple[float, ...], words: str) -> None:
    assert cost_words(Cost("Fee", amounts, "GBP", "worker", ANY_BASIS)) == words


@pytest.mark.parametrize(
    ("days", "working", "words"), [((21,), False, "21 days"), ((30, 60), True, "30 to 60 working days")]
)
def test_a_time_in_words(days: tuple[int, ...], working: bool, words: str) -> None:
    assert wait_words(Wait("Decision", days, working, ANY_BASIS)) == words


def test_what_is_not_known_says_whom_to_ask() -> None:
    without = unescape(page("/pathways/us"))
    assert "Ask the authority" in without
    assert "apply-us-dale" not in without, "nobody can apply for what is closed"


def test_a_country_travels_whole() -> None:
    found = re.search(r'<script id="rules" type="application/json">(.*?)</script>', page("/pathways/gb"), re.DOTALL)
    assert found
    rules: Any = json.loads(found[1])
    assert {book["id"] for book in rules["books"]} == {name for name, book in books().items() if book.country == "GB"}


def test_no_text_of_a_rule_can_end_its_element(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = "</script><script>alert(1)</script>"
    book = replace(books()["qa-lm"], name=evil)
    monkeypatch.setattr("safar.rooms.pathways.queries.places.rulebooks", lambda: {"qa-lm": book})
    monkeypatch.setattr(
        "safar.rooms.pathways.queries.places.edition_on",
        lambda _, on: replace(sources.edition_on("qa-lm", on), book=book),
    )
    rules_of.cache_clear()
    text = rules_of("QA", TODAY, "en")
    rules_of.cache_clear()
    assert "<" not in text
    rules: Any = json.loads(text)
    assert rules["texts"][rules["books"][0]["name"]] == evil


@pytest.mark.parametrize("prefix", ["", "/ar", "/es", "/hi", "/ne", "/fil"])
def test_every_language_has_the_pages(prefix: str) -> None:
    for path in ("", "/ca", "/ca/sheet", "/complain"):
        assert "<h1>" in page(f"{prefix}/pathways{path}")


@pytest.mark.parametrize("path", ["/pathways/zz", "/pathways/zz/sheet", "/pathways/GB"])
def test_a_place_that_is_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404


def test_no_page_has_a_form_or_reads_what_is_sent() -> None:
    for path in ("/pathways", "/pathways/gb", "/pathways/gb/sheet", "/pathways/complain"):
        plain = page(path)
        main = plain[plain.index("<main") :]
        assert "<form" not in main
        assert page(f"{path}?age_years=77").replace("?age_years=77", "") == plain


def test_what_happens_to_each_permit_after_a_complaint() -> None:
    shown = unescape(page("/pathways/complain"))
    for permit in sources.permits().values():
        for words in (permit.name, permit.effect, permit.first_step, permit.certifier, permit.caution):
            assert words in shown
        assert permit.basis.source.title in shown


def test_what_is_asked_on_the_device_alone_is_listed() -> None:
    """The wall forbids these names in forms and tables; here they never reach the site, and the page says which."""
    text = (ROOT / "docs" / "rooms" / "pathways.md").read_text(encoding="utf-8")
    asked = {name for book in books().values() for name in book.facts if is_forbidden(name)}
    listed = set(re.findall(r"`(\w+)`", text[text.index("Asked on the device alone") :].split("\n\n")[0]))
    assert len(asked) > 3
    assert asked == listed
