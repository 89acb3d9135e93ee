"""How fast somebody looks at a case: by harm and danger, and by nothing that anybody writes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules import harms
from safar.rules.harms import CaseCategory, Danger, Harm, Indicator, Urgency, indicators, urgency_of

UNPAID = Harm("unpaid", "I was not paid", Indicator.WITHHOLDING_OF_WAGES, Urgency.SOON, CaseCategory.MONEY, ())
HOURS = Harm("hours", "I work very long", Indicator.EXCESSIVE_OVERTIME, Urgency.SOON, CaseCategory.CONTRACT, ())
PAPER = Harm("paper", "I have no contract", None, Urgency.NORMAL, CaseCategory.CONTRACT, ())
LOCKED = Harm("locked", "I can't leave", Indicator.RESTRICTION_OF_MOVEMENT, Urgency.URGENT, CaseCategory.SAFETY, ())


@pytest.mark.parametrize(
    ("told", "urgency"),
    [
        ([], Urgency.NORMAL),
        ([PAPER], Urgency.NORMAL),
        ([PAPER, UNPAID], Urgency.SOON),
        ([UNPAID, UNPAID], Urgency.SOON),
        ([UNPAID, HOURS], Urgency.URGENT),
        ([PAPER, LOCKED], Urgency.URGENT),
    ],
)
def test_the_gravest_harm_sets_the_urgency_and_two_indicators_are_urgent(told: list[Harm], urgency: Urgency) -> None:
    assert urgency_of(told) is urgency


@pytest.mark.parametrize("danger", Danger)
def test_a_danger_makes_any_case_urgent(danger: Danger) -> None:
    assert urgency_of([PAPER], [danger]) is Urgency.URGENT


def test_there_are_eleven_indicators() -> None:
    assert len(Indicator) == 11
    assert indicators([UNPAID, PAPER, LOCKED]) == {Indicator.WITHHOLDING_OF_WAGES, Indicator.RESTRICTION_OF_MOVEMENT}


@given(st.lists(st.sampled_from([UNPAID, HOURS, PAPER, LOCKED])), st.sets(st.sampled_from(Danger)))
def test_one_more_harm_never_makes_a_case_wait_longer(told: list[Harm], dangers: set[Danger]) -> None:
    order = list(Urgency)
    for more in (UNPAID, HOURS, PAPER, LOCKED):
        assert order.index(urgency_of([*told, more], dangers)) <= order.index(urgency_of(told, dangers))


def takes_text(function: Callable[..., object]) -> bool:
    hints = {name: hint for name, hint in get_type_hints(function).items() if name != "return"}
    return any(re.search(r"\b(str|Any|object)\b", str(hint)) for hint in hints.values())


def test_no_decision_takes_a_text() -> None:
    """FW-02: words about status change nothing, because there is nowhere to put them."""
    decisions = [one for _, one in inspect.getmembers(harms, inspect.isfunction) if one.__module__ == harms.__name__]
    assert len(decisions) >= 2
    assert not any(takes_text(one) for one in decisions)


def test_a_decision_that_took_a_text_would_be_seen() -> None:
    def planted(told: list[Harm], text: str) -> Urgency:
        return Urgency.NORMAL if "papers" in text else urgency_of(told)

    assert takes_text(planted)


@given(st.text())
def test_the_words_of_a_harm_don_t_matter(words: str) -> None:
    other = Harm(UNPAID.id, words, UNPAID.indicator, UNPAID.urgency, UNPAID.category, ())
    assert urgency_of([other]) is urgency_of([UNPAID])
