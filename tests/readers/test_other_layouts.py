"""Lists of names, JSON lists, named sheets and titles above the header."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from openpyxl import Workbook, load_workbook

from safar.readers.reading import Reject, Unreadable
from safar.readers.source import Source
from tests.readers.made_up import HEADER, ROWS, csv_text, read, source, workbook

JSON = (('name = "csv"\nencodings = ["utf-8"]', 'name = "json"\noptions = { records = "data.items" }'),)


def json_source() -> Source:
    return source(*JSON)


def record(*cells: object) -> dict[str, object]:
    return dict(zip(HEADER, cells, strict=True))


def listed(*records: object) -> str:
    return json.dumps({"data": {"items": records}})


def test_a_json_list_under_a_path() -> None:
    text = listed(record(7, "Heron &amp; Co", None, "In force", ""), record("0012", "B", "", "", ""))
    rows, reading = read(json_source(), text, "register.json")
    assert [row.line for row in rows] == [1, 2]
    assert rows[0].identifiers == (("xc-licence", "0007"),)
    assert rows[0].name == "Heron & Co"
    assert reading.rejects == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"data": {"items": [', "line 1: this is not whole JSON"),
        ('{"data":\n {"items": "none"}}', "there is no list of records under 'data.items'"),
        ('{"data": {"items": [{"Agency": "A"}]}}', "columns are not those of this register"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_is_not_the_list(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        read(json_source(), text, "register.json")


def test_a_json_record_that_is_none() -> None:
    text = listed(record("0007", "Heron", "", "In force", ""), 5)
    rows, reading = read(json_source(), text, "register.json")
    assert (len(rows), reading.rejects) == (1, [Reject(2, "not a record of names and values")])


def test_titles_above_the_header_with_a_date() -> None:
    titled = source(
        (
            'encodings = ["utf-8"]',
            'title_lines = 2\nprinted = "as of (.+)"\nprinted_formats = ["%d %B %Y"]',
        )
    )
    rows, reading = read(titled, "Ministry of Work\r\nAgencies as of 5 March 2026\r\n" + csv_text(ROWS))
    assert reading.printed == date(2026, 3, 5)
    assert [row.line for row in rows] == [4, 5]
    with pytest.raises(Unreadable, match="line 1: the columns"):
        read(titled, "1\r\n2\r\n3\r\n" + csv_text(ROWS))
    with pytest.raises(Unreadable, match="line 1: the columns"):
        read(source(), "Ministry of Work\r\n" + csv_text(ROWS))


def test_a_workbook_writes_numbers_and_dates_as_people_do() -> None:
    rows, reading = read(
        source(),
        workbook([[7, "Heron", None, "In force", date(2026, 12, 31)], [12.0, "Gulf", True, "In force", None]]),
    )
    assert [row.cells[0] for row in rows] == ["7", "12"]
    assert [row.identifiers[0][1] for row in rows] == ["0007", "0012"]
    assert (rows[0].until, rows[1].place) == (date(2026, 12, 31), "TRUE")
    today = datetime.now(UTC).date()
    assert reading.metadata in {today, today - timedelta(days=1)}, "the day on which the workbook was saved"


def test_a_named_sheet() -> None:
    book = load_workbook(io.BytesIO(workbook([list(row) for row in ROWS])))
    book.create_sheet("Notes", 0).append(["read me"])
    stream = io.BytesIO()
    book.save(stream)
    named = source(('name = "xlsx"\n', 'name = "xlsx"\noptions = { sheet = "sheet" }\n'))
    rows, _ = read(named, stream.getvalue())
    assert len(rows) == 2
    with pytest.raises(Unreadable, match="columns are not those"):
        read(source(), stream.getvalue())
    absent = source(('name = "xlsx"\n', 'name = "xlsx"\noptions = { sheet = "Agencies" }\n'))
    with pytest.raises(Unreadable, match="no sheet 'Agencies'; it has: Notes, Sheet"):
        read(absent, stream.getvalue())


def test_an_empty_workbook() -> None:
    stream = io.BytesIO()
    Workbook().save(stream)
    with pytest.raises(Unreadable, match="sheet is empty"):
        read(source(), stream.getvalue())


def test_a_form_that_no_layout_reads_says_which_are_read() -> None:
    with pytest.raises(Unreadable, match=r"the file is a PDF; xc-recruiters is read from a text file or a workbook"):
        read(source(), b"%PDF-1.4 ...")
