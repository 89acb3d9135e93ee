"""Delimited text: the form most registers come in. Line numbers are those of the file, quoted line breaks included."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from safar.readers.dates import printed_date
from safar.readers.description import Layout
from safar.readers.encodings import decode
from safar.readers.opening import Opened, matching_header
from safar.readers.reading import Reject, Table, Unreadable

KINDS = frozenset({"text"})
LONGEST_CELL = 10_000
MOST_LINES = 100  # of one record: more means that a quote was opened and not closed

Record = tuple[int, list[str]]


def read(opened: Opened, layout: Layout) -> Table:
    """Take a delimited file apart; its header must be one of the layout's."""
    text = with_plain_line_ends(decode(opened.content, layout.encodings))
    rejects: list[Reject] = []
    records = _records(text, layout.separator, rejects)
    titles: list[str] = []
    header = _header(records, layout, titles)
    lines = _lines(records, len(header), text, layout.separator, rejects)
    return Table(header, lines, rejects, printed=printed_date(titles, layout.printed, layout.printed_formats))


def with_plain_line_ends(text: str) -> str:
    r"""Make the odd line ends of some spreadsheets (\r\r\n, or \r alone) ordinary ones."""
    if "\n" not in text:
        return text.replace("\r", "\n")
    return text.replace("\r\r\n", "\r\n") if "\r\r\n" in text else text


def _header(records: Iterator[Record], layout: Layout, titles: list[str]) -> tuple[str, ...]:
    """Find the header: the first line, or one of the few after it where titles may stand above."""
    first: Unreadable | None = None
    for line, cells in records:
        try:
            return matching_header(tuple(cells), layout, line)
        except Unreadable as why:
            first = first or why
            titles.append(" ".join(cells))
            if len(titles) > layout.title_lines:
                break
    raise first or Unreadable("the file holds no header")


def _records(text: str, separator: str, rejects: list[Reject]) -> Iterator[Record]:
    """Give each record that isn't blank with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator)
    ended = 0
    while True:
        line = ended + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            ended = reader.line_num
            _one_line(line, ended)
            rejects.append(Reject(line, f"the line can't be read: {error}"))
            continue
        if cells is None:
            return
        ended = reader.line_num
        if ended - line >= MOST_LINES:
            _one_line(line, ended)
        if any(cells) and (cells[0] or "".join(cells).strip()):
            yield line, cells


def _one_line(line: int, ended: int) -> None:
    if ended > line:
        raise Unreadable(f"line {line}: a quote opens here and doesn't close before line {ended}")


def _lines(
    records: Iterator[Record], width: int, text: str, separator: str, rejects: list[Reject]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    last = 0
    wrong = 0
    for line, cells in records:
        last = line
        if len(cells) != width:
            wrong = line
            rejects.append(Reject(line, f"{len(cells)} cells instead of {width}"))
        elif max(map(len, cells)) > LONGEST_CELL:
            rejects.append(Reject(line, f"a cell of more than {LONGEST_CELL} characters"))
        else:
            yield line, tuple(cells)
    _check_end(text, last, separator, cut=wrong == last)


def _check_end(text: str, line: int, separator: str, *, cut: bool) -> None:
    """A file that breaks off in its last line is truncated: publishing it would look like removals."""
    if not line:
        return
    if cut and not text.endswith("\n"):
        raise Unreadable(f"line {line}: the file is truncated: its last line breaks off")
    rest = text.split("\n", line - 1)[-1]
    try:
        list(csv.reader(io.StringIO(rest, newline="\n"), delimiter=separator, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Unreadable(f"line {line}: the file is truncated: a quote opens here and doesn't close") from error
