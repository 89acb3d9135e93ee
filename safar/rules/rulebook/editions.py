"""A rulebook as it stands on one day: figures filled in, doubts named, and one variant for each way to read a dispute.

For the three evaluators, which all start here. A figure past its date, not yet in force, disputed or from memory is
still filled in, but marked: what it decides can be no *yes*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from safar.rules.rulebook.checking import leans_on, numbers_of, parts_of_book
from safar.rules.rulebook.expressions import Const, Number, ParamName, Test, constant, filled, replaced
from safar.rules.rulebook.facts import Answer
from safar.rules.rulebook.model import Cohort, Criterion, Parameter, Points, Row, Rulebook, Score, Value
from safar.rules.rulebook.values import Outcome

PAST, EARLY = "past its date", "not yet in force"


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its figures: points by column; `doubt` says why they can't make a yes."""

    points: tuple[float, ...]
    low: float | None
    high: float | None
    choices: tuple[float, ...]
    when: Test | None
    doubt: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A score with its figures filled in."""

    id: str
    take: str
    of: Number | None
    value: Number | None
    lines: tuple[Line, ...]
    add: tuple[str, ...]
    best: tuple[str, ...]
    by: Test | None
    cap: tuple[float, ...]
    floor: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A criterion with its figures filled in: its test, and pairs of (applies, instead) for its exceptions."""

    criterion: Criterion
    when: Test
    exceptions: tuple[tuple[Test, Test], ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to read the sources. `steps` are scores and cohorts in an order in which each can be worked out."""

    steps: tuple[Tally | tuple[str, Test], ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A rulebook on a day. `cap` is the best that it may answer then, `doubts` why."""

    book: Rulebook
    on: date
    variants: tuple[Variant, ...]
    cap: Outcome
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Day:
    """Fills in parameters as they stand on the day that counts; `chosen` says which reading of a disputed one."""

    parameters: Mapping[str, Parameter]
    day: date
    chosen: Mapping[str, int]
    overrides: Mapping[str, Answer] = field(default_factory=dict)

    def __call__(self, name: ParamName) -> Const | tuple[Const, ...]:
        if name.name in self.overrides:
            return constant(self.overrides[name.name], name.like)
        value, doubt = in_force(self.parameters[name.name], self.day)
        reading = value.readings[self.chosen.get(name.name, 0)]
        if isinstance(reading, tuple):
            return tuple(Const(constant(one, name.like).value, doubt) for one in reading)
        return Const(constant(reading, name.like).value, doubt)

    def test(self, test: Test) -> Test:
        return replaced(test, self)

    def figure(self, points: Points) -> tuple[float, str]:
        """Give points and the doubt about them."""
        if not isinstance(points, ParamName):
            return points, ""
        found = self(points)
        if isinstance(found, tuple):
            raise TypeError(f"{points.name} is a list")
        return found.value, found.weak


def in_force(parameter: Parameter, day: date) -> tuple[Value, str]:
    """Give the value in force on a day, or the nearest one with the reason why it isn't."""
    before = [value for value in parameter.values if value.valid_from <= day]
    if not before:
        return parameter.values[0], EARLY
    value = before[-1]
    return value, value.basis.doubt if value.is_in_force(day) else PAST


def edition(
    book: Rulebook,
    on: date,
    days: Mapping[str, date] | None = None,
    overrides: Mapping[str, Answer] | None = None,
) -> Edition:
    """Give a rulebook as it stands on a day; `days` says which day counts for the invitation, the entry, a cut-off.

    `overrides` puts other figures in place of parameters, for an analyst's question.
    """
    days, overrides = days or {}, overrides or {}
    for name in overrides:
        if name not in book.parameters:
            raise KeyError(f"no parameter named {name}")
    cap, doubts = _cap(book, on)
    variants = tuple(_variant(book, on, days, chosen, overrides) for chosen in _readings(book, on, days, overrides))
    return Edition(book, on, variants, cap, doubts)


def _cap(book: Rulebook, on: date) -> tuple[Outcome, tuple[str, ...]]:
    """Say the best that may be answered on a day: never yes after the end, nor where we are no longer sure."""
    ended = book.valid_to is not None and on > book.valid_to
    if book.at_most is Outcome.NO or (book.status == "closed" and ended):
        return Outcome.NO, ("closed",)
    if book.valid_from is not None and on < book.valid_from:
        return Outcome.NO if book.status == "announced" else Outcome.UNKNOWN, (EARLY,)
    if ended or (book.sure_until is not None and on > book.sure_until):
        return min(book.at_most, Outcome.UNKNOWN), (PAST,)
    return book.at_most, ("information only",) if book.status == "framework" else ()


def _readings(
    book: Rulebook, on: date, days: Mapping[str, date], overrides: Mapping[str, Answer]
) -> Iterator[dict[str, int]]:
    """Give each way to choose one reading of everything that is disputed and used."""
    choices: dict[str, int] = {}
    for thing in parts_of_book(book):
        day = days.get(getattr(thing, "counted_on", "application"), on)
        for name in _parameters_of(thing):
            if name not in overrides:
                value, _ = in_force(book.parameters[name], day)
                choices[name] = max(len(value.readings), choices.get(name, 1))
        if isinstance(thing, Criterion):
            choices[f"criterion {thing.id}"] = len(thing.readings)
    disputed = {name: count for name, count in choices.items() if count > 1}
    for combination in product(*(range(count) for count in disputed.values())):
        yield dict(zip(disputed, combination, strict=True))


def _parameters_of(thing: Criterion | Cohort | Score) -> Iterator[str]:
    points = (
        [*(one for row in thing.rows for one in row.points), *thing.cap, *thing.floor]
        if isinstance(thing, Score)
        else []
    )
    for number in [*numbers_of(thing), *points]:
        if isinstance(number, ParamName):
            yield number.name


def _variant(
    book: Rulebook, on: date, days: Mapping[str, date], chosen: Mapping[str, int], overrides: Mapping[str, Answer]
) -> Variant:
    def fill(counted_on: str) -> _Day:
        return _Day(book.parameters, days.get(counted_on, on), chosen, overrides)

    steps: list[Tally | tuple[str, Test]] = []
    for thing in in_order(book):
        steps.append(
            tally(thing, fill(thing.counted_on))
            if isinstance(thing, Score)
            else (thing.id, fill("application").test(thing.when))
        )
    rules = (_rule(one, fill(one.counted_on), chosen) for one in book.criteria.values())
    return Variant(tuple(steps), tuple(rules))


def in_order(book: Rulebook) -> list[Cohort | Score]:
    """Give scores and cohorts so that each comes after what it leans on."""
    found: dict[str, Cohort | Score] = {}

    def put(name: str) -> None:
        thing = book.scores.get(name) or book.cohorts[name]
        for other in leans_on(thing):
            if other not in found:
                put(other)
        found[name] = thing

    for name in [*book.cohorts, *book.scores]:
        if name not in found:
            put(name)
    return list(found.values())


def _rule(one: Criterion, fill: _Day, chosen: Mapping[str, int]) -> Rule:
    doubt = one.basis.doubt
    if one.valid_to is not None and fill.day > one.valid_to:
        doubt = PAST
    elif one.valid_from is not None and fill.day < one.valid_from:
        doubt = EARLY
    when = fill.test(one.readings[chosen.get(f"criterion {one.id}", 0)])
    return Rule(one, when, tuple((fill.test(ex.applies), fill.test(ex.when)) for ex in one.exceptions), doubt)


def tally(score: Score, fill: _Day) -> Tally:
    """Fill in a score's figures."""
    return Tally(
        id=score.id,
        take=score.take,
        of=None if score.of is None else filled(score.of, fill),
        value=None if score.value is None else filled(score.value, fill),
        lines=tuple(_line(row, fill) for row in score.rows),
        add=score.add,
        best=score.best,
        by=None if score.by is None else fill.test(score.by),
        cap=tuple(fill.figure(one)[0] for one in score.cap),
        floor=tuple(fill.figure(one)[0] for one in score.floor),
    )


def _line(row: Row, fill: _Day) -> Line:
    figures = [fill.figure(one) for one in row.points]
    doubt = row.basis.doubt or next((doubt for _, doubt in figures if doubt), "")
    when = None if row.when is None else fill.test(row.when)
    return Line(tuple(points for points, _ in figures), row.low, row.high, row.choices, when, doubt)
