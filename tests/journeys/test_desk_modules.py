"""The desk's modules in the browser they run in: dates against the rule, what a claim gives away, evidence, names."""

from __future__ import annotations

import json
import re
import struct
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts.roles import Role
from safar.rooms import casework
from safar.rooms.casework.facts import facts
from safar.rules.case_clocks import Clock, ClockKind, Unit, last_day
from tests.cast import CENTRE, at_work, hire
from tests.journeys.browser import BrowserPage

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]
FOLDER = Path(casework.__file__).parent / "static" / "casework"
MODULES = sorted(FOLDER.glob("desk*.js"))


@pytest.fixture
def page(live_server: LiveServer, browser_page: BrowserPage) -> Page:
    """The desk's own page, under its own content policy."""
    page = browser_page()
    cookie = at_work(hire("amina", [Role.CASEWORKER], body=CENTRE)).client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/staff/cases/")
    return page


def run(page: Page, module: str, expression: str, value: Any = None) -> Any:
    """Run an expression over a module `m` and a value `v`."""
    script = f"async v => {{ const m = await import('/static/casework/{module}.js'); return {expression}; }}"
    return page.evaluate(script, value)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_writes_markup_keeps_anything_or_asks_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|\beval\b|localStorage|sessionStorage|indexedDB", text)
    assert not re.search(r"https?://|XMLHttpRequest|sendBeacon|WebSocket|document\.write|console\.", text)
    assert ("fetch(" in text) == (path.name == "desk_wire.js")


def test_terms_are_counted_as_the_rule_counts_them(page: Page) -> None:
    days = [date(2024, 1, 31), date(2024, 2, 29), date(2026, 5, 31), date(2026, 11, 26), date(2025, 12, 1)]
    made = [Clock("x", "XA", ClockKind.LIMITATION, value, unit, "", less_days=less)
            for unit in Unit for value in (1, 3, 10, 24) for less in (0, 1)]  # fmt: skip
    real = [one for one in facts().clocks if one.kind is ClockKind.LIMITATION]
    asked = [(clock, day) for clock in (*made, *real) for day in days]
    sent = [
        {"value": one.value, "unit": one.unit.value, "less": one.less_days, "event": day.isoformat()}
        for one, day in asked
    ]
    counted = run(page, "desk_dates", "v.map(one => m.lastDay(one, one.event))", sent)
    assert counted == [last_day(clock, day).isoformat() for clock, day in asked]


def test_the_shortest_term_of_the_country_stands_first(page: Page) -> None:
    clocks = [
        {"country": "AE", "topics": ["wages"], "value": 24, "unit": "months", "less": 0},
        {"country": "AE", "topics": ["any"], "value": 12, "unit": "months", "less": 0},
        {"country": "GB", "topics": ["wages"], "value": 1, "unit": "days", "less": 0},
        {"country": "AE", "topics": ["dismissal"], "value": 1, "unit": "days", "less": 0},
    ]
    found = run(page, "desk_dates", "m.termsFor(v, 'AE', ['wages'], '2026-05-31').map(one => one.last)", clocks)
    assert found == ["2027-05-31", "2028-05-31"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You owe 1,250.50 AED in wages.", "sum"),
        ("You owe Rs 4500.", "sum"),
        ("يجب دفع ٤٥٠٠ درهم", "sum"),
        ("It began on 12/05/2026.", "date"),
        ("It began on 2026-05-12.", "date"),
        ("It began in March.", "date"),
        ("وصل في مارس", "date"),
        ("It was on 3 May at work.", "date"),
        ("The complaint of Maryam is true.", "name"),
        ("We live in Tamarin.", "name"),
        ("Call +971 50 123 4567 please.", "contact"),
        ("Write to a.b@example.org now.", "contact"),
        ("The 3 cleaners of the night shift were not paid.", "group"),
        ("The two drivers were not paid.", "group"),
    ],
)
def test_what_gives_a_person_away_is_pointed_out(page: Page, text: str, kind: str) -> None:
    account = {"employer": {"name": "Blue Crane Cleaning LLC"}, "place": "Tamarin", "reach": ""}
    found = run(page, "desk_release", "m.findings(v.text, v.account)", {"text": text, "account": account})
    assert kind in {one["kind"] for one in found}, found


def test_a_text_that_gives_nothing_away_is_not_pointed_at(page: Page) -> None:
    text = "Blue Crane Cleaning has not paid wages for cleaning work. Please pay what the contract says you may owe."
    account = {"employer": {"name": "Blue Crane Cleaning LLC"}, "place": "Tamarin"}
    assert run(page, "desk_release", "m.findings(v.text, v.account)", {"text": text, "account": account}) == []


def test_spellings_of_one_employer_fall_together_and_others_do_not(page: Page) -> None:
    def case(number: int, name: str, harm: str) -> dict[str, Any]:
        return {"number": str(number), "state": "received", "account": {"employer": {"name": name}, "harms": [harm]}}

    cases = [
        case(1, "Blue Crane Cleaning L.L.C.", "wages-unpaid"),
        case(2, "BLUE CRANE CLEANING", "overtime"),
        case(3, "Blue Heron Cleaning", "overtime"),
        case(4, "", "overtime"),
        case(5, "شركة الكركي", "overtime"),
        case(7, "रोमी", "overtime"),
        case(8, "रामा", "overtime"),
        case(9, "Rósa Müller", "overtime"),
        case(10, "ROSA MULLER", "overtime"),
    ]
    cases.append(case(6, "The crane people", "overtime"))
    for known in (cases[1], cases[-1]):
        known["account"]["employer"]["party"] = "one-party"
    found = run(page, "desk_patterns", "m.patterns(v).map(one => [one.cases, [...one.harms.keys()]])", cases)
    assert [["1", "2", "6"], ["wages-unpaid", "overtime"]] in found
    assert [["9", "10"], ["overtime"]] in found, "accents don't part"
    assert [["7"], ["overtime"]] in found, "vowel signs do"
    assert sorted(len(numbers) for numbers, _ in found) == [1, 1, 1, 1, 2, 3], found
    listed = run(page, "desk_patterns", "m.inspectionList(m.patterns(v))", cases)
    assert {key for one in listed for key in one} == {"employer", "harms"}
    assert not re.search(r"[0-9]", json.dumps(listed, ensure_ascii=False))


def dot() -> bytes:
    """Give a picture of one grey dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("data", "is_picture"),
    [
        (b"<html><script>alert(1)</script></html>", False),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', False),
        (b"%PDF-1.7 something", False),
        (b"\xff\xd8\xff no picture at all <script>", False),
        (b"", False),
        (dot(), True),
    ],
    ids=["html", "svg", "pdf", "broken-jpeg", "empty", "png"],
)
def test_only_a_picture_that_can_be_drawn_is_shown(page: Page, data: bytes, is_picture: bool) -> None:
    drawn = run(page, "desk_evidence", "m.picture(Uint8Array.from(v), 'x').then(one => one && one.tagName)", list(data))
    assert (drawn == "IMG") is is_picture
    script = """(() => { const types = [], before = URL.createObjectURL;
      URL.createObjectURL = blob => { types.push(blob.type); return before(blob); };
      const link = m.download(Uint8Array.from(v), '../<b>x.svg', 'Save'); return [types, link.download]; })()"""
    assert run(page, "desk_evidence", script, list(data)) == [["application/octet-stream"], ".._b_x.svg"]


def test_keys_are_locked_after_idle_minutes_and_not_while_one_works(page: Page) -> None:
    script = """new Promise(done => { let locked = 0; const stop = m.watchIdle(() => { locked += 1; }, 400);
      const typing = setInterval(() => dispatchEvent(new Event('keydown')), 50);
      setTimeout(() => { const before = locked; clearInterval(typing);
        setTimeout(() => { stop(); done([before, locked > 0]); }, 900); }, 900); })"""
    assert run(page, "desk_keys", script) == [0, True]
