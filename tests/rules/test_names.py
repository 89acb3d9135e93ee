"""Names taken apart and held against each other: as registers write them, and as workers hear them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.names import closeness, legal_part, match_key, split_names, without_legal_form

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("10 GROUP LTD  T/A THE 10 GROUP", {"10 GROUP LTD", "THE 10 GROUP"}),
        ("(A1F1 Limited T/A ) Ultrasound Direct London", {"A1F1 Limited", "Ultrasound Direct London"}),
        ("2349993 Ontario Inc. o/a A&W", {"2349993 Ontario Inc.", "A&W"}),
        ("GF Farm, Inc. DBA Sand Creek Farm", {"GF Farm, Inc.", "Sand Creek Farm"}),
        ("Acme Ltd trading as Best Care", {"Acme Ltd", "Best Care"}),
        ("Dakota Ta Builders", set()),
        ("A.T.A. Services", set()),
    ],
)
def test_trading_names_are_split_and_the_whole_is_kept(full: str, parts: set[str]) -> None:
    found = split_names(full)
    assert found[0] == " ".join(full.split())
    assert set(found[1:]) == parts


def test_the_legal_part_is_the_one_with_a_legal_form() -> None:
    assert legal_part("Best Care T/A Acme Ltd") == "Acme Ltd"
    assert legal_part("Best Care") == "Best Care"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Rashid Manpower Pvt. Ltd.", "AL RASHID MANPOWER (PRIVATE) LIMITED"),
        ("J & H Recruiting", "J and H Recruiting"),
        ("Société Générale S.A.", "SOCIETE GENERALE SA"),
        ("Acme B.V.", "ACME BV"),
    ],
)
def test_one_body_however_typed_has_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


def test_two_bodies_have_two_keys() -> None:
    assert match_key("Sunrise Overseas Ltd") != match_key("Sunrice Overseas Ltd")
    assert match_key("1186882 Ontario Inc.") != match_key("2349993 Ontario Inc.")


@pytest.mark.parametrize(
    ("typed", "shown", "how"),
    [
        ("blue heron manpower", "Blue Heron Manpower Ltd", "same"),
        ("blue heron manpower", "Blue Herron Manpower", "close"),
        ("blue heron manpower", "Northern Lights Catering", "far"),
    ],
)
def test_a_like_name_is_never_called_the_name(typed: str, shown: str, how: str) -> None:
    assert closeness(typed, shown) == how


@given(words)
def test_any_text_can_be_a_name(text: str) -> None:
    assert isinstance(match_key(text), str)
    assert all(split_names(text)) or not text.strip()
    assert isinstance(without_legal_form(text), str)


@given(words, words)
def test_closeness_has_no_side(one: str, other: str) -> None:
    assert closeness(one, one) == "same"
    assert (closeness(one, other) == "same") == (closeness(other, one) == "same")
