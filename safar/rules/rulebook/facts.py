"""Facts that a person is asked for: their types, and how an answer becomes a number that every evaluator compares.

Dates become 20261122, days of the year 1115, countries a number of their two letters, a choice its place in the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from safar.rules.rulebook.countries import COUNTRIES

Answer = bool | int | float | str
TYPES: Final = ("bool", "int", "number", "enum", "country", "date", "text")
NUMBERS: Final = ("int", "number")
MONTH_AND_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
MOST_AGE = 120


class UnfitAnswer(ValueError):
    """An answer isn't of its fact's type. The message names the fact and what is wanted, never the answer."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about a person or a job: how it is asked, and what can be answered; a number from `least` to `most`."""

    name: str
    type: str
    question: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    @property
    def is_ordered(self) -> bool:
        """Can one answer be more than another?"""
        return self.type in {*NUMBERS, "date", "text"}

    @property
    def kind(self) -> str:
        """Give what this fact may be compared with: all numbers are of one kind."""
        if self.type in NUMBERS:
            return "number"
        return f"enum {'|'.join(self.choices)}" if self.type == "enum" else self.type


def usual_ends(name: str, kind: str) -> tuple[float | None, float | None]:
    """Give least and most of an answer where its rulebook doesn't say: no number below nothing, nobody above 120.

    >>> usual_ends("age_years", "int"), usual_ends("stay_days", "int"), usual_ends("is_paid", "bool")
    ((0, 120), (0, None), (None, None))
    """
    if kind not in NUMBERS:
        return None, None
    return 0, MOST_AGE if name == "age" or name.startswith("age_") else None


def as_number(fact: Fact, answer: Answer) -> float:
    """Give the number that stands for an answer.

    >>> as_number(Fact("d", "date", "?"), "2026-11-22"), as_number(Fact("e", "enum", "?", choices=("a", "b")), "b")
    (20261122, 1)
    """
    if fact.type in NUMBERS:
        return _number(fact, answer)
    if fact.type == "bool":
        if not isinstance(answer, bool):
            raise UnfitAnswer(f"{fact.name}: must be true or false")
        return int(answer)
    if not isinstance(answer, str):
        raise UnfitAnswer(f"{fact.name}: must be a text")
    if fact.type == "enum":
        if answer not in fact.choices:
            raise UnfitAnswer(f"{fact.name}: must be one of {', '.join(fact.choices)}")
        return fact.choices.index(answer)
    return _coded(fact, answer)


def _number(fact: Fact, answer: Answer) -> float:
    if isinstance(answer, bool) or not isinstance(answer, int | float) or answer != answer:
        raise UnfitAnswer(f"{fact.name}: must be a number")
    if fact.type == "int" and answer != int(answer):
        raise UnfitAnswer(f"{fact.name}: must be a whole number")
    if fact.least is not None and answer < fact.least:
        raise UnfitAnswer(f"{fact.name}: must be at least {fact.least}")
    if fact.most is not None and answer > fact.most:
        raise UnfitAnswer(f"{fact.name}: must be at most {fact.most}")
    return answer


def _coded(fact: Fact, answer: str) -> float:
    if fact.type == "country":
        if answer not in COUNTRIES:
            raise UnfitAnswer(f"{fact.name}: must be a country's two capital letters by ISO 3166")
        return ord(answer[0]) * 256 + ord(answer[1])
    if fact.type == "text":
        if not MONTH_AND_DAY.fullmatch(answer):
            raise UnfitAnswer(f"{fact.name}: must be a month and a day such as 11-15")
        return int(answer.replace("-", ""))
    try:
        day = date.fromisoformat(answer)
    except ValueError:
        raise UnfitAnswer(f"{fact.name}: must be a date such as 2026-11-22") from None
    return day.year * 10000 + day.month * 100 + day.day
