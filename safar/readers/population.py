"""Reads a population file (CSV, one person a line, one column a fact) for the analyst who tries a rulebook on it.

An empty cell is an answer that nobody gave. A column that is missing or unknown, or a cell of the wrong type, is named
and nothing is worked out.
"""

from __future__ import annotations

import csv
import io

from safar.rules.rulebook import Edition, Fact, UnfitAnswer
from safar.rules.rulebook.columns import Floats
from safar.rules.rulebook.facts import Answer
from safar.rules.rulebook.population import encode

YES_WORDS, NO_WORDS = {"true", "yes", "1"}, {"false", "no", "0"}


class PopulationError(ValueError):
    """A population file can't be used. The message names columns or line, in plain words."""


def read_population(text: str, edition: Edition) -> tuple[dict[str, Floats], int]:
    """Give the columns of a file as numbers, and how many persons it has."""
    reader = csv.DictReader(io.StringIO(text), restkey="")
    _check_header(list(reader.fieldnames or ()), edition)
    rows = list(reader)
    facts = edition.book.facts
    answers: dict[str, list[Answer | None]] = {name: [] for name in reader.fieldnames or ()}
    for line, row in enumerate(rows, 2):
        if "" in row or None in row.values():
            raise PopulationError(f"line {line}: has more or fewer cells than the header")
        for name, cells in answers.items():
            cells.append(_answer(facts[name], row[name], line))
    try:
        return encode(edition, answers), len(rows)
    except UnfitAnswer as unfit:
        raise PopulationError(str(unfit)) from None


def _check_header(header: list[str], edition: Edition) -> None:
    facts = edition.book.facts
    missing = sorted(set(facts) - edition.book.totals - set(header))
    if missing:
        raise PopulationError(f"these columns are missing: {', '.join(missing)}")
    unknown = sorted(set(header) - set(facts))
    if unknown or len(set(header)) != len(header):
        raise PopulationError(f"these columns are not known or stand twice: {', '.join(unknown or sorted(header))}")


def _answer(fact: Fact, cell: str, line: int) -> Answer | None:
    """Read one cell by its fact's type; whether it fits is seen when it becomes a number."""
    cell = cell.strip()
    if not cell:
        return None
    if fact.type == "bool":
        if cell.lower() not in YES_WORDS | NO_WORDS:
            raise PopulationError(f"line {line}: {fact.name}: must be true or false")
        return cell.lower() in YES_WORDS
    if fact.type not in {"int", "number"}:
        return cell
    try:
        return int(cell) if fact.type == "int" else float(cell)
    except ValueError:
        raise PopulationError(f"line {line}: {fact.name}: must be a {'whole ' * (fact.type == 'int')}number") from None
