"""Answers "may this person use this programme?" for files of questions: the command line's `pathways evaluate`.

For an adviser's or a tester's machine. The worker's own page never comes here: it works on her device.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite, isinf
from typing import Any

from safar.rooms.pathways.sources import asker_on, rulebooks
from safar.rules.rulebook import Finding, UnfitAnswer
from safar.rules.rulebook.facts import Answer
from safar.rules.rulebook.model import Basis, Criterion, Rulebook
from safar.rules.rulebook.values import Interval

KEYS = {"programme", "on", "facts"}
MOST_EXACT = 2**53
"""Above it not every whole number is one that the engine can tell from the next."""


class QuestionError(ValueError):
    """A question can't be answered. The message says which and why, never an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """One programme, the day, and what is known of a person."""

    programme: str
    on: date
    facts: Mapping[str, Answer | None]


def read_questions(text: str, today: date) -> tuple[list[Question], bool]:
    """Read one object or a list of them; also say whether it was a list. Raises `QuestionError`."""
    try:
        found = json.loads(
            text, parse_constant=_number, parse_float=_number, parse_int=_whole, object_pairs_hook=_object
        )
    except (ValueError, RecursionError) as why:
        raise QuestionError(f"this is no JSON: {why}") from None
    if isinstance(found, list):
        return [_question(one, f"question {place}: ", today) for place, one in enumerate(found, 1)], True
    return [_question(found, "", today)], False


def answered(question: Question) -> dict[str, Any]:
    """Work out one question: outcome, points as a range, each criterion with its source, what to ask next."""
    book, asker = rulebooks()[question.programme], asker_on(question.programme, question.on)
    result = asker.prepared.evaluate(question.facts)
    return {
        "programme": book.id,
        "outcome": result.outcome.word,
        "points": points_of(result.points),
        "criteria": [_criterion(book.criteria[finding.id], finding) for finding in result.criteria],
        "needs": [need.fact for need in asker.needs(question.facts)],
    }


def unknown_facts(question: Question) -> list[str]:
    """Name what was told under a name that this programme doesn't ask for; it counts for nothing."""
    return sorted(set(question.facts) - set(rulebooks()[question.programme].facts))


def programme_called(name: str) -> Rulebook:
    """Give a rulebook by its id. Raises `QuestionError`."""
    if name not in rulebooks():
        near = sorted(known for known in rulebooks() if known.startswith(name[:2].lower()))
        hint = f"; near it: {', '.join(near)}" if near else "; `script/safar pathways list` names all"
        raise QuestionError(f"no programme is called {name!r}{hint}")
    return rulebooks()[name]


def points_of(points: Interval | None) -> list[float | None] | None:
    """Write a range of points; an end that nothing bounds is null."""
    return None if points is None else [None if isinf(end) else _plain(end) for end in points]


def source_words(basis: Basis, doubt: str = "") -> str:
    """Say what a rule or figure rests on: title, date, grade, the day it was seen, and the doubt that limits it."""
    source = basis.source
    limit = f" (check: {doubt})" if doubt else ""
    return f"{source.title}, {source.dated}; {source.grade}, seen on {source.seen_on}{limit}"


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number


def _criterion(criterion: Criterion, finding: Finding) -> dict[str, str]:
    return {
        "id": finding.id,
        "outcome": finding.outcome.word,
        "words": criterion.words,
        "source": source_words(criterion.basis, finding.doubt),
    }


def _question(found: Any, place: str, today: date) -> Question:
    if not isinstance(found, dict):
        raise QuestionError(f"{place}must be an object with programme, on and facts")
    if unknown := sorted(set(found) - KEYS):
        raise QuestionError(f"{place}these keys are not known: {', '.join(unknown)}")
    programme, facts = found.get("programme"), found.get("facts", {})
    if not isinstance(programme, str):
        raise QuestionError(f"{place}programme is missing or is no text")
    if not isinstance(facts, dict):
        raise QuestionError(f"{place}facts must be an object: names and answers")
    try:
        question = Question(programme_called(programme).id, _day(found.get("on"), today), facts)
        asker_on(question.programme, question.on).prepared.evaluate(facts)
    except (QuestionError, UnfitAnswer) as why:
        raise QuestionError(f"{place}{why}") from None
    return question


def _day(found: Any, today: date) -> date:
    if found is None:
        return today
    try:
        return date.fromisoformat(found)
    except (TypeError, ValueError):
        raise QuestionError("on must be a date such as 2026-11-26") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Read an object; where a key stands twice nobody knows which of the two was meant."""
    found = dict(pairs)
    if len(found) != len(pairs):
        doubled = sorted(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"these keys stand twice in one object: {', '.join(doubled)}")
    return found


def _number(text: str) -> float:
    """Read a number; what is none, or is too large to be one, is refused."""
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is no number that can be compared")
    return number


def _whole(text: str) -> int:
    if abs(_number(text)) > MOST_EXACT:
        raise ValueError("a whole number is too large to be worked with")
    return int(text)
