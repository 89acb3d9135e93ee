"""Where the journeys of reports begin: a site with the example record, a day that can be moved, steps of a report."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from safar.foundation import page_cache
from safar.foundation.accounts.roles import Role
from safar.rooms.registry.actions.example import load_example
from tests.cast import CENTRE, at_work, hire
from tests.device import found_body
from tests.journeys.browser import (
    assert_axe_clean,
    assert_fits,
    small_targets,
)

LANGUAGES = ("", "/ar", "/es", "/hi", "/ne", "/fil")
STARTED = datetime(2026, 11, 26, 9, tzinfo=UTC)


class Calendar:
    """The day on which the site believes to be; pages that were kept are forgotten with the day."""

    def __init__(self, clock: pytest.MonkeyPatch) -> None:
        self._clock = clock
        clock.setattr(page_cache, "VERSION_SECONDS", 0.0)
        self.goes_to(STARTED)

    def goes_to(self, now: datetime) -> datetime:
        self._clock.setattr(timezone, "now", lambda: now)
        return now


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


@pytest.fixture
def site(live_server: LiveServer, calendar: Calendar, quick_hand: None) -> str:
    load_example(now=STARTED)
    found_body(CENTRE, kind="union")
    return str(live_server.url)


def is_fit(page: Page) -> None:
    """Clean for axe, no wider than the window, every target a fingertip high, one headline."""
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []
    assert page.locator("h1").count() == 1


def party_page(page: Page, site: str, prefix: str = "") -> str:
    """Open the page of the recruiter; gives its id."""
    page.goto(f"{site}{prefix}/check?q=blue+heron")
    page.click("main .candidate h3 a")
    return page.url.rsplit("/", 1)[1]


def at_desk(page: Page, site: str, role: Role, body: str = "") -> Page:
    cookie = at_work(hire(f"{role.value}-{timezone.now():%m%d}", [role], body=body)).client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return page


def state(page: Page, site: str, party: str) -> set[str]:
    """Give what the card says it is, over all six languages."""
    found = set()
    for prefix in LANGUAGES:
        page.goto(f"{site}{prefix}/party/{party}")
        found.add(page.locator("[data-publication]").get_attribute("data-publication") or "")
    return found


def answered(page: Page, look: bool = True) -> None:
    """Go from the first step to the last; a kept passport, a fee, no recommendation."""
    for step in ("where", "first", "second"):
        expect(page.locator(f"form[data-step={step}]")).to_be_visible()
        if look:
            is_fit(page)
        if step == "where":
            page.select_option("[name=origin]", "NP")
            page.select_option("[name=destination]", "AE")
            page.check("[name=still][value=left]")
        if step == "first":
            page.check("[name=a-paid-fee][value=yes]")
            page.fill("[name=fee]", "1200")
            page.select_option("[name=currency]", "USD")
            page.check("[name=a-documents-kept][value=yes]")
        if step == "second":
            page.check("[name=a-recommend][value=no]")
        page.click("button[value=next]")
    expect(page.locator("form[data-step=review]")).to_be_visible()


def printed(page: Page) -> str:
    """Give what would stand on paper."""
    page.emulate_media(media="print")
    said = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    return said.strip()


def receipt_on(page: Page) -> str:
    return re.sub(r"\D", "", page.locator("[data-receipt]").inner_text())


def at_review(page: Page, site: str) -> None:
    page.goto(f"{site}/report")
    page.fill("[name=name]", "Broker Bob")
    page.click("button[value=next]")
    answered(page, look=False)
