"""What can be answered: numbers within their ends, countries that there are."""

from __future__ import annotations

import pytest

from safar.rules.rulebook import UnfitAnswer, load_rulebook
from safar.rules.rulebook.countries import COUNTRIES
from safar.rules.rulebook.facts import as_number, usual_ends
from tests.rulebook_people import books
from tests.rules.rulebook.test_loading import GOOD


def test_no_number_is_below_nothing_and_no_age_above_120() -> None:
    """The page on the device knows the usual ends alone: a rulebook with others must be brought there first."""
    for book in books().values():
        for fact in book.facts.values():
            assert (fact.least, fact.most) == usual_ends(fact.name, fact.type), (book.id, fact.name)
    ages = [books()["kr-eps"].facts["age_years"], books()["us-t"].facts["age_at_trafficking"]]
    assert [(fact.least, fact.most) for fact in ages] == [(0, 120)] * 2


@pytest.mark.parametrize(
    ("ends", "fit", "unfit"),
    [
        ("", (0, 120), (-1, 121)),
        ("least = 15\n", (15, 120), (14, 121)),
        ("most = 130\n", (0, 130), (-1, 131)),
        ("least = -3\nmost = 2.5\n", (-3, 2), (-4, 3)),
    ],
)
def test_a_rulebook_says_least_and_most_of_its_own(ends: str, fit: tuple[int, int], unfit: tuple[int, int]) -> None:
    text = GOOD.replace('unit = "years"\n', f'unit = "years"\n{ends}')
    fact = load_rulebook(text, "xx-test.toml").facts["age_years"]
    assert [as_number(fact, answer) for answer in fit] == [*fit]
    for answer in unfit:
        with pytest.raises(UnfitAnswer, match=r"age_years: must be at (least|most) "):
            as_number(fact, answer)


def test_a_rule_may_compare_with_what_nobody_can_answer() -> None:
    text = GOOD.replace("age_years >= least_age", "age_years >= least_age and age_years < 999 and age_years > -1")
    assert load_rulebook(text, "xx-test.toml").criteria["age"]


def test_withdrawn_and_invented_countries_are_none() -> None:
    assert {"VN", "MM", "GB", "XK"} <= COUNTRIES
    assert not {"VD", "BU", "UK", "ZZ", "EU", "XX"} & COUNTRIES
    assert len(COUNTRIES) == 250
