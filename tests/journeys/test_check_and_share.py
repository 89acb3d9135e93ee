"""The product's main job: from a name as heard to an answer that can be handed on, on a small phone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytest_django.live_server_helper import LiveServer

from safar.foundation.page_cache import PAGES
from safar.rooms.registry.actions.example import load_example
from tests.journeys.browser import BrowserPage, assert_axe_clean, assert_fits, first_view_bytes, small_targets

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MOST_BYTES = 60_000
LANGUAGES = [("en", ""), ("ar", "/ar"), ("es", "/es"), ("hi", "/hi"), ("ne", "/ne"), ("fil", "/fil")]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server: LiveServer, own_index: None) -> str:
    """A site with the example record."""
    load_example(now=NOW)
    PAGES.clear()
    address: str = live_server.url
    return address


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(("language", "prefix"), LANGUAGES[:2])
def test_from_a_name_as_heard_to_a_card(
    site: str, browser_page: BrowserPage, language: str, prefix: str, javascript: bool
) -> None:
    page = browser_page(javascript=javascript)
    page.goto(f"{site}{prefix}/")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    page.locator("main input[name=q]").fill("blu heron manpwr")
    page.locator("main button[type=submit]").first.click()
    assert f"{prefix}/check?q=blu+heron+manpwr" in page.url
    found = page.locator(".candidates a")
    assert found.first.inner_text() == "Blue Heron Manpower Ltd"
    assert "Blue Herron Manpower" in found.all_inner_texts()  # the barred look-alike is there, and kept apart
    found.first.click()
    assert page.locator("h1").inner_text() == "Blue Heron Manpower Ltd"
    assert page.locator("#time").count() == 1
    page.locator("a[href$='/card']").click()
    assert page.locator("svg.qr").count() == 1
    assert "/party/" in page.locator(".share-address").inner_text()
    assert_fits(page)


@pytest.mark.parametrize(("language", "prefix"), LANGUAGES)
def test_every_page_of_the_journey_is_clean_and_light(
    site: str, browser_page: BrowserPage, language: str, prefix: str
) -> None:
    page = browser_page()
    page.goto(f"{site}{prefix}/check?q=blue+heron")
    party = page.locator(".candidates a").first.get_attribute("href")
    addresses = ["/", "/check", "/check?q=blue+heron", "/check?q=zzzzqqqq", "/registers", "/register/xa-recruiters"]
    addresses = [prefix + address for address in addresses] + [f"{party}", f"{party}/card", f"{prefix}/how-it-works"]
    for address in addresses:
        assert sum(first_view_bytes(page, site + address).values()) <= MOST_BYTES, address
        assert page.locator("html").get_attribute("lang") == language
        assert_axe_clean(page)
        assert_fits(page)
        assert small_targets(page) == [], address


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_answer_on_a_desk(site: str, browser_page: BrowserPage, dark: bool) -> None:
    page = browser_page(width=1200, dark=dark)
    page.goto(f"{site}/check?q=eastmere+textile")
    page.locator(".candidates a").first.click()
    assert "Barred" in page.locator("main").inner_text()
    assert_axe_clean(page)


def test_somebody_objects(site: str, browser_page: BrowserPage) -> None:
    page = browser_page(javascript=False)
    page.goto(f"{site}/check?q=lantern+kitchen")
    page.locator(".candidates a").first.click()
    page.get_by_role("link", name="This is wrong, or this is not us").first.click()
    page.get_by_label("This is not us").check()
    page.locator("textarea").fill("Not us.")
    page.get_by_role("button", name="Send").click()
    assert "Please write at least a sentence." in page.locator("main").inner_text()
    page.locator("textarea").fill("We are another firm of the same name in another town.")
    page.get_by_role("button", name="Send").click()
    assert "/objection/" in page.url
    assert "We answer by" in page.locator("main").inner_text()
    assert_fits(page)


def test_an_address_that_leads_nowhere_helps(site: str, browser_page: BrowserPage) -> None:
    page = browser_page()
    answer = page.goto(f"{site}/party/nobody2345")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("main a").count() > 0
    assert_axe_clean(page)
