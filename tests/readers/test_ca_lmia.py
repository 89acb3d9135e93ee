"""Canada's LMIA lists: every shape of file, the period from the title, and no filing put on the wrong employer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from safar.readers.periods import period_in_words
from safar.readers.reading import Period, Row, Unreadable
from safar.rules.status import Status
from tests.readers import made_up

POSITIVE = made_up.ours("ca-lmia-positive")
NEGATIVE = made_up.ours("ca-lmia-negative")
TITLE = (
    "Employers who were issued a positive Labour Market Impact Assessment (LMIA) by stream, National Occupational "
    "Classification (NOC) 2011 and business location in 2019 (April-June)"
)
HEADER = "Province/Territory,Stream,Employer,Address,Occupation,Approved Positions"
BODY = """Ontario,    High Wage,Heron Growers Ltd.,"Kelm, ON K1A 0B1",8431-General farm workers,7
,,,,6322-Cooks,2
,   Low Wage,"Pêcherie d'Aster, inc. o/a Quay",St. John's,6322-Cooks,1"""
NOTES = 'Notes:,,,,,\n1. The source is the LMIA System.,,,,,\n"2. This list excludes\nall personal names.",,,,,'


def quarter(body: str = BODY, *, title: str = TITLE, header: str = HEADER, notes: str = NOTES, end: str = "\n") -> str:
    lines = [f'"{title}",,,,,', header, *body.split("\n"), *([notes] if notes else [])]
    return "\n".join(lines).replace("\n", end) + end


def lines_of(rows: list[Row]) -> list[tuple[int, str, str, str]]:
    return [(row.line, row.name, row.scope, dict(row.details)["positions"]) for row in rows]


def test_blank_cells_are_those_of_the_row_above() -> None:
    rows, reading = made_up.read(POSITIVE, quarter(), "any.csv")
    assert lines_of(rows) == [
        (3, "Heron Growers Ltd.", "High Wage", "7"),
        (4, "Heron Growers Ltd.", "High Wage", "2"),
        (5, "Pêcherie d'Aster, inc. o/a Quay", "Low Wage", "1"),
    ]
    assert [row.place for row in rows] == ["Kelm", "Kelm", "St. John's"]
    assert dict(rows[2].details)["province or territory"] == "Ontario"
    assert {row.status for row in rows} == {Status.FILING_ONLY}
    assert (reading.rejects, reading.period) == ([], Period(date(2019, 4, 1), date(2019, 6, 30)))


def test_no_filing_is_put_on_an_employer_over_a_row_that_has_lost_its_own() -> None:
    body = (
        'Ontario,Low Wage,Heron Growers Ltd.,"Kelm, ON K1A 0B1",6322-Cooks,7\n'
        ',,,"Aster, ON K2A 0B1",6322-Cooks,3\n'  # an address, no employer
        ",,,,6711-Helpers,4\n"  # goes on
        ",High Wage,,,6711-Helpers,5\n"  # a new stream, no employer
        ',,Third Bridge Ltd.,"Kelm, ON K1A 0B1",6322-Cooks,6\n'
        'Quebec,,,"Laval, QC H7L 3H7",6322-Cooks,8\n'  # a new province, no employer
        ",,,,6322-Cooks,9"
    )
    rows, reading = made_up.read(POSITIVE, quarter(body), "any.csv")
    assert lines_of(rows) == [
        (3, "Heron Growers Ltd.", "Low Wage", "7"),
        (7, "Third Bridge Ltd.", "High Wage", "6"),
    ]
    assert [reject.line for reject in reading.rejects] == [4, 5, 6, 8, 9]
    assert "lost its employer" in reading.rejects[0].reason


def test_an_employer_without_an_address_does_not_get_its_neighbours() -> None:
    body = 'Ontario,Low Wage,Heron Growers Ltd.,"Kelm, ON K1A 0B1",6322-Cooks,7\n,,Third Bridge Ltd.,,6322-Cooks,6'
    rows, _ = made_up.read(POSITIVE, quarter(body), "any.csv")
    assert [(row.name, row.address) for row in rows][1] == ("Third Bridge Ltd.", "")


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\r\r\n", "\r\n", "\n"])
def test_every_encoding_and_line_end_of_the_series(encoding: str, end: str) -> None:
    content = quarter(end=end).encode(encoding)
    rows, reading = made_up.read(POSITIVE, content, "March-2017.csv")
    assert lines_of(rows)[2] == (5, "Pêcherie d'Aster, inc. o/a Quay", "Low Wage", "1")
    assert reading.rejects == []


def test_what_the_file_is_counts_and_not_what_it_is_called() -> None:
    cells = [line.split(",") for line in ("Ontario,High Wage,Heron Ltd.,Kelm,6322-Cooks,Corporation,1,2",)]
    header = [*HEADER.split(",")[:5], "Incorporate Status", "Approved LMIAs", "Approved Positions "]
    title = TITLE.split(" in 2019")[0].replace("business location", "Business Location, April to June 2022")
    book = made_up.workbook([list(header), *cells, ["Notes:"], ["1. The source."]], header=[title])
    rows, reading = made_up.read(POSITIVE, book, "June-2022.xls")
    assert dict(rows[0].details) == {
        "occupation": "6322-Cooks",
        "positions": "2",
        "LMIAs": "1",
        "incorporate status": "Corporation",
        "province or territory": "Ontario",
    }
    assert reading.period == Period(date(2022, 4, 1), date(2022, 6, 30))
    assert reading.metadata is not None
    assert len(made_up.read(POSITIVE, quarter(), "June-2020.xlsx")[0]) == 3


def test_the_old_form_has_a_table_for_each_province() -> None:
    content = (
        '"Employers who were issued a negative LMIA between June 20 and December 31, 2014 inclusively ",,\r\r\n'
        "Ontario,,\r\r\nEmployer ,Address,Positions Requested\r\r\nHeron Ltd.,Kelm,4\r\r\n"
        "Outside canada,,\r\r\nEmployer ,Address,Positions Requested\r\r\n"
        'Ark LLC,"1 Quay, Los Angeles, CA 90013",1\r\r\nNotes: ,,\r\r\n1. No personal names.,,\r\r\n'
    )
    rows, reading = made_up.read(NEGATIVE, content, "December-2014.csv")
    assert [(row.name, row.place, row.country) for row in rows] == [
        ("Heron Ltd.", "Kelm", "CA"),
        ("Ark LLC", "Los Angeles", ""),
    ]
    assert reading.period == Period(date(2014, 6, 20), date(2014, 12, 31))


def test_headings_that_the_ministry_misspelt_are_known() -> None:
    header = 'Province/Territory,Program Stream,"Employer ",Address ,Occupaitons under NOC 2011,Requested Positions'
    assert len(made_up.read(POSITIVE, quarter(header=header), "any.csv")[0]) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (quarter(title=TITLE.replace("positive", "negative")), "line 1: this is the negative list, not the positive"),
        (quarter(title="Wages of 2019"), "line 1: the title names neither"),
        (quarter(notes=""), "line 5: the file is truncated: the notes"),
        (quarter()[:420], "truncated"),
        (quarter(header=HEADER.replace("Stream", "Colour")), "line 2: the columns are not.*not known: Colour"),
        (quarter(header="Province/Territory,Stream,,Address,Occupation,"), "line 2: .*missing: Employer, Positions"),
        (f'"{TITLE}",,,,,\n', "there is no header"),
        ("<!doctype html><html><body>Sorry</body></html>", "the file is a web page"),
    ],
    ids=["other-list", "other-title", "no-notes", "cut", "unknown", "missing", "bare-title", "html"],
)
def test_what_is_not_the_whole_list_is_refused(content: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        made_up.read(POSITIVE, content, "any.csv")


def test_a_damaged_row_is_told_with_its_line() -> None:
    body = f"{BODY}\nOntario,Low Wage,Ark Ltd.,Kelm,6322-Cooks,many\nOntario,Low Wage,Ark Ltd.\nOntario,,,,,"
    rows, reading = made_up.read(POSITIVE, quarter(body), "any.csv")
    assert len(rows) == 3
    assert [reject.line for reject in reading.rejects] == [6, 7, 8]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("(NOC) 2011 and business location in 2017 (January-June)", date(2017, 1, 1), date(2017, 6, 30)),
        ("in 2020(April-June)", date(2020, 4, 1), date(2020, 6, 30)),
        ("(NOC) 2021 and Business Location, October to December 2024", date(2024, 10, 1), date(2024, 12, 31)),
        ("between January 1, 2015 and March 31, 2015", date(2015, 1, 1), date(2015, 3, 31)),
        ("November 2019 to January 2020", date(2019, 11, 1), date(2020, 1, 31)),
        ("in February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("(NOC) 2011 in 2016", date(2016, 1, 1), date(2016, 12, 31)),
    ],
)
def test_the_period_stands_in_the_title_in_words(words: str, first: date, last: date) -> None:
    assert period_in_words(words) == Period(first, last)


def test_a_title_without_months_gives_no_period() -> None:
    assert period_in_words("by stream and National Occupational Classification (NOC) 2011") is None


REAL = [
    ("lmia_positive/March-2017.csv", 10_863, "2017-06-30"),
    ("lmia_positive/June-2019.csv", 6_967, "2019-06-30"),
    ("lmia_positive/September-2020.csv", 7_476, "2020-09-30"),
    ("lmia_positive/December-2020.xlsx", 8_375, "2020-12-31"),
    ("lmia_positive/September-2021.xlsx", 4_655, "2021-09-30"),
    ("lmia_positive/June-2022.xlsx", 15_167, "2022-06-30"),
    ("lmia_positive/December-2024.xlsx", 17_745, "2024-12-31"),
    ("lmia_negative/December-2014.csv", 1_300, "2014-12-31"),
    ("lmia_negative/March-2017.csv", 1_840, "2017-06-30"),
    ("lmia_negative/June-2020.xlsx", 174, "2020-06-30"),
    ("lmia_negative/March-2023.xls", 303, "2023-03-31"),
    ("lmia_negative/March-2024.xlsx", 866, "2024-03-31"),
]
LOST = {"lmia_positive/March-2017.csv": 4, "lmia_positive/June-2019.csv": 6}


@pytest.mark.parametrize(("name", "count", "until"), REAL)
def test_the_real_files(registers: Path, name: str, count: int, until: str) -> None:
    source = POSITIVE if "positive" in name else NEGATIVE
    rows, reading = made_up.read(source, (registers / "ca" / name).read_bytes(), name)
    assert len(rows) + len(reading.rejects) == count
    assert len(reading.rejects) == LOST.get(name, 0)
    assert all("lost its employer" in reject.reason for reject in reading.rejects)
    assert reading.period is not None
    assert reading.period.last == date.fromisoformat(until)
    assert all(row.name and row.address for row in rows)
    assert sum(not row.place for row in rows) * 200 < len(rows) + 200
