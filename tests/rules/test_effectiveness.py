"""A body's effectiveness by its own numbers: unknown stays unknown."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.effectiveness import NOT_COUNTED, ON_THE_DEVICE, TOO_FEW, Criterion, Numbers, Part, criteria, parts

GOOD = Numbers(
    acknowledged_in_time=18,
    acknowledged=20,
    steps_in_time=30,
    steps=40,
    replied_in_time=9,
    owed_a_reply=9,
    with_a_remedy=0,
    closed=10,
    claims_with_money=10,
    claimed=Decimal(9000),
    recovered=Decimal(3000),
)


def test_seven_criteria_for_a_state_body_and_eight_for_an_operational_mechanism() -> None:
    assert [one.about for one in criteria(GOOD)] == list(Criterion)[:7]
    assert [one.about for one in criteria(GOOD, operational=True)] == list(Criterion)


def test_what_the_numbers_say_and_what_they_dont() -> None:
    found = {one.about: (one.share, one.why_unknown) for one in criteria(GOOD)}
    assert found == {
        Criterion.LEGITIMATE: (None, TOO_FEW),
        Criterion.ACCESSIBLE: (Decimal("0.90"), ""),
        Criterion.PREDICTABLE: (Decimal("0.75"), ""),
        Criterion.EQUITABLE: (None, NOT_COUNTED),
        Criterion.TRANSPARENT: (None, TOO_FEW),
        Criterion.RIGHTS_COMPATIBLE: (Decimal("0.00"), ""),
        Criterion.CONTINUOUS_LEARNING: (None, NOT_COUNTED),
    }


def test_the_four_parts_and_status_is_never_counted() -> None:
    found = {one.about: (one.share, one.why_unknown) for one in parts(GOOD)}
    assert list(found) == list(Part)
    assert found[Part.RESIDENCE_STATUS] == (None, ON_THE_DEVICE)
    assert found[Part.COMPENSATION] == (Decimal("0.33"), "")
    assert not [field.name for field in fields(Numbers) if "status" in field.name]


def test_more_than_everything_is_refused() -> None:
    with pytest.raises(ValueError, match="acknowledged_in_time"):
        criteria(Numbers(acknowledged_in_time=2, acknowledged=1))
    with pytest.raises(ValueError, match="negative"):
        parts(Numbers(recovered=Decimal(-1)))


@given(whole=st.integers(0, 60), data=st.data())
def test_a_share_is_only_given_on_ten_cases_or_more(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    share = next(
        one.share
        for one in criteria(Numbers(acknowledged_in_time=part, acknowledged=whole))
        if one.about is Criterion.ACCESSIBLE
    )
    assert (share is None) == (whole < 10)
    assert share is None or abs(share * whole - part) <= Decimal("0.005") * whole
