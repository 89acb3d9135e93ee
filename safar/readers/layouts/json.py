"""A JSON list of records, plain or under `options.records`. The names of a record's values are its columns.

JSON knows no order of names, so the header fits when all records together have exactly its names. A record's line is
its place in the list, 1 for the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from safar.readers.description import Layout
from safar.readers.encodings import decode
from safar.readers.layouts.csv import LONGEST_CELL
from safar.readers.opening import Opened, matching_header
from safar.readers.reading import Reject, Table, Unreadable

KINDS = frozenset({"json"})


def read(opened: Opened, layout: Layout) -> Table:
    """Take a JSON list apart."""
    records = _records(load_json(decode(opened.content, layout.encodings)), str(layout.options.get("records", "")))
    rejects: list[Reject] = []
    header = _header(records, layout)
    return Table(header, _lines(records, header, rejects), rejects)


def load_json(text: str) -> Any:
    """Read JSON, or raise Unreadable with the line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(f"line {error.lineno}: this is not whole JSON: {error.msg}") from error
    except RecursionError as error:
        raise Unreadable("the JSON is nested too deeply") from error


def value_text(value: object) -> str:
    """Write a value as text: nothing for null, whole numbers without a point.

    >>> value_text(None), value_text(12), value_text(True), value_text("0010")
    ('', '12', 'true', '0010')
    """
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _records(value: Any, path: str) -> list[Any]:
    for name in path.split(".") if path else ():
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, list):
        raise Unreadable(f"line 1: there is no list of records{f' under {path!r}' if path else ''}")
    return value


def _header(records: list[Any], layout: Layout) -> tuple[str, ...]:
    names = {name: None for record in records if isinstance(record, dict) for name in record}
    for header in layout.headers:
        if set(header) == set(names):
            return header
    return matching_header(tuple(names), layout)


def _lines(records: list[Any], header: tuple[str, ...], rejects: list[Reject]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, record in enumerate(records, 1):
        if not isinstance(record, dict):
            rejects.append(Reject(line, "not a record of names and values"))
            continue
        cells = tuple(value_text(record.get(name)) for name in header)
        if max(map(len, cells)) > LONGEST_CELL:
            rejects.append(Reject(line, f"a cell of more than {LONGEST_CELL} characters"))
        elif any(cells):
            yield line, cells
