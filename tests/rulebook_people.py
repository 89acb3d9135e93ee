"""Made-up persons for rulebooks: seeded, with gaps, close to the figures that the rules tell apart."""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from math import inf
from pathlib import Path

from safar.readers.rulebooks import read_rulebooks
from safar.rules.rulebook import Edition, Fact, Prepared, Rulebook, edition, prepare
from safar.rules.rulebook.asked import Asker, asker, trial_values
from safar.rules.rulebook.countries import COUNTRIES
from safar.rules.rulebook.facts import Answer

FOLDER = Path(__file__).parents[1] / "data" / "pathways"
TODAY = date(2026, 11, 26)
Answers = dict[str, Answer | None]


@cache
def books() -> dict[str, Rulebook]:
    return read_rulebooks(FOLDER)


@cache
def today(name: str) -> Edition:
    return edition(books()[name], TODAY)


@cache
def ready(name: str) -> Prepared:
    return prepare(today(name))


@cache
def asking(name: str) -> Asker:
    return asker(ready(name))


@cache
def choices(name: str) -> dict[str, tuple[Answer, ...]]:
    """Give answers worth trying for each fact of a rulebook."""
    facts, values = books()[name].facts, trial_values(today(name))
    return {fact: tuple(answer_of(facts[fact], value) for value in values[fact]) for fact in facts}


def answer_of(fact: Fact, value: float) -> Answer:
    """Give the answer that stands for a number; what is no real day, country or age becomes one that is."""
    if fact.type == "bool":
        return bool(value)
    if fact.type == "enum":
        return fact.choices[int(value)]
    if fact.type == "country":
        first, second = divmod(int(value), 256)
        letters = chr(first) + chr(second)
        return letters if letters in COUNTRIES else "AQ"
    if fact.type in {"int", "number"}:
        value = min(max(value, -inf if fact.least is None else fact.least), inf if fact.most is None else fact.most)
        return int(value) if fact.type == "int" else value
    day = int(value) % 100
    clipped = min(max(day, 1), 28) if day in {0, 29, 30, 31, 32} else day
    month = int(value) // 100 % 100
    if fact.type == "text":
        return f"{month or 1:02}-{clipped:02}"
    return date(int(value) // 10000 or 2026, month or 1, clipped).isoformat()


def person(name: str, rnd: random.Random, told: float = 0.7, totals: float = 0.0) -> Answers:
    """Make up one person who answers each question with the given chance, and now and then knows a total already."""
    found: Answers = {}
    for fact, answers in choices(name).items():
        if fact not in books()[name].totals or rnd.random() < totals:
            found[fact] = rnd.choice(answers) if rnd.random() < told else None
    return found
