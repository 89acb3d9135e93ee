"""The page that asks, in a real browser: nothing leaves it, everything is reachable, and leaving it forgets."""

from __future__ import annotations

import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import BrowserPage, assert_axe_clean, assert_fits, first_view_bytes, small_targets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]
TELLING = 73
MOST_BYTES = 60_000
KEPT = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])"


def is_fit(page: Page) -> None:
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []


def answer_one(page: Page, number: int = TELLING) -> None:
    """Answer the question on the screen, whatever its kind."""
    place = page.locator("[data-place=answer]")
    field = place.locator("input, select").first
    kind = field.get_attribute("type")
    if kind == "radio":
        field.check()
    elif kind == "number":
        field.fill(str(number))
    elif kind == "date":
        field.fill("2019-08-07")
    elif kind == "text":
        field.fill("08-07")
    else:
        field.select_option("NP")
    page.locator("[data-do=answer]").click()


def settled(page: Page, address: str) -> Page:
    """Open the page and wait for all that it asks for."""
    page.goto(address, wait_until="networkidle")
    return page


def icon(page: Page) -> str:
    """Give what a browser with tabs asks for some time later, whatever is done on the page."""
    address: str = page.evaluate("document.querySelector('link[rel=icon]').href")
    return address


def answer_all(page: Page, most: int = 200) -> int:
    for count in range(most):
        if not page.locator("#ask").is_visible():
            return count
        answer_one(page)
    raise AssertionError("the questions don't end")


def test_nothing_leaves_the_page(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = settled(browser_page(), f"{live_server.url}/pathways/ca")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}"))
    assert answer_all(page) > 3
    for part in page.locator("#results details > summary").all():
        part.click()
    assert page.locator("#results .applying:visible").count() > 0
    with page.expect_download() as caught:
        page.locator("[data-calendar] input").fill("2027-03-31")
        page.locator("[data-do=calendar]").click()
    assert [one for one in sent if not one.startswith(("GET blob:", f"GET {icon(page)} "))] == []
    assert page.url == f"{live_server.url}/pathways/ca"
    assert page.title() == "Safar"
    assert page.evaluate(KEPT) == '[[],[],""]'
    assert page.evaluate("caches.keys()") == []
    text = Path(caught.value.path()).read_text(encoding="utf-8")
    assert caught.value.suggested_filename == "reminder.ics"
    assert [line for line in text.splitlines() if line.startswith("SUMMARY")] == ["SUMMARY:Reminder"] * 4
    assert "DTSTART;VALUE=DATE:20270331" in text and "DTSTART;VALUE=DATE:20270301" in text
    assert "permit" not in text.lower() and "safar" not in text.lower()


def test_a_request_would_be_seen(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = settled(browser_page(), f"{live_server.url}/pathways/ca")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.evaluate("document.addEventListener('click', () => fetch('/health?age=73').catch(() => 0))")
    page.locator("[data-do=skip]").click()
    page.wait_for_timeout(200)
    assert [one for one in sent if "73" in one]


def test_leaving_forgets(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/ca")
    first = page.locator("#question").inner_text()
    answer_one(page)
    page.locator("[data-do=results]").click()
    page.goto(f"{live_server.url}/pathways")
    page.go_back()
    page.locator("#question").wait_for()
    assert page.locator("#question").inner_text() == first
    assert page.locator("#results").is_hidden()
    assert page.locator("[data-do=back]").is_hidden()


@pytest.mark.parametrize(("prefix", "dark"), [("", True), ("/ar", False)], ids=["english-dark", "arabic"])
def test_every_screen_is_clean(live_server: LiveServer, browser_page: BrowserPage, prefix: str, dark: bool) -> None:
    page = browser_page(dark=dark)
    page.goto(f"{live_server.url}{prefix}/pathways/gb")
    page.locator("#question").wait_for()
    is_fit(page)
    page.locator("[data-do=answer]").click()
    assert page.locator("[role=alert]").is_visible()
    answer_one(page)
    is_fit(page)
    page.locator("[data-do=results]").click()
    for part in page.locator("#results details > summary").all():
        part.click()
    is_fit(page)
    for path in ("", "/gb/sheet", "/complain", "/health-workers"):
        page.goto(f"{live_server.url}{prefix}/pathways{path}")
        is_fit(page)


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_the_page_of_a_draw_is_clean(
    live_server: LiveServer, browser_page: BrowserPage, tmp_path: Path, settings: Any, prefix: str
) -> None:
    settings.DRAWS = tmp_path
    folder, people = tmp_path / "even", tmp_path / "people.csv"
    people.write_text("registration,group\n" + "".join(f"P{n},{'north' if n % 2 else 'south'}\n" for n in range(40)))
    call_command("draw", "open", str(folder), title="Places", places=9, round=999_999_999, stdout=StringIO())
    call_command("draw", "commit", str(folder), str(people), stdout=StringIO())
    call_command("draw", "close", str(folder), stdout=StringIO())
    call_command("draw", "draw", str(folder), signature="ab" * 48, stdout=StringIO())
    page = browser_page()
    for path in ("/draws", "/draws/even"):
        page.goto(f"{live_server.url}{prefix}{path}")
        is_fit(page)
    assert page.locator("main table").count() == 1


def test_every_question_can_be_skipped_and_taken_back(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/qa")
    seen: list[str] = []
    while page.locator("#ask").is_visible():
        seen.append(page.locator("#question").inner_text())
        page.locator("[data-do=keep]" if len(seen) % 2 else "[data-do=skip]").click()
    assert len(seen) == len(set(seen)) > 2
    assert "What is still missing" in str(page.locator("#results").text_content())
    assert page.locator("#results h3", has_text="Yes: you can apply").count() == 0
    page.locator("[data-do=on]").click()
    answer_one(page)
    page.locator("[data-do=back]").click()
    assert page.locator("#question").inner_text() == seen[0]


def test_a_no_says_which_rule_and_what_would_change_it(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/qa")
    answer_all(page)
    assert page.locator("#results .programme").count() == 1
    page.locator("#results summary").click()
    assert page.locator("#results .criteria li").count() > 0
    assert page.locator("[data-part=change] li").count() > 0
    assert "seen on \u20662026" in page.locator("#results .criteria small").first.inner_text()


@pytest.mark.parametrize("prefix", ["", "/ar", "/es", "/hi", "/ne", "/fil"])
def test_small_and_soon(live_server: LiveServer, browser_page: BrowserPage, prefix: str) -> None:
    page = browser_page()
    came = first_view_bytes(page, f"{live_server.url}{prefix}/pathways/gb")
    ours = {url: size for url, size in came.items() if "/static/pathways/" in url or url.endswith("/gb")}
    assert len(ours) > 5
    assert sum(ours.values()) <= MOST_BYTES, ours
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    begin = time.monotonic()
    answer_one(page)
    page.locator("#question").wait_for()
    assert time.monotonic() - begin < 5


def test_without_script_there_is_the_sheet(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page(javascript=False)
    page.goto(f"{live_server.url}/pathways/gb")
    assert page.locator("#ask").is_hidden()
    page.locator("#without a").click()
    assert page.url.endswith("/pathways/gb/sheet")
    assert page.locator(".boxes li").count() > 20
