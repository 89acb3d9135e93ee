"""One complaint, from an Arabic phone to a recovered wage: worker, caseworker, inspector, respondent, and the refusal.

The worker's every step is taken in a browser of 320 px, the desk's in one beside it. Nothing is handed over outside the
pages but the number on her paper and the one on the respondent's letter.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts.roles import Role
from safar.rooms.casework.models import Case, DataRequest, Outcome, Referral
from tests.device import found_body, soon, walled_off
from tests.journeys.browser import DESK, BrowserPage
from tests.journeys.test_desk_and_worker import again, at_desk, move, said, yes
from tests.journeys.worker import TEXT, begun, filed, opened
from tests.rooms.casework.desk_people import colleague

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]
CLAIM = "Wages for cleaning were not paid. Please pay them."


def ask_for_the_inspector(desk: Page) -> None:
    desk.click("#asking summary")
    desk.select_option("#ask-body", "inspectorate-1")
    desk.select_option("#ask-purpose", "enforce-labour-law")
    desk.fill("#ask-until", soon().isoformat())
    desk.fill("#ask-why", "They can order the wages to be paid.")
    desk.click("#ask button")
    said(desk)


def refuse_the_officer(page: Page, site: str, number: int) -> None:
    """The supervisor writes the request of immigration enforcement down; it is refused on the spot."""
    page.goto(f"{site}/staff/requests/")
    page.select_option("[name=requester]", "control")
    page.select_option("[name=basis]", "administrative")
    page.select_option("[name=jurisdiction]", "AE")
    page.fill("[name=scope]", "Name and address of whoever complained.")
    page.fill("[name=case]", str(number))
    page.click("main button[type=submit]")
    assert DataRequest.objects.get().decision == DataRequest.Decision.REFUSED


def close_with_money(desk: Page) -> None:
    expect(desk.locator("#entries")).to_contain_text("We have paid today.")
    desk.select_option("#ending", "paid-in-full")
    desk.fill("#currency", "AED")
    desk.select_option("#claimed", "to-2000")
    desk.select_option("#recovered", "to-2000")
    desk.click("#outcome button")
    said(desk)
    move(desk, "Close the case")


def test_from_an_arabic_phone_to_a_recovered_wage(live_server: LiveServer, browser_page: BrowserPage) -> None:
    walled_off()
    centre, inspectorate = found_body("centre-1"), found_body("inspectorate-1", kind="labour-inspectorate")
    amina = colleague("amina", centre, (Role.CASEWORKER, Role.SUPERVISOR))
    noor, site = colleague("noor", inspectorate), live_server.url
    address = f"{site}/ar/help"
    phone = begun(browser_page(locale="ar"), address)
    assert phone.locator("html").get_attribute("dir") == "rtl"
    receipt = filed(phone)
    Case.objects.update(may_hear_early=True)

    desk = at_desk(browser_page(width=DESK), site, amina)
    expect(desk.locator("#account")).to_contain_text(TEXT)
    move(desk, "We have it: acknowledge")
    move(desk, "Take it up")
    ask_for_the_inspector(desk)
    yes(phone, address, receipt)
    assert Referral.objects.get().receiver_id == inspectorate.id

    inspector = at_desk(browser_page(width=DESK), site, noor)
    expect(inspector.locator("#account")).to_contain_text(TEXT)
    assert inspector.locator("#case h3:visible").first.inner_text() == "Due wages first"
    inspector.fill("#results-wages", "Three months are due.")
    inspector.click("#results button")
    said(inspector)

    again(desk)
    expect(desk.locator("#entries")).to_contain_text("Three months are due.")
    move(desk, "Begin a conciliation")
    desk.fill("#claim-text", CLAIM)
    desk.click("#claim button")
    said(desk)
    yes(phone, address, receipt)
    again(desk)
    desk.click("#drafts button")
    said(desk)
    letter = desk.locator("#paper-number").inner_text()

    respondent = opened(browser_page(), f"{site}/help", letter)
    shown = respondent.locator("#folder").inner_text()
    assert CLAIM in shown
    assert TEXT not in shown
    respondent.fill("#answer", "We have paid today.")
    with respondent.expect_response("**/sealed/v1/add"):
        respondent.locator("#folder [data-do=add]").click()

    refuse_the_officer(desk, site, Case.objects.get().pk)
    opened(phone, address, receipt)
    expect(phone.locator("[data-notices] > *")).to_have_count(1)

    close_with_money(at_desk(desk, site, amina))
    outcome = Outcome.objects.get()
    assert (Case.objects.get().state, outcome.currency, outcome.recovered) == ("closed", "AED", "to-2000")
