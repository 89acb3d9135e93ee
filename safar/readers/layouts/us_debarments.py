"""The US Department of Labor's lists of debarred employers: PDF documents of 2012 to 2015, and a workbook about H-2A.

A PDF holds one table for each programme, ruled by lines. Names and places wrap within their cells and across pages; a
table goes on on the next page without its heading, and its last row may stand there alone with no line above it. So
the count is proved: a date outside the tables found means that an entry was missed, and the file is refused.

The workbook has a heading for each year and no places. Both give the columns of the compiled list in CSV form, so that
one source reads all three; what stands in no column of it (the length of a ban) goes to the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from safar.readers.dates import read_date
from safar.readers.description import Layout
from safar.readers.layouts.xlsx import choose_sheet, made_on, open_book, text_lines
from safar.readers.opening import Opened
from safar.readers.reading import Reject, Table, Unreadable

if TYPE_CHECKING:
    from pdfplumber.page import Page

KINDS = frozenset({"pdf", "xlsx"})
HEADER: Final = ("Program", "Entity Debarred", "City", "State", "Start Date", "End Date", "Sources", "Notes")
PROGRAMMES: Final = {"permanent labor certification": "PERM"}
_HEADING = re.compile(r"^(?P<programme>.+?)(?: labor certification)? debarment list$", re.I)
_DATE = re.compile(r"[A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d")
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%m/%d/%Y", "%Y-%m-%d")
_WIDTH = 4  # name, place, start, end
_THIN = 2  # points: a line drawn as a rectangle

Line = tuple[int, tuple[str, ...]]


def read(opened: Opened, layout: Layout) -> Table:
    """Take a document or the workbook apart."""
    rejects: list[Reject] = []
    if opened.kind == "xlsx":
        book = open_book(opened.content)
        return Table(
            HEADER, _sheet_entries(text_lines(choose_sheet(book, "")), rejects), rejects, metadata=made_on(book)
        )
    changed, found = _pdf_tables(opened.content)
    return Table(HEADER, _pdf_entries(found, rejects), rejects, metadata=changed)


def _pdf_tables(content: bytes) -> tuple[date | None, list[tuple[int, list[str]]]]:
    """Give the day of the document and the rows of all its tables, each with the number of its page."""
    import pdfplumber  # a second of import that only these documents need

    if b"%%EOF" not in content[-2048:]:
        raise Unreadable("the PDF is truncated: its end mark is missing")
    try:
        with closing(pdfplumber.open(BytesIO(content))) as document:
            rows = [(page.page_number, row) for page in document.pages for row in _page_rows(page)]
            return _changed(document.metadata), rows
    except Unreadable:
        raise
    except Exception as error:  # a damaged PDF fails in as many ways as the library has lines
        raise Unreadable(f"the PDF is damaged: {error}") from error


def _page_rows(page: Page) -> list[list[str]]:
    """Give the rows of a page's tables, and refuse a page that has dates outside them."""
    tables = page.find_tables(_with_upper_line(page))
    outside = page
    for table in tables:
        outside = outside.outside_bbox(table.bbox)
    left = _DATE.findall(" ".join(outside.extract_text().split()))
    if left:
        raise Unreadable(f"page {page.page_number}: a debarment stands outside the tables found ({left[0]})")
    return [[" ".join(cell.split()) for cell in row if cell is not None] for table in tables for row in table.extract()]


def _with_upper_line(page: Page) -> dict[str, Any]:
    """Draw the upper line that a table lacks where it goes on from the page before."""
    sides = [box["top"] for box in page.rects if box["width"] < _THIN < box["height"]]
    return {"explicit_horizontal_lines": [min(sides)]} if sides else {}


def _changed(metadata: dict[str, Any]) -> date | None:
    """Give the day on which the document was made: a PDF writes D:20120427144324-04'00'."""
    for name in ("ModDate", "CreationDate"):
        found = re.match(r"D:(\d{8})", str(metadata.get(name, "")))
        if found and (day := read_date(found[1], ("%Y%m%d",))):
            return day
    return None


def _pdf_entries(rows: list[tuple[int, list[str]]], rejects: list[Reject]) -> Iterator[Line]:
    """Give the entries; the line of each is its place among the entries of the document."""
    programme = ""
    count = 0
    for page, row in _joined_over_pages(rows):
        cells = [cell for cell in row if cell]
        heading = _HEADING.match(cells[0]) if len(cells) == 1 else None
        if heading:
            programme = _programme(heading["programme"])
            continue
        if not cells or cells[0].casefold() == "employer name":
            continue
        count += 1
        if len(cells) != _WIDTH or not all(map(_DATE.fullmatch, cells[2:])) or not programme:
            rejects.append(Reject(count, f"page {page}: not a name, a place and two dates: {' | '.join(cells)[:120]}"))
        else:
            yield count, _entry(programme, cells)
    if not count:
        raise Unreadable("the PDF holds no debarment list: no table of names, places and dates")


def _joined_over_pages(rows: list[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Put a row together that begins at the foot of a page and ends at the head of the next."""
    whole: tuple[int, list[str]] | None = None
    for page, row in rows:
        if whole and page > whole[0] and _is_rest(row) and len(whole[1]) == _WIDTH:
            whole = (page, [f"{above} {below}".strip() for above, below in zip(whole[1], row, strict=True)])
            continue
        if whole:
            yield whole
        whole = (page, row)
    if whole:
        yield whole


def _is_rest(row: list[str]) -> bool:
    """A row without a whole date of its own is the rest of the one before."""
    return len(row) == _WIDTH and any(row) and not any(map(_DATE.fullmatch, row[2:]))


def _programme(printed: str) -> str:
    return PROGRAMMES.get(f"{printed.casefold()} labor certification", printed)


def _entry(programme: str, cells: list[str]) -> tuple[str, ...]:
    """Put an entry in the columns of the compiled list."""
    city, _, state = (part.strip() for part in cells[1].partition(","))
    return (programme, cells[0], city, state, _iso(cells[2]), _iso(cells[3]), "", "")


def _iso(printed: str) -> str:
    """Write a date as the compiled list does; one that can't be read stays as it is, to be rejected with its words."""
    day = read_date(printed, _WRITTEN)
    return day.isoformat() if day else printed


def _sheet_entries(lines: Iterator[tuple[int, list[str], bool]], rejects: list[Reject]) -> Iterator[Line]:
    """Give the entries of the workbook: a name, how long, from and to. Years stand alone above their entries."""
    programme, columns, count = "", 0, 0
    for line, found, has_formula in lines:
        cells = [" ".join(cell.split()) for cell in found]
        name, *rest = (cells + [""] * 5)[1:5]
        if "debarments" in name.casefold() and not columns:
            programme = name.split()[0]
        elif [cell.casefold() for cell in (name, *rest)] == ["name", "duration", "start date", "end date"]:
            columns = line
        elif not columns or not name or (not any(rest) and _is_heading(name)):
            continue
        elif has_formula or not rest[0]:
            rejects.append(Reject(line, f"not a name, a length and two dates: {' | '.join(filter(None, cells))[:120]}"))
        else:
            count += 1
            yield line, (programme, name, "", "", _iso(rest[1]), _iso(rest[2]), "", _notes(*rest))
    if not columns or not programme:
        raise Unreadable("the workbook is no debarment table: Name, Duration, Start date and End date are missing")
    if not count:
        raise Unreadable("the debarment table is empty; an empty list is not believed")


def _is_heading(name: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d|no debarments", name, re.I))


def _notes(duration: str, start: str, end: str) -> str:
    return f"Duration: {duration}" if start or end else f"Duration: {duration}; no dates given"
