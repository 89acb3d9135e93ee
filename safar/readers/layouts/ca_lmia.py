"""Canada's employers with a positive or a negative Labour Market Impact Assessment: one list a quarter since 2014.

Each file opens with a title that says which list it is and, in words, which months it covers; the name of the file
may say something else. The header varies from year to year, and in 2014 and 2015 it comes again under the name of
each province. Notes stand at the end: a file without them has been cut.

Until 2019 a row repeats nothing: province, stream, employer and address are blank where they are those of the row
above, and are filled in here. One case is not filled in. A row with an address and no employer, or with a new
province or stream and no employer, *has lost its employer*: the rows above don't say who it is, and a filing put on
the wrong firm is worse than one left out. Such a row is rejected with its line, and so are the blank rows that
continue it. (The ministry leaves out employers who are named after a person, and its own sheets group equal names, so
several "Subway" of one province may be meant by such rows: exactly the firms that must not be mixed up.)
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Final

from safar.readers.canadian_addresses import place_and_province
from safar.readers.description import Layout
from safar.readers.encodings import decode
from safar.readers.layouts.csv import with_plain_line_ends
from safar.readers.layouts.xlsx import choose_sheet, made_on, open_book, text_lines
from safar.readers.opening import Opened
from safar.readers.periods import period_in_words
from safar.readers.reading import Reject, Table, Unreadable

if TYPE_CHECKING:
    from openpyxl import Workbook

KINDS = frozenset({"text", "xlsx"})
PUBLISHED: Final = (
    "Province/Territory",
    "Stream",
    "Employer",
    "Address",
    "Occupation",
    "Incorporate Status",
    "LMIAs",
    "Positions",
)
HEADER: Final = (*PUBLISHED, "Town", "Country")
PROVINCE, STREAM, EMPLOYER, ADDRESS, _, _, _, POSITIONS = range(len(PUBLISHED))
CARRIED: Final = (PROVINCE, STREAM, EMPLOYER, ADDRESS)
MUST_HAVE: Final = (EMPLOYER, ADDRESS, POSITIONS)
_HEADINGS = re.compile(  # a group for each of the columns published, in their order
    r"(province/territory|province)"
    r"|((?:program )?stream)"
    r"|(employer(?: name)?)"
    r"|((?:employer )?address)"
    r"|(occ?up\w+(?: under noc(?: 20\d\d)?| title)?)"
    r"|(incorporate status)"
    r"|((?:approved|requested) lmias|lmias (?:approved|requested))"
    r"|((?:approved|requested) positions|positions (?:approved|requested))",
    re.I,
)
_LIST = re.compile(r"\b(positive|negative)\b", re.I)
_NOTES = re.compile(r"notes?\s*:?", re.I)
_NUMBERED_NOTE = re.compile(r"\d{1,2}\.\s")
_ABROAD = re.compile(r"\boutside (?:of )?canada\b", re.I)

Line = tuple[int, list[str]]


@dataclass(slots=True)
class Sheet:
    """What is known while a file is walked: its columns, and the cells that the next row may leave blank."""

    rejects: list[Reject] = field(default_factory=list)
    columns: dict[int, int] = field(default_factory=dict)
    carried: list[str] = field(default_factory=lambda: [""] * len(CARRIED))
    lost: bool = False
    notes: bool = False
    last: int = 0


def read(opened: Opened, layout: Layout) -> Table:
    """Take one quarter's list apart. `options.list` says which of the two lists the source is."""
    metadata = None
    if opened.kind == "xlsx":
        book = open_book(opened.content)
        lines, metadata = _sheet_lines(book), made_on(book)
    else:
        lines = _text_lines(decode(opened.content, layout.encodings))
    title = _title(lines, str(layout.options["list"]))
    sheet = Sheet()
    return Table(HEADER, _rows(lines, sheet), sheet.rejects, period=period_in_words(title), metadata=metadata)


def _text_lines(text: str) -> Iterator[Line]:
    records = csv.reader(StringIO(with_plain_line_ends(text), newline="\n"))
    ended = 0
    try:
        for cells in records:
            line, ended = ended + 1, records.line_num
            yield line, [" ".join(cell.split()) for cell in cells]
    except csv.Error as error:
        raise Unreadable(f"line {ended + 1}: the line can't be read: {error}") from error


def _sheet_lines(book: Workbook) -> Iterator[Line]:
    for line, cells, has_formula in text_lines(choose_sheet(book, "")):
        if has_formula:
            raise Unreadable(f"line {line}: a cell holds a formula instead of a value")
        yield line, [" ".join(cell.split()) for cell in cells]


def _title(lines: Iterator[Line], wanted: str) -> str:
    """Give the title sentence, and refuse the other list: a refusal must never be read as an approval."""
    for line, cells in lines:
        title = next(filter(None, cells), "")
        if not title:
            continue
        found = _LIST.search(title)
        if found is None:
            raise Unreadable(f"line {line}: the title names neither the positive nor the negative list: {title[:80]!r}")
        if found[1].casefold() != wanted:
            raise Unreadable(f"line {line}: this is the {found[1].casefold()} list, not the {wanted} one")
        return title
    raise Unreadable("the file is empty")


def _rows(lines: Iterator[Line], sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, cells in lines:
        if not any(cells):
            continue
        sheet.last = line
        if not _is_about_the_table(line, cells, sheet) and (row := _row(line, cells, sheet)):
            yield line, row
    if not sheet.columns:
        raise Unreadable(f"line {sheet.last}: there is no header: Province/Territory, Stream, Employer, Address, …")
    if not sheet.notes:
        raise Unreadable(f"line {sheet.last}: the file is truncated: the notes at its end are missing")


def _is_about_the_table(line: int, cells: list[str], sheet: Sheet) -> bool:
    """Take in a header, a province above its own table, or a note; say whether the line was one of these."""
    alone = cells[0] if not any(cells[1:]) else ""
    if _NOTES.fullmatch(alone) or (_NUMBERED_NOTE.match(alone) and sheet.columns):
        sheet.notes = True
        return True
    if alone:
        if not sheet.notes:
            _begin_province(line, alone, sheet)
        return True
    found = _columns(cells)
    if EMPLOYER not in found and sheet.columns:
        return False
    sheet.columns = _checked(line, cells, found)
    return True


def _begin_province(line: int, alone: str, sheet: Sheet) -> None:
    if PROVINCE in sheet.columns:
        sheet.rejects.append(Reject(line, f"one cell alone, {alone[:40]!r}, amid the rows of the table"))
        return
    sheet.carried = [alone, "", "", ""]
    sheet.lost = False


def _columns(cells: list[str]) -> dict[int, int]:
    """Give the place of each column that the cells are headings of."""
    headings = ((place, _HEADINGS.fullmatch(cell)) for place, cell in enumerate(cells))
    return {heading.lastindex - 1: place for place, heading in headings if heading and heading.lastindex}


def _checked(line: int, cells: list[str], found: dict[int, int]) -> dict[int, int]:
    unknown = [cell for place, cell in enumerate(cells) if cell and place not in found.values()]
    missing = [PUBLISHED[column] for column in MUST_HAVE if column not in found]
    if unknown or missing:
        told = [f"not known: {', '.join(unknown)[:200]}"] if unknown else []
        told += [f"missing: {', '.join(missing)}"] if missing else []
        raise Unreadable(f"line {line}: the columns are not those of this register; {'; '.join(told)}")
    return found


def _row(line: int, cells: list[str], sheet: Sheet) -> tuple[str, ...] | None:
    width = len(sheet.columns)
    if sheet.notes or len(cells) < width or any(cells[width:]):
        why = "a row after the notes" if sheet.notes else f"{len(cells)} cells instead of {width}"
        sheet.rejects.append(Reject(line, why))
        return None
    row = [cells[sheet.columns[column]] if column in sheet.columns else "" for column in range(len(PUBLISHED))]
    if why := _carry(row, sheet):
        sheet.rejects.append(Reject(line, why))
        return None
    if not row[POSITIONS].isdecimal():
        sheet.rejects.append(Reject(line, f"Positions: {row[POSITIONS][:40]!r} is not a number"))
        return None
    return (*row, place_and_province(row[ADDRESS])[0], "" if _ABROAD.search(row[PROVINCE]) else "Canada")


def _carry(row: list[str], sheet: Sheet) -> str:
    """Fill in what the row leaves blank, or say why it can't be told whose row it is.

    A cell that is given ends what stands to its right: a new stream has no employer until one is named.
    """
    given = [column for column in CARRIED if row[column]]
    if row[EMPLOYER]:
        sheet.lost = False
    elif given:
        sheet.lost = True
    if given:
        sheet.carried[given[0] :] = row[given[0] : len(CARRIED)]
    if sheet.lost:
        return _LOST if given else _CONTINUED
    row[: len(CARRIED)] = sheet.carried
    return "" if row[EMPLOYER] else "no employer stands here or above"


_LOST = "the row has lost its employer: nothing says that it is one more of the employer above it"
_CONTINUED = "the row continues one that has lost its employer"
