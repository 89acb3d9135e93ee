"""What is owed by which day: the body's clocks on the server, the worker's only as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.case_clocks import (
    CaseFacts,
    Clock,
    ClockKind,
    Step,
    Unit,
    due,
    escalated,
    last_day,
    limitation_terms,
)
from safar.rules.case_states import ENDED, State
from safar.rules.harms import Urgency

FILED = date(2026, 11, 2)
CASE = CaseFacts("XA", State.RECEIVED, Urgency.NORMAL, FILED)
TALKS = Clock("xa-talks", "XA", ClockKind.PROCEDURAL, 14, Unit.DAYS, "filing", Step.CONCILIATION, confidence="S")
WAGES = Clock(
    "xa-wages", "XA", ClockKind.LIMITATION, 12, Unit.MONTHS, "end", topics=frozenset({"wages"}), confidence="S"
)


@pytest.mark.parametrize(("urgency", "days"), [(Urgency.NORMAL, 7), (Urgency.SOON, 3), (Urgency.URGENT, 1)])
def test_a_case_is_acknowledged_in_seven_days_and_an_urgent_one_in_one(urgency: Urgency, days: int) -> None:
    owed = due(replace(CASE, urgency=urgency), (), FILED + timedelta(days=days))
    assert [(one.step, one.on, one.is_overdue) for one in owed] == [
        (Step.ACKNOWLEDGE, FILED + timedelta(days=days), False)
    ]
    assert due(replace(CASE, urgency=urgency), (), FILED + timedelta(days=days + 1))[0].days_over == 1


def test_a_shorter_term_of_the_country_counts_and_a_longer_does_not() -> None:
    short = Clock(
        "xa", "XA", ClockKind.PROCEDURAL, 1, Unit.DAYS, "receipt", Step.ACKNOWLEDGE, confidence="M", citation="art. 1"
    )
    owed = due(CASE, (short, replace(short, value=30)), FILED)[0]
    assert (owed.on, owed.citation, owed.to_check) == (FILED + timedelta(days=1), "art. 1", True)
    assert due(CASE, (replace(short, value=30),), FILED)[0].on == FILED + timedelta(days=7)
    assert due(CASE, (replace(short, country="XB"),), FILED)[0].on == FILED + timedelta(days=7)


def test_a_reply_in_substance_is_owed_within_three_months() -> None:
    case = replace(CASE, state=State.IN_PROGRESS, acknowledged_on=date(2026, 11, 30))
    assert [(one.step, one.on) for one in due(case, (), FILED)] == [(Step.REPLY, date(2027, 2, 28))]
    assert due(replace(case, replied_on=FILED), (), FILED) == ()


def test_a_message_that_waits_is_answered() -> None:
    case = replace(CASE, state=State.IN_PROGRESS, replied_on=FILED, waits_since=FILED, urgency=Urgency.URGENT)
    assert [(one.step, one.on) for one in due(case, (), FILED)] == [(Step.ANSWER, FILED + timedelta(days=1))]


def test_a_stage_ends_with_the_shortest_term_for_it() -> None:
    case = replace(CASE, state=State.CONCILIATION, state_since=FILED, replied_on=FILED)
    owed = due(case, (TALKS, replace(TALKS, value=21)), FILED + timedelta(days=20))
    assert [(one.step, one.on, one.days_over) for one in owed] == [(Step.CONCILIATION, FILED + timedelta(days=14), 6)]
    assert due(case, (), FILED) == ()


def test_what_is_due_first_stands_first() -> None:
    case = replace(CASE, state=State.CONCILIATION, state_since=FILED, acknowledged_on=FILED, waits_since=FILED)
    owed = due(case, (TALKS,), FILED)
    assert [one.step for one in owed] == [Step.ANSWER, Step.CONCILIATION, Step.REPLY]


def test_what_is_overdue_goes_to_the_supervisor_the_longest_first() -> None:
    case = replace(CASE, state=State.CONCILIATION, state_since=FILED, acknowledged_on=FILED, waits_since=FILED)
    assert escalated(due(case, (TALKS,), FILED + timedelta(days=7))) == ()
    late = escalated(due(case, (TALKS,), FILED + timedelta(days=20)))
    assert [(one.step, one.days_over) for one in late] == [(Step.ANSWER, 13), (Step.CONCILIATION, 6)]


@pytest.mark.parametrize("state", [*ENDED, State.HELD, State.OUTCOME])
def test_nothing_is_owed_in_a_case_that_waits_or_has_ended(state: State) -> None:
    assert due(replace(CASE, state=state, acknowledged_on=FILED, waits_since=FILED), (TALKS,), FILED) == ()


def test_a_referred_case_is_acknowledged_anew() -> None:
    case = replace(CASE, state=State.REFERRED, state_since=FILED + timedelta(days=30))
    assert due(case, (), FILED)[0].on == FILED + timedelta(days=37)


def test_the_workers_own_terms_never_run_on_the_server() -> None:
    for state in State:
        assert all(
            one.citation != "law" for one in due(replace(CASE, state=state), (replace(WAGES, citation="law"),), FILED)
        )


def test_limitation_terms_are_given_shortest_first_with_those_for_any_claim() -> None:
    any_claim = replace(WAGES, id="xa-any", value=30, unit=Unit.DAYS, topics=frozenset({"any"}), confidence="M")
    terms = limitation_terms((WAGES, any_claim, TALKS, replace(WAGES, country="XB")), "XA", "wages")
    assert [(term.id, term.to_check) for term in terms] == [("xa-any", True), ("xa-wages", False)]


@pytest.mark.parametrize(
    ("value", "unit", "event", "last"),
    [
        (3, Unit.MONTHS, date(2026, 11, 30), date(2027, 2, 28)),
        (12, Unit.MONTHS, date(2024, 2, 29), date(2025, 2, 28)),
        (1, Unit.MONTHS, date(2026, 12, 31), date(2027, 1, 31)),
        (21, Unit.DAYS, date(2026, 12, 20), date(2027, 1, 10)),
        (3, Unit.WORKING_DAYS, date(2026, 11, 4), date(2026, 11, 9)),
        (1, Unit.WORKING_DAYS, date(2026, 11, 6), date(2026, 11, 8)),
    ],
)
def test_terms_are_counted_by_the_calendar(value: int, unit: Unit, event: date, last: date) -> None:
    assert last_day(replace(WAGES, value=value, unit=unit), event) == last


@given(
    value=st.integers(1, 72),
    unit=st.sampled_from(Unit),
    event=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    less=st.integers(0, 1),
)
def test_a_term_ends_after_it_began_and_a_longer_one_later(value: int, unit: Unit, event: date, less: int) -> None:
    clock = replace(WAGES, value=value, unit=unit, less_days=less)
    assert last_day(clock, event) >= event
    assert last_day(replace(clock, value=value + 1), event) > last_day(clock, event) - timedelta(days=1)
