"""The sheet on paper decides by hand what the page decides by script: alternatives laid out, points by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override

from safar.rooms.pathways.queries.places import places
from safar.rooms.pathways.queries.points import Points
from safar.rooms.pathways.queries.sheet import Bare, Box, Boxes, Part, Sheet, sheets_of
from safar.rooms.pathways.templatetags.pathways_points import column_words, in_words, reckoned, row_words
from safar.rules.rulebook.editions import Line
from safar.rules.rulebook.expressions import FactName, Names, read_number, read_test
from safar.rules.rulebook.facts import Fact
from tests.rulebook_people import TODAY, books

pytestmark = pytest.mark.django_db
FACTS = {
    fact.name: fact
    for fact in (
        Fact("age", "int", "How old are you?"),
        Fact("works", "bool", "Do you work?"),
        Fact("level", "enum", "Which level?", choices=("A1", "B2", "none_yet")),
        Fact("from_", "country", "Which passport?"),
        Fact("on", "date", "On which day?"),
        Fact("day", "text", "Which day of the year?"),
    )
}
BOOK = replace(books()["de-chancenkarte"], facts=FACTS)
NAMES = Names(FACTS, scores=frozenset(BOOK.scores), tests=frozenset(BOOK.criteria))


def sheet_of(name: str) -> Sheet:
    return next(one for one in sheets_of(books()[name].country, TODAY) if one.book.id == name)


def boxes_in(part: Part) -> Iterator[Box]:
    if isinstance(part, Box):
        yield part
    elif isinstance(part, Boxes):
        for inner in part.parts:
            yield from boxes_in(inner)


def leaves(points: Points) -> Iterator[Points]:
    yield from (leaf for part in points.parts for leaf in leaves(part)) if points.parts else [points]


def shown(path: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(Client().get(path).content.decode())).split())


def test_every_criterion_has_one_box() -> None:
    for place in places():
        for sheet in sheets_of(place.code, TODAY):
            words = [box.words for box in boxes_in(sheet.boxes)]
            assert words == [one.words for one in sheet.book.criteria.values()], sheet.book.id


def test_what_stands_in_the_place_of_what_is_laid_out() -> None:
    free, *others = sheet_of("sa-lri").boxes.parts
    assert isinstance(free, Box)
    (either,) = others
    assert isinstance(either, Boxes)
    assert (either.least, len(either.parts)) == (1, 2)
    assert "One of these is enough: ☐ Your contract is over" in shown("/pathways/sa/sheet")
    assert "One of these" not in shown("/pathways/kr/sheet"), "there all are needed"


def test_what_rests_on_points_has_its_table() -> None:
    """Every table of every place is printed once: by the programme itself, or by the table that it names."""
    for place in places():
        sheets = sheets_of(place.code, TODAY)
        printed = {sheet.book.id for sheet in sheets if sheet.points}
        for sheet in sheets:
            if sheet.book.points:
                assert sheet.points or printed & {table.id for table in sheet.tables}, sheet.book.id
            if sheet.points:
                assert all(leaf.lines or leaf.value is not None for leaf in leaves(sheet.points))


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("/pathways/de/sheet", ["B2, C1, C2 3", "did you work in the trade you trained for? 5 or more", "36 to 40"]),
        ("/pathways/ca/sheet", ["Yes No under 18 0 0 18 90 99", "20 to 29 100 110", "Together at most 1,200 points."]),
        ("/pathways/at/sheet", ["in this trade outside Austria?” ×", "Together at most 25 points. Add these up."]),
        ("/pathways/nz/sheet", ["Only the best of these counts."]),
    ],
)
def test_points_stand_row_by_row(path: str, rows: list[str]) -> None:
    text = shown(path)
    assert [row for row in rows if row not in text] == []


def test_a_programme_leads_to_the_table_that_it_uses() -> None:
    answer = Client().get("/pathways/de/sheet").content.decode()
    assert '<a href="#de-chancenkarte">' in answer and 'id="de-chancenkarte"' in answer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("works", "Do you work? Yes"),
        ("not works", "Do you work? No"),
        ("works and age >= 18", "Do you work? Yes + How old are you? 18 or more"),
        ("works or (age < 18 and age > 3)",
         "Do you work? Yes / (How old are you? under 18 + How old are you? more than 3)"),
        ("at_least(2, works, age <= 9, age == 3)",
         "At least 2 of these: Do you work? Yes / How old are you? at most 9 / How old are you? 3"),
        ("18 <= age", "How old are you? 18 or more"),
        ('level in ["B2", "none_yet"]', "Which level? B2, none yet"),
        ('level not in ["A1"]', "Which level? other than A1"),
        ('level != "A1"', "Which level? other than A1"),
        ('from_ == "NP"', "Which passport? Nepal"),
        ('on >= "2026-01-31"', "On which day? 2026-01-31 or more"),
        ('day < "11-15"', "Which day of the year? under 11-15"),
        ("pass_mark", "At least 6 points"),
        ("not pass_mark", "At least 6 points: No"),
        ("de_german >= age * 2", "German (numbers 2 to 4, one of them): “How old are you?” × 2 or more"),
    ],
)  # fmt: skip
def test_a_condition_in_words(text: str, words: str) -> None:
    assert in_words(read_test(text, NAMES), BOOK) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [("(age + 2) * 3", "(“How old are you?” + 2) × 3"), ("whole(age / 2)", "“How old are you?” ÷ 2"),
     ("min(age, 1500)", "the least of (“How old are you?”; 1,500)")],
)  # fmt: skip
def test_a_number_in_words(text: str, words: str) -> None:
    assert reckoned(read_number(text, NAMES), BOOK) == words


@pytest.mark.parametrize(
    ("low", "high", "words"), [(None, 18, "under 18"), (18, 19, "18"), (18, 21, "18 to 20"), (45, None, "45 or more")]
)
def test_a_band_in_words(low: float | None, high: float | None, words: str) -> None:
    table = Points("Age", BOOK, (), of=FactName("age"))
    assert row_words(Line((1,), low, high, (), None, ""), table) == words


def test_two_columns_are_told_apart() -> None:
    assert column_words(read_test("works", NAMES), BOOK) == "Do you work?"
    assert column_words(read_test("not works", NAMES), BOOK) == "Do you work? No"


def test_words_of_a_rule_can_t_become_markup() -> None:
    evil = replace(BOOK, facts={**FACTS, "works": Fact("works", "bool", "<script>?")})
    assert in_words(read_test("works", NAMES), evil) == "&lt;script&gt;? Yes"


def test_a_rule_without_criteria_still_has_its_box(monkeypatch: pytest.MonkeyPatch) -> None:
    from safar.rooms.pathways import sources
    from safar.rooms.pathways.queries import sheet

    bare = replace(books()["qa-lm"], when=read_test("in_probation", Names(books()["qa-lm"].facts)))
    edition = replace(sources.edition_on("qa-lm", TODAY), book=bare)
    monkeypatch.setattr(sheet, "books_of", lambda _: (bare,))
    monkeypatch.setattr(sheet, "edition_on", lambda *_: edition)
    (found,) = sheets_of("QA", TODAY)
    assert [type(part) for part in found.boxes.parts] == [Bare]
    assert "☐ Are you still in the trial period? Yes" in shown("/pathways/qa/sheet?bare")


@pytest.mark.parametrize("language", ["ar", "es", "fil", "hi", "ne"])
def test_every_sheet_is_whole_in_every_language(language: str) -> None:
    with override(language):
        for place in places():
            assert Client().get(f"/{language}/pathways/{place.slug}/sheet").status_code == 200
