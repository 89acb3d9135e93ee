"""Works out a rulebook for a whole population at once, as the analyst does who asks what a threshold would change.

Columns of numbers (NaN where nobody answered) in, outcomes and ranges of points out, equal to `scalar` person by
person. A column without gaps is worked out once instead of from both ends, which is what makes large files quick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from safar.rules.rulebook import columns, values
from safar.rules.rulebook.asking import doubt_in, doubt_of
from safar.rules.rulebook.columns import Codes, Floats, Span
from safar.rules.rulebook.editions import Edition, Rule, Tally, Variant
from safar.rules.rulebook.expressions import (
    Among,
    Compare,
    Const,
    FactName,
    Join,
    Named,
    Number,
    Pick,
    ScoreName,
    Sum,
    Test,
    Truth,
)
from safar.rules.rulebook.facts import Answer, UnfitAnswer, as_number
from safar.rules.rulebook.scalar import is_doubtful
from safar.rules.rulebook.values import CONFLICT, DISCRETION, NO, UNKNOWN, YES

Table = Mapping[str, Floats]
AT_ONCE = 16_384


@dataclass(frozen=True, slots=True)
class Worked:
    """What a population got: outcome codes, the range of points where there are any, codes of each criterion."""

    outcomes: Codes
    points: Span | None
    criteria: Mapping[str, Codes]

    def counts(self) -> dict[str, int]:
        """Count the outcomes by their words."""
        found = np.bincount(self.outcomes, minlength=len(values.OUTCOMES))
        return {outcome.word: int(found[outcome]) for outcome in values.OUTCOMES}


def moves(before: Worked, after: Worked) -> dict[tuple[str, str], int]:
    """Count who is told something else after a change: who gains, who loses, by the words before and after."""
    pairs, counts = np.unique(np.stack([before.outcomes, after.outcomes]), axis=1, return_counts=True)
    words = [outcome.word for outcome in values.OUTCOMES]
    return {
        (words[one], words[other]): int(count)
        for one, other, count in zip(*pairs.tolist(), counts.tolist(), strict=True)
        if one != other
    }


def encode(edition: Edition, answers: Mapping[str, Sequence[Answer | None]]) -> dict[str, Floats]:
    """Turn columns of answers into numbers. Raises `UnfitAnswer` with the file's line and the fact."""
    found = {}
    for name, column in answers.items():
        fact = edition.book.facts[name]
        numbers: Floats = np.full(len(column), np.nan)
        for place, answer in enumerate(column):
            if answer is not None:
                try:
                    numbers[place] = as_number(fact, answer)
                except UnfitAnswer as unfit:
                    raise UnfitAnswer(f"line {place + 2}: {unfit}") from None
        is_whole = fact.type != "number" and not np.isnan(numbers).any()
        found[name] = numbers.astype(np.int64) if is_whole else numbers
    return found


def work_out(edition: Edition, table: Table, size: int) -> Worked:
    """Work out every person of a table, some thousands at a time so that columns stay in the processor's cache."""
    plan = _Plan()
    parts = [
        _work_out(
            edition,
            {name: column[start : start + AT_ONCE] for name, column in table.items()},
            min(AT_ONCE, size - start),
            plan,
        )
        for start in range(0, max(size, 1), AT_ONCE)
    ]
    if len(parts) == 1:
        return parts[0]
    points = columns.behind([(part.points, len(part.outcomes)) for part in parts if part.points is not None])
    criteria = {name: np.concatenate([part.criteria[name] for part in parts]) for name in edition.book.criteria}
    return Worked(np.concatenate([part.outcomes for part in parts]), points, criteria)


def _work_out(edition: Edition, table: Table, size: int, plan: _Plan) -> Worked:
    facts = edition.book.facts
    known = {name: columns.fact_span(column, facts[name].type != "number") for name, column in table.items()}
    for score in edition.book.tellers:
        if score.told_by in known:
            known[score.id] = columns.told_points(known[score.told_by], score.told)
    doubtful = edition.book.when is not None and is_doubtful(edition)
    firm = [_Crowd(known, size, doubtful, plan).run(edition, variant) for variant in edition.variants]
    shown = firm
    if doubtful and edition.book.points:
        shown = [_Crowd(known, size, False, plan).run(edition, one, False) for one in edition.variants]
    outcomes = np.minimum(columns.combined([one.whole for one in firm]), np.int8(edition.cap))
    points = columns.hull([one.scores[edition.book.points] for one in shown]) if edition.book.points else None
    criteria = {name: columns.combined([one.tests[name] for one in firm]) for name in edition.book.criteria}
    return Worked(outcomes, points, criteria)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What all parts of a population share: tables laid out, and one number for conditions that are the same."""

    laid_out: dict[tuple[int, bool], columns.Rows] = field(default_factory=dict)
    same: dict[Test, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def number_of(self, test: Test) -> int:
        found = self.numbers.get(id(test))
        if found is None:
            found = self.numbers[id(test)] = self.same.setdefault(test, len(self.same))
        return found


@dataclass(slots=True)
class _Crowd:
    """One variant, worked out column by column."""

    known: Mapping[str, Span]
    size: int
    firm: bool
    plan: _Plan
    scores: dict[str, Span] = field(default_factory=dict)
    tests: dict[str, Codes] = field(default_factory=dict)
    seen: dict[tuple[int, bool], Codes] = field(default_factory=dict)
    seconds: dict[int, columns.Places | None] = field(default_factory=dict)
    whole: Codes = field(default_factory=lambda: np.empty(0, np.int8))

    def run(self, edition: Edition, variant: Variant, with_rules: bool = True) -> _Crowd:
        for step in variant.steps:
            if isinstance(step, tuple):
                self.tests[step[0]] = self.test(step[1])
            else:
                self.scores[step.id] = self._score(step)
        if with_rules:
            for rule in variant.rules:
                self.tests[rule.criterion.id] = self._rule(rule)
            when = edition.book.when
            self.whole = self.test(when) if when is not None else self._all(YES)
        return self

    def _all(self, code: int) -> Codes:
        return np.full(self.size, code, np.int8)

    def _score(self, tally: Tally) -> Span:
        told, worked = self.known.get(tally.id), self._tally(tally)
        return worked if told is None else columns.told_or(told, worked)

    def _rule(self, rule: Rule) -> Codes:
        codes = self.test(rule.when)
        if rule.exceptions:
            pairs = [(self.test(applies), self.test(instead)) for applies, instead in rule.exceptions]
            codes = columns.with_exceptions(codes, pairs)
        top = CONFLICT if rule.criterion.is_disputed else DISCRETION if rule.criterion.is_discretion else YES
        top = UNKNOWN if self.firm and rule.doubt else top
        return codes if top == YES else np.minimum(codes, np.int8(top))

    def test(self, test: Test) -> Codes:
        """Work out a condition; one that stands in many rows is worked out once."""
        key = self.plan.number_of(test), self.firm
        if key not in self.seen:
            codes = self._test(test)
            weak = self.firm and not isinstance(test, Join) and doubt_in(test)
            self.seen[key] = np.minimum(codes, np.int8(UNKNOWN)) if weak else codes
        return self.seen[key]

    def _test(self, test: Test) -> Codes:
        match test:
            case Truth(value=value):
                return self._all(YES if value else NO)
            case Named(name=name, is_so=is_so):
                codes = self.tests[name]
                return codes if is_so else columns.opposite(codes)
            case Join(how=how, parts=parts, least=least):
                return columns.joined(how, [self.test(part) for part in parts], least)
            case Compare(sign=sign, left=left, right=right):
                return columns.compared(sign, self.number(left), self.number(right), self.size)
            case Among(item=item, members=members, is_in=is_in):
                listed = [one.value for one in members] if isinstance(members, tuple) else []
                return columns.among(self.number(item), listed, is_in, self.size)

    def number(self, number: Number) -> Span:
        match number:
            case Const(value=value):
                return columns.constant(value)
            case FactName(name=name):
                return self.known.get(name, columns.ANYTHING)
            case ScoreName(name=name):
                return self.scores[name]
            case Sum(sign=sign, left=left, right=right):
                return columns.SUMS[sign](self.number(left), self.number(right))
            case Pick(how=how, parts=parts):
                return columns.picked(how, [self.number(part) for part in parts])
        raise TypeError("a parameter was left open")

    def _tally(self, tally: Tally) -> Span:
        by = self.test(tally.by) if tally.by is not None else None
        span = self._rows(tally, by)
        if tally.floor:
            span = columns.at_least(span, columns.by_column([columns.constant(end) for end in tally.floor], by))
        if tally.cap:
            span = columns.at_most(span, columns.by_column([columns.constant(end) for end in tally.cap], by))
        return span

    def _rows(self, tally: Tally, by: Codes | None) -> Span:
        if tally.value is not None:
            return columns.ANYTHING if self.firm and doubt_of(tally.value) else self.number(tally.value)
        if tally.add:
            return columns.added([self.scores[name] for name in tally.add])
        if tally.best:
            return columns.picked("max", [self.scores[name] for name in tally.best])
        if tally.of is not None:
            key = id(tally), self.firm
            if key not in self.plan.laid_out:
                self.plan.laid_out[key] = columns.rows_of(tally, self._points(tally), by is not None)
            return columns.looked_up(self.number(tally.of), self.plan.laid_out[key], by, self._second(by))
        codes = [self.test_raw(line.when) if line.when is not None else self._all(YES) for line in tally.lines]
        spans = [columns.by_column(line, by) for line in self._points(tally)]
        return columns.TAKES[tally.take](codes, spans, self.size)

    def _second(self, by: Codes | None) -> columns.Places | None:
        """Say for whom the second column holds; None where there is one, or where somebody didn't say."""
        if by is None:
            return None
        if id(by) not in self.seconds:
            self.seconds[id(by)] = None if columns.is_unsure([by]) else (by == NO).astype(np.int64)
        return self.seconds[id(by)]

    def _points(self, tally: Tally) -> list[list[Span]]:
        return [
            [columns.spread(one, self.firm and self._is_weak(line.doubt, line.when)) for one in line.points]
            for line in tally.lines
        ]

    def _is_weak(self, doubt: str, when: Test | None) -> bool:
        return bool(doubt) or (when is not None and bool(doubt_in(when)))

    def test_raw(self, test: Test) -> Codes:
        """Work out a row's condition as it is written: doubt widens the row's points, not its condition."""
        firm, self.firm = self.firm, False
        try:
            return self.test(test)
        finally:
            self.firm = firm
