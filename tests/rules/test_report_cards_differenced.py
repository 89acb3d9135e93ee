"""Whoever keeps every card of two years and subtracts them learns nothing that rests on fewer than five people."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safar.rules import reports_joined
from safar.rules.questionnaire import TELLS_HARM
from safar.rules.report_cards import Card, Corridor
from safar.rules.reports_joined import Report
from safar.rules.shares import Usual
from safar.rules.standing import card

START = date(2024, 11, 1)
QUESTIONS = (*TELLS_HARM, "recommend")
FLAT = Corridor({question: Usual(0.5, 0.02) for question in QUESTIONS}, 1e6, 1e6)
"""The attacker knows what is usual, and that nothing weighs less: the best case for solving shares back to counts."""


def reports(seed: int, withdrawing: float = 0.0) -> list[Report]:
    """Make two years of a party of middling size; not everybody answers everything, some leave later."""
    chance = random.Random(seed)
    told = []
    for number in range(chance.randint(5, 90)):
        made = START + timedelta(days=chance.randrange(730))
        answers = {one: chance.choice(["yes", "no"]) for one in QUESTIONS if chance.random() < 0.7}
        checked = made + timedelta(days=chance.randrange(60)) if chance.random() < 0.4 else None
        there = chance.random() < 0.3
        gone = made + timedelta(days=chance.randrange(400)) if chance.random() < withdrawing else None
        told.append(Report(f"{number:03}", made, answers, "", checked, there, withdrawn_on=gone))
    return told


def months() -> Iterator[date]:
    return (date(2024 + (10 + at) // 12, (10 + at) % 12 + 1, 2) for at in range(1, 26))


def cards(told: list[Report]) -> list[Card]:
    return [card(told, None, day, notified_on=START, corridor=FLAT) for day in months()]


def counts(shown: Card) -> dict[str, int]:
    """Everything on a card that is a number of people or of answers."""
    found = {f"answers {one.question}": one.answers for one in shown.shares}
    found |= {"reports": shown.reports or 0, "checked": shown.checked or 0}
    return {name: count for name, count in found.items() if count}


def solved(shown: Card, question: str) -> int:
    """Solve a share back to the number that said yes."""
    share = next(one for one in shown.shares if one.question == question)
    return round(share.estimate.share * (share.answers + 0.02) - 0.01)


def small_differences(shown: list[Card]) -> list[tuple[str, int]]:
    """Groups of one to four people who joined between two cards, any two of the two years."""
    found = []
    for at, earlier in enumerate(shown):
        for later in shown[at + 1 :]:
            before, after = counts(earlier), counts(later)
            for name in before.keys() & after.keys():
                if 0 < abs(after[name] - before[name]) < 5:
                    found.append((name, after[name] - before[name]))
    return found


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_no_two_cards_of_two_years_differ_by_fewer_than_five(seed: int) -> None:
    told = [one for one in reports(seed) if one.checked_on or _is_harm(one)]
    assert small_differences(cards(told)) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.2]))
def test_a_card_that_changed_has_five_new_people_behind_every_figure_that_did(seed: int, withdrawing: float) -> None:
    """With unchecked praise too, some of which is set aside later: numbers may fall then, never by a lone newcomer."""
    told = reports(seed, withdrawing)
    for earlier, later in pairwise(cards(told)):
        before = {one.question: one for one in earlier.shares}
        for share in later.shares:
            old = before.get(share.question)
            if old is not None and old.drawn_on != share.drawn_on:
                newcomers = [one for one in told if old.drawn_on <= _known(one, share.drawn_on) < share.drawn_on]
                assert len([one for one in newcomers if share.question in one.answers]) >= 5
            elif old is not None:
                assert old == share


def test_the_attack_works_where_a_card_is_drawn_anew_each_month(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [one for one in reports(7) if one.checked_on or _is_harm(one)]
    assert small_differences(cards(told)) == []
    monkeypatch.setattr(reports_joined, "FEWEST_ON_A_CARD", 1)
    shown = [one for one in cards(told) if one.reports]
    found = small_differences(shown)
    assert found
    earlier, later = next(
        (a, b)
        for a, b in pairwise(shown)
        if counts(b).get("answers paid-fee", 0) - counts(a).get("answers paid-fee", 99) == 1
    )
    assert solved(later, "paid-fee") - solved(earlier, "paid-fee") in {0, 1}, "one worker's own answer, read off"


def _is_harm(report: Report) -> bool:
    return any(report.answers.get(question) == harm for question, harm in TELLS_HARM.items())


def _known(report: Report, by: date) -> date:
    """Give the last day on which something of a report changed for a card: it joined, or was checked."""
    days = [report.joins_on, *([report.checked_on] if report.checked_on else [])]
    return max((day for day in days if day < by), default=date.min)
