"""Every text that a person reads is collected for translation, and travels to the device in the reader's language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from safar.rules.rulebook.browser import as_json
from safar.rules.rulebook.wording import Wording, choice_text, texts_of
from tests.rulebook_people import books, today

FOLDER = Path(__file__).parents[3] / "data" / "pathways"


@cache
def collected() -> frozenset[tuple[str, str]]:
    files = (tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.rglob("*.toml"))
    return frozenset(text for file in files for text in texts_of(file))


def louder() -> Wording:
    return Wording("xx", str.upper, lambda fact, choice: f"{fact}: {choice_text(choice)}")


@pytest.mark.parametrize("name", sorted(books()))
def test_what_is_shown_is_collected(name: str) -> None:
    asked: set[tuple[str, str]] = set()

    def text(words: str) -> str:
        asked.add(("", words))
        return words

    def choice(fact: str, one: str) -> str:
        asked.add((fact, choice_text(one)))
        return one

    as_json([today(name)], Wording("xx", text, choice))
    how = books()[name].application
    asked |= {("", one.words) for one in (*how.costs, *how.waits)}
    asked |= {("", step) for step in (how.steps.steps if how.steps else ())}
    assert {one for one in asked if one[1]} - collected() == set()


def test_texts_travel_in_the_readers_language_and_sources_as_they_are() -> None:
    edition = today("qa-lm")
    made = as_json([edition], louder())
    book, texts = made["books"][0], made["texts"]
    assert texts[book["name"]] == edition.book.name.upper()
    _, words, basis, _, _ = book["criteria"][0]
    criterion = next(iter(edition.book.criteria.values()))
    assert texts[words] == criterion.words.upper()
    assert texts[basis[0]] == criterion.basis.source.title
    for fact in made["facts"]:
        assert texts[fact[2]] == edition.book.facts[fact[0]].question.upper()
        assert [texts[place] for place in fact[4]] == [
            f"{fact[0]}: {choice_text(one)}" for one in edition.book.facts[fact[0]].choices
        ]
    assert made["english"] == []


def test_what_has_no_translation_is_noted_but_not_in_english() -> None:
    edition = today("qa-lm")
    half = Wording(
        "xx", lambda text: text if text == edition.book.name else text.upper(), lambda _, choice: choice + "!"
    )
    made = as_json([edition], half)
    assert made["english"] == [made["books"][0]["name"]]
    assert as_json([edition])["english"] == []
