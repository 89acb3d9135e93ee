"""Works out a rulebook for one person, with the trace: what each criterion says, why, and the points as a range.

For the page without script, the command line and the tests. An edition is prepared once into small functions over a
list of numbers; a missing answer is None there. Two readings are made: `firm`, in which nothing doubtful can make a
yes, decides; `shown` counts doubtful points too, because they are still shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from safar.rules.rulebook import values
from safar.rules.rulebook.asking import Ask, Count, Person, Told, doubt_in, doubt_of, ready_rule, ready_test
from safar.rules.rulebook.counting import ready_tally
from safar.rules.rulebook.editions import Edition, Rule, Tally, Variant
from safar.rules.rulebook.facts import Answer, as_number
from safar.rules.rulebook.values import NO, OUTCOMES, UNKNOWN, YES, Interval, Outcome

POINTS_IN_DOUBT = "points from memory or in dispute"


class Finding(NamedTuple):
    """What one criterion says: its answer, and the doubt that kept it from a yes or that its no rests on.

    Where there is no such doubt but its source's words weren't kept, that is said instead.
    """

    id: str
    outcome: Outcome
    doubt: str


class Result(NamedTuple):
    """A programme's answer for one person: outcome, range of points, trace, and the reasons that limit the answer."""

    programme: str
    outcome: Outcome
    points: Interval | None
    criteria: tuple[Finding, ...]
    scores: Mapping[str, Interval]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A variant made ready: steps in order, then criteria, then the whole.

    A total that somebody knows already is taken as told, as far as the other answers allow it.
    """

    steps: tuple[tuple[str, Count | None, Ask | None], ...]
    rules: tuple[tuple[str, Ask], ...]
    whole: Ask | None

    def work_out(self, told: Told) -> tuple[int, Person]:
        """Give the answer of this reading, and all that was worked out on the way."""
        person = Person(told, {}, {})
        scores, tests = person.scores, person.tests
        for name, count, ask in self.steps:
            if ask is not None:
                tests[name] = ask(person)
            if count is None:
                continue
            scores[name] = low, high = count(person)
            if name in told:
                total = min(max(told[name], low), high)
                scores[name] = total, total
        for name, ask in self.rules:
            tests[name] = ask(person)
        return (self.whole(person) if self.whole else YES), person


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition made ready for many persons; `firm` and `shown` are the same object where nothing is in doubt."""

    edition: Edition
    firm: tuple[Reading, ...]
    shown: tuple[Reading, ...]
    doubts: Mapping[str, str]

    def evaluate(self, answers: Mapping[str, Answer | None]) -> Result:
        """Work out one person's answer. Raises `UnfitAnswer` for an answer of the wrong type."""
        return self.evaluate_told(told_of(self.edition, answers))

    def evaluate_told(self, told: Told) -> Result:
        """Work out an answer from numbers."""
        book = self.edition.book
        firm = [reading.work_out(told) for reading in self.firm]
        shown = firm if self.shown is self.firm else [reading.work_out(told) for reading in self.shown]
        best = min(values.combined([code for code, _ in firm]), self.edition.cap)
        scores = _scores([person for _, person in shown])
        return Result(
            book.id,
            OUTCOMES[best],
            scores[book.points] if book.points else None,
            self._findings([person for _, person in firm], [person for _, person in shown]),
            scores,
            self.edition.doubts,
        )

    def _findings(self, firm: list[Person], shown: list[Person]) -> tuple[Finding, ...]:
        found = []
        for name, criterion in self.edition.book.criteria.items():
            code = _over(firm, name)
            doubt = self.doubts[name] if code == NO else ""
            if code == UNKNOWN and shown is not firm and _over(shown, name) != UNKNOWN:
                doubt = self.doubts[name] or POINTS_IN_DOUBT
            found.append(Finding(name, OUTCOMES[code], doubt or criterion.basis.gap))
        return tuple(found)


def _over(persons: list[Person], name: str) -> int:
    if len(persons) == 1:
        return persons[0].tests[name]
    return values.combined([person.tests[name] for person in persons])


def _scores(persons: list[Person]) -> Mapping[str, Interval]:
    if len(persons) == 1:
        return persons[0].scores
    return {name: values.hull([person.scores[name] for person in persons]) for name in persons[0].scores}


def told_of(edition: Edition, answers: Mapping[str, Answer | None]) -> Told:
    """Turn answers into numbers; what isn't answered, and what this rulebook doesn't ask, is left out."""
    facts = edition.book.facts
    told = {
        name: as_number(facts[name], answer) for name, answer in answers.items() if answer is not None and name in facts
    }
    for score in edition.book.tellers:
        for choice, points in score.told:
            if told.get(score.told_by) == choice:
                told[score.id] = points
    return told


def prepare(edition: Edition) -> Prepared:
    """Make an edition ready to be worked out for many persons."""
    shown = tuple(_reading(edition, variant, firm=False) for variant in edition.variants)
    doubts = {rule.criterion.id: rule.doubt or _doubt_of_rule(rule) for rule in edition.variants[0].rules}
    firm = shown if not is_doubtful(edition) else tuple(_reading(edition, one, firm=True) for one in edition.variants)
    return Prepared(edition, firm, shown, doubts)


def is_doubtful(edition: Edition) -> bool:
    """Does anything in force rest on memory, a dispute or a date that is past?"""
    return any(
        any(rule.doubt or _doubt_of_rule(rule) for rule in variant.rules)
        or any(doubt_in(step[1]) if isinstance(step, tuple) else _is_doubtful_tally(step) for step in variant.steps)
        for variant in edition.variants
    )


def _is_doubtful_tally(tally: Tally) -> bool:
    tests = [*(line.when for line in tally.lines), tally.by]
    return (
        any(doubt_in(test) for test in tests if test is not None)
        or any(line.doubt for line in tally.lines)
        or bool(doubt_of(tally.value) or doubt_of(tally.of))
    )


def _doubt_of_rule(rule: Rule) -> str:
    tests = [rule.when, *(test for pair in rule.exceptions for test in pair)]
    return next(filter(None, map(doubt_in, tests)), "")


def _reading(edition: Edition, variant: Variant, firm: bool) -> Reading:
    steps: list[tuple[str, Count | None, Ask | None]] = []
    for step in variant.steps:
        if isinstance(step, tuple):
            steps.append((step[0], None, ready_test(step[1], firm)))
        else:
            steps.append((step.id, ready_tally(step, firm), None))
    rules = tuple((rule.criterion.id, ready_rule(rule, firm)) for rule in variant.rules)
    when = edition.book.when
    return Reading(tuple(steps), rules, ready_test(when, firm) if when is not None else None)
