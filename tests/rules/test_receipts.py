"""A receipt is read as people write it; nothing is guessed."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.receipts import DIGITS, Problem, groups, is_receipt, read_receipt

DECIMALS = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isdecimal()]
ZEROS = [sign for sign in DECIMALS if unicodedata.decimal(sign) == 0]
WHOLE = st.text("0123456789", min_size=DIGITS, max_size=DIGITS)
BETWEEN = st.text(" -–.\u00a0\u200e\u2067\u200b\t", max_size=3)


@given(WHOLE, st.data())
def test_any_scripts_digits_with_marks_between_are_the_same_receipt(digits: str, data: st.DataObject) -> None:
    written = ""
    for digit in digits:
        zero = data.draw(st.sampled_from(ZEROS))
        written += chr(ord(zero) + int(digit)) + data.draw(BETWEEN)
    typed = read_receipt(written)
    assert (typed.digits, typed.problem) == (digits, None)


@given(st.text(max_size=40))
def test_what_counts_is_a_receipt_and_nothing_else_does(text: str) -> None:
    typed = read_receipt(text)
    assert (typed.problem is None) == is_receipt(typed.digits) or typed.problem is Problem.OTHER_SIGNS
    assert typed.digits.isascii()


@pytest.mark.parametrize("sign", ["O", "l", "I", "о", "²", "½", "Ⅳ", "①", "?", "٪", "零"])
def test_nothing_is_guessed_to_be_a_digit(sign: str) -> None:
    assert read_receipt("1" * 23 + sign).problem is Problem.OTHER_SIGNS


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", Problem.EMPTY), (" - ", Problem.EMPTY), ("1" * 23, Problem.TOO_FEW), ("1" * 25, Problem.TOO_MANY)],
)
def test_the_page_can_say_what_is_missing(text: str, problem: Problem) -> None:
    assert read_receipt(text).problem is problem


@given(WHOLE)
def test_groups_are_read_out_and_typed_back(digits: str) -> None:
    shown = groups(digits)
    assert [len(group) for group in shown] == [4] * 6
    assert read_receipt(" ".join(shown)).digits == digits
