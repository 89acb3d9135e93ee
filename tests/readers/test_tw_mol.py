"""Taiwan's agencies: the state of a permit follows from its dates, and a damaged row is told by its line."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from safar.readers.layouts.tw_mol import ROSTER
from safar.readers.reading import Row, Unreadable
from safar.rules.status import Status, Term, status_on
from tests.readers import made_up

SOURCE = made_up.ours("tw-mol")
DAY = date(2026, 11, 22)
ONE = ["0001", "虛構甲人力資源有限公司", "臺北市虛構路1段1號", "02-0000-0001", "虛構人", "01234567", "3", "12"]
IN_FORCE = [*ONE, "20230101", "20261231", "", "", "", "", ""]
PAUSED = ["1-73", *ONE[1:], "20230601", "20260531", "20260101", "20261231", "20270101", "", ""]
CLOSED = ["2340", *ONE[1:5], "", "0", "0", "20180101", "20191231", "", "", "", "20190715", ""]
REVOKED = ["2340-A", *ONE[1:5], "1234567", "", "", "20180101", "20191231", "", "", "", "", "20190401"]
RUN_OUT = ["0234", *ONE[1:], "20200101", "20221231", "", "", "", "", ""]
ALL = [IN_FORCE, PAUSED, CLOSED, REVOKED, RUN_OUT]


def csv(*rows: list[str], start: str = "\ufeff", end: str = "\r\n") -> str:
    return start + "".join(",".join(row) + end for row in [list(ROSTER), *rows])


def as_json(*rows: list[str]) -> str:
    return "\ufeff" + json.dumps([dict(zip(ROSTER, row, strict=True)) for row in rows], ensure_ascii=False)


def on_the_day(rows: list[Row]) -> list[Status]:
    return [status_on(Term(row.status, row.since, row.until, row.pause_since, row.pause_until), DAY) for row in rows]


@pytest.mark.parametrize("content", [csv(*ALL), csv(*ALL, start="", end="\n"), as_json(*ALL)])
def test_the_state_follows_from_the_dates(content: str) -> None:
    rows, reading = made_up.read(SOURCE, content, "roster")
    assert on_the_day(rows) == [
        Status.LICENSED,
        Status.SUSPENDED,  # within its pause, though the permit has run out
        Status.CLOSED,
        Status.REVOKED,
        Status.EXPIRED,
    ]
    assert [row.words for row in rows] == [
        "許可證終止日 20261231",
        "許可證終止日 20260531",
        "終止營業日期 20190715",
        "廢止許可日期 20190401",
        "許可證終止日 20221231",
    ]
    assert [(row.since, row.until) for row in rows[2:4]] == [(date(2019, 7, 15), None), (date(2019, 4, 1), None)]
    assert reading.rejects == []


def test_numbers_are_text_and_a_tax_number_has_eight_digits() -> None:
    rows, _ = made_up.read(SOURCE, csv(*ALL), "roster.csv")
    assert [row.key for row in rows] == ["0001", "1-73", "2340", "2340-a", "0234"]
    assert [dict(row.identifiers).get("tw-tax", "") for row in rows] == ["01234567", "01234567", "", "", "01234567"]


def test_the_person_in_charge_and_the_telephone_are_left_out() -> None:
    kept = repr(made_up.read(SOURCE, csv(*ALL), "roster.csv")[0])
    assert "虛構人'" not in kept
    assert "02-0000-0001" not in kept


def test_a_permit_without_any_date_is_unknown() -> None:
    (row,) = made_up.read(SOURCE, csv([*ONE, *[""] * 7]), "roster.csv")[0]
    assert (row.status, row.mapped) == (Status.UNKNOWN, False)


def test_a_row_that_a_comma_or_a_spreadsheet_has_damaged_is_told_by_its_line() -> None:
    split = [*ONE[:2], "臺北市虛構路1段1號", "2樓", *IN_FORCE[3:]]
    shifted = ["Jan-73", *IN_FORCE[1:]]
    old_years = [*ONE, "1120101", *IN_FORCE[9:]]
    no_day = [*ONE, "20230230", *IN_FORCE[9:]]
    rows, reading = made_up.read(SOURCE, csv(split, shifted, old_years, no_day, IN_FORCE), "roster.csv")
    assert [row.line for row in rows] == [6]
    assert [(reject.line, reject.reason.split(" ")[0]) for reject in reading.rejects] == [
        (2, "16"),
        (3, "許可證:"),
        (4, "許可證起始日:"),
        (5, "許可證起始日:"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (csv(*ALL)[:-40], "line 6: the file is truncated"),
        (csv(), "the roster is empty"),
        ("number,name\n1,x\n", "line 1: the columns are not those of this register. Found: number, name"),
        (csv(*ALL).replace("廢止許可日期", "備註"), "line 1: the columns are not"),
        (as_json(*ALL)[:-20], "the JSON is truncated"),
        ('[{"許可證": "0001"}]', "record 1: the JSON has another shape: it lacks 機構名稱"),
        ("<html><body>憑證</body></html>", "web page"),
    ],
)
def test_what_is_not_the_roster_is_unreadable(content: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        made_up.read(SOURCE, content, "roster.csv")


def test_a_file_in_another_encoding_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="line 1: "):
        made_up.read(SOURCE, csv(*ALL, start="").encode("big5", "replace"), "roster.csv")


@pytest.mark.parametrize("name", ["MADE-UP_tw_mol_agency_roster.csv", "MADE-UP_tw_mol_agency_roster.json"])
def test_the_twins(registers: Path, name: str) -> None:
    expected = json.loads((registers / "twins" / "expected.json").read_text(encoding="utf-8"))["tw"]
    rows, _ = made_up.read(SOURCE, (registers / "twins" / name).read_bytes(), name)
    assert Counter(on_the_day(rows)) == expected["status"]
