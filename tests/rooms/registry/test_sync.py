"""Sync against a publisher's server on loopback: what is new is loaded, what is wrong changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from safar.rooms.registry.actions import sync
from safar.rooms.registry.actions.sync import SyncReport, sync_source
from safar.rooms.registry.models import Edition, Record
from safar.rooms.registry.queries.health import last_sync
from safar.rooms.registry.queries.registers import holding_of
from safar.rooms.registry.sources import all_sources, source_called
from tests.publisher import Answer, Publisher, publishing
from tests.rooms.conftest import LICENCES

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HEADER = "Number,Name,Town,Status,Until\n"
ROWS = [f"{n:04},Agency {n},Town,Valid,\n" for n in range(1, 31)]
WHOLE = (HEADER + "".join(ROWS)).encode()
LIST = "/files/list-2026-11-20.csv"


@pytest.fixture
def publisher(two_registers: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A publisher of zz-licences, whose address is on loopback."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with publishing() as server:
        describe(settings, f'method = "direct"\nurl = "{server.address}{LIST}"')
        server.answers[LIST] = Answer(WHOLE, headers={"ETag": '"one"'})
        yield server


def describe(settings: Any, fetch: str) -> None:
    path: Path = settings.REGISTERS / "zz-licences.toml"
    path.write_text(LICENCES.replace('method = "manual"', fetch), encoding="utf-8")
    all_sources.cache_clear()


def synced(now: datetime = NOW) -> SyncReport:
    return sync_source(source_called("zz-licences"), now=now, actor="test")


def held() -> int:
    return Record.objects.filter(gone_on=None).count()


def test_the_first_sync_loads_the_list(publisher: Publisher) -> None:
    report = synced()
    assert (report.status, report.exit_code, report.newest, report.is_late) == ("published", 0, "2026-11-20", False)
    assert report.as_json()["records"] == held() == 30


def test_what_has_not_changed_is_not_sent_and_not_stale(publisher: Publisher) -> None:
    synced()
    tomorrow = NOW + timedelta(days=40)
    report = synced(tomorrow)
    assert (report.status, report.load) == ("unchanged", None)
    assert publisher.asked[-1][1]["if-none-match"] == '"one"'
    assert holding_of(source_called("zz-licences"), tomorrow.date()).seen_on == tomorrow.date()
    assert report.is_late, "the address answers well, and the list has not changed for longer than it should"


def test_a_server_without_tags_sends_the_same_bytes(publisher: Publisher) -> None:
    publisher.answers[LIST] = Answer(WHOLE)
    assert [synced().status, synced(NOW + timedelta(days=1)).status] == ["published", "unchanged"]
    assert Edition.objects.get().checked_on == (NOW + timedelta(days=1)).date()


def test_that_a_list_was_seen_again_reaches_kept_answers(publisher: Publisher) -> None:
    synced()
    first = Client().get("/api/v1/sources/zz-licences")
    synced(NOW + timedelta(days=1))
    again = Client().get("/api/v1/sources/zz-licences", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200


def test_a_changed_list_is_a_new_edition(publisher: Publisher, settings: LazySettings) -> None:
    synced()
    newer = LIST.replace("20.csv", "23.csv")
    describe(settings, f'method = "direct"\nurl = "{publisher.address}{newer}"')
    publisher.answers[newer] = Answer(WHOLE + b"0099,New Agency,Town,Valid,\n", headers={"ETag": '"two"'})
    report = synced()
    assert (report.status, report.newest, held()) == ("published", "2026-11-23", 31)
    assert "if-none-match" not in publisher.asked[-1][1], "another address has another tag"


def test_the_newest_file_is_found_by_a_link_on_the_page(publisher: Publisher, settings: LazySettings) -> None:
    where = f'method = "link-on-page"\nurl = "{publisher.address}/page"\nlink = "list-[0-9-]+.csv"'
    describe(settings, where)
    publisher.answers["/page"] = Answer(f'<a href="/about">x</a><a href="{LIST}">CSV</a>'.encode())
    assert (synced().status, held()) == ("published", 30)
    assert synced(NOW + timedelta(days=1)).status == "unchanged"
    assert publisher.asked[-1][1].get("if-none-match") == '"one"'
    publisher.answers["/page"] = Answer(b"<p>We have moved</p>")
    assert (synced().status, held()) == ("failed", 30)


CHALLENGE = b"<!doctype html><html><head><title>Just a moment...</title></head><body>Checking</body></html>"
WRONG = [
    (Answer(b"oh", 500), "failed", "answered 500"),
    (Answer(CHALLENGE, 403), "failed", "answered 403"),
    (Answer(CHALLENGE), "unreadable", ""),
    (Answer(b""), "unreadable", "empty"),
    (Answer(b"Some,Other,Columns\n1,2,3\n"), "unreadable", "columns"),
    (Answer(WHOLE[:-300], announced=len(WHOLE)), "failed", "broke off"),
    (Answer(status=302, headers={"Location": LIST}), "failed", "circle"),
    (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "failed", "not followed"),
    (Answer(b"x", announced=10**10), "failed", "larger than"),
    (Answer((HEADER + "".join(ROWS[:20])).encode()), "refused", "removals: 10 of 30"),
]


@pytest.mark.parametrize(("answer", "status", "words"), WRONG)
def test_what_is_wrong_changes_nothing(publisher: Publisher, answer: Answer, status: str, words: str) -> None:
    synced()
    publisher.answers[LIST] = answer
    report = synced(NOW + timedelta(days=1))
    assert (report.status, held()) == (status, 30)
    assert words in report.reason
    assert report.exit_code == {"failed": 2, "unreadable": 2, "refused": 3}[status]
    assert Edition.objects.get(state=Edition.State.PUBLISHED).checked_on == NOW.date()
    publisher.answers[LIST] = Answer(WHOLE, headers={"ETag": '"one"'})
    assert synced(NOW + timedelta(days=2)).status == "unchanged", "the next good answer is taken as ever"


def test_a_refused_list_is_fetched_and_refused_until_somebody_says_yes(publisher: Publisher) -> None:
    synced()
    publisher.answers[LIST] = Answer((HEADER + "".join(ROWS[:20])).encode(), headers={"ETag": '"two"'})
    assert [synced().status, synced().status] == ["refused", "refused"]


def test_a_list_without_any_date_is_of_the_day_it_was_seen(publisher: Publisher, settings: LazySettings) -> None:
    describe(settings, f'method = "direct"\nurl = "{publisher.address}/feed"')
    publisher.answers["/feed"] = Answer(WHOLE)
    assert (synced().newest, held()) == ("2026-11-24", 30)
    told = {"Last-Modified": "Wed, 25 Nov 2026 08:00:00 GMT"}
    publisher.answers["/feed"] = Answer(WHOLE + b"0099,New Agency,Town,Valid,\n", headers=told)
    assert synced(NOW + timedelta(days=5)).newest == "2026-11-25", "the server's own day comes first"


def test_a_list_that_goes_back_to_what_it_said_is_a_new_edition(publisher: Publisher, settings: LazySettings) -> None:
    describe(settings, f'method = "direct"\nurl = "{publisher.address}/feed"')
    for day, rows in enumerate((ROWS, [*ROWS[:29], ROWS[29].replace("Valid", "Suspended")], ROWS)):
        publisher.answers["/feed"] = Answer((HEADER + "".join(rows)).encode())
        assert synced(NOW + timedelta(days=day)).status == "published"
    assert list(Edition.objects.order_by("pk").values_list("published__day", flat=True)) == [24, 25, 26]


def test_pages_are_walked_to_the_last(
    publisher: Publisher, settings: LazySettings, registers_twins: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "PAUSE", 0.0)
    place = Path(__file__).parents[3] / "data" / "registers" / "ph-dmw.toml"
    text = place.read_text().replace("https://master-api.dmw.gov.ph", publisher.address)
    (settings.REGISTERS / "ph-dmw.toml").write_text(text)
    all_sources.cache_clear()
    for number, page in enumerate(registers_twins, 1):
        publisher.answers[f"/api/v1/public/licensed-agencies?page={number}"] = Answer(page)
    report = sync_source(source_called("ph-dmw"), now=NOW, actor="test")
    assert (report.status, held()) == ("published", 3), report.reason
    publisher.answers["/api/v1/public/licensed-agencies?page=3"] = Answer(b"", 503)
    assert sync_source(source_called("ph-dmw"), now=NOW, actor="test").status == "failed"
    assert held() == 3


def test_pages_for_people_are_walked_by_their_links(
    publisher: Publisher, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "PAUSE", 0.0)
    place = Path(__file__).parents[3] / "data" / "registers" / "pk-beoe.toml"
    (settings.REGISTERS / "pk-beoe.toml").write_text(
        place.read_text().replace("https://beoe.gov.pk", publisher.address)
    )
    all_sources.cache_clear()
    head = (
        "Licence No.",
        "Proprietor Name",
        "Licence Title",
        "Status",
        "Expiry Date",
        "Head Office",
        "Branch Office(s)",
    )
    for number in (1, 2, 3):
        cells = (f"100{number}/LHR", "NOBODY", f"Made-Up Promoter {number}", "Active", "Dec 31, 2030", "Lahore", "")
        rows = "".join(f"<td>{cell}</td>" for cell in cells)
        table = f"<table><tr>{''.join(f'<th>{name}</th>' for name in head)}</tr><tr>{rows}</tr></table>"
        links = "".join(f'<a href="/list-of-oeps?show=all&amp;page={one}">{one}</a>' for one in (1, 2, 3))
        page = f"<html><head><title>List</title></head><body>{table}{links}</body></html>"
        publisher.answers[f"/list-of-oeps?show=all&page={number}"] = Answer(page.encode())
    report = sync_source(source_called("pk-beoe"), now=NOW, actor="test")
    assert (report.status, held(), report.newest) == ("published", 3, "2026-11-24"), report.reason
    publisher.answers["/list-of-oeps?show=all&page=2"] = Answer(CHALLENGE)
    assert sync_source(source_called("pk-beoe"), now=NOW, actor="test").status == "unreadable"
    assert held() == 3


@pytest.fixture
def registers_twins() -> list[bytes]:
    """Three pages of one made-up agency each, in the form of the Philippine feed."""
    pages = []
    for number in (1, 2, 3):
        meta = {"total": 3, "perPage": 1, "currentPage": number, "lastPage": 3}
        agency = {
            "name": f"MADE-UP {number} CORP.",
            "classification": "Private Employment Agency",
            "license_status": "Valid License",
            "license_status_date": "2025-01-11T00:00:00.000Z",
            "license_expiration_date": "2031-10-03T00:00:00.000Z",
            "is_valid": True,
            "representative": "NOBODY",
            "address": f"UNIT {number}",
            "municipality_province": "MALATE",
            "city_province": "MANILA",
            "contact_number": "",
            "eMail": "",
            "data_as_of": "2026-11-20T00:00:00.000Z",
        }
        pages.append(json.dumps({"meta": meta, "data": [agency]}).encode())
    return pages


def test_the_note_is_what_the_health_page_reads(publisher: Publisher) -> None:
    synced()
    note = last_sync("zz-licences")
    assert note is not None
    assert (note.outcome, note.checked_at, note.is_unreadable) == ("published", NOW, False)
    publisher.answers[LIST] = Answer(b"oh", 500)
    synced()
    note = last_sync("zz-licences")
    assert note is not None and note.outcome == "failed" and "answered 500" in note.message


def test_a_broken_note_is_no_note(publisher: Publisher, settings: LazySettings) -> None:
    synced()
    (settings.VAR / "sync" / "zz-licences.json").write_text('{"half')
    assert synced().status == "unchanged"
    assert "if-none-match" not in publisher.asked[-1][1]


def test_a_record_that_was_emptied_is_filled_again(publisher: Publisher) -> None:
    synced()
    Record.objects.all().delete()
    Edition.objects.all().delete()
    assert (synced().status, held()) == ("published", 30)


def run(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("sync", *arguments, "--json", stdout=out)
    return int(str(ended.value.code)), [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_prints_one_object_a_source(publisher: Publisher) -> None:
    code, lines = run("zz-licences", "zz-findings")
    assert code == 0
    assert [(line["source"], line["status"]) for line in lines] == [
        ("zz-licences", "published"),
        ("zz-findings", "manual"),
    ]
    assert lines[0]["records"] == 30 and lines[1]["reason"].startswith("fetch by hand at")


def test_the_gravest_result_is_the_exit_code(publisher: Publisher) -> None:
    publisher.answers[LIST] = Answer(b"oh", 500)
    assert run("zz-licences", "zz-findings")[0] == 2


def test_without_a_name_every_real_source_is_synced(publisher: Publisher) -> None:
    _, lines = run()
    assert {line["source"] for line in lines} == {"zz-licences", "zz-findings"}
