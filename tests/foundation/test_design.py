"""The look: what it weighs, what it promises in every language, and that no part lets a name become markup."""

from __future__ import annotations

import gzip
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from safar.foundation.design import icons
from safar.foundation.design.context import page, page_in
from safar.foundation.design.formats import country_in, day_in, number_in
from safar.foundation.design.parts import Cell, Crumb, Paging, Stop, Table
from safar.foundation.design.statuses import MARKS
from safar.foundation.languages import address_in, language_links
from safar.rules.standing import WORDS
from safar.rules.status import GRAVITY, Status

LOOK = Path(icons.__file__).parent
STATIC = LOOK / "static" / "design"
TEMPLATES = [*LOOK.rglob("*.html"), *(LOOK.parents[1] / "pages").rglob("*.html")]
EVIL = '"><script>alert(1)</script>'


def rendered(source: str, **context: Any) -> str:
    return engines["django"].from_string("{% load safar %}" + source).render(context)


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


# What it weighs


def test_style_and_script_stay_small() -> None:
    style = b"".join(path.read_bytes() for path in STATIC.glob("*.css"))
    script = b"".join(path.read_bytes() for path in STATIC.glob("*.js"))
    assert len(style) <= 20_000
    assert len(gzip.compress(style)) <= 6_000
    assert len(script) <= 1_000


def test_nothing_comes_from_elsewhere() -> None:
    for path in [*STATIC.iterdir(), *TEMPLATES]:
        text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?://|//[a-z]|url\(|@import|data:", text.replace("// Leaves", "")), path


def test_no_template_has_a_style_or_a_handler_of_its_own() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", text), path


def test_the_style_knows_no_left_and_right() -> None:
    text = (STATIC / "look.css").read_text()
    physical = (
        r"(?<![-\w])(?:left|right|top|bottom|width|height|(?:margin|padding|border)-(?:left|right|top|bottom))\s*:"
    )
    assert re.findall(physical, re.sub(r"\((?:min|max)-width", "(", text)) == []


# Statuses


def test_every_state_of_the_rules_has_a_mark() -> None:
    assert set(MARKS) == {*Status, *WORDS}


def test_a_mark_is_read_without_colour() -> None:
    tones = {mark.tone for mark in MARKS.values()}
    assert tones == {"grave", "warn", "fine", "neutral", "unknown"}
    assert len({icons.icon(tone) for tone in tones}) == 5
    assert len({str(mark.words) for mark in MARKS.values()}) == len(MARKS)


def test_only_a_licence_in_force_without_conditions_looks_fine() -> None:
    assert [code for code, mark in MARKS.items() if mark.tone == "fine"] == [Status.LICENSED]
    assert {MARKS[status].tone for status in Status if GRAVITY[status] <= GRAVITY[Status.FOUND]} == {"grave"}


@pytest.mark.parametrize("code", list(MARKS))
def test_the_meaning_is_in_short_sentences(code: str) -> None:
    for sentence in str(MARKS[code].meaning).split(". "):
        assert len(sentence.split()) <= 15


def test_a_mark_shows_icon_and_words() -> None:
    shown = rendered('{% status_mark "barred" %}')
    assert "Barred" in shown
    assert 'aria-hidden="true"' in shown


# Languages


@pytest.mark.parametrize(
    ("language", "path", "expected"),
    [
        ("ar", "/", "/ar/"),
        ("en", "/ar/", "/"),
        ("ne", "/ar/party/abc", "/ne/party/abc"),
        ("en", "/arable", "/arable"),
        ("ar", "/en/check", "/ar/check"),
        ("en", "//evil.example/x", "/evil.example/x"),
        ("en", "/ar//evil.example/x", "/evil.example/x"),
    ],
)
def test_the_same_page_in_another_language(language: str, path: str, expected: str) -> None:
    assert address_in(language, path) == expected


def test_a_search_keeps_its_question_in_the_other_language() -> None:
    links = {link.code: link for link in language_links(RequestFactory().get("/check", {"q": "al rashid"}))}
    assert links["ar"].address == "/ar/check?q=al+rashid"
    assert links["ar"].direction == "rtl"
    assert [code for code, link in links.items() if link.is_current] == ["en"]


def test_what_was_sent_in_a_form_never_rides_in_an_address() -> None:
    links = language_links(RequestFactory().post("/check?token=secret"))
    assert [link.address for link in links if "secret" in link.address] == []


def test_every_language_but_english_says_that_a_machine_made_it() -> None:
    with override("hi"):
        frame = page(RequestFactory().get("/hi/"))["page"]
    assert (frame.language, frame.direction, frame.made_by_machine, frame.home) == ("hi", "ltr", True, "/hi/")
    assert page_in("en").made_by_machine is False
    assert page_in("ar").direction == "rtl"


# Days, numbers, countries


def test_days_numbers_and_countries_follow_the_language() -> None:
    assert day_in("en", date(2026, 7, 3)) == "3 July 2026"
    assert day_in("ar", date(2026, 7, 3)) == "3 يوليو 2026"
    assert day_in("fil", date(2026, 7, 3)) == "Hulyo 3, 2026"
    assert number_in("ne", 142_567) == "१,४२,५६७"
    assert country_in("ar", "SA") == "المملكة العربية السعودية"


def test_the_example_s_countries_have_their_own_names() -> None:
    assert country_in("en", "XA") == "Oresia"


def test_filters_say_nothing_where_there_is_nothing() -> None:
    assert rendered("[{{ a|day }}{{ a|number }}{{ a|country }}{% on_day a %}]", a=None) == "[]"
    assert rendered("{{ a|number }}", a=0) == "0"


def test_a_day_is_machine_readable_too() -> None:
    assert rendered("{% on_day d %}", d=date(2026, 7, 3)) == '<time datetime="2026-07-03">3 July 2026</time>'


# Parts


def test_no_part_lets_a_name_become_markup() -> None:
    table = Table(EVIL, (EVIL, "b"), ((Cell(EVIL), Cell(EVIL, address="/x" + EVIL)),))
    shown = rendered(
        "{% search_form '/check' q=evil place=evil %}{% data_table table %}{% line_of_time stops evil %}"
        "{% crumbs steps %}{% notice 'warn' evil evil %}{% status_mark 'barred' evil %}",
        evil=EVIL,
        table=table,
        stops=[Stop(None, EVIL, "barred", EVIL, EVIL, "/x" + EVIL)],
        steps=[Crumb(EVIL, "/x" + EVIL), Crumb(EVIL)],
    )
    assert "<script" not in shown


def test_the_search_form_works_by_address_alone() -> None:
    tags = Tags(rendered("{% search_form '/ar/check' q='x' country='KE' countries=held %}", held=["SA", "KE"]))
    (form,) = tags.all("form")
    assert (form["action"], form["method"]) == ("/ar/check", "get")
    assert {field["name"] for field in tags.all("input") + tags.all("select")} == {"q", "country", "place"}
    assert [option["value"] for option in tags.all("option")] == ["", "KE", "SA"]
    assert [option["value"] for option in tags.all("option") if "selected" in option] == ["KE"]
    assert "open" in tags.all("details")[0]


def test_a_search_without_countries_asks_for_none() -> None:
    assert Tags(rendered("{% search_form '/check' %}")).all("select") == []


def test_each_field_of_a_search_has_its_label() -> None:
    tags = Tags(rendered("{% search_form '/check' countries=held %}", held=["KE"]))
    labels = {label["for"] for label in tags.all("label")}
    assert {field["id"] for field in tags.all("input") + tags.all("select")} == labels


def test_a_table_keeps_its_meaning_when_it_is_laid_out_as_a_list() -> None:
    """A narrow screen turns rows into blocks, and browsers then forget that it is a table: roles say so again."""
    table = Table("Lists", ("List", "Names"), ((Cell("Kenya"), Cell("1,294", is_number=True)),))
    tags = Tags(rendered("{% data_table table %}", table=table))
    assert [tag["role"] for tag in tags.all("tr")] == ["row", "row"]
    assert [tag["scope"] for tag in tags.all("th")] == ["col", "col", "row"]


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        _ = Table("Lists", ("List", "Names"), ((Cell("Kenya"),),)).lines


def test_a_future_day_is_said_in_words() -> None:
    stops = [Stop(date(2031, 1, 1), "Ban ends", is_future=True), Stop(None, "Named")]
    shown = rendered("{% line_of_time stops 'Time' %}", stops=stops)
    assert "still to come" in shown
    assert "No date given" in shown


def test_one_page_needs_no_paging() -> None:
    assert rendered("{% paging place %}", place=Paging(1, 1)).strip() == ""
    shown = rendered("{% paging place %}", place=Paging(2, 3, "?page=1", "?page=3"))
    assert "Page 2 of 3" in shown


class Wish(forms.Form):
    """A form with one mistake waiting."""

    name = forms.CharField(label="Your name", help_text="As in your passport.")


def test_a_mistake_leads_to_its_field() -> None:
    tags = Tags(rendered("{% include 'design/form.html' %}", form=Wish({})))
    (field,) = tags.all("input")
    assert [link["href"] for link in tags.all("a")] == [f"#{field['id']}"]
    assert field["aria-invalid"] == "true"
    ids = {attributes.get("id") for _, attributes in tags.found}
    assert set(str(field["aria-describedby"]).split()) <= ids
