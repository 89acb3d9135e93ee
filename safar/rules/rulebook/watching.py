"""Finds the facts that can still change an answer: those that stand in something not yet settled.

For `asked`. What is yes or no stays so whatever is added, and a score whose range is one number stays that number; so
only unsettled conditions and scores are looked into, and there only what isn't known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from safar.rules.rulebook.asking import Ask, Person, ready_rule, ready_test
from safar.rules.rulebook.editions import Rule, Tally, Variant
from safar.rules.rulebook.expressions import FactName, Join, Named, Number, ScoreName, Test, numbers_in, parts_of
from safar.rules.rulebook.values import NO, YES

Watch = Callable[[Person], set[str]]
"""Gives the facts that can still change one part for one person."""
NOTHING: set[str] = set()


class Watched:
    """A variant made ready to be watched: for its whole answer, and for each score."""

    def __init__(self, variant: Variant, when: Test | None, firm: bool) -> None:
        self.firm = firm
        self.tests: dict[str, Watch] = {}
        self.scores: dict[str, Watch] = {}
        for step in variant.steps:
            if isinstance(step, tuple):
                self.tests[step[0]] = self._test(step[1])
            else:
                self.scores[step.id] = partial(_unless_settled, step.id, self._tally(step))
        for rule in variant.rules:
            self.tests[rule.criterion.id] = self._rule(rule)
        self.whole: Watch = self._test(when) if when is not None else _nothing

    def _rule(self, rule: Rule) -> Watch:
        parts = [self._test(test) for test in (rule.when, *(one for pair in rule.exceptions for one in pair))]
        return partial(_unless_decided, ready_rule(rule, self.firm), parts)

    def _test(self, test: Test) -> Watch:
        ask = ready_test(test, self.firm)
        match test:
            case Join(parts=parts):
                return partial(_unless_decided, ask, [self._test(part) for part in parts])
            case Named(name=name):
                return partial(self._named, name)
        return partial(_unless_decided, ask, list(self._numbers(numbers_in(test))))

    def _named(self, name: str, person: Person) -> set[str]:
        return self.tests[name](person)

    def _scored(self, name: str, person: Person) -> set[str]:
        return self.scores[name](person)

    def _numbers(self, numbers: Iterable[Number]) -> Iterator[Watch]:
        for number in numbers:
            if isinstance(number, FactName):
                yield partial(_fact, number.name)
            elif isinstance(number, ScoreName):
                yield partial(self._scored, number.name)

    def _tally(self, tally: Tally) -> Watch:
        if tally.best:
            return partial(self._best, tally.best)
        watched: list[Watch] = [partial(self._scored, name) for name in tally.add]
        for number in (tally.of, tally.value):
            watched += self._numbers(parts_of(number)) if number is not None else []
        by = self._test(tally.by) if tally.by is not None else _nothing
        rows = [(ready_test(one.when, False), max(one.points), self._test(one.when)) for one in tally.lines if one.when]
        return partial(_joined, [*watched, by, partial(_rows, tally.take, rows)])

    def _best(self, names: tuple[str, ...], person: Person) -> set[str]:
        surest = max(person.scores[name][0] for name in names)
        return _union(self.scores[name](person) for name in names if person.scores[name][1] > surest)


def _union(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)


def _nothing(person: Person) -> set[str]:
    return NOTHING


def _fact(name: str, person: Person) -> set[str]:
    return NOTHING if name in person.told else {name}


def _joined(parts: list[Watch], person: Person) -> set[str]:
    return _union(part(person) for part in parts)


def _unless_decided(ask: Ask, parts: list[Watch], person: Person) -> set[str]:
    return NOTHING if ask(person) in (YES, NO) else _joined(parts, person)


def _unless_settled(name: str, watch: Watch, person: Person) -> set[str]:
    low, high = person.scores[name]
    return NOTHING if low == high else watch(person)


def _rows(take: str, rows: list[tuple[Ask, float, Watch]], person: Person) -> set[str]:
    """Look into rows that can still count: none after the first that holds, none that the best one beats already."""
    found: set[str] = set()
    codes = [(ask(person), points, watch) for ask, points, watch in rows]
    surest = max((points for code, points, _ in codes if code == YES), default=0.0) if take == "best" else None
    for code, points, watch in codes:
        if code == YES and take == "first":
            break
        if surest is None or points > surest:
            found |= watch(person)
    return found
