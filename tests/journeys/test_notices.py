"""A notice in the browser: seen by the worker whom it concerns, answered, decided, looked up by its number."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from safar.foundation.accounts.roles import Role
from safar.rooms.reports.actions.disputes import give_notice
from safar.rooms.reports.actions.notices import verify_party
from safar.rooms.reports.actions.submit import submit_plain
from tests.journeys.browser import DESK, BrowserPage
from tests.journeys.reporting import at_desk, calendar, is_fit, party_page, site
from tests.rooms.reports.people import BAD, told

__all__ = ["calendar", "site"]  # fixtures
pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, databases=["default", "vault"]),
    pytest.mark.usefixtures("own_index"),
]


@pytest.mark.parametrize("script", [True, False])
def test_a_worker_answers_what_would_take_her_report_away(site: str, browser_page: BrowserPage, script: bool) -> None:
    page = browser_page(javascript=script)
    party, now = party_page(page, site), timezone.now()
    submit_plain(told(BAD, party=party), receipt="1" * 24, now=now)
    number = give_notice(party=party, ground="untrue", text="It never happened.", now=now)
    page.goto(f"{site}/report")
    page.locator("form:has([value=return]) button").click()
    page.fill("[name=receipt]", "1" * 24)
    page.click("main button")
    notices = page.locator("section[aria-labelledby=notices]")
    expect(notices).to_contain_text(str(number))
    if script:
        is_fit(page)
    notices.locator("button").click()
    expect(page.locator("[name=number]")).to_have_value(str(number))
    assert page.url == f"{site}/dispute/answer"
    page.fill("[name=text]", "It did.")
    page.click("main form button")
    expect(page.locator("[role=status]")).to_contain_text("looked at with the notice")


def test_a_moderator_takes_off_what_is_ticked_and_the_number_tells(site: str, browser_page: BrowserPage) -> None:
    page, desk = browser_page(), browser_page(width=DESK)
    party, now = party_page(page, site), timezone.now()
    submit_plain(told(BAD, party=party), receipt="1" * 24, now=now)
    key = verify_party(party, evidence="letter", staff=7, now=now)
    page.goto(f"{site}/dispute?about={party}")
    page.check("[name=ground][value=untrue]")
    page.fill("[name=text]", "It never happened.")
    page.click("main form button")
    number = re.sub(r"\D", "", page.locator("main .lead").inner_text())
    page.goto(f"{site}/ar/answer/notices")
    is_fit(page)
    page.fill("[name=key]", key)
    page.click("main form button")
    expect(page.locator("section[aria-labelledby=notices]")).to_contain_text(number)
    is_fit(page)
    at_desk(desk, site, Role.MODERATOR)
    desk.goto(f"{site}/staff/reports/moderation/party/{party}")
    is_fit(desk)
    desk.goto(f"{site}/staff/reports/moderation/notice/{number}")
    is_fit(desk)
    desk.check("[name=decision][value=removed]")
    desk.check("[name=goes]")
    desk.fill("[name=reason]", "Nobody of that name worked there")
    desk.click("main form button")
    expect(desk.locator("h1")).to_have_text("Reports to look at")
    page.goto(f"{site}/ar/dispute/number")
    is_fit(page)
    page.fill("[name=number]", number)
    page.click("main form button")
    expect(page.locator("main q")).to_have_text("Nobody of that name worked there")
    is_fit(page)
