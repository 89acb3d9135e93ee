"""Whole tables as CSV and JSON Lines, made row by row: a register of 140,000 rows costs no more memory than one.

The first lines say what the table is and under which terms it may be used, the last one how many rows it had, so
that a download that broke off can be told from a whole one. A cell of the CSV never begins like a formula: a list
that anybody can get themselves onto must not run in the spreadsheet of whoever opens it.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

FORMULA = re.compile("[\\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠]|[\t\r\n]")
AT_ONCE = 64 * 1024  # bytes sent together

Cell = str | int | float | bool | None


class _Line:
    """A file for csv.writer that hands back what was written last."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def safe_cell(value: Cell) -> Cell:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    >>> safe_cell("=1+1"), safe_cell(" @SUM(A1)"), safe_cell("A-Team"), safe_cell(-3)
    ("'=1+1", "' @SUM(A1)", 'A-Team', -3)
    """
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def csv_lines(about: Mapping[str, Cell], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Write a table as CSV: lines that begin with # say what it is, then the header, the rows, and how many."""
    line = _Line()
    writer = csv.writer(line)

    def written(cells: Iterable[Cell]) -> str:
        writer.writerow([_one_line(safe_cell(cell)) for cell in cells])
        return line.text

    for name, value in about.items():
        yield written((f"# {name}", value))
    yield written(columns)
    count = 0
    for row in rows:
        count += 1
        yield written(row)
    yield written(("# rows", count))


def json_lines(about: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write a table as JSON Lines: {"about": …} first, one object a row, {"rows": n} last."""
    yield _json({"about": about})
    count = 0
    for row in rows:
        count += 1
        yield _json(row)
    yield _json({"rows": count})


def gathered(lines: Iterable[str]) -> Iterator[bytes]:
    """Put lines together into pieces that are worth sending or writing."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line.encode("utf-8", "replace"))
        size += len(held[-1])
        if size >= AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _one_line(value: Cell) -> Cell:
    """NUL ends a cell in some programs; a lone CR ends a row in others."""
    return value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
