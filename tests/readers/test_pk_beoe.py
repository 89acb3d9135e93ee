"""Pakistan's promoters: saved pages, whole or refused; a page for robots is never an empty list."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from safar.readers.reading import Incomplete, Unreadable
from safar.rules.status import Status, Term, status_on
from tests.readers import made_up

SOURCE = made_up.ours("pk-beoe")
COLUMNS = [
    "Licence No.",
    "Proprietor Name",
    "Licence Title",
    "Status",
    "Expiry Date",
    "Head Office",
    "Branch Office(s)",
]
INDUS = ["0008  / RWP", "MADE-UP PROPRIETOR", "Indus &amp; Sons", "Active", "Dec 31, 2026", "1 Plaza<br>Rawalpindi", ""]
MORAN = ["2056/RWP", "ILVA MORAN", "Ilva Moran", "Surrendered", "", "Made-Up Road", ""]
RAVI = ["3951 /PWR", "MADE-UP PROPRIETOR", "Ravi Manpower", "Invalid", "", "Made-Up Bazar", "Multan"]


def page(*rows: list[str], columns: list[str] = COLUMNS, below: str = "") -> str:
    head = "".join(f"<th>{column}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return (
        "<html><head><title>List of OEPs</title></head><body>\n"
        f'<table class="table table-bordered"><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>{below}'
        "</body></html>\n"
    )


def test_a_page_is_read_and_the_number_has_one_form() -> None:
    indus, moran, ravi = made_up.read(SOURCE, page(INDUS, MORAN, RAVI), "list.html")[0]
    assert [row.identifiers[0] for row in (indus, moran, ravi)] == [
        ("pk-beoe", "0008/RWP"),
        ("pk-beoe", "2056/RWP"),
        ("pk-beoe", "3951/PWR"),
    ]
    assert (indus.name, indus.address, indus.until) == ("Indus & Sons", "1 Plaza, Rawalpindi", date(2026, 12, 31))
    assert [row.status for row in (indus, moran, ravi)] == [Status.LICENSED, Status.CLOSED, Status.UNKNOWN]
    assert all(row.mapped for row in (indus, moran, ravi))


def test_the_proprietor_is_left_out_unless_the_licence_goes_by_that_name() -> None:
    indus, moran, _ = made_up.read(SOURCE, page(INDUS, MORAN, RAVI), "list.html")[0]
    assert "PROPRIETOR" not in repr(indus)
    assert not indus.is_person
    assert moran.is_person


def test_pages_saved_one_after_the_other_are_one_list() -> None:
    links = '<a href="?show=all&amp;page=2">2</a> Showing 1 to 2 of 3 entries'
    content = page(INDUS, MORAN, below=links) + page(RAVI, below=links + " ")
    rows, reading = made_up.read(SOURCE, content, "list.html")
    assert len(rows) == 3
    assert len({row.line for row in rows}) == 3
    assert content.split("\n")[rows[2].line - 1].find("Ravi Manpower") > 0
    assert reading.rejects == []


@pytest.mark.parametrize(
    ("content", "message", "rows"),
    [
        (page(INDUS, below='<a href="?show=all&page=57">Last</a>'), "link to page 57; the file holds 1", 1),
        (page(INDUS, below="Showing 1 to 1 of 2,757 entries"), "announce 2,757 licences; the file holds 1", 1),
        (page(INDUS) * 2, "a page stands in the file twice", 2),
    ],
)
def test_a_short_walk_is_incomplete_and_never_a_removal(content: str, message: str, rows: int) -> None:
    with pytest.raises(Incomplete, match=message) as refused:
        made_up.read(SOURCE, content, "list.html")
    assert refused.value.rows_read == rows


CHALLENGE = "<html><head><title>Just a moment...</title></head><body><script>x</script></body></html>"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (CHALLENGE, "proof of being human"),
        (page(INDUS) + CHALLENGE, "proof of being human"),
        (page(INDUS, MORAN)[:-30], "line 5: the page breaks off here"),
        (page(), "line 2: the table of licences is empty"),
        (page(INDUS, columns=["Number", *COLUMNS[1:]]), "line 2: the columns are not those.*Found: Number"),
        (page(INDUS) + "<html><body>Sorry</body></html>", "line 5: the page holds no table"),
        ("Licence No.,Proprietor Name\n", "text file"),
    ],
    ids=["challenge", "challenge-later", "cut", "empty", "columns", "no-table", "csv"],
)
def test_what_is_not_the_list_is_unreadable(content: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        made_up.read(SOURCE, content, "list.html")


def test_a_row_without_its_cells_or_its_number_is_rejected() -> None:
    rows, reading = made_up.read(SOURCE, page(INDUS, MORAN[:6], ["", *RAVI[1:]]), "list.html")
    assert len(rows) == 1
    assert [reject.reason for reject in reading.rejects] == ["6 cells instead of 7", "the licence number is empty"]


def test_the_twins(registers: Path) -> None:
    twins = registers / "twins"
    expected = json.loads((twins / "expected.json").read_text(encoding="utf-8"))
    rows, _ = made_up.read(SOURCE, (twins / "MADE-UP_pk_beoe_list_of_oeps.html").read_bytes(), "list.html")
    day = date.fromisoformat(expected["judged_on"])
    assert Counter(status_on(Term(row.status, row.since, row.until), day) for row in rows) == expected["pk"]["status"]
    assert [row.identifiers[0][1] for row in rows] == expected["pk"]["numbers"]
    with pytest.raises(Unreadable, match="proof of being human"):
        made_up.read(SOURCE, (twins / "MADE-UP_pk_beoe_challenge_page.html").read_bytes(), "list.html")
