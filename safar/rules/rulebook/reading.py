"""Reads what stands in many places of a rulebook: an expression under a key, and what a value rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from safar.rules.rulebook import model
from safar.rules.rulebook.expressions import ExpressionError, Names, Number, Test, read_number, read_test
from safar.rules.rulebook.model import Basis, Source
from safar.rules.rulebook.table import Table

Read = TypeVar("Read")


def read_basis(table: Table, sources: Mapping[str, Source], above: Basis | None = None) -> Basis:
    """Read source, quote and confidence; a row without its own has those of the table above it."""
    if not table.has("source") and above is not None:
        source = above.source
    else:
        key = table.text("source")
        if key not in sources:
            raise table.wrong("source", f"unknown name '{key}': it must stand as [sources.{key}]")
        source = sources[key]
    confidence = table.choice("confidence", model.CONFIDENCES, above.confidence if above else model.SEEN_IN_A_SOURCE)
    if source.grade == "memory" and confidence == model.SEEN_IN_A_SOURCE:
        raise table.wrong("confidence", "what is from memory can't be S")
    return Basis(source, table.text("quote", above.quote if above else model.UNQUOTED), confidence)


def _placed(table: Table, key: str, read: Callable[[str, Names], Read], text: str, names: Names) -> Read:
    try:
        return read(text, names)
    except ExpressionError as error:
        raise table.wrong(key, str(error)) from None


def needed_test(table: Table, key: str, names: Names) -> Test:
    """Read a condition that must be there."""
    return _placed(table, key, read_test, table.text(key), names)


def test_at(table: Table, key: str, names: Names) -> Test | None:
    """Read a condition, None when absent."""
    return needed_test(table, key, names) if table.has(key) else None


def tests_at(table: Table, key: str, names: Names) -> tuple[Test, ...]:
    """Read a list of conditions; none when absent."""
    return tuple(_placed(table, key, read_test, text, names) for text in table.texts(key))


def number_at(table: Table, key: str, names: Names) -> Number | None:
    """Read a number's expression, None when absent."""
    return _placed(table, key, read_number, table.text(key), names) if table.has(key) else None
