"""Taiwan's private employment agencies as the Ministry of Labor opens its roster: CSV or JSON with 15 columns.

There is no column for the state of a permit; it follows from the dates. A revoked permit has 廢止許可日期 (the day), an
agency that ended its business has 終止營業日期, and every other permit runs until 許可證終止日, with a pause from
停業起始日 to 停業屆滿日. The words shown are the publisher's own: the name of the column that decides, and its date.

The text form has no quotes, so a comma within a cell breaks its row: a row without 15 fields is rejected. Permit
numbers are text; a spreadsheet turns 1-73 into Jan-73 and such a row is rejected too. The person in charge and the
telephone number are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from safar.readers.dates import read_date
from safar.readers.description import Layout
from safar.readers.encodings import decode
from safar.readers.json_text import list_of_objects, only_document
from safar.readers.layouts.csv import with_plain_line_ends
from safar.readers.layouts.json import value_text
from safar.readers.opening import Opened
from safar.readers.reading import Reject, Table, Unreadable

KINDS = frozenset({"text", "json"})
ROSTER: Final = (
    "許可證",
    "機構名稱",
    "機構地址",
    "電話",
    "負責人姓名",
    "公司統一編號",
    "專業人員人數",
    "從業人員人數",
    "許可證起始日",
    "許可證終止日",
    "停業起始日",
    "停業屆滿日",
    "預訂復業日期",
    "終止營業日期",
    "廢止許可日期",
)
LEFT_OUT: Final = frozenset({"電話", "負責人姓名"})
DATES: Final = ROSTER[8:]
HEADER: Final = (*(name for name in ROSTER if name not in LEFT_OUT), "words", "since", "until")
_SPREADSHEET = re.compile(r"[A-Za-z]{3}-\d+|\d+-[A-Za-z]{3}|\d+月\d+日|\d+\.\d+E\+\d+", re.I)

Line = tuple[int, tuple[str, ...]]


def read(opened: Opened, layout: Layout) -> Table:
    """Take the roster apart, in either form."""
    rejects: list[Reject] = []
    if opened.kind == "json":
        records = list_of_objects(only_document(opened.content), "", ROSTER)
        fields = ((count, [value_text(record.get(name)) for name in ROSTER]) for count, record in enumerate(records, 1))
        return Table(HEADER, _rows(fields, rejects), rejects)
    lines = with_plain_line_ends(decode(opened.content, layout.encodings)).replace("\r\n", "\n").split("\n")
    return Table(HEADER, _rows(_text_fields(lines, rejects), rejects), rejects)


def _text_fields(lines: list[str], rejects: list[Reject]) -> Iterator[tuple[int, list[str]]]:
    header = [name.strip().strip('"') for name in lines[0].split(",")]
    if header != list(ROSTER):
        raise Unreadable(f"line 1: the columns are not those of this register. Found: {', '.join(header)[:300]}")
    rows = 0
    for line, text in enumerate(lines[1:], 2):
        fields = [field.strip() for field in text.split(",")]
        if not any(fields):
            continue
        rows += 1
        if len(fields) == len(ROSTER):
            yield line, fields
        elif line == len(lines):
            raise Unreadable(f"line {line}: the file is truncated: its last line breaks off")
        else:
            rejects.append(Reject(line, f"{len(fields)} fields instead of {len(ROSTER)}"))
    if not rows:
        raise Unreadable("the roster is empty; an empty register is not believed")


def _rows(found: Iterable[tuple[int, list[str]]], rejects: list[Reject]) -> Iterator[Line]:
    for line, fields in found:
        row = dict(zip(ROSTER, fields, strict=True))
        if why := _wrong(row):
            rejects.append(Reject(line, why))
        else:
            yield line, (*(row[name] for name in ROSTER if name not in LEFT_OUT), *_state(row))


def _wrong(row: dict[str, str]) -> str:
    """Say what makes a row unfit: a number or a date that isn't what the ministry writes."""
    if not row["許可證"] or _SPREADSHEET.fullmatch(row["許可證"]):
        return f"許可證: {row['許可證']!r} is no permit number; a spreadsheet may have changed it"
    for name in DATES:
        if row[name] and (len(row[name]) != 8 or not read_date(row[name], ("%Y%m%d",))):
            return f"{name}: {row[name][:20]!r} is no date written as YYYYMMDD"
    return ""


def _state(row: dict[str, str]) -> tuple[str, str, str]:
    """Give the words that decide the state, since when it holds and until when."""
    for name in ("廢止許可日期", "終止營業日期"):
        if row[name]:
            return f"{name} {row[name]}", row[name], ""
    if row["許可證終止日"]:
        return f"許可證終止日 {row['許可證終止日']}", row["許可證起始日"], row["許可證終止日"]
    return "", row["許可證起始日"], ""
