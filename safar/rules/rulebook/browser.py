"""Writes rulebooks of a country as JSON for the worker's own device, where they are evaluated: no answer leaves it.

For the page of the pathways room and its script. What is in force on the day is filled in; the script needs only to
compare numbers. Repeated texts stand once in `texts`, in the reader's language; `english` lists those that have no
translation. The form is described in `docs/pathways-language.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from safar.rules.rulebook.editions import Edition, Line, Rule, Tally, Variant
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
from safar.rules.rulebook.facts import NUMBERS, Fact
from safar.rules.rulebook.model import Basis, Right
from safar.rules.rulebook.wording import AS_WRITTEN, SIGN, Wording

FORMAT = 2
Json = Any


@dataclass(slots=True)
class Texts:
    """Texts, each once; a place in the list stands for it."""

    wording: Wording
    places: dict[str, int] = field(default_factory=dict)
    english: set[int] = field(default_factory=set)

    def place(self, text: str) -> int:
        """Give the place of a text that stays as it was written."""
        return self.places.setdefault(text, len(self.places))

    def said(self, text: str) -> int:
        """Give the place of a text in the reader's language, noted where it has no translation."""
        return self._put(self.wording.text(text), text)

    def choice(self, fact: str, choice: str) -> int:
        """Give the place of what a choice is called."""
        return self._put(self.wording.choice(fact, choice), AS_WRITTEN.choice(fact, choice))

    def _put(self, said: str, written: str) -> int:
        place = self.place(said)
        if said and said == written and self.wording.language != AS_WRITTEN.language:
            self.english.add(place)
        return place


def as_json(editions: Iterable[Edition], wording: Wording = AS_WRITTEN) -> dict[str, Json]:
    """Give the rulebooks of one country as one JSON object: texts and facts are shared, scores stand where defined."""
    texts, shared = Texts(wording), list(editions)
    facts = {name: fact for edition in shared for name, fact in edition.book.facts.items()}
    names = {name: place for place, name in enumerate(sorted(facts))}
    books = [_Writer(texts, names).book(edition, shared) for edition in shared]
    return {
        "format": FORMAT,
        "on": shared[0].on.isoformat() if shared else "",
        "facts": [_fact(facts[name], texts) for name in names],
        "books": books,
        "texts": list(texts.places),
        "english": sorted(texts.english),
    }


def _fact(fact: Fact, texts: Texts) -> Json:
    """Write a fact: name, type, question, unit, what its choices are called; of a number its least and most."""
    choices = [texts.choice(fact.name, choice) for choice in fact.choices]
    ends = [fact.least, fact.most] if fact.type in NUMBERS else []
    return [fact.name, fact.type, texts.said(fact.question), texts.said(fact.unit), choices, *ends]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one rulebook; conditions and numbers become short lists whose first word says what they are."""

    texts: Texts
    facts: Mapping[str, int]

    def book(self, edition: Edition, others: list[Edition]) -> Json:
        book = edition.book
        brought = {name for other in others if other.book.id in book.uses for name in _brought(other)}
        return {
            "id": book.id,
            "name": self.texts.said(book.name),
            "model": book.model,
            "status": book.status,
            "decision": book.decision,
            "cap": int(edition.cap),
            "most": self.texts.said(book.at_most_words),
            "doubts": [self.texts.place(doubt) for doubt in edition.doubts],
            "notes": self.texts.said(book.notes),
            "conflicts": [self.texts.said(conflict) for conflict in book.conflicts],
            "uses": list(book.uses),
            "when": None if book.when is None else self.test(book.when),
            "points": book.points,
            "criteria": [self._words(rule) for rule in edition.variants[0].rules],
            "variants": [self._variant(variant, brought) for variant in edition.variants],
            "rights": {name: self._right(name, right) for name, right in book.rights.items()},
        }

    def _words(self, rule: Rule) -> Json:
        """Write what a criterion says and rests on: id, words, basis, counted on, doubt."""
        one = rule.criterion
        doubt = self.texts.place(rule.doubt)
        return [one.id, self.texts.said(one.words), self._basis(one.basis), one.counted_on, doubt]

    def _basis(self, basis: Basis) -> Json:
        source = basis.source
        parts = (source.title, source.dated, source.grade, source.seen_on.isoformat(), basis.quote, basis.confidence)
        return [self.texts.place(part) for part in parts]

    def _right(self, name: str, right: Right) -> Json:
        value = self.texts.place(right.value) if name == SIGN else self.texts.said(right.value)
        parts = (right.confidence, right.source, right.seen_on.isoformat())
        return [value, *(self.texts.place(part) for part in parts)]

    def _variant(self, variant: Variant, brought: set[str]) -> Json:
        """Write steps and criteria; steps that another rulebook of the file brings are left to it."""
        steps = [step for step in variant.steps if _name(step) not in brought]
        return [[self._step(step) for step in steps], [self._rule(rule) for rule in variant.rules]]

    def _step(self, step: Tally | tuple[str, Test]) -> Json:
        if isinstance(step, tuple):
            return ["t", step[0], self.test(step[1])]
        parts: dict[str, Json] = {
            "of": None if step.of is None else self.number(step.of),
            "value": None if step.value is None else self.number(step.value),
            "rows": [self._line(line) for line in step.lines],
            "add": list(step.add),
            "best": list(step.best),
            "by": None if step.by is None else self.test(step.by),
            "cap": list(step.cap),
            "floor": list(step.floor),
            "take": "" if step.take == "all" else step.take,
        }
        return ["s", step.id, {key: part for key, part in parts.items() if part not in (None, [], "")}]

    def _line(self, line: Line) -> Json:
        """Write a row: points by column, from, choices, condition, doubtful or not; what isn't there is left out."""
        when = 0 if line.when is None else self.test(line.when)
        row: list[Json] = [list(line.points), line.low, list(line.choices), when, int(bool(line.doubt))]
        empty: list[Json] = [None, None, [], 0, 0]
        while len(row) > 1 and row[-1] == empty[len(row) - 1]:
            row.pop()
        return row

    def _rule(self, rule: Rule) -> Json:
        """Write a criterion's test: the best it may answer, its condition, its exceptions in pairs."""
        top = 2 if rule.criterion.is_disputed else 3 if rule.criterion.is_discretion else 4
        pairs = [[self.test(applies), self.test(instead)] for applies, instead in rule.exceptions]
        return [top, self.test(rule.when), *([pairs] if pairs else [])]

    def test(self, test: Test) -> Json:
        match test:
            case Truth(value=value):
                return ["truth", int(value)]
            case Named(name=name, is_so=is_so):
                return ["is" if is_so else "isn't", name]
            case Join(how=how, parts=parts, least=least):
                return [how if how != "at_least" else least, *(self.test(part) for part in parts)]
            case Compare(sign=sign, left=left, right=right):
                return [sign, self.number(left), self.number(right)]
            case Among(item=item, members=members, is_in=is_in):
                listed = members if isinstance(members, tuple) else ()
                weak = int(any(one.weak for one in listed))
                return ["in" if is_in else "out", self.number(item), [one.value for one in listed], weak]

    def number(self, number: Number) -> Json:
        """Write a number: a figure, [figure] where it is in doubt, `fN` a fact, a name a score, else a list."""
        match number:
            case Const(value=value, weak=weak):
                return [value] if weak else value
            case FactName(name=name):
                return f"f{self.facts[name]}"
            case ScoreName(name=name):
                return f"s{name}"
            case Sum(sign=sign, left=left, right=right):
                return [sign, self.number(left), self.number(right)]
            case Pick(how=how, parts=parts):
                return [how, *(self.number(part) for part in parts)]
        raise TypeError("a parameter was left open")


def _name(step: Tally | tuple[str, Test]) -> str:
    return step[0] if isinstance(step, tuple) else step.id


def _brought(edition: Edition) -> set[str]:
    """Give what a used rulebook works out for those that use it; where its sources disagree each has its own."""
    return {_name(step) for step in edition.variants[0].steps} if len(edition.variants) == 1 else set()
