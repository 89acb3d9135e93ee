"""The page that asks, in a real browser: nothing leaves it, everything is reachable, and leaving it forgets."""

from __future__ import annotations

import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.dates import get_month_names
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from safar.foundation.design.formats import country_in
from safar.rooms.pathways.queries.places import place_called
from safar.rules.rulebook.countries import COUNTRIES
from tests.journeys.browser import BrowserPage, assert_axe_clean, assert_fits, first_view_bytes, small_targets
from tests.rooms.pathways.drawing import DAY, DUE, ROUND
from tests.rulebook_people import books
from tests.rules.test_public_draw import SIGNATURE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]
TELLING = 73
MOST_BYTES = 60_000
OFFERED = """async () => {
  const { fields } = await import("/static/pathways/asking.js");
  const [list] = fields({ texts: [] }, ["nationality", "country", 0, 0, []]);
  return [...list.options].filter((one) => one.value).map((one) => [one.value, one.textContent]);
}"""
KEPT = "JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])"


def is_fit(page: Page) -> None:
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []


def begin(page: Page, *programmes: str) -> None:
    """Pick programmes, or none of them to be asked about all."""
    for programme in programmes:
        page.locator(f"#ask input[value={programme}]").check()
    page.locator("[data-do=begin]").click()


def skip_until(page: Page, question: str) -> None:
    while question not in page.locator("#question").inner_text():
        page.locator("[data-do=skip]").click()


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
    elif place.locator("select").count() == 2:
        for one, value in zip(place.locator("select").all(), ("08", "07"), strict=True):
            one.select_option(value)
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
    begin(page, "ca-ee", "ca-pgwp")
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
    begin(page)
    page.evaluate("document.addEventListener('click', () => fetch('/health?age=73').catch(() => 0))")
    page.locator("[data-do=skip]").click()
    page.wait_for_timeout(200)
    assert [one for one in sent if "73" in one]


def test_leaving_forgets(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/ca")
    begin(page, "ca-pgwp")
    first = page.locator("#question").inner_text()
    answer_one(page)
    page.locator("[data-do=results]").click()
    page.goto(f"{live_server.url}/pathways")
    page.go_back()
    page.locator("[data-do=begin]").wait_for()
    assert page.locator("#ask input:checked").count() == 0
    assert page.locator("#results").is_hidden()
    begin(page, "ca-pgwp")
    assert page.locator("#question").inner_text() == first


@pytest.mark.parametrize(("prefix", "dark"), [("", True), ("/ar", False)], ids=["english-dark", "arabic"])
def test_every_screen_is_clean(live_server: LiveServer, browser_page: BrowserPage, prefix: str, dark: bool) -> None:
    page = browser_page(dark=dark)
    page.goto(f"{live_server.url}{prefix}/pathways/gb")
    page.locator("[data-do=begin]").wait_for()
    is_fit(page)
    begin(page)
    is_fit(page)
    page.locator("[data-do=answer]").click()
    assert page.locator("[role=alert]").is_visible()
    answer_one(page)
    is_fit(page)
    page.locator("[data-do=back]").click()
    page.locator("[data-do=back]").click()
    begin(page, "uk-saw")
    while page.locator("[data-place=answer] select").count() != 2:
        page.locator("[data-do=skip]").click()
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
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: DUE - DAY)
        call_command("draw", "open", str(folder), title="Places", places=9, round=ROUND, stdout=StringIO())
        call_command("draw", "commit", str(folder), str(people), stdout=StringIO())
        call_command("draw", "close", str(folder), stdout=StringIO())
    call_command("draw", "draw", str(folder), signature=SIGNATURE.hex(), stdout=StringIO())
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


def test_who_picks_a_programme_is_asked_for_it_alone(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/gb")
    assert page.locator("#ask input").count() == place_called("gb").ways  # type: ignore[union-attr]
    assert page.locator("#ask input:checked").count() == 0
    begin(page, "uk-saw")
    asked = 0
    while page.locator("#ask").is_visible():
        assert page.locator("#serves").inner_text() == "Asked for: UK Seasonal Worker"
        page.locator("[data-do=skip]").click()
        asked += 1
    assert 3 < asked < 10
    assert page.locator("#results .programme").all_inner_texts() == ["UK Seasonal Worker"]
    page.locator("[data-do=forget]").click()
    assert page.locator("#ask input:checked").count() == 0
    begin(page, "uk-sw")
    page.locator("[data-do=results]").click()
    assert page.locator("#results .programme").count() == 2, "the points on which it rests are shown with it"
    assert page.evaluate(KEPT) == '[[],[],""]'


def test_who_picks_nothing_is_asked_for_all(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/es")
    begin(page)
    assert page.locator("#serves").inner_text().count(" · ") > 2
    page.locator("[data-do=results]").click()
    assert page.locator("#results .programme").count() == len([one for one in books().values() if one.country == "ES"])


@pytest.mark.parametrize("prefix", ["", "/ar", "/es", "/hi", "/ne", "/fil"])
def test_every_country_is_offered_once(live_server: LiveServer, browser_page: BrowserPage, prefix: str) -> None:
    """A browser names codes that were withdrawn, such as VD, as it names the country of today."""
    page = browser_page()
    page.goto(f"{live_server.url}{prefix}/pathways/kr")
    offered = page.evaluate(OFFERED)
    assert {code for code, _ in offered} == COUNTRIES
    assert len({name for _, name in offered}) == len(offered) == len(COUNTRIES)
    language = prefix.strip("/") or "en"
    assert all(name == country_in(language, code) != code for code, name in offered)


@pytest.mark.parametrize("prefix", ["", "/ar", "/ne"])
def test_a_day_of_the_year_needs_no_keyboard(live_server: LiveServer, browser_page: BrowserPage, prefix: str) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}{prefix}/pathways/gb")
    begin(page, "uk-saw")
    lists = page.locator("[data-place=answer] select")
    while lists.count() != 2:
        page.locator("[data-do=skip]").click()
    question = page.locator("#question").inner_text()
    name = get_month_names("wide", "stand-alone", prefix.strip("/") or "en")[11]
    assert lists.first.locator("option[value='11']").inner_text() == name
    for day, is_one in (("30", False), ("29", True)):
        lists.first.select_option("02")
        lists.last.select_option(day)
        page.locator("[data-do=answer]").click()
        assert (page.locator("#question").inner_text() != question) is is_one


@pytest.mark.parametrize(
    ("question", "told", "said"),
    [
        ("How old are you?", "-5", "Give a number from 0 to 120."),
        ("How old are you?", "900", "Give a number from 0 to 120."),
        ("How old are you?", "1e3", "This can't be read."),
        ("the pay for an hour", "-1", "Give a number that is 0 or more."),
    ],
)
def test_an_absurd_number_is_not_taken(
    live_server: LiveServer, browser_page: BrowserPage, question: str, told: str, said: str
) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/gb")
    begin(page, "uk-saw")
    skip_until(page, question)
    page.locator("[data-place=answer] input").fill(told)
    page.locator("[data-do=answer]").click()
    assert said in page.locator("[role=alert]").inner_text()
    page.locator("[data-place=answer] input").fill("33")
    page.locator("[data-do=answer]").click()
    assert page.locator("#ask").is_hidden() or question not in page.locator("#question").inner_text()


def test_the_calendar_says_what_to_do_at_each_reminder(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/qa")
    page.locator("[data-do=results]").click()
    heads = page.locator("#results .calendar dt").all_inner_texts()
    assert heads == ["90 days before", "60 days before", "30 days before", "On the day"]
    assert all(len(said) > 20 for said in page.locator("#results .calendar dd").all_inner_texts())


@pytest.mark.parametrize("prefix", ["", "/ar", "/es", "/hi", "/ne", "/fil"])
def test_small_and_soon(live_server: LiveServer, browser_page: BrowserPage, prefix: str) -> None:
    page = browser_page()
    came = first_view_bytes(page, f"{live_server.url}{prefix}/pathways/gb")
    ours = {url: size for url, size in came.items() if "/static/pathways/" in url or url.endswith("/gb")}
    assert len(ours) > 5
    assert sum(ours.values()) <= MOST_BYTES, ours
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    since = time.monotonic()
    begin(page)
    answer_one(page)
    page.locator("#question").wait_for()
    assert time.monotonic() - since < 5


def test_without_script_there_is_the_sheet(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page(javascript=False)
    page.goto(f"{live_server.url}/pathways/gb")
    assert page.locator("#ask").is_hidden()
    page.locator("#without a").click()
    assert page.url.endswith("/pathways/gb/sheet")
    assert page.locator(".boxes li").count() > 20
