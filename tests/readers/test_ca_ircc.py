"""Canada's employers found non-compliant: the page and the feed, each spelling of a state, and what is no list."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from safar.readers.reading import Unreadable
from safar.rules.status import Status, Term, status_on
from tests.readers import made_up

SOURCE = made_up.ours("ca-ircc-non-compliant")
COLUMNS = (
    "Business operating name",
    "Business legal name",
    "Address",
    "Reason(s)",
    "Date of final decision",
    "Penalty",
    "Status",
)
ROWS = [
    ("Heron &amp; Sons", "1234567 Ontario Inc.", "12 Made-Up Street,<br>\n  Kelm, Ontario", "9", "2022-12-6", "$1,250"),
    ("Ilva Moran", "&nbsp;", "7 Aster Road, Surrey, British Columbia", "28, 9", "2023-09-26&nbsp;", "Two-year ban"),
    ("Third Bridge", "Third Bridge Ltd.", "1 Quay,<br><br>", "*", "2019-02-29", "$500"),
    ("Blue Ark Ltd.", "Blue Ark Ltd.", "3 Quay, Montréal, Québec", "1", "2020-01-02", "$9,000 and a permanent ban"),
]
STATES = ["Eligible ", "Ineligible until September 26, 2025", "Ineligible – Unpaid  monetary penalty", "Ineligible"]
REASONS = """<ol><li id="list9">The pay did not match.<br><strong>Provision:</strong> <a href="#">209.2(1)</a></li>
<li id="list28">Fees:<ul>\n<li>one</li>\n<li>two</li>\n</ul></li></ol>
<dl><dd id="fn*"><p class="fn-rtn">*</p><p>Before December 2015.</p></dd></dl>"""


def page(rows: list[tuple[str, ...]] = ROWS, columns: tuple[str, ...] = COLUMNS, modified: str = "2023-10-04") -> str:
    head = "".join(f"<th>{column}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in (*row, state)) + "</tr>\n"
        for row, state in zip(rows, STATES, strict=False)
    )
    return (
        f'<!doctype html>\n<html><head><meta name="dcterms.modified" content="{modified}"/></head><body>\n'
        f'<table id="table1"><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>{REASONS}</body></html>\n'
    )


def test_each_state_means_what_it_says() -> None:
    rows, reading = made_up.read(SOURCE, page(), "page.html")
    assert [row.status for row in rows] == [
        Status.PENALISED_BUT_ELIGIBLE,
        Status.BARRED_UNTIL,
        Status.PENALTY_UNPAID,
        Status.BARRED,
    ]
    until = Term(rows[1].status, rows[1].since, rows[1].until)
    assert status_on(until, date(2025, 9, 26)) is Status.BARRED_UNTIL
    assert status_on(until, date(2025, 9, 27)) is Status.BAN_ENDED
    assert reading.printed == date(2023, 10, 4)
    assert reading.rejects == []


def test_the_cells_read_as_on_the_page() -> None:
    heron, moran, bridge, ark = made_up.read(SOURCE, page(), "page.html")[0]
    assert (heron.name, heron.legal_name) == ("Heron & Sons", "1234567 Ontario Inc.")
    assert (heron.address, heron.place, heron.country) == ("12 Made-Up Street, Kelm, Ontario", "Kelm", "CA")
    assert (heron.scope, heron.since, heron.cells[4]) == ("2022-12-06", date(2022, 12, 6), "2022-12-6")
    assert dict(heron.details)["reasons"] == "9: The pay did not match. Provision: 209.2(1)"
    assert (moran.legal_name, moran.place, moran.is_person) == ("", "Surrey", True)
    assert dict(moran.details)["reasons"] == "28: Fees: one, two; 9: The pay did not match. Provision: 209.2(1)"
    assert dict(moran.details)["penalty"] == "Two-year ban"
    assert (bridge.address, bridge.place, bridge.country) == ("1 Quay", "", "")
    assert dict(bridge.details)["reasons"] == "*: Before December 2015"
    assert (ark.place, dict(ark.details)["province"], ark.is_person) == ("Montréal", "QC", False)


def test_a_day_that_never_was_is_kept_as_printed_and_is_no_date() -> None:
    bridge = made_up.read(SOURCE, page(), "page.html")[0][2]
    assert (bridge.scope, bridge.since) == ("2019-02-29", None)
    assert dict(bridge.details)["date of final decision"] == "2019-02-29"


def test_new_words_for_a_reason_are_no_change_of_the_row() -> None:
    first, _ = made_up.read(SOURCE, page(), "page.html")
    later, _ = made_up.read(SOURCE, page().replace("The pay did not match", "The pay was lower"), "page.html")
    assert [row.cells for row in first] == [row.cells for row in later]
    assert first[0].details != later[0].details


def test_a_brand_at_two_addresses_is_two_records() -> None:
    twice = [
        ("Brand", "Brand Ltd.", place, "9", "2022-12-06", "$1") for place in ("1 Quay, Kelm, ON", "2 Quay, Kelm, ON")
    ]
    assert len({row.key for row in made_up.read(SOURCE, page(twice), "page.html")[0]}) == 2


def feed(*changes: dict[str, object]) -> str:
    record: dict[str, object] = {
        "bn_operating": "Heron &amp; Sons\u00a0Café",
        "bn_legal": "1234567 Ontario Inc.",
        "address": "12 Made-Up Street<br/>Kelm, Ontario",
        "date": "2022-12-06",
        "penalty_en": "$1,250",
        "status_en": "Ineligible - unpaid monetary penalty",
    }
    return json.dumps({"list": [record, *[record | change for change in changes]]}, indent=1)


def test_the_feed_gives_the_same_rows_as_the_page() -> None:
    rows, reading = made_up.read(SOURCE, feed({"status_en": "", "date": "", "penalty_en": ""}), "non_compliant.json")
    heron, emptied = rows
    assert (heron.name, heron.address, heron.place) == (
        "Heron & Sons Café",
        "12 Made-Up Street, Kelm, Ontario",
        "Kelm",
    )
    assert heron.status is Status.PENALTY_UNPAID
    assert (emptied.status, emptied.mapped, emptied.since) == (Status.UNKNOWN, False, None)
    assert reading.printed is None


def test_a_record_of_the_feed_that_lacks_a_field_is_rejected_by_its_place() -> None:
    content = json.dumps({"list": [*json.loads(feed())["list"], {"bn_operating": "Third Bridge"}]})
    rows, reading = made_up.read(SOURCE, content, "non_compliant.json")
    assert len(rows) == 1
    assert [(reject.line, "bn_legal" in reject.reason) for reject in reading.rejects] == [(2, True)]


CHALLENGE = "<html><head><title>Just a moment...</title></head><body></body></html>"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (page()[:-300], "the page breaks off here"),
        (CHALLENGE, "proof of being human"),
        (page(columns=("Name", *COLUMNS[1:])), r"line 3: the columns are not those of this register.*Found: Name"),
        (page(rows=[]), "the table of employers is empty"),
        ("<html><body><p>Moved.</p></body></html>", "holds no table"),
        (feed()[:-40], r"line \d+: the JSON is truncated"),
        ('{"rows": []}', "another shape: there is no list of records under 'list'"),
        ('{"list": []}', "the list is empty"),
        ('{"list": [{"name": "x"}]}', "record 1: the JSON has another shape: it lacks bn_operating"),
    ],
    ids=["cut", "challenge", "columns", "empty", "no-table", "cut-feed", "shape", "empty-feed", "fields"],
)
def test_what_is_not_the_list_is_refused(content: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        made_up.read(SOURCE, content, "page.html")


def test_a_row_of_another_width_is_rejected_by_its_line() -> None:
    broken = page().replace("<td>$500</td>", "")
    rows, reading = made_up.read(SOURCE, broken, "page.html")
    assert len(rows) == 3
    assert [reject.reason for reject in reading.rejects] == ["6 cells instead of 7"]


def test_the_real_page(registers: Path) -> None:
    name = "ircc_non_compliant_employers_2023-10-04.html"
    rows, reading = made_up.read(SOURCE, (registers / "ca" / name).read_bytes(), name)
    assert (len(rows), reading.rejects, reading.printed) == (766, [], date(2023, 10, 4))
    assert Counter(row.status for row in rows) == {
        Status.PENALISED_BUT_ELIGIBLE: 438,
        Status.PENALTY_UNPAID: 308,
        Status.BARRED_UNTIL: 19,
        Status.BARRED: 1,
    }
    assert len({row.words for row in rows if row.status is Status.PENALTY_UNPAID}) == 5
    assert sum(not row.legal_name for row in rows) == 1
    assert len({row.key for row in rows}) == 766
    assert all(row.mapped and dict(row.details)["reasons"] for row in rows)
    assert sum(not row.place for row in rows) < 12
    assert {"Missadell Natividad", "Gurdip Singh Sidhu"} <= {row.name for row in rows if row.is_person}
