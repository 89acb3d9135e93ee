"""The desk in a real browser: two members unlock, read, answer, ask, refer, conciliate, record an outcome and close."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts.roles import Role
from safar.rooms.casework.models import Case
from tests.device import Desk, Device, found_body
from tests.journeys.browser import DESK, BrowserPage
from tests.rooms.casework.desk_people import Colleague, colleague, filed

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


@dataclass
class Office:
    """A centre with two members, and one complaint that waits."""

    site: str
    centre: Desk
    union: Desk
    amina: Colleague
    omar: Colleague
    device: Device
    number: int

    def open(self, page: Page, who: Colleague, address: str = "") -> Page:
        page.context.add_cookies([{"name": "sessionid", "value": who.cookie, "url": self.site}])
        page.goto(f"{self.site}/staff/cases/{address}")
        expect(page.locator("#desk[data-ready]")).to_be_attached()
        return page

    def unlock(self, page: Page, who: Colleague) -> Page:
        page.fill("#words", who.words)
        page.click("#unlock button")
        expect(page.locator("#unlocked")).to_be_visible()
        return page

    @property
    def state(self) -> str:
        return str(Case.objects.get(pk=self.number).state)


@pytest.fixture
def office(live_server: LiveServer) -> Office:
    centre, union = found_body("centre-1"), found_body("union-1", kind="union")
    amina = colleague("amina", centre)
    omar = colleague("omar", centre, (Role.CASEWORKER, Role.SUPERVISOR))
    device = Device(Client())
    return Office(live_server.url, centre, union, amina, omar, device, filed(device, centre, may_hear_early=True))


def test_a_member_opens_a_case_and_answers(office: Office, browser_page: BrowserPage) -> None:
    page = office.unlock(office.open(browser_page(width=DESK), office.amina), office.amina)
    page.click("[data-case]")
    expect(page.locator("#account")).to_contain_text("They did not pay me since May.")
    expect(page.locator("#wages-list")).to_contain_text("I was not paid")
    expect(page.locator("#alarms p")).to_have_count(0)
    page.fill("#message", "We have read it <b>and</b> will help.")
    page.click("#write button")
    expect(page.locator("#entries")).to_contain_text("We have read it <b>and</b> will help.")
    said = [office.device.read(one) for one in office.device.folder()["entries"] if one["role"] == "body"]
    assert [one["text"] for one in said] == ["We have read it <b>and</b> will help."]
