"""What a rulebook is made of once it is read: dated parameters, criteria, points, rights, each with its source.

For the evaluators, the pages and the analyst. Nothing here decides; `editions` says what is in force on a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from safar.rules.rulebook.expressions import Number, ParamName, Test
from safar.rules.rulebook.facts import Answer, Fact
from safar.rules.rulebook.values import Outcome

UNQUOTED = "none"
WORDS_NOT_KEPT = "its words not kept"
SEEN_IN_A_SOURCE = "S"
FROM_MEMORY, ONE_SOURCE_OR_DISPUTED, DERIVED, NOT_STATED = "M", "S?", "D", "none"
CONFIDENCES = (SEEN_IN_A_SOURCE, FROM_MEMORY, ONE_SOURCE_OR_DISPUTED)
GRADES = ("law", "official", "secondary", "copies", "memory")
COUNTED_ON = ("application", "invitation", "cut-off", "entry")
STATUSES = ("open", "closed", "announced", "framework")
PAID_BY = ("worker", "employer", "either", "not stated")
DECISIONS = ("right", "official_decides", "discretion", "ranking", "ballot", "quota")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written, of what grade, and on which day we saw it."""

    title: str
    grade: str
    seen_on: date
    dated: str = "undated"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a value or rule rests on: source, the words themselves where at hand, how sure we are."""

    source: Source
    quote: str = UNQUOTED
    confidence: str = SEEN_IN_A_SOURCE

    @property
    def doubt(self) -> str:
        """Say why this can't make a yes; empty if it can."""
        if self.confidence == FROM_MEMORY:
            return "from memory"
        return "" if self.confidence == SEEN_IN_A_SOURCE else "not settled by its sources"

    @property
    def gap(self) -> str:
        """Say that no words are at hand to compare: to be checked, though it doesn't hinder a yes."""
        return "" if self.doubt or self.quote != UNQUOTED else WORDS_NOT_KEPT


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value for a while. More than one reading: the sources disagree."""

    readings: tuple[Answer | tuple[Answer, ...], ...]
    basis: Basis
    valid_from: date
    valid_to: date | None = None

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure, date or list of the law, with its values in the order of time."""

    name: str
    words: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A labelled exception to a general rule: where `applies` holds, `when` takes its place."""

    label: str
    applies: Test
    when: Test


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a programme. More than one reading of `when`: the sources disagree about the rule."""

    id: str
    words: str
    readings: tuple[Test, ...]
    basis: Basis
    counted_on: str = "application"
    valid_from: date | None = None
    valid_to: date | None = None
    exceptions: tuple[Exemption, ...] = ()
    is_disputed: bool = False
    is_discretion: bool = False


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who falls under an earlier rule: a named condition that criteria and points lean on."""

    id: str
    words: str
    when: Test


Points = float | ParamName


@dataclass(frozen=True, slots=True)
class Row:
    """Points for a band (`low` up to, not including, `high`), for some choices, or where a condition holds."""

    words: str
    points: tuple[Points, ...]
    basis: Basis
    low: float | None = None
    high: float | None = None
    choices: tuple[float, ...] = ()
    when: Test | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Points or another number worked out from facts.

    `of` with rows: a table by bands or choices. Rows with conditions: `take` all of them, the first or the best that
    holds. `value`: an expression. `add` and `best`: other scores. Two columns: `by` says which holds. Then floor, cap.
    `told`: the points that a choice of the fact `told_by` tells outright, whose place in the list stands first.
    """

    id: str
    words: str
    of: Number | None = None
    rows: tuple[Row, ...] = ()
    take: str = "all"
    value: Number | None = None
    add: tuple[str, ...] = ()
    best: tuple[str, ...] = ()
    by: Test | None = None
    cap: tuple[Points, ...] = ()
    floor: tuple[Points, ...] = ()
    counted_on: str = "application"
    told_by: str = ""
    told: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """What the permit gives, in one of nine respects; from memory or derived, it is shown as *check*."""

    value: str
    confidence: str
    source: str
    seen_on: date

    @property
    def is_to_check(self) -> bool:
        return self.confidence != SEEN_IN_A_SOURCE


@dataclass(frozen=True, slots=True)
class Cost:
    """What must be paid, and by whom: one figure, or the least and the most."""

    words: str
    amounts: tuple[float, ...]
    currency: str
    paid_by: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a decision takes: one number of days, or the least and the most."""

    words: str
    days: tuple[int, ...]
    are_working_days: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Steps:
    """How a person applies: what to do, in order, and the official page where it is at hand."""

    steps: tuple[str, ...]
    page: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Application:
    """Cost, time and way of applying. What no source says is empty, and is shown as not known."""

    costs: tuple[Cost, ...] = ()
    waits: tuple[Wait, ...] = ()
    steps: Steps | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A programme or point table: who it is for, what it asks, what it gives, and the best that it may answer."""

    id: str
    name: str
    country: str
    region: str
    model: str
    status: str
    decision: str
    at_most: Outcome
    at_most_words: str
    valid_from: date | None
    valid_to: date | None
    sure_until: date | None
    notes: str
    conflicts: tuple[str, ...]
    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    cohorts: Mapping[str, Cohort]
    criteria: Mapping[str, Criterion]
    scores: Mapping[str, Score]
    when: Test | None
    points: str = ""
    rights: Mapping[str, Right] = field(default_factory=dict)
    application: Application = Application()
    uses: tuple[str, ...] = ()
    file: str = ""
    tellers: tuple[Score, ...] = ()

    @property
    def totals(self) -> frozenset[str]:
        """Give the facts that tell what could be worked out: whoever knows may say so, nobody is asked."""
        return frozenset(self.facts).intersection(self.scores).union(score.told_by for score in self.tellers)
