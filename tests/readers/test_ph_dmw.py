"""The Philippines' agencies: only a whole walk counts, and what belongs to persons never gets in."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safar.readers.reading import Incomplete, Unreadable
from safar.rules.status import Status, Term, status_on
from tests.readers import made_up

SOURCE = made_up.ours("ph-dmw")


def agency(name: str, status: str = "Valid License", **changes: object) -> dict[str, object]:
    return {
        "name": name,
        "classification": "Private Employment Agency",
        "license_status": status,
        "license_status_date": "2025-01-11T00:00:00.000Z",
        "license_expiration_date": "2026-01-31T00:00:00.000Z",
        "is_valid": True,
        "representative": "MADE-UP PERSON",
        "address": "1 QUAY",
        "municipality_province": "MALATE",
        "city_province": "MANILA",
        "contact_number": "0917-0000000",
        "eMail": "person@example.org",
        "data_as_of": "2026-07-14T05:00:00.250Z",
    } | changes


def page(number: int, *agencies: dict[str, object], last: int = 1, total: int | None = None) -> dict[str, Any]:
    meta = {"total": len(agencies) if total is None else total, "perPage": 50, "currentPage": number, "lastPage": last}
    return {"meta": meta, "data": list(agencies)}


FIRST = page(1, agency("HERON INT`L."), agency("ARK"), last=2, total=3)
SECOND = page(2, agency("BRIDGE", data_as_of="2026-07-12T23:00:00Z"), last=2, total=3)


@pytest.mark.parametrize(
    "content",
    [json.dumps([FIRST, SECOND]), json.dumps([SECOND, FIRST]), f"{json.dumps(FIRST)}\n{json.dumps(SECOND)}\n"],
    ids=["list", "any-order", "one-after-the-other"],
)
def test_a_whole_walk_is_read_in_each_form(content: str) -> None:
    rows, reading = made_up.read(SOURCE, content, "walk.json")
    assert {row.name for row in rows} == {"HERON INT'L.", "ARK", "BRIDGE"}
    assert reading.printed == date(2026, 7, 12), "the oldest row: nothing in the file is newer knowledge"
    assert reading.rejects == []


def test_the_name_is_readable_and_the_cell_verbatim() -> None:
    row = made_up.read(SOURCE, json.dumps([FIRST, SECOND]), "walk.json")[0][0]
    assert (row.name, row.cells[0]) == ("HERON INT'L.", "HERON INT`L.")
    assert (row.place, row.address) == ("MANILA", "1 QUAY, MALATE, MANILA")


def test_no_person_telephone_or_address_of_one_is_kept() -> None:
    for row in made_up.read(SOURCE, json.dumps([FIRST, SECOND]), "walk.json")[0]:
        kept = repr(row)
        assert "PERSON" not in kept
        assert "0917" not in kept
        assert "example.org" not in kept


def test_the_validity_flag_is_never_the_source() -> None:
    row = made_up.read(SOURCE, json.dumps(page(1, agency("ARK"))), "page1.json")[0][0]
    term = Term(row.status, row.since, row.until)
    assert status_on(term, date(2026, 1, 31)) is Status.LICENSED
    assert status_on(term, date(2026, 2, 1)) is Status.EXPIRED
    (unheard,) = made_up.read(SOURCE, json.dumps(page(1, agency("ARK", "Word Never Seen"))), "page1.json")[0]
    assert (unheard.status, unheard.mapped) == (Status.UNKNOWN, False)


@pytest.mark.parametrize(
    ("pages", "message", "rows"),
    [
        ([FIRST], "1 of 2 pages are missing, the first is page 2", 2),
        ([SECOND], "1 of 2 pages are missing, the first is page 1", 1),
        ([FIRST, SECOND, SECOND], "a page stands in the file twice", 4),
        ([page(1, agency("ARK"), total=3)], "the pages announce 3 agencies and hold 1", 1),
        ([FIRST, page(2, agency("BRIDGE"), last=2, total=4)], "announce 3 and 4 agencies and hold 3", 3),
    ],
)
def test_a_short_walk_is_incomplete_and_never_a_removal(pages: list[dict[str, Any]], message: str, rows: int) -> None:
    with pytest.raises(Incomplete, match=message) as refused:
        made_up.read(SOURCE, json.dumps(pages), "walk.json")
    assert refused.value.rows_read == rows


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (json.dumps(FIRST)[:300], "the JSON is truncated"),
        ("[]", "the list of pages is empty"),
        ('{"data": []}', "page 1: the JSON has another shape: there are no meta and data"),
        (json.dumps({"meta": {"total": "all"}, "data": []}), "page 1: the JSON has another shape: meta.total"),
        (json.dumps(page(1)), "page 1: the list is empty"),
        (json.dumps(page(1, {"name": "ARK"})), "page 1: record 1: the JSON has another shape: it lacks classif"),
        ("<html><title>Just a moment...</title></html>", "web page"),
    ],
)
def test_what_is_no_answer_of_the_register_is_unreadable(content: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        made_up.read(SOURCE, content, "walk.json")


def test_the_twin(registers: Path) -> None:
    name = "MADE-UP_ph_dmw_licensed_agencies_page1.json"
    expected = json.loads((registers / "twins" / "expected.json").read_text(encoding="utf-8"))
    rows, _ = made_up.read(SOURCE, (registers / "twins" / name).read_bytes(), name)
    day = date.fromisoformat(expected["judged_on"])
    assert Counter(status_on(Term(row.status, row.since, row.until), day) for row in rows) == expected["ph"]["status"]
