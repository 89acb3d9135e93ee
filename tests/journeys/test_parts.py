"""Every part of the look in a real browser: narrow, wide, light, dark, both directions, with script and without."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from safar.pages import leaving
from tests.journeys.browser import DESK, PHONE, BrowserPage, assert_axe_clean, assert_fits, small_targets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.journeys.gallery")]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/ar", "/hi"])
def test_every_part(live_server: LiveServer, browser_page: BrowserPage, prefix: str, width: int, dark: bool) -> None:
    page = browser_page(width=width, dark=dark)
    page.goto(f"{live_server.url}{prefix}/gallery?quick=1")
    for more in page.locator("main details").all():
        more.evaluate("details => details.open = true")
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []


@pytest.mark.parametrize("width", [400, 640, 960])
def test_widths_between(live_server: LiveServer, browser_page: BrowserPage, width: int) -> None:
    """640 px is also what is left of a 1,280 px window at 200 % zoom."""
    page = browser_page(width=width)
    page.goto(f"{live_server.url}/gallery")
    assert_fits(page)


def test_words_twice_as_large_still_fit(live_server: LiveServer, browser_page: BrowserPage) -> None:
    """Larger letters alone, as a reader's settings make them, without a smaller window."""
    page = browser_page(width=630)
    page.goto(f"{live_server.url}/gallery")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_fits(page)


def test_the_language_switch_needs_no_script(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page(javascript=False)
    page.goto(f"{live_server.url}/check?q=al+rashid")
    page.locator(".languages summary").click()
    page.locator(".languages").get_by_text("العربية").click()
    assert page.url == f"{live_server.url}/ar/check?q=al+rashid"
    assert page.locator("input[name=q]").input_value() == "al rashid"


def test_the_keyboard_reaches_the_main_part_first(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/gallery")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.bounding_box()["height"] > 40  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_statement_reads_as_a_list_on_a_phone(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page(width=PHONE)
    page.goto(f"{live_server.url}/gallery")
    row = page.locator(".board tbody tr").first
    assert "Country" in row.inner_text()
    desk = browser_page(width=DESK)
    desk.goto(f"{live_server.url}/gallery")
    assert "Country" not in desk.locator(".board tbody tr").first.inner_text()


def test_paper_shows_no_yellow_and_no_buttons(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page(width=DESK, dark=True)
    page.goto(f"{live_server.url}/gallery?quick=1")
    page.emulate_media(media="print")
    colour = "getComputedStyle(document.querySelector('.masthead')).backgroundColor"
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    assert not page.locator(".languages, .quick-exit, .search").first.is_visible()
    assert page.locator(".line").is_visible()


@pytest.fixture
def elsewhere(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """An everyday page that can be reached from here."""
    address = f"{live_server.url}/registers"
    monkeypatch.setattr(leaving, "EVERYWHERE", address)
    return address


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_leaving_quickly(live_server: LiveServer, browser_page: BrowserPage, elsewhere: str, javascript: bool) -> None:
    """With script the page left is not one step back any more; without, the link leaves all the same."""
    page = browser_page(javascript=javascript)
    page.goto(f"{live_server.url}/how-it-works")
    page.goto(f"{live_server.url}/gallery?quick=1")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url(elsewhere)
    page.go_back()
    assert page.url.endswith("/how-it-works" if javascript else "/gallery?quick=1")


def test_three_times_escape_leaves_too(live_server: LiveServer, browser_page: BrowserPage, elsewhere: str) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/gallery?quick=1")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(elsewhere)
