"""The order of the worst: any order of reports gives it, bought praise and bought harm move it little."""

from __future__ import annotations

import random
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.ratings import NO_ATTACK, PATIENT, average_precision, plain_shrinkage
from safar.rules.harm_scores import ScoredReport
from safar.rules.report_weights import burst_weeks, in_line, praises_that_count
from safar.rules.standing import harm_scores

REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]), st.integers(0, 103), st.sampled_from(["good", "bad"]), st.sampled_from("BC")
    ),
    max_size=60,
)
BACKGROUND: list[ScoredReport] = [
    (f"p{party}", (party * 7 + place * 11) % 104, "bad" if (party + place) % 4 == 0 else "good", "BCC"[place % 3])
    for party in range(50)
    for place in range(6)
]


def told(party: str, weeks: list[int], said: Literal["good", "bad"], tier: Literal["B", "C"]) -> list[ScoredReport]:
    return [(party, week, said, tier) for week in weeks]


@settings(deadline=None)
@given(REPORTS, st.randoms())
def test_the_order_of_reports_does_not_matter(reports: list[ScoredReport], chance: random.Random) -> None:
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert harm_scores(shuffled) == harm_scores(reports)


@settings(deadline=None)
@given(REPORTS)
def test_every_party_told_of_has_a_score_and_no_other(reports: list[ScoredReport]) -> None:
    scores = harm_scores(reports)
    assert set(scores) == {party for party, *_ in reports}
    assert all(0 <= score <= 1 for score in scores.values())


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 100))
def test_one_more_checked_harm_never_lowers_a_party_below_another(week: int) -> None:
    before = harm_scores(BACKGROUND)
    after = harm_scores([*BACKGROUND, ("p1", week, "bad", "B")])
    assert after["p1"] > before["p1"]


BAD: list[ScoredReport] = [*told("x", [5, 40, 77, 90], "bad", "B"), *told("x", [12, 30, 55, 81, 99], "bad", "C")]


@pytest.mark.parametrize("weeks", [[60] * 10_000, [60, 61] * 10, [*range(60, 86)]])
def test_bought_praise_of_an_hour_of_days_or_patient_is_set_aside(weeks: list[int]) -> None:
    clean = harm_scores([*BACKGROUND, *BAD])["x"]
    attacked = harm_scores([*BACKGROUND, *BAD, *told("x", weeks, "good", "C")])["x"]
    assert attacked > clean - 0.06


def test_checked_praise_does_count() -> None:
    clean = harm_scores([*BACKGROUND, *BAD])["x"]
    assert harm_scores([*BACKGROUND, *BAD, *told("x", [60, 61] * 10, "good", "B")])["x"] < clean - 0.2


def test_a_smear_without_a_check_moves_a_rival_little() -> None:
    fair = [*BACKGROUND, *told("y", [3, 20, 44, 70], "good", "B"), *told("y", [8, 33, 50, 92], "good", "C")]
    smeared = harm_scores([*fair, *told("y", [60, 61] * 8, "bad", "C")])
    assert smeared["y"] < harm_scores(fair)["y"] + 0.05


def test_what_is_neither_good_nor_bad_is_refused() -> None:
    with pytest.raises(ValueError, match="good or bad"):
        harm_scores([("a", 1, "fine", "B")])  # type: ignore[list-item]


def test_no_reports_no_scores() -> None:
    assert harm_scores([]) == {}


def test_steady_praise_is_no_burst_however_much() -> None:
    assert burst_weeks(dict.fromkeys(range(104), 5), 104) == frozenset()


def test_a_flood_of_an_hour_drags_no_honest_month_along() -> None:
    assert burst_weeks({50: 1, 57: 1, 60: 10_000}, 104) == {60}


def test_all_in_one_week_is_capped_where_no_burst_can_be_seen() -> None:
    assert burst_weeks({0: 50}, 1) == frozenset()
    assert praises_that_count({0: 50}, frozenset()) == 2


@given(st.integers(0, 200), st.integers(0, 50), st.floats(0.1, 9))
def test_unchecked_never_counts_for_more_than_it_is(unchecked: int, checked: int, usual: float) -> None:
    assert in_line(unchecked, checked, usual, 2.5) <= unchecked


def test_the_simulation_holds_its_limits_on_a_few_seeds() -> None:
    seeds = range(3)
    assert average_precision(harm_scores, NO_ATTACK, seeds) > 0.47
    assert average_precision(harm_scores, PATIENT, seeds) > 0.35
    assert average_precision(plain_shrinkage, PATIENT, seeds) < 0.25
