"""The debarred of the US programmes: no entry of a document is lost, however it wraps and wherever a page ends."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from safar.readers.reading import Unreadable
from safar.rules.status import Status
from tests.readers import made_up
from tests.readers.tiny_pdf import ROW, TOP, pdf, table, text

HEADINGS = ("Employer Name", "Employer Location", "Start of\nDebarment", "End of Debarment")
HERON = ("Blue Heron Growers,\nInc.", "Port Aster, NJ", "September 29, 2009", "September 29, 2012")
MORAN = ("Ms. Ilva Moran", "Kelm, North\nDakota", "March 18, 2010", "March 17, 2013")
BRIDGE = ("Third Bridge LLC", "Fort Aster,\nAlberta Canada", "December 30,\n2013", "December 29,\n2015")
SOURCE = made_up.ours("us-debarments")


def document() -> bytes:
    permanent = [("Permanent Labor Certification Debarment List",), HEADINGS, HERON]
    farms = [("H-2A Labor Certification Debarment List",), HEADINGS, MORAN]
    intro = text(80, 740, "The Office maintains the list below of debarred employers.")
    below = TOP - ROW * (len(permanent) + 1)
    return pdf([intro, *table(permanent), *table(farms, top=below)], table([BRIDGE], upper_line=False))


def test_each_table_gives_its_programme_and_the_last_row_stands_on_a_page_of_its_own() -> None:
    rows, reading = made_up.read(SOURCE, document(), "list.pdf")
    assert [(row.name, row.scope, row.place) for row in rows] == [
        ("Blue Heron Growers, Inc.", "PERM", "Port Aster"),
        ("Ms. Ilva Moran", "H-2A", "Kelm"),
        ("Third Bridge LLC", "H-2A", "Fort Aster"),
    ]
    assert rows[0].since == date(2009, 9, 29)
    assert rows[2].until == date(2015, 12, 29)
    assert [row.country for row in rows] == ["US", "US", "CA"]
    assert [row.is_person for row in rows] == [False, True, False]
    assert all(row.status is Status.BARRED_UNTIL for row in rows)
    assert (reading.metadata, reading.rejects) == (date(2012, 4, 27), [])


def test_a_name_that_wraps_over_the_page_is_put_together() -> None:
    head = ("Green Three", "Aster,", "July 2, 2013", "July 1, 2015")
    first = table([("H-2B Labor Certification Debarment List",), HEADINGS, head])
    rows, _ = made_up.read(SOURCE, pdf(first, table([("Landscaping Company", "Texas", "", "")])), "list.pdf")
    assert [(row.name, row.address) for row in rows] == [("Green Three Landscaping Company", "Aster, Texas")]


def test_a_row_without_its_dates_is_told_and_not_dropped() -> None:
    odd = ("Third Bridge LLC", "Kelm, OH", "soon", "later")
    content = pdf(table([("H-2B Labor Certification Debarment List",), HEADINGS, HERON, odd]))
    rows, reading = made_up.read(SOURCE, content, "list.pdf")
    assert len(rows) == 1
    assert [(reject.line, "Third Bridge LLC" in reject.reason) for reject in reading.rejects] == [(2, True)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (document()[:-400], "truncated"),
        (b"%PDF-1.4\nnothing\n%%EOF\n", "the PDF"),
        (pdf([text(80, 700, "A letter about something else.")]), "no debarment list"),
        (
            pdf([*table([HEADINGS, HERON]), text(80, 200, "Third Bridge LLC Kelm, OH July 2, 2013 July 1, 2015")]),
            "page 1: a debarment stands outside the tables found",
        ),
    ],
    ids=["cut", "hollow", "letter", "outside"],
)
def test_a_document_that_is_not_the_whole_list_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        made_up.read(SOURCE, content, "list.pdf")


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


TITLES: tuple[tuple[object, ...], ...] = (
    (None, "H-2A Debarments"),
    (None, "Employer Information "),
    (None, " Name", "Duration", "Start date", "End date "),
)


def test_the_workbook_skips_its_years_and_keeps_who_has_no_dates() -> None:
    content = sheet(
        *TITLES,
        (None, 2009),
        (None, "Blue Heron Growers ", "3 years", datetime(2009, 6, 28), datetime(2012, 6, 27)),  # noqa: DTZ001
        (None, 2010),
        (None, "No Debarments"),
        (None, 2013),
        (None, "Third Bridge", "1 year", None, None),
    )
    rows, reading = made_up.read(SOURCE, content, "table.xlsx")
    heron, bridge = rows
    assert (heron.name, heron.scope, heron.until) == ("Blue Heron Growers", "H-2A", date(2012, 6, 27))
    assert bridge.status is Status.FOUND, "a ban of one year without dates is not a ban without end"
    assert dict(bridge.details)["Notes"] == "Duration: 1 year; no dates given"
    assert reading.rejects == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [(TITLES, "the debarment table is empty"), (((None, "Fees"), (None, "Name", "Amount")), "no debarment table")],
)
def test_another_workbook_is_refused(rows: tuple[tuple[object, ...], ...], message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        made_up.read(SOURCE, sheet(*rows), "table.xlsx")


@pytest.mark.parametrize(
    ("name", "entries", "programmes"),
    [
        ("wayback-20120501235859.pdf", 39, {"PERM": 9, "H-2A": 25, "H-2B": 5}),
        ("wayback-20130618063829.pdf", 40, {"PERM": 10, "H-2A": 28, "H-2B": 2}),
        ("wayback-20140403065102.pdf", 63, {"PERM": 6, "H-2A": 36, "H-2B": 21}),
        ("H-2A_Debarment_Table_FY_09_to_FY_13.xlsx", 72, {"H-2A": 72}),
    ],
)
def test_the_real_documents(registers: Path, name: str, entries: int, programmes: dict[str, int]) -> None:
    rows, reading = made_up.read(SOURCE, (registers / "us" / "debarment_pdfs" / name).read_bytes(), name)
    assert len(rows) == entries
    assert Counter(row.scope for row in rows) == programmes
    assert reading.rejects == []
    assert reading.metadata


def test_no_wrapped_name_of_the_real_documents_is_lost(registers: Path) -> None:
    name = "wayback-20140403065102.pdf"
    rows, _ = made_up.read(SOURCE, (registers / "us" / "debarment_pdfs" / name).read_bytes(), name)
    names = {row.name for row in rows}
    assert "Mississippi Valley Consulting Co., Inc." in names
    assert "Valentin Barrera d/b/a Val's Construction" in names
    assert "Wyatt Farms Greenhouse Nursery" in names
    assert rows[-1].name == "Ponderosa Reforestation, Inc.", "the row alone on the last page"
