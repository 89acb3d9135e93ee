"""A register as CSV and JSON Lines: its terms on top, persons of filings left out, every row there."""

from __future__ import annotations

import csv
import fcntl
import json
from io import StringIO
from shutil import rmtree
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from safar.rooms.registry.models import Record
from safar.rooms.registry.queries import records
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ROWS = [
    '0001,"=HYPERLINK(""http://evil.example"")",Town,Valid,',
    "0002,@Recruiters,Town,Valid,2026-10-10",
    '0003,"Heron, Blue ""The"" Ltd",Town,Suspended,',
    *[f"{n:04},Agency {n},Town,Valid," for n in range(4, 30)],
]


@pytest.fixture
def register(load_rows: LoadText) -> None:
    assert load_rows("zz-licences", "2026-11-01", *ROWS).status == "published"


def fetched(form: str, **asked: str) -> str:
    answer = Client().get(f"/api/v1/sources/zz-licences/records.{form}", asked)
    assert answer.status_code == 200
    assert answer.streaming and answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Disposition"].startswith('attachment; filename="zz-licences-')
    return b"".join(answer).decode()  # type: ignore[arg-type]


def table(text: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Take a CSV apart as somebody's script would: lines that begin with # aside."""
    lines = list(csv.reader(StringIO(text, newline="")))
    about = {line[0].removeprefix("# "): line[1] for line in lines if line[0].startswith("# ")}
    header, *rows = [line for line in lines if not line[0].startswith("# ")]
    return about, [dict(zip(header, row, strict=True)) for row in rows]


def test_the_csv_says_what_it_is(register: None) -> None:
    about, rows = table(fetched("csv", on="2026-11-02"))
    assert about["source"] == "zz-licences" and about["terms"] == "none"
    assert (about["as of"], about["newest edition read"], about["rows"]) == ("2026-11-02", "2026-11-01", "29")
    assert len(rows) == 29


def test_no_cell_runs_in_a_spreadsheet(register: None) -> None:
    _, rows = table(fetched("csv"))
    assert rows[0]["name"] == '\'=HYPERLINK("http://evil.example")'
    assert rows[1]["name"] == "'@Recruiters"
    assert rows[2]["name"] == 'Heron, Blue "The" Ltd'


def test_states_are_those_of_the_day_asked(register: None) -> None:
    _, rows = table(fetched("csv", on="2026-11-02"))
    assert [row["status"] for row in rows[:3]] == ["licensed", "expired", "suspended"]
    assert (rows[1]["until"], rows[1]["words"], rows[1]["identifiers"]) == ("2026-10-10", "Valid", "zz-number: 0002")
    about, none = table(fetched("csv", on="2026-10-01"))
    assert (about["newest edition read"], none) == ("none", [])


def test_json_lines_hold_the_same(register: None) -> None:
    first, *lines, last = [json.loads(line) for line in fetched("jsonl", on="2026-11-02").splitlines()]
    assert first["about"]["source"] == "zz-licences"
    assert last == {"rows": len(lines)} == {"rows": 29}
    assert lines[0]["name"] == '=HYPERLINK("http://evil.example")', "JSON has no formulas"
    assert [line["statements"][0]["status"] for line in lines[:3]] == ["licensed", "expired", "suspended"]


def test_the_walk_over_batches_misses_nobody(
    register: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fetched("jsonl")
    for batch in (1, 7, 28, 29):
        monkeypatch.setattr(records.records_on, "__kwdefaults__", {"after": "", "limit": batch})
        rmtree(settings.VAR / "exports")
        assert fetched("jsonl") == whole


def test_persons_of_a_licence_register_leave_without_street_and_number(register: None) -> None:
    Record.objects.filter(key__contains="0005").update(is_person=True, address="1 Home Street")
    [person] = [row for row in table(fetched("csv"))[1] if row["is_person"] == "yes"]
    assert (person["name"], person["address"], person["identifiers"]) == ("Agency 5", "", "zz-number: 0005")


def test_persons_of_filings_are_left_out(register: None, settings: Any) -> None:
    from tests.rooms.registry.test_api import make_filing

    Record.objects.filter(key__contains="0005").update(is_person=True)
    make_filing(settings)
    assert "Agency 5" not in fetched("csv") + fetched("jsonl")
    assert len(table(fetched("csv"))[1]) == 28


def test_a_person_who_was_taken_off_the_list_is_gone_from_past_days_too(load_rows: LoadText, register: None) -> None:
    Record.objects.filter(key__contains="0005").update(is_person=True)
    load_rows("zz-licences", "2026-11-10", *[row for row in ROWS if not row.startswith("0005")])
    assert "Agency 5," not in fetched("csv", on="2026-11-02")


def test_an_export_is_kept_until_the_record_changes(register: None) -> None:
    first = Client().get("/api/v1/sources/zz-licences/records.csv")
    b"".join(first)  # type: ignore[arg-type]
    again = Client().get("/api/v1/sources/zz-licences/records.csv", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_it_is_made_once_and_anew_when_the_record_changes(load_rows: LoadText, register: None) -> None:
    first = fetched("csv")
    Record.objects.update(name="not an edition")
    assert fetched("csv") == first
    load_rows("zz-licences", "2026-11-10", *ROWS, "0030,Agency 30,Town,Valid,")
    assert "Agency 30" in fetched("csv")


def test_one_at_a_time(register: None, settings: LazySettings) -> None:
    fetched("csv")
    with (settings.VAR / "exports" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert fetched("csv")
        busy = Client().get("/api/v1/sources/zz-licences/records.csv", {"on": "2026-11-02"})
        assert (busy.status_code, busy["Content-Type"]) == (503, "application/json")
