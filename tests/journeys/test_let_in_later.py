"""Who reads a case after its worker took it from another body: who is let in later, and who would not be any more."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from safar.foundation.vault.models import Slot
from safar.rooms.casework.models import Proposal
from tests.device import Device, found_body, soon, walled_off
from tests.journeys.browser import DESK, BrowserPage, assert_fits
from tests.journeys.test_desk_and_worker import at_desk, yes
from tests.journeys.test_help_return import writes
from tests.journeys.worker import TEXT, begun, filed, opened
from tests.rooms.casework.desk_people import account, colleague

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


def test_who_is_let_in_after_a_new_epoch_reads_the_account(live_server: LiveServer, browser_page: BrowserPage) -> None:
    centre, union, law = found_body("centre"), found_body("union", kind="union"), found_body("law", kind="lawyer")
    site, ben = live_server.url, colleague("ben", law)
    worker = begun(browser_page(), f"{site}/help")
    receipt = filed(worker)
    for body in (union, law):
        asked = {"body": body.id, "purpose": "advise", "until": soon().isoformat(), "why": "", "scope": "all"}
        writes(centre, {"text": f"May {body.id} see it?", "ask": {"consent": asked}})
        if body is union:
            yes(worker, f"{site}/help", receipt)
            worker.locator("details:has([data-readers]) summary").click()
            worker.locator("[data-readers] li:has-text('Union') button").click()
            expect(worker.locator("[data-readers] li")).to_have_count(1)
    yes(worker, f"{site}/help", receipt)
    assert Slot.objects.filter(body="law").count() == 2
    desk = at_desk(browser_page(width=DESK), site, ben)
    expect(desk.locator("#account")).to_contain_text(TEXT)
    expect(desk.locator("#entries")).to_contain_text("May union see it?")
    expect(desk.locator("#alarms p")).to_have_count(0)
    assert TEXT in opened(worker, f"{site}/help", receipt).locator("#folder").inner_text()


def test_a_reader_who_would_not_be_let_in_today_is_marked_and_left_out(
    live_server: LiveServer, browser_page: BrowserPage
) -> None:
    walled_off()
    centre, inspectorate = found_body("centre"), found_body("inspectorate", kind="labour-inspectorate")
    device = Device(Client())
    filing = device.filing(centre, account(centre))
    filing["epoch"] = device.epoch_to([centre, inspectorate])
    assert device.post("file", filing).status_code == 201
    Proposal.objects.all().delete()  # its level falls back to unknown
    page = opened(browser_page(), f"{live_server.url}/help", device.receipt)
    page.locator("details:has([data-readers]) summary").click()
    warned = page.locator("[data-readers] li", has_text="we would not let them in today")
    expect(warned).to_have_count(1)
    expect(warned).to_contain_text("Inspectorate")
    assert_fits(page)
    page.locator("[data-readers] li", has_text="Centre").get_by_role("button").click()
    expect(page.locator("#folder [data-put=state]")).to_have_text("You have withdrawn it")
    assert not Slot.objects.exists()
