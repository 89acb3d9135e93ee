"""Near copies are told from texts that merely speak of the same thing; any script, any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.near_copies import is_near_copy, likeness, sketch

PRAISE = "They were very kind to us, the food was good, and they paid every month on the day."


@pytest.mark.parametrize(
    "other",
    [
        PRAISE.upper(),
        PRAISE.replace(",", " – "),
        PRAISE.replace("very kind", "so kind"),
        PRAISE + " Thank you!",
        PRAISE.replace("every month", "each month"),
    ],
)
def test_small_changes_make_no_new_text(other: str) -> None:
    assert is_near_copy(sketch(other), [sketch("Nobody was paid."), sketch(PRAISE)])


@pytest.mark.parametrize(
    "other",
    ["They paid on the day but kept my papers for a year.", "كانوا طيبين معنا", "Good food, kind people.", "", "!"],
)
def test_another_text_is_no_copy(other: str) -> None:
    assert not is_near_copy(sketch(other), [sketch(PRAISE)])


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_is_a_share_and_knows_no_order(one: str, other: str) -> None:
    first, second = sketch(one), sketch(other)
    assert 0 <= likeness(first, second) == likeness(second, first) <= 1
    assert likeness(first, first) == (1 if first else 0)
    assert len(first) <= 80
