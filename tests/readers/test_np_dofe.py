"""Nepal's agencies: a query cut at 100 rows is never taken for the whole register."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from string import ascii_uppercase, digits

import pytest

from safar.readers.reading import Incomplete, Unreadable
from safar.rules.status import Status
from tests.readers import made_up

SOURCE = made_up.ours("np-dofe")
Agency = dict[str, object]


def agency(number: int, name: str, status: str = "Active") -> Agency:
    return {
        "id": number,
        "name": name,
        "permissionNo": f"{number}/074/75",
        "district": "Kathmandu",
        "email": "person@example.org",
        "mobileNo": "9800000000",
        "telephone": "01-0000000",
        "address": "Made-Up Marg",
        "website": None,
        "statusName": status,
    }


def walk(**answers: list[Agency]) -> list[dict[str, object]]:
    first = {prefix: [] for prefix in ascii_uppercase + digits} | answers
    return [{"prefix": prefix, "rows": rows} for prefix, rows in first.items()]


MANY = [agency(number, f"A{'BCDE'[number % 4]} Overseas {number}") for number in range(1, 121)]
PARTS = {f"A{letter}": [] for letter in ascii_uppercase + digits + " ."} | {
    f"A{letter}": [one for one in MANY if str(one["name"])[1] == letter] for letter in "BCDE"
}
WHOLE = walk(A=MANY[:100], **PARTS, K=[agency(900, "Koshi International", "Cancelled")])


def test_the_answer_to_one_query_is_read_in_each_form() -> None:
    rows = [agency(1, "Everest"), agency(2, "Lumbini", "Suspended"), agency(3, "Koshi", "Blacklisted")]
    for content in (rows, {"data": rows}, {"Rows": rows}, {"rowData": rows}):
        read, reading = made_up.read(SOURCE, json.dumps(content), "agencies.json")
        assert [row.status for row in read] == [Status.LICENSED, Status.SUSPENDED, Status.UNKNOWN]
        assert read[0].identifiers == (("np-dofe", "1/074/75"),)
        assert reading.rejects == []


def test_no_telephone_and_no_e_mail_address_is_kept() -> None:
    kept = repr(made_up.read(SOURCE, json.dumps([agency(1, "Everest")]), "agencies.json")[0])
    assert "9800000000" not in kept
    assert "01-0000000" not in kept
    assert "example.org" not in kept


def test_a_whole_walk_gives_each_agency_once() -> None:
    rows, reading = made_up.read(SOURCE, json.dumps(WHOLE), "walk.json")
    assert len(rows) == len({row.key for row in rows}) == 121
    assert reading.rejects == []


def without(prefix: str) -> list[dict[str, object]]:
    return [answer for answer in WHOLE if answer["prefix"] != prefix]


def with_rows(prefix: str, rows: list[Agency]) -> list[dict[str, object]]:
    return [answer | {"rows": rows} if answer["prefix"] == prefix else answer for answer in WHOLE]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (MANY[:100], "100 rows without the prefixes"),
        (MANY, "120 rows without the prefixes"),
        (without("Q"), "the walk has gaps: 1 queries are missing, the first is 'q'"),
        (without("7"), "the walk has gaps: 1 queries are missing, the first is '7'"),
        (without("AC"), "the prefix 'a' was cut at 100 rows: 1 queries are missing, the first is 'ac'"),
        (without("A "), "the prefix 'a' was cut at 100 rows: 1 queries are missing, the first is 'a '"),
        (with_rows("AB", []), "the prefix 'a' was cut, and 'AB Overseas 4' stands under none of its parts"),
        (with_rows("AB", MANY[:100]), "the prefix 'ab' was cut at 100 rows: 38 queries are missing"),
    ],
    ids=["cut", "joined", "letter", "digit", "part", "blank", "lost", "cut-part"],
)
def test_a_cut_query_is_incomplete_and_never_a_removal(content: object, message: str) -> None:
    with pytest.raises(Incomplete, match=message):
        made_up.read(SOURCE, json.dumps(content), "walk.json")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[]", "the list is empty"),
        (json.dumps(walk()), "the walk holds no rows"),
        ('{"error": "busy"}', "another shape"),
        ('[{"title": "x"}]', "record 1: the JSON has another shape: it lacks name, permissionNo, statusName"),
        (json.dumps([*WHOLE, WHOLE[0]]), "the prefix 'A' stands in the file twice"),
        (json.dumps([WHOLE[0], {"rows": []}]), "query 2: the JSON has another shape"),
        (json.dumps(with_rows("K", [{"title": "x"}])), "prefix 'K': record 1: the JSON has another shape"),
        (json.dumps(WHOLE)[:900], "the JSON is truncated"),
        (json.dumps([agency(1, "A")]) * 2, "2 JSON documents where one is expected"),
    ],
)
def test_what_is_no_answer_of_the_register_is_unreadable(content: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        made_up.read(SOURCE, content, "walk.json")


def test_a_record_that_lacks_its_number_is_rejected_by_its_place() -> None:
    content = json.dumps([agency(1, "Everest"), {"name": "Koshi"}])
    rows, reading = made_up.read(SOURCE, content, "agencies.json")
    assert (len(rows), [reject.line for reject in reading.rejects]) == (1, [2])


def test_the_twin(registers: Path) -> None:
    name = "MADE-UP_np_dofe_get_recruitment_agency.json"
    expected = json.loads((registers / "twins" / "expected.json").read_text(encoding="utf-8"))["np"]
    rows, _ = made_up.read(SOURCE, (registers / "twins" / name).read_bytes(), name)
    assert Counter(row.status for row in rows) == expected["status"]
    assert len({row.key for row in rows}) == expected["keys"]
