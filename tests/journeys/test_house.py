"""The public pages around casework, and the requests for data, in a real browser: narrow, right to left, dark."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts.roles import Role
from safar.foundation.release.actions import publish_once
from safar.rooms.casework.actions.release import publish_requests, table_json
from safar.rooms.casework.actions.requests import Asked, record_request
from safar.rules.small_cells import Counted, tabulate
from tests.cast import at_work, hire
from tests.device import found_body
from tests.journeys.browser import DESK, PHONE, BrowserPage, assert_axe_clean, assert_fits, small_targets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(databases=["default", "vault"], transaction=True)]
PAGES = ("/safety", "/transparency", "/figures")


@pytest.fixture
def site(live_server: LiveServer) -> str:
    found_body("centre")
    asked = Asked("control", "administrative", "US", "all names")
    record_request(asked, body="", now=datetime(2026, 9, 3, tzinfo=UTC))
    publish_requests(now=datetime(2026, 11, 3, tzinfo=UTC))
    counts = {("GB", "paid-in-full"): 30, ("GB", "advised"): 3, ("NZ", "paid-in-full"): 25, ("NZ", "advised"): 12}
    cases = [Counted(*cell, (cell, number)) for cell, count in counts.items() for number in range(count)]
    publish_once("outcomes", "2026-09", table_json(tabulate(cases)), today=date(2026, 10, 20))
    return str(live_server.url)


def look(page: Page, name: str) -> None:
    """Leave a picture for whoever looks at the pages by eye."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize("path", PAGES)
def test_narrow_right_to_left_and_dark(site: str, browser_page: BrowserPage, path: str) -> None:
    for language, dark in (("", False), ("/ar", True)):
        page = browser_page(width=PHONE, dark=dark)
        page.goto(f"{site}{language}{path}")
        look(page, f"{path[1:]}-{language[1:] or 'en'}")
        assert page.locator("h1").count() == 1
        assert page.locator("[data-quick-exit]").is_visible()
        assert_fits(page)
        assert_axe_clean(page)
        assert small_targets(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_without_script(site: str, browser_page: BrowserPage, path: str) -> None:
    page = browser_page(javascript=False)
    page.goto(f"{site}{path}")
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_supervisor_refuses_the_officer(site: str, browser_page: BrowserPage, width: int) -> None:
    supervisor = at_work(hire("amina", [Role.SUPERVISOR], body="centre"))
    page = browser_page(width=width)
    page.context.add_cookies(
        [{"name": "sessionid", "value": supervisor.client.cookies["sessionid"].value, "url": site}]
    )
    page.goto(f"{site}/staff/requests/")
    assert_fits(page)
    assert_axe_clean(page)
    look(page, f"requests-{width}")
    page.get_by_label("Who asks?").select_option("control")
    page.get_by_label("On what?").select_option("administrative")
    page.get_by_label("In which country?").select_option("GB")
    page.get_by_label("What do they ask for?").fill("Who complained about the Blue Heron?")
    page.get_by_role("button", name="Write it down").click()
    assert "Refused on" in page.locator("main").inner_text()
    look(page, f"request-{width}")
    page.get_by_role("link", name="The letter to hand over").click()
    assert "is refused" in page.locator("h1").inner_text()
    look(page, f"letter-{width}")
    assert_fits(page)
    assert_axe_clean(page)
