"""Both halves in real browsers: a worker and a caseworker, and the respondent, who meet only through sealed folders."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from safar.foundation.vault.models import Slot
from safar.rooms.casework.models import Case, Claim
from tests.device import found_body, soon
from tests.journeys.browser import DESK, BrowserPage
from tests.journeys.worker import TEXT, begun, filed, opened
from tests.rooms.casework.desk_people import Colleague, colleague

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


def at_desk(page: Page, site: str, who: Colleague) -> Page:
    """Unlock and open the only case."""
    page.context.add_cookies([{"name": "sessionid", "value": who.cookie, "url": site}])
    page.goto(f"{site}/staff/cases/")
    expect(page.locator("#desk[data-ready]")).to_be_attached()
    page.fill("#words", who.words)
    page.click("#unlock button")
    expect(page.locator("#unlocked")).to_be_visible(timeout=20_000)
    page.click("[data-case]")
    expect(page.locator("#case")).to_be_visible()
    return page


def again(page: Page) -> None:
    """Open the case anew, without typing the words again."""
    page.click("#show-list")
    page.click("[data-case]")
    expect(page.locator("#case")).to_be_visible()


def said(page: Page) -> None:
    expect(page.locator("#said")).to_have_text("Sent, and written in the journal.")


def move(page: Page, words: str) -> None:
    page.click(f"#moves button:has-text('{words}')")
    said(page)


def yes(page: Page, address: str, receipt: str) -> None:
    """Come back with the number and say yes to the question that waits."""
    opened(page, address, receipt)
    expect(page.locator("#folder [data-put=question]").last).not_to_be_empty()
    page.locator("[data-answer=yes]").last.click()
    expect(page.locator("[data-answer=yes]")).to_have_count(0, timeout=20_000)


def test_told_asked_agreed_claimed_and_answered(live_server: LiveServer, browser_page: BrowserPage) -> None:
    centre, union = found_body("centre"), found_body("union-1", kind="union")
    amina, site = colleague("amina", centre), live_server.url
    worker = begun(browser_page(), f"{site}/help")
    receipt = filed(worker)
    Case.objects.update(may_hear_early=True)

    desk = at_desk(browser_page(width=DESK), site, amina)
    expect(desk.locator("#account")).to_contain_text(TEXT)
    expect(desk.locator("#account")).to_contain_text("Blue Heron")
    expect(desk.locator("#alarms p")).to_have_count(0)
    move(desk, "We have it: acknowledge")
    move(desk, "Take it up")
    desk.click("#asking summary")
    desk.select_option("#ask-body", union.id)
    desk.select_option("#ask-purpose", "advise")
    desk.fill("#ask-until", soon().isoformat())
    desk.fill("#ask-why", "They know this employer.")
    desk.click("#ask button")
    said(desk)

    yes(worker, f"{site}/help", receipt)
    assert set(Slot.objects.values_list("body", flat=True)) == {centre.id, union.id}
    again(desk)
    expect(desk.locator("#consents")).to_contain_text("Union-1: advise, all of it")
    expect(desk.locator("#entries")).to_contain_text("The worker said yes.")
    expect(desk.locator("#alarms p")).to_have_count(0)

    move(desk, "Begin a conciliation")
    desk.fill("#claim-text", "Wages for cleaning were not paid. Please pay them.")
    desk.click("#claim button")
    said(desk)
    yes(worker, f"{site}/help", receipt)
    again(desk)
    expect(desk.locator("#drafts")).to_contain_text("approved by the worker")
    desk.click("#drafts button")
    said(desk)
    number = desk.locator("#paper-number").inner_text()

    respondent = opened(browser_page(), f"{site}/help", number)
    shown = respondent.locator("#folder").inner_text()
    assert "Wages for cleaning were not paid. Please pay them." in shown
    assert TEXT not in shown
    respondent.fill("#answer", "We paid on the first.")
    with respondent.expect_response("**/sealed/v1/add"):
        respondent.locator("#folder [data-do=add]").click()
    assert Claim.objects.get().answered_on is not None
    again(desk)
    expect(desk.locator("#entries")).to_contain_text("We paid on the first.")
    expect(desk.locator("#claims")).to_contain_text("answered")
