"""The registry's staff pages in a real browser: on a narrow screen, by keyboard alone, without script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts.roles import Role
from safar.rooms.registry.actions.example import load_example
from safar.rooms.registry.actions.load import load_content
from safar.rooms.registry.actions.object import submit_objection
from safar.rooms.registry.models import Edition, Judgement, Record
from safar.rooms.registry.sources import source_called
from tests.cast import at_work, hire
from tests.journeys.browser import DESK, PHONE, BrowserPage, assert_axe_clean, assert_fits, small_targets

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MOST_TABS = 60
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Desk:
    """A site with work waiting, the addresses of that work, and the cookie of somebody who holds every role."""

    site: str
    refused: str
    pair: str
    objection: str
    cookie: str

    def enter(self, page: Page) -> Page:
        page.context.add_cookies([{"name": "sessionid", "value": self.cookie, "url": self.site}])
        return page


@pytest.fixture
def desk(live_server: LiveServer, own_index: None, settings: LazySettings) -> Desk:
    load_example(now=NOW)
    one, other, disputed = Record.objects.filter(gone_on=None).order_by("pk")[:3]
    Judgement.objects.create(one=one, other=other, verdict="maybe", at=NOW, reasons=["the names sound alike"])
    made = submit_objection(record=disputed, kind="not-us", text="That firm is not ours.", contact="a@b", now=NOW)
    newest = settings.EXAMPLE / "xa-recruiters-2026-10-31.csv"
    few = b"".join(newest.read_bytes().splitlines(keepends=True)[:8]) + b"OR/1,Odd One,,Tamarin,Blessed,\n"
    load_content(source_called("xa-recruiters"), few, "half-a-list.csv", now=NOW, actor="test", published="2026-11-20")
    person = at_work(hire("amina", [Role.RECORD_EDITOR, Role.JUDGE]))
    return Desk(
        site=live_server.url,
        refused=f"/staff/registry/reviews/{Edition.objects.get(state='refused').pk}",
        pair=f"/staff/registry/pairs/{one.pk}/{other.pk}",
        objection=f"/staff/registry/objections/{made.reference}",
        cookie=person.client.cookies["sessionid"].value,
    )


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the control with these words has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == words:
            return
    raise AssertionError(f"{words!r} is not reached by {MOST_TABS} presses of Tab")


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_clean_and_fits(desk: Desk, browser_page: BrowserPage, width: int, dark: bool) -> None:
    page = desk.enter(browser_page(width=width, dark=dark))
    party = Record.objects.order_by("pk").values_list("party_id", flat=True)[0]
    lists = [f"/staff/registry/{name}" for name in ("reviews", "queue", "pairs", "health", "objections")]
    for address in [*lists, desk.refused, desk.pair, desk.objection, f"/staff/registry/party/{party}/judgements"]:
        answer = page.goto(desk.site + address)
        assert answer
        assert (answer.status, page.locator("h1").count()) == (200, 1), address
        assert_axe_clean(page)
        assert_fits(page)
        assert small_targets(page) == [], address


def test_a_pair_is_judged_by_keyboard_without_script(desk: Desk, browser_page: BrowserPage) -> None:
    page = desk.enter(browser_page(javascript=False))
    page.goto(desk.site + desk.pair)
    tab_to(page, "Different")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Your judgement is kept: different." in page.locator("main").inner_text()
    assert page.url == desk.site + "/staff/registry/queue"


def test_a_refused_load_is_accepted_without_script(desk: Desk, browser_page: BrowserPage) -> None:
    page = desk.enter(browser_page(javascript=False))
    page.goto(desk.site + "/staff/registry/reviews")
    page.click("text=half-a-list.csv")
    assert "would no longer be listed" in page.locator("main").inner_text()
    page.check("[name=sure]")
    page.click("text=Accept and load it")
    assert page.locator("h1").inner_text() == "Published: half-a-list.csv"


def test_an_objection_is_answered_without_script(desk: Desk, browser_page: BrowserPage) -> None:
    page = desk.enter(browser_page(javascript=False))
    page.goto(desk.site + desk.objection)
    page.check("[value=rejected]")
    page.fill("[name=answer]", "The decision names this very firm.")
    page.click("main button:has-text('Answer')")
    assert "None waits for an answer." in page.locator("main").inner_text()
