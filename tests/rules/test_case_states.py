"""Where a case may go, and that it can always end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.case_states import ENDED, FIRST_STATES, MOVES, NotPossible, State, Verb, move, next_states, verbs


def reached_from(start: State) -> set[State]:
    reached, waiting = {start}, [start]
    while waiting:
        for after in next_states(waiting.pop()) - reached:
            reached.add(after)
            waiting.append(after)
    return reached


def test_the_way_of_a_case_that_is_conciliated() -> None:
    state = State.RECEIVED
    for verb in (Verb.ACKNOWLEDGE, Verb.TAKE_UP, Verb.CONCILIATE, Verb.RECORD_OUTCOME, Verb.CLOSE):
        state = move(state, verb)
    assert state is State.CLOSED


def test_every_state_is_reached_and_has_its_moves() -> None:
    assert set(MOVES) == set(State)
    assert set.union(*(reached_from(first) for first in FIRST_STATES)) == set(State)


@pytest.mark.parametrize("state", set(State) - ENDED)
def test_the_worker_may_withdraw_until_it_has_ended_and_it_can_always_end(state: State) -> None:
    assert move(state, Verb.WITHDRAW) is State.WITHDRAWN
    assert reached_from(state) >= ENDED


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_stays_ended(state: State) -> None:
    assert verbs(state) == frozenset()
    with pytest.raises(NotPossible):
        move(state, Verb.REOPEN)


def test_nothing_closes_without_an_outcome_and_nothing_is_worked_on_unacknowledged() -> None:
    assert {state for state in State if State.CLOSED in next_states(state)} == {State.OUTCOME}
    assert next_states(State.RECEIVED) == {State.ACKNOWLEDGED, State.WITHDRAWN}


def test_a_held_case_is_seen_by_nobody_until_it_is_let_go() -> None:
    assert next_states(State.HELD) == {State.RECEIVED, State.WITHDRAWN}
    assert not any(State.HELD in next_states(state) for state in State)


@given(first=st.sampled_from(sorted(FIRST_STATES)), tried=st.lists(st.sampled_from(Verb), max_size=30))
def test_any_row_of_verbs_keeps_a_case_on_the_map(first: State, tried: list[Verb]) -> None:
    state, passed = first, [first]
    for verb in tried:
        if verb in verbs(state):
            state = move(state, verb)
            assert state is not passed[-1]
            passed.append(state)
        else:
            with pytest.raises(NotPossible, match=state.value):
                move(state, verb)
    worked = {State.IN_PROGRESS, State.CONCILIATION, State.INSPECTION, State.PROCEEDINGS, State.OUTCOME, State.CLOSED}
    if worked & set(passed):
        assert State.ACKNOWLEDGED in passed
