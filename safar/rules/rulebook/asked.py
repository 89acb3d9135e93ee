"""Which questions can still change an answer, those that decide most first: what a worker is asked next.

For the page that asks one question at a time. `watching` finds what isn't settled; each of those facts is then tried
with every value that the rules tell apart, to see how often it settles the answer and how much it narrows the points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isinf
from typing import NamedTuple

from safar.rules.rulebook.asking import Told
from safar.rules.rulebook.editions import Edition, Variant
from safar.rules.rulebook.expressions import Among, Compare, Const, FactName, Join, Number, Test, parts_of
from safar.rules.rulebook.facts import Answer, Fact
from safar.rules.rulebook.scalar import Prepared, Result, told_of
from safar.rules.rulebook.values import Outcome
from safar.rules.rulebook.watching import Watched

SETTLED = (Outcome.YES, Outcome.NO)


class Need(NamedTuple):
    """A fact that can still change the answer: how often it decides, settles a criterion, and narrows the points."""

    fact: str
    decides: float
    settles: float
    narrows: float

    @property
    def weight(self) -> tuple[float, float, float]:
        return self.decides, self.settles, self.narrows


def together(needs: Iterable[Iterable[Need]]) -> list[str]:
    """Put the facts that several programmes need in the order to ask them: what decides most programmes comes first.

    >>> together([[Need("age", 0.5, 1, 0)], [Need("age", 0.5, 1, 0), Need("job", 0.9, 1, 0)]])
    ['age', 'job']
    """
    weights: dict[str, tuple[float, float, int]] = {}
    for need in (need for one in needs for need in one):
        decides, settles, programmes = weights.get(need.fact, (0.0, 0.0, 0))
        weights[need.fact] = decides + need.decides, settles + need.settles, programmes + 1
    return sorted(weights, key=lambda name: (*(-part for part in weights[name]), name))


@dataclass(frozen=True, slots=True)
class Asker:
    """A prepared rulebook that also knows what to ask."""

    prepared: Prepared
    firm: tuple[Watched, ...]
    shown: tuple[Watched, ...]
    trials: Mapping[str, tuple[float, ...]]

    def needs(self, answers: Mapping[str, Answer | None]) -> tuple[Need, ...]:
        """Give the facts that can still change outcome or points, most deciding first."""
        told = told_of(self.prepared.edition, answers)
        before = self.prepared.evaluate_told(told)
        found = [self._tried(name, told, before) for name in self.live(told)]
        return tuple(sorted(found, key=lambda need: (*(-part for part in need.weight), need.fact)))

    def live(self, told: Told) -> set[str]:
        """Give the facts that stand in something unsettled."""
        book, found = self.prepared.edition.book, set[str]()
        if self.prepared.edition.cap is not Outcome.NO:
            for watched, reading in zip(self.firm, self.prepared.firm, strict=True):
                found |= watched.whole(reading.work_out(told)[1])
        if book.points and book.points not in told:
            for watched, reading in zip(self.shown, self.prepared.shown, strict=True):
                found |= watched.scores[book.points](reading.work_out(told)[1])
        return found

    def _tried(self, name: str, told: Told, before: Result) -> Need:
        after = [self.prepared.evaluate_told({**told, name: value}) for value in self.trials[name]]
        count = len(after) or 1
        return Need(
            name,
            sum(one.outcome in SETTLED and one.outcome != before.outcome for one in after) / count,
            sum(_settled(one) - _settled(before) for one in after) / count,
            sum(_narrowed(before, one) for one in after) / count,
        )


def asker(prepared: Prepared) -> Asker:
    """Make a prepared rulebook ready to say what it needs to know."""
    edition = prepared.edition
    shown = tuple(Watched(variant, edition.book.when, firm=False) for variant in edition.variants)
    is_sure = prepared.firm is prepared.shown
    firm = shown if is_sure else tuple(Watched(variant, edition.book.when, firm=True) for variant in edition.variants)
    return Asker(prepared, firm, shown, trial_values(edition))


def _settled(result: Result) -> int:
    return sum(finding.outcome in SETTLED for finding in result.criteria)


def _narrowed(before: Result, after: Result) -> float:
    if before.points is None or after.points is None or isinf(before.points[1] - before.points[0]):
        return 0.0
    return (before.points[1] - before.points[0]) - (after.points[1] - after.points[0])


def trial_values(edition: Edition) -> Mapping[str, tuple[float, ...]]:
    """Give for each fact the values that the rules tell apart: each choice, each figure, and just beside it."""
    marks: dict[str, set[float]] = {name: set() for name in edition.book.facts}
    for variant in edition.variants:
        for name, value in _marks(variant):
            marks[name].add(value)
    return {name: tuple(sorted(_values(edition.book.facts[name], found))) for name, found in marks.items()}


def _values(fact: Fact, marks: set[float]) -> set[float]:
    if fact.type == "bool":
        return {0, 1}
    if fact.type == "enum":
        return {float(place) for place in range(len(fact.choices))}
    return {mark + step for mark in marks or {0.0} for step in (-1, 0, 1)}


def _marks(variant: Variant) -> Iterator[tuple[str, float]]:
    for rule in variant.rules:
        for test in (rule.when, *(one for pair in rule.exceptions for one in pair)):
            yield from _marks_in(test)
    for step in variant.steps:
        if isinstance(step, tuple):
            yield from _marks_in(step[1])
            continue
        for line in step.lines:
            yield from _marks_in(line.when) if line.when is not None else ()
            if isinstance(step.of, FactName):
                ends = (*line.choices, *(end for end in (line.low, line.high) if end is not None))
                yield from ((step.of.name, end) for end in ends)


def _marks_in(test: Test) -> Iterator[tuple[str, float]]:
    match test:
        case Join(parts=parts):
            for part in parts:
                yield from _marks_in(part)
        case Compare(left=left, right=right):
            yield from _beside(left, [right])
            yield from _beside(right, [left])
        case Among(item=item, members=tuple(members)):
            yield from _beside(item, list(members))


def _beside(item: Number, others: list[Number]) -> Iterator[tuple[str, float]]:
    constants = [one.value for other in others for one in parts_of(other) if isinstance(one, Const)]
    for part in parts_of(item):
        if isinstance(part, FactName):
            yield from ((part.name, value) for value in constants)
