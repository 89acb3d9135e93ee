"""Exports: nothing in a cell runs, nothing is cut in silence, and a long table costs no memory."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Iterator
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.foundation.exports import csv_lines, gathered, json_lines, safe_cell

ABOUT = {"source": "zz", "terms": "none, really"}
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =cmd|'/c calc'!A0",
    "＝1",
    "\ufeff=1",
    "\u00a0-2",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_is_only_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "A-Team", "1+1", "ΑΒΓ Α.Ε.", "الرشيد", "3M", "'quoted'", "#1 Recruiters"])
def test_a_name_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_every_row_is_read_back_with_as_many_cells(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(ABOUT, ("a", "b"), rows)).encode("utf-8", "replace").decode()
    found = list(csv.reader(StringIO(text, newline="")))
    assert found[:3] == [["# source", "zz"], ["# terms", "none, really"], ["a", "b"]]
    assert found[-1] == ["# rows", str(len(rows))]
    assert [len(row) for row in found[3:-1]] == [2] * len(rows)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in found[3:-1] for cell in row)


def test_json_lines_tell_what_they_are_and_how_many() -> None:
    lines = [json.loads(line) for line in json_lines(ABOUT, [{"name": "=1"}, {"name": "é\n"}])]
    assert lines == [{"about": ABOUT}, {"name": "=1"}, {"name": "é\n"}, {"rows": 2}]


def test_a_long_table_costs_no_more_memory_than_a_short_one() -> None:
    def rows() -> Iterator[tuple[str, str]]:
        for number in range(100_000):
            yield f"Agency {number}", "x" * 100

    tracemalloc.start()
    size = sum(len(piece) for piece in gathered(csv_lines(ABOUT, ("a", "b"), rows())))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 10_000_000
    assert peak < 1_000_000, f"{peak} bytes for a table of {size}"
