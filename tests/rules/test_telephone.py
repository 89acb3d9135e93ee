"""Telephone lines: of their own country, dialled as they are written, and honest about who has called them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules import telephone
from safar.rules.telephone import Line, Shape, check, dialled, prefix_fits, shape_of

TODAY = date(2026, 11, 24)
PREFIXES = {"AE": ("971",), "JM": ("1658", "1876"), "US": ("1",)}


@pytest.mark.parametrize(
    ("number", "country", "fits"),
    [
        ("+971 600 590000", "AE", True),
        ("+1 876 555 0100", "JM", True),
        ("+1 212 555 0100", "JM", False),
        ("+966 11 200 6666", "AE", False),
        ("971 600 590000", "AE", False),
        ("+971 600 590000", "ZZ", False),
    ],
)
def test_a_number_begins_as_its_country_does(number: str, country: str, fits: bool) -> None:
    assert prefix_fits(number, country, PREFIXES) is fits


@pytest.mark.parametrize(
    ("number", "shape"),
    [
        ("+44 (0) 800-012.1700", Shape.INTERNATIONAL),
        ("80084", Shape.SHORT_CODE),
        ("13 13 94", Shape.SHORT_CODE),
        ("0800 20 00 88", Shape.NATIONAL),
        ("+0 123", Shape.NO_NUMBER),
        ("+971 600 590000 123456", Shape.NO_NUMBER),
        ("1", Shape.NO_NUMBER),
        ("٨٠٠٨٤", Shape.NO_NUMBER),
        ("800SAVE", Shape.NO_NUMBER),
        ("local numbers only", Shape.NO_NUMBER),
        ("", Shape.NO_NUMBER),
    ],
)
def test_shapes(number: str, shape: Shape) -> None:
    assert shape_of(number) is shape


def test_a_number_never_called_says_so() -> None:
    checked = check(Line("AE", "80084"), PREFIXES, TODAY)
    assert (checked.dial, checked.words, checked.is_tested) == ("80084", telephone.NOT_TESTED, False)


@pytest.mark.parametrize(
    ("days", "words", "tested"),
    [
        (0, telephone.TESTED, True),
        (180, telephone.TESTED, True),
        (181, telephone.TESTED_LONG_AGO, False),
        (-1, telephone.NOT_TESTED, False),
    ],
)
def test_a_call_lasts_half_a_year(days: int, words: str, tested: bool) -> None:
    checked = check(Line("AE", "+971600590000", TODAY - timedelta(days=days)), PREFIXES, TODAY)
    assert (checked.words, checked.is_tested) == (words, tested)


def test_a_number_of_another_country_can_t_be_dialled() -> None:
    checked = check(Line("AE", "+966 11 200 6666", TODAY), PREFIXES, TODAY)
    assert (checked.dial, checked.words, checked.is_tested) == ("", telephone.WRONG_COUNTRY, False)


@given(st.text() | st.from_regex(r"\+?[0-9 ().-]{0,20}", fullmatch=True))
def test_only_digits_and_a_plus_are_ever_dialled(number: str) -> None:
    dial = check(Line("AE", number), PREFIXES, TODAY).dial
    assert dial == "" or (dial.removeprefix("+").isdigit() and dial.isascii() and 2 <= len(dial) <= 16)
    assert dialled(dial) == dial
