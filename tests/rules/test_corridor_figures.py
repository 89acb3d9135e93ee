"""A corridor's figures rest on ten answers and three parties, and no two months differ by fewer than ten people."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from safar.rules.corridor_figures import corridor_figures, draws
from safar.rules.reports_joined import Report

DAY = date(2026, 1, 10)


def told(count: int, parties: int = 3, first: int = 0, **more: object) -> list[tuple[str, Report]]:
    made = {"made_on": DAY, "answers": {"paid-fee": "yes", "treatment": "no"}, "checked_on": DAY, **more}
    return [(f"p{at % parties}", Report(key=f"{first + at:05}", **made)) for at in range(count)]  # type: ignore[arg-type]


def test_ten_of_three_parties_are_shown_on_the_first_of_the_next_month() -> None:
    assert corridor_figures(told(10), date(2026, 1, 31)).shares == ()
    figures = corridor_figures(told(10), date(2026, 2, 1))
    assert [(one.question, one.answers, one.drawn_on) for one in figures.shares] == [
        ("paid-fee", 10, date(2026, 2, 1)),
        ("treatment", 10, date(2026, 2, 1)),
    ]
    assert figures.fee is None


def test_nine_or_two_parties_are_not() -> None:
    assert corridor_figures(told(9), date(2026, 2, 1)).shares == ()
    assert corridor_figures(told(40, parties=2), date(2026, 2, 1)).shares == ()


def test_the_median_fee_is_of_one_currency() -> None:
    paid = told(12, fee=Decimal(1240), currency="USD") + told(9, first=50, fee=Decimal(90000), currency="NPR")
    fee = corridor_figures(paid, date(2026, 2, 1)).fee
    assert fee is not None
    assert (fee.currency, fee.fees) == ("USD", 12)


def test_a_withdrawal_under_ten_takes_a_figure_away_at_once() -> None:
    reports = told(9) + told(1, first=20, withdrawn_on=date(2026, 2, 9))
    assert corridor_figures(reports, date(2026, 2, 8)).shares
    assert corridor_figures(reports, date(2026, 2, 9)).shares == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 720), st.sampled_from(["yes", "no", "unsure"])), max_size=60))
def test_between_two_months_lie_ten_who_answered_or_nobody(made: list[tuple[int, str]]) -> None:
    reports = [
        (f"p{at % 4}", Report(f"{at:03}", DAY + timedelta(days=day), {"paid-fee": answer}, checked_on=DAY))
        for at, (day, answer) in enumerate(made)
    ]
    months = [date(2026 + month // 12, month % 12 + 1, 1) for month in range(1, 26)]
    figures = [next(iter(corridor_figures(reports, day).shares), None) for day in months]
    for one, other in pairwise(figures):
        if one is None or other is None or one == other:
            continue
        between = [
            r for _, r in reports if one.drawn_on <= r.made_on < other.drawn_on and r.answers["paid-fee"] != "unsure"
        ]
        assert len(between) >= 10


def test_a_draw_waits_for_ten_of_three_parties_and_counts_nobody_twice() -> None:
    made = told(12) + told(4, first=100, made_on=date(2026, 2, 3)) + told(9, first=200, made_on=date(2026, 3, 3))
    found = draws(made, date(2026, 12, 1))
    assert {day: len(keys) for day, keys in found.items()} == {date(2026, 2, 1): 12, date(2026, 4, 1): 13}
    assert not frozenset.intersection(*found.values())
