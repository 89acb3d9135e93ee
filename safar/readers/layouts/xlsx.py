"""Workbooks: the first sheet, or the one that `options.sheet` names. Numbers and dates become text as people write it.

A formula is not a fact: its line is rejected. Cells that are a float only because a spreadsheet stores all numbers so
lose their ".0"; leading zeros that a spreadsheet has eaten come back where the source says how many digits there are.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from safar.readers.dates import printed_date
from safar.readers.description import Layout
from safar.readers.layouts.csv import LONGEST_CELL
from safar.readers.opening import Opened, matching_header
from safar.readers.reading import Reject, Table, Unreadable

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

KINDS = frozenset({"xlsx"})

Line = tuple[int, list[str], bool]  # the line, its cells as text, whether one is a formula


def read(opened: Opened, layout: Layout) -> Table:
    """Take a workbook apart; its header must be one of the layout's."""
    book = open_book(opened.content)
    lines = text_lines(choose_sheet(book, str(layout.options.get("sheet", ""))))
    titles: list[str] = []
    header = _header(lines, layout, titles)
    rejects: list[Reject] = []
    printed = printed_date(titles, layout.printed, layout.printed_formats)
    return Table(header, _rows(lines, len(header), rejects), rejects, printed, metadata=made_on(book))


def open_book(content: bytes) -> Workbook:
    """Open a workbook for one walk. Raises Unreadable."""
    from openpyxl import load_workbook  # half a second of import that only workbooks need

    # it warns of styles and extensions, which say nothing of the content, here and again during the walk
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    try:
        return load_workbook(BytesIO(content), read_only=True)
    except Exception as error:  # whatever a damaged part makes its parser raise
        raise Unreadable(f"the workbook is damaged: {error}") from error


def choose_sheet(book: Workbook, name: str) -> ReadOnlyWorksheet:
    """Give the sheet of that name, or the first."""
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    for sheet in sheets:
        if not name or sheet.title.strip().casefold() == name.strip().casefold():
            return sheet
    raise Unreadable(f"the workbook has no sheet {name!r}; it has: {', '.join(sheet.title for sheet in sheets)}")


def made_on(book: Workbook) -> date | None:
    """Give the day on which the document says it was last changed, or made."""
    changed = book.properties.modified or book.properties.created
    return changed.date() if isinstance(changed, datetime) else None


def cell_text(value: Any) -> str:
    """Write a cell's value as a person would read it.

    >>> cell_text(34275.0), cell_text(date(2026, 3, 5)), cell_text(None), cell_text(True)
    ('34275', '2026-03-05', '', 'TRUE')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def text_lines(sheet: ReadOnlyWorksheet) -> Iterator[Line]:
    """Give each line of a sheet as text, with the mark whether a cell of it holds a formula."""
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    try:
        for line, row in enumerate(cast(Any, sheet).iter_rows(), 1):
            cells = [cell_text(cell.value) for cell in row]
            yield line, cells, any(cell.data_type == "f" for cell in row)
    except Exception as error:  # whatever a damaged part makes its parser raise
        raise Unreadable(f"the workbook is damaged: {error}") from error


def _header(lines: Iterator[Line], layout: Layout, titles: list[str]) -> tuple[str, ...]:
    first: Unreadable | None = None
    for line, cells, _ in lines:
        if not any(cells):
            continue
        try:
            return matching_header(tuple(_without_empty_end(cells)), layout, line)
        except Unreadable as why:
            first = first or why
            titles.append(" ".join(cells))
            if len(titles) > layout.title_lines:
                break
    raise first or Unreadable("the sheet is empty")


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _rows(lines: Iterator[Line], width: int, rejects: list[Reject]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, found, has_formula in lines:
        cells = (found + [""] * (width - len(found)))[:width]
        if has_formula:
            rejects.append(Reject(line, "a cell holds a formula instead of a value"))
        elif any(found[width:]):
            rejects.append(Reject(line, f"{len(_without_empty_end(found))} cells instead of {width}"))
        elif max(map(len, cells)) > LONGEST_CELL:
            rejects.append(Reject(line, f"a cell of more than {LONGEST_CELL} characters"))
        elif "".join(cells).strip():
            yield line, tuple(cells)
