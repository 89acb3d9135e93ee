"""A centre with two members whose words open its keys, and a complaint that waits: where the desk's journeys begin."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts.roles import Role
from safar.rooms.casework.models import Case
from tests.device import Desk, Device, found_body
from tests.rooms.casework.desk_people import Colleague, colleague, filed


@dataclass
class Office:
    """Who works there, who wrote to them, and how a window gets to the desk."""

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
