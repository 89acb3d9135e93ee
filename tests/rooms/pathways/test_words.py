"""The rulebooks stand whole in five languages besides English, and what was changed since shows as English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override

from safar.rooms.pathways.words import said, wording_in
from safar.rules.rulebook.wording import texts_of

ROOT = Path(__file__).parents[3]
LANGUAGES = ("ar", "es", "fil", "hi", "ne")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@cache
def catalogue(language: str) -> Catalog:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "rulebooks.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def written() -> frozenset[tuple[str, str]]:
    files = sorted((ROOT / "data" / "pathways").rglob("*.toml"))
    return frozenset(text for path in files for text in texts_of(tomllib.loads(path.read_text(encoding="utf-8"))))


def messages(language: str) -> Iterator[tuple[str, str, Message]]:
    for context, text in sorted(written()):
        found = catalogue(language).get(text, context or None)
        yield context, text, found or Message(text)


def test_no_text_looks_like_one_with_placeholders() -> None:
    """Babel takes a percent sign before a letter for one, and refuses every translation of it: write "percent"."""
    assert [text for _, text in sorted(written()) if Message(text).python_format] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert [text for _, text, one in messages(language) if not one.string or one.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_kept_that_no_rulebook_says(language: str) -> None:
    kept = {(one.context or "", one.id) for one in catalogue(language) if one.id}
    assert kept - written() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_is_lost_or_made_up(language: str) -> None:
    """A sum, a day or an article that differs would be a wrong rule."""
    figures = [
        (text, one.string, set(NUMBER.findall(text)), set(NUMBER.findall(str(one.string))))
        for _, text, one in messages(language)
    ]
    assert [(text, said) for text, said, theirs, ours in figures if theirs != ours] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_in_its_language(language: str) -> None:
    text = "How old are you?"
    translated = said(text, language)
    assert translated != text
    assert wording_in(language).text(text) == translated
    with override(language):
        assert shown(text) == translated


@pytest.mark.django_db(databases=["default", "vault"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_no_source_the_page_says_so_in_its_language(language: str, client: Client) -> None:
    for path in ("de", "de/sheet"):
        page = client.get(f"/{language}/pathways/{path}").content.decode()
        shown = re.sub(r'<script id="rules".*?</script>|data-word="[^"]*"', "", page, flags=re.DOTALL)
        assert "no source found" not in shown
        assert "nature of the permit" not in shown


def test_a_text_that_was_changed_shows_as_english() -> None:
    with override("ar"):
        assert shown("How old <were> you?") == '<span lang="en" dir="ltr">How old &lt;were&gt; you?</span>'
    with override("en"):
        assert shown("How old <were> you?") == "How old &lt;were&gt; you?"


def shown(text: str) -> str:
    return Template("{% load pathways_words %}{{ text|said }}").render(Context({"text": text}))
