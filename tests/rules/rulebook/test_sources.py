"""What stands behind a rule is what was read: a figure is in the sentence it cites, and what wasn't kept says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from safar.rules.rulebook import Rulebook, edition, load_rulebook, prepare
from safar.rules.rulebook.model import UNQUOTED, WORDS_NOT_KEPT, Value
from tests.needs import real_data
from tests.rulebook_people import books, ready

WORDS = {
    0.5: "half", 1: "one only", 2: "two dos", 3: "three trois", 4: "four", 5: "five fünf cinco", 6: "six sechs",
    7: "seven", 8: "eight", 9: "nine", 10: "ten", 12: "twelve douze", 18: "eighteen", 20: "twenty veinte",
    24: "twenty-four", 60: "sixty", 90: "ninety",
}  # fmt: skip
BY_WORD = {word: figure for figure, words in WORDS.items() for word in words.split()}
FIGURE = re.compile(r"\d(?:[\d.,]*\d)?(?: million)?")
MONTHS = 12
READ = {
    "uk-saw": "appendix-temporary-work-seasonal-worker", "uk-skilled-worker": "appendix-skilled-worker",
    "uk-sw": "appendix-skilled-worker", "uk-pl": "appendix-private-life",
}  # fmt: skip

SMALL = """id = "xx-pay"
name = "Pay permit"
country = "XX"
model = "test"
status = "open"
decision = "right"
at_most = "yes"
when = "pay and national"

[sources.act]
title = "Act 1"
grade = "law"
seen_on = 2026-11-22

[facts.pay_year]
type = "number"
question = "How much is the pay?"

[facts.national_here]
type = "bool"
question = "Are you a national?"

[[parameters]]
name = "least_pay"
value = 15.88
valid_from = 2020-01-01
source = "act"
quote = "at least £12.21 for each hour"

[[criteria]]
id = "pay"
words = "Pay"
when = "pay_year >= least_pay"
source = "act"
quote = "at least £12.21 for each hour"

[[criteria]]
id = "national"
words = "National"
when = "national_here"
source = "act"
"""


def figures_in(quote: str) -> set[float]:
    """Give every number that a sentence can be read to hold: 50.700 is both 50,700 and 50.7."""
    found = {BY_WORD[word] for word in re.findall(r"[\w-]+", quote.lower()) if word in BY_WORD}
    for text in FIGURE.findall(quote):
        digits, times = text.removesuffix(" million"), 1_000_000 if text.endswith("million") else 1
        for plain in (re.sub(r"[.,]", "", digits), digits.replace(",", ""), digits.replace(".", "").replace(",", ".")):
            if plain.count(".") <= 1:
                found.add(float(plain) * times)
    return found


def is_in(value: Value) -> bool:
    """Does the quote hold a reading, as it is or as years of its months? Texts, days and lists aren't looked at."""
    figures = [float(one) for one in value.readings if isinstance(one, int | float)]
    written = figures_in(value.basis.quote)
    return not figures or any(one in written or one / MONTHS in written for one in figures)


def astray(all_books: Mapping[str, Rulebook]) -> Iterator[tuple[str, str]]:
    for name, book in all_books.items():
        for parameter in book.parameters.values():
            quoted = [value for value in parameter.values if value.basis.quote != UNQUOTED]
            yield from ((name, parameter.name) for value in quoted if not is_in(value))


def test_a_figure_is_in_the_sentence_it_cites() -> None:
    assert list(astray(books())) == []


def test_a_sentence_that_holds_another_figure_would_be_seen() -> None:
    wrong, right = SMALL, SMALL.replace("value = 15.88", "value = 12.21")
    assert list(astray({"xx-pay": load_rulebook(wrong, "xx-pay.toml")})) == [("xx-pay", "least_pay")]
    assert list(astray({"xx-pay": load_rulebook(right, "xx-pay.toml")})) == []


@pytest.mark.parametrize("quote", ["50.700 €", "50,700 a year", "£50700", "50.7 thousand"])
def test_the_same_figure_in_its_writings(quote: str) -> None:
    assert figures_in(quote) & {50_700.0, 50.7}


@pytest.mark.parametrize("name", sorted(READ))
def test_quotes_of_the_immigration_rules_are_word_for_word(name: str) -> None:
    folder = real_data() / "pathways" / "uk_rules_2025-12-06"
    text = (folder / f"{READ[name]}.md").read_text(encoding="utf-8")
    book = books()[name]
    bases = [
        *(value.basis for one in book.parameters.values() for value in one.values),
        *(one.basis for one in book.criteria.values()),
        *(row.basis for score in book.scores.values() for row in score.rows),
    ]
    quotes = {basis.quote for basis in bases if basis.quote != UNQUOTED and basis.source.grade == "law"}
    assert quotes
    assert [quote for quote in quotes if quote not in text] == []


def unchecked(text: str, all_books: Mapping[str, Rulebook]) -> Iterator[str]:
    """Give each criterion of a list of what is unsourced that would be shown without a mark."""
    for section in re.split(r"(?m)^## ", text):
        if section.startswith("Criteria "):
            for programme, criterion in re.findall(r"(?m)^- ([\w-]+) / (\w+)", section):
                basis = all_books[programme.lower()].criteria[criterion].basis
                if not (basis.doubt or basis.gap):
                    yield f"{programme} / {criterion}"


def test_what_was_listed_as_unsourced_is_to_be_checked() -> None:
    text = (real_data() / "pathways" / "unsourced.md").read_text(encoding="utf-8")
    assert len(re.findall(r"(?m)^- [\w-]+ / \w+", text)) == 23
    assert list(unchecked(text, books())) == []


LISTED = (
    "## Criteria from memory\n- XX-PAY / pay (M): Pay\n\n## Criteria with no quote kept\n- XX-PAY / national: Act 1\n"
)


def test_a_criterion_listed_and_not_marked_would_be_seen() -> None:
    book = load_rulebook(SMALL, "xx-pay.toml")
    assert list(unchecked(LISTED, {"xx-pay": book})) == ["XX-PAY / pay"]


def test_what_has_a_source_but_no_words_may_be_a_yes_and_says_so() -> None:
    ready_one = prepare(edition(load_rulebook(SMALL, "xx-pay.toml"), date(2026, 11, 26)))
    result = ready_one.evaluate({"pay_year": 20, "national_here": True})
    assert result.outcome.word == "yes"
    assert {one.id: one.doubt for one in result.criteria} == {"pay": "", "national": WORDS_NOT_KEPT}


@pytest.mark.parametrize(
    ("name", "criterion"),
    [
        ("caricom-sk", "national"),
        ("jp-hsp", "points"),
        ("jp-hsp", "salary"),
        ("ca-pgwp", "field"),
        ("ca-ee", "cut_off"),
    ],
)
def test_no_criterion_without_words_passes_for_read(name: str, criterion: str) -> None:
    assert {one.doubt for one in ready(name).evaluate({}).criteria if one.id == criterion} == {WORDS_NOT_KEPT}
