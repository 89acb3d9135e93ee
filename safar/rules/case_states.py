"""Where a case stands and what may happen to it next, whoever asks: the desk, the worker's page, the clocks.

received → acknowledged → in progress → (conciliation | inspection | proceedings) → outcome → closed; besides these a
case may be held until others report the same employer, be referred to another body, or be withdrawn by the worker,
which she may do at any time until it has ended.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    HELD = "held"
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in-progress"
    CONCILIATION = "conciliation"
    INSPECTION = "inspection"
    PROCEEDINGS = "proceedings"
    REFERRED = "referred"
    OUTCOME = "outcome"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What may be done to a case."""

    LET_GO = "let-go"
    ACKNOWLEDGE = "acknowledge"
    TAKE_UP = "take-up"
    CONCILIATE = "conciliate"
    INSPECT = "inspect"
    PROCEED = "proceed"
    REFER = "refer"
    TAKE_BACK = "take-back"
    RECORD_OUTCOME = "record-outcome"
    REOPEN = "reopen"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class NotPossible(ValueError):
    """That verb has no meaning for a case in that state."""


FIRST_STATES = frozenset({State.RECEIVED, State.HELD})
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
WORKERS_OWN = frozenset({Verb.WITHDRAW})
"""Verbs that only the worker has."""

_STAGES = {Verb.CONCILIATE: State.CONCILIATION, Verb.INSPECT: State.INSPECTION, Verb.PROCEED: State.PROCEEDINGS}
_WORK = {**_STAGES, Verb.REFER: State.REFERRED, Verb.RECORD_OUTCOME: State.OUTCOME, Verb.WITHDRAW: State.WITHDRAWN}


def _besides(state: State) -> dict[Verb, State]:
    return {verb: after for verb, after in _WORK.items() if after is not state}


MOVES: dict[State, dict[Verb, State]] = {
    State.HELD: {Verb.LET_GO: State.RECEIVED, Verb.WITHDRAW: State.WITHDRAWN},
    State.RECEIVED: {Verb.ACKNOWLEDGE: State.ACKNOWLEDGED, Verb.WITHDRAW: State.WITHDRAWN},
    State.ACKNOWLEDGED: {
        Verb.TAKE_UP: State.IN_PROGRESS,
        Verb.REFER: State.REFERRED,
        Verb.WITHDRAW: State.WITHDRAWN,
    },
    State.IN_PROGRESS: _WORK,
    State.CONCILIATION: _besides(State.CONCILIATION),
    State.INSPECTION: _besides(State.INSPECTION),
    State.PROCEEDINGS: _besides(State.PROCEEDINGS),
    State.REFERRED: {
        Verb.ACKNOWLEDGE: State.ACKNOWLEDGED,
        Verb.TAKE_BACK: State.IN_PROGRESS,
        Verb.RECORD_OUTCOME: State.OUTCOME,
        Verb.WITHDRAW: State.WITHDRAWN,
    },
    State.OUTCOME: {Verb.REOPEN: State.IN_PROGRESS, Verb.CLOSE: State.CLOSED, Verb.WITHDRAW: State.WITHDRAWN},
    State.CLOSED: {},
    State.WITHDRAWN: {},
}


def verbs(state: State) -> frozenset[Verb]:
    """Give what may be done to a case in that state."""
    return frozenset(MOVES[state])


def next_states(state: State) -> frozenset[State]:
    """Give the states to which a case in that state may move.

    >>> sorted(next_states(State.RECEIVED))
    [<State.ACKNOWLEDGED: 'acknowledged'>, <State.WITHDRAWN: 'withdrawn'>]
    """
    return frozenset(MOVES[state].values())


def move(state: State, verb: Verb) -> State:
    """Give the state after the verb; one that doesn't fit is refused.

    >>> move(State.ACKNOWLEDGED, Verb.TAKE_UP)
    <State.IN_PROGRESS: 'in-progress'>
    """
    after = MOVES[state].get(verb)
    if after is None:
        raise NotPossible(f"a case that is {state.value} can't {verb.value}")
    return after
