"""Codes and bands by which a case's end is written down: closed, ordered, and consistent with each other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.case_outcomes import RECOVERS, Band, Ending, band_of, flaw_in

SUMS = st.decimals(min_value=0, max_value=10**9, places=2)


@given(SUMS, SUMS)
def test_a_greater_sum_never_lies_in_a_lower_band(one: Decimal, other: Decimal) -> None:
    bands = list(Band)
    low, high = sorted((one, other))
    assert bands.index(band_of(low)) <= bands.index(band_of(high))


@pytest.mark.parametrize(
    ("money", "band"),
    [
        ("0", Band.NOTHING),
        ("0.01", Band.TO_100),
        ("100", Band.TO_100),
        ("50000", Band.TO_50000),
        ("50000.01", Band.MORE),
    ],
)
def test_a_limit_belongs_to_the_band_below(money: str, band: Band) -> None:
    assert band_of(Decimal(money)) is band


def test_there_is_no_debt_to_recover() -> None:
    with pytest.raises(ValueError, match="below nought"):
        band_of(Decimal("-1"))


@pytest.mark.parametrize("ending", sorted(RECOVERS))
def test_paid_says_how_much_and_in_what(ending: Ending) -> None:
    assert flaw_in(ending, "AED", Band.TO_500, None)
    assert flaw_in(ending, "AED", Band.TO_500, Band.NOTHING)
    assert flaw_in(ending, "", None, Band.TO_100)
    assert flaw_in(ending, "AED", Band.TO_500, Band.TO_500) == ""


@pytest.mark.parametrize("currency", ["aed", "AE", "AEDX", "12A", "ÀED"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    assert flaw_in(Ending.ADVISED, currency, None, None)


@pytest.mark.parametrize("ending", sorted(set(Ending) - RECOVERS))
def test_other_endings_need_no_money(ending: Ending) -> None:
    assert flaw_in(ending, "", None, None) == ""
    assert flaw_in(ending, "", Band.NOTHING, Band.NOTHING) == ""
