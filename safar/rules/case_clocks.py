"""What a body owes a worker by which day, and which terms of her own the worker's device has to show her.

Clocks on the server are procedural: acknowledge, answer, reply, finish a stage. They run on days and states that the
server knows anyway. Limitation terms are only read from the table and sent to every device alike; the device counts
them from dates that stay there. Where sources differ the shorter term counts.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from safar.rules.case_states import State
from safar.rules.harms import DAYS_TO_ACKNOWLEDGE, Urgency
from safar.rules.safety_levels import SEEN_IN_A_SOURCE

REPLY_MONTHS = 3
OWN_STANDARD = "Safar's own standard; peer standard: Directive (EU) 2019/1937 art. 9"
_WEEKENDS = (frozenset({4, 5}), frozenset({5, 6}))  # Friday and Saturday; Saturday and Sunday


class ClockKind(StrEnum):
    """Whose term it is: the body's, or the worker's."""

    PROCEDURAL = "procedural"
    LIMITATION = "limitation"


class Unit(StrEnum):
    """In what a term is counted."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"


class Step(StrEnum):
    """What a body owes: a first word, an answer to a message, a reply in substance, the end of a stage."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    REPLY = "reply"
    CONCILIATION = "conciliation"
    INSPECTION = "inspection"
    PROCEEDINGS = "proceedings"


STAGES = {
    State.CONCILIATION: Step.CONCILIATION,
    State.INSPECTION: Step.INSPECTION,
    State.PROCEEDINGS: Step.PROCEEDINGS,
}
_UNANSWERED = frozenset(
    {State.ACKNOWLEDGED, State.IN_PROGRESS, State.CONCILIATION, State.INSPECTION, State.PROCEEDINGS}
)


@dataclass(frozen=True, slots=True)
class Clock:
    """One sourced term of a country: so long, from such an event; `step` for a body's, `topics` for a worker's."""

    id: str
    country: str
    kind: ClockKind
    value: int
    unit: Unit
    runs_from: str
    step: Step | None = None
    topics: frozenset[str] = frozenset()
    less_days: int = 0
    scope: str = ""
    procedure: str = ""
    citation: str = ""
    source: str = ""
    source_date: str = ""
    seen: date | None = None
    confidence: str = ""
    note: str = ""

    @property
    def to_check(self) -> bool:
        """Say whether the term is from memory and must carry the word "check" wherever it is shown."""
        return self.confidence != SEEN_IN_A_SOURCE


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the server knows of a case and its days; `waits_since` is the day of the worker's unanswered message."""

    country: str
    state: State
    urgency: Urgency
    received_on: date
    acknowledged_on: date | None = None
    state_since: date | None = None
    replied_on: date | None = None
    waits_since: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One thing owed: what, by which day, by what rule, whether it is from memory, and how late it is."""

    step: Step
    on: date
    citation: str
    to_check: bool
    days_over: int

    @property
    def is_overdue(self) -> bool:
        """Say whether the day has passed."""
        return self.days_over > 0


def last_day(clock: Clock, event: date) -> date:
    """Give the last day of a term; weekends are counted as the country's may be, whichever ends sooner.

    >>> three = Clock("x", "GB", ClockKind.LIMITATION, 3, Unit.MONTHS, "the act", less_days=1)
    >>> last_day(three, date(2026, 11, 30))
    datetime.date(2027, 2, 27)
    """
    if clock.unit is Unit.MONTHS:
        end = _months_after(event, clock.value)
    elif clock.unit is Unit.WORKING_DAYS:
        end = min(_working_days_after(event, clock.value, weekend) for weekend in _WEEKENDS)
    else:
        end = event + timedelta(days=clock.value)
    return end - timedelta(days=clock.less_days)


def due(case: CaseFacts, clocks: Iterable[Clock], today: date) -> tuple[Due, ...]:
    """Give what is owed in a case, the earliest first."""
    own = [clock for clock in clocks if clock.country == case.country and clock.kind is ClockKind.PROCEDURAL]
    owed = [*_first_word(case, own), *_answers(case), *_replies(case, own), *_stage(case, own)]
    return tuple(
        sorted(
            (Due(step, on, citation, to_check, max(0, (today - on).days)) for step, on, citation, to_check in owed),
            key=lambda one: (one.on, one.step),
        )
    )


def escalated(owed: Iterable[Due]) -> tuple[Due, ...]:
    """Give what goes to the body's supervisor and counts in its public record: what is overdue, the longest first."""
    return tuple(sorted((one for one in owed if one.is_overdue), key=lambda one: (-one.days_over, one.step)))


def limitation_terms(clocks: Iterable[Clock], country: str, topic: str) -> tuple[Clock, ...]:
    """Give a country's terms for a topic for the device to count, those for any claim too, the shortest first."""
    asked = (clock for clock in clocks if clock.country == country and clock.kind is ClockKind.LIMITATION)
    return tuple(sorted((clock for clock in asked if clock.topics & {topic, "any"}), key=_length))


_Owed = tuple[Step, date, str, bool]


def _first_word(case: CaseFacts, clocks: list[Clock]) -> list[_Owed]:
    if case.state not in {State.RECEIVED, State.REFERRED}:
        return []
    since = case.received_on if case.state is State.RECEIVED else case.state_since or case.received_on
    own = (Step.ACKNOWLEDGE, since + timedelta(days=DAYS_TO_ACKNOWLEDGE[case.urgency]), OWN_STANDARD, False)
    return [_sooner(own, Step.ACKNOWLEDGE, since, clocks)]


def _answers(case: CaseFacts) -> list[_Owed]:
    if case.waits_since is None or case.state not in _UNANSWERED:
        return []
    on = case.waits_since + timedelta(days=DAYS_TO_ACKNOWLEDGE[case.urgency])
    return [(Step.ANSWER, on, OWN_STANDARD, False)]


def _replies(case: CaseFacts, clocks: list[Clock]) -> list[_Owed]:
    if case.acknowledged_on is None or case.replied_on is not None or case.state not in _UNANSWERED:
        return []
    own = (Step.REPLY, _months_after(case.acknowledged_on, REPLY_MONTHS), OWN_STANDARD, False)
    return [_sooner(own, Step.REPLY, case.acknowledged_on, clocks)]


def _stage(case: CaseFacts, clocks: list[Clock]) -> list[_Owed]:
    step = STAGES.get(case.state)
    if step is None or case.state_since is None:
        return []
    ends = [_owed(clock, step, case.state_since) for clock in clocks if clock.step is step]
    return sorted(ends, key=lambda one: one[1])[:1]


def _sooner(own: _Owed, step: Step, since: date, clocks: list[Clock]) -> _Owed:
    return min([own, *(_owed(clock, step, since) for clock in clocks if clock.step is step)], key=lambda one: one[1])


def _owed(clock: Clock, step: Step, since: date) -> _Owed:
    return step, last_day(clock, since), clock.citation or clock.procedure, clock.to_check


def _length(clock: Clock) -> tuple[date, str]:
    return last_day(clock, date(2001, 1, 1)), clock.id


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _working_days_after(day: date, count: int, weekend: frozenset[int]) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() not in weekend
    return day
