"""A photo of a pay slip: sealed on the phone to one centre, opened by its checker, deleted after the check."""

from __future__ import annotations

from io import BytesIO

import pytest
import segno
from playwright.sync_api import expect

from safar.foundation.accounts.roles import Role
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.models import Report
from safar.rules.firewall import Purpose
from tests.device import found_body
from tests.journeys.browser import (
    DESK,
    BrowserPage,
)
from tests.journeys.reporting import (
    STARTED,
    at_review,
    calendar,
    is_fit,
    site,
)
from tests.rooms.casework.desk_people import colleague

__all__ = ["calendar", "site"]  # fixtures
pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, databases=["default", "vault"]),
    pytest.mark.usefixtures("own_index"),
]


def picture() -> bytes:
    held = BytesIO()
    segno.make_qr("a pay slip").save(held, kind="png", scale=20)
    return held.getvalue()


def test_a_proof_is_sealed_on_the_phone_and_opened_by_the_checker_alone(site: str, browser_page: BrowserPage) -> None:
    desk = found_body("centre-9")
    checker = colleague("chris", desk, (Role.EVIDENCE_CHECKER,))
    page = browser_page()
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or ""))
    at_review(page, site)
    page.set_input_files("#proofs", {"name": "slip.png", "mimeType": "image/png", "buffer": picture()})
    page.click("button[value=next]")
    expect(page.locator("[role=alert]:visible")).to_contain_text("no union or centre is chosen")
    page.select_option("#centre", "centre-9")
    is_fit(page)
    page.click("button[value=next]")
    expect(page.locator("[data-receipt] span")).to_have_count(6)
    assert not any("slip.png" in one or "JFIF" in one for one in sent)
    window = browser_page(width=DESK)
    window.context.add_cookies([{"name": "sessionid", "value": checker.cookie, "url": site}])
    window.goto(f"{site}/staff/reports/evidence/")
    is_fit(window)
    window.click("main .marks a")
    window.fill("#words", "one two three four five six seven")
    window.click("#unlock button")
    expect(window.locator("#said")).to_have_text("These words open nothing here.")
    window.fill("#words", checker.words)
    window.click("#unlock button")
    expect(window.locator("#shown canvas")).to_have_count(1)
    is_fit(window)
    window.check("[name=found][value=yes]")
    window.click("#found button")
    expect(window.locator("main")).to_contain_text("None.")
    with vault_reading(Purpose.STATISTICS):
        [report] = Report.objects.all()
    assert (report.checked_on, report.folder_id) == (STARTED.date(), None)


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", b"", b"\xff\xd8\xff\xe0 no picture"])
def test_what_is_no_picture_is_not_sent(site: str, browser_page: BrowserPage, content: bytes) -> None:
    found_body("centre-9")
    page = browser_page()
    at_review(page, site)
    page.set_input_files("#proofs", {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": content})
    page.select_option("#centre", "centre-9")
    page.click("button[value=next]")
    expect(page.locator("[role=alert]:visible")).to_contain_text("This photo can't be read here")
    with vault_reading(Purpose.STATISTICS):
        assert not Report.objects.exists()
