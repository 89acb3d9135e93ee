"""What workers report, from a phone to a card: the questions, a union's row of thirty, a recruiter's answer."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from safar.foundation.accounts.roles import Role
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.actions.publish import publish_cards
from safar.rooms.reports.actions.submit import BUDGET, INTAKE, submit_plain
from safar.rooms.reports.models import Reply, Report
from safar.rooms.reports.telling import Proposed
from safar.rules.firewall import Purpose
from tests.cast import CENTRE
from tests.journeys.browser import (
    DESK,
    BrowserPage,
    first_view_bytes,
)
from tests.journeys.reporting import (
    LANGUAGES,
    Calendar,
    answered,
    at_desk,
    at_review,
    calendar,
    is_fit,
    party_page,
    printed,
    receipt_on,
    site,
    state,
)
from tests.rooms.reports.people import told

__all__ = ["calendar", "site"]  # fixtures
pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, databases=["default", "vault"]),
    pytest.mark.usefixtures("own_index"),
]


@pytest.mark.parametrize(
    ("prefix", "script", "dark"),
    [*((prefix, True, prefix == "/ar") for prefix in LANGUAGES), ("", False, False)],
    ids=["en", "ar", "es", "hi", "ne", "fil", "plain"],
)
def test_a_worker_reports_comes_back_and_takes_it_back(
    site: str, browser_page: BrowserPage, prefix: str, script: bool, dark: bool
) -> None:
    page = browser_page(javascript=script, dark=dark)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or ""))
    party = party_page(page, site, prefix)
    page.click(".reported form button")
    assert party not in page.url
    assert page.title() == "Safar" or prefix
    answered(page, look=script)
    if script:
        is_fit(page)
    page.click("button[value=next]")
    expect(page.locator("[data-receipt] span")).to_have_count(6)
    if script:
        is_fit(page)
    receipt = receipt_on(page)
    assert len(receipt) == 24
    on_paper = printed(page)
    assert re.sub(r"\D", "", on_paper) == receipt
    assert len(on_paper) < 45, "the paper says “Safar” and the digits"
    assert any(receipt in one for one in sent) is not script, "with script the number never leaves the phone"
    with vault_reading(Purpose.STATISTICS):
        assert [one.party for one in Report.objects.all()] == [party]
    page.goto(f"{site}{prefix}/report")
    page.locator("form:has([value=return]) button").click()
    page.fill("[name=receipt]", " ".join(receipt[at : at + 4] for at in range(0, 24, 4)))
    page.click("main button")
    expect(page.locator("[name=a-documents-kept][value=yes]")).to_be_checked()
    if script:
        is_fit(page)
    page.check("[name=sure]")
    page.click("section[aria-labelledby=withdraw] button")
    expect(page.locator("[role=alert]")).to_be_visible()
    with vault_reading(Purpose.STATISTICS):
        assert not Report.objects.filter(withdrawn_on=None).exists()


def test_in_a_flood_the_browser_works_for_its_place(
    site: str, browser_page: BrowserPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser_page()
    at_review(page, site)
    monkeypatch.setattr(INTAKE, "bits", lambda: 10)
    monkeypatch.setattr(BUDGET, "spend", pytest.fail)
    page.click("button[value=next]")
    expect(page.locator("[data-receipt] span")).to_have_count(6)


def test_a_centre_looks_up_a_broker_and_hands_out_a_sheet_in_arabic(site: str, browser_page: BrowserPage) -> None:
    named = Proposed("Broker Bob", "Kathmandu", "+977 98555555", "NP")
    submit_plain(told(party="", proposed=named), receipt="1" * 24, now=timezone.now())
    desk = at_desk(browser_page(), site, Role.CASEWORKER, CENTRE)
    desk.goto(f"{site}/staff/reports/proposed/?q=broker")
    is_fit(desk)
    desk.click("main li a")
    is_fit(desk)
    desk.check("[name=known]")
    desk.click("main button")
    publish_cards(now=timezone.now())
    for prefix in LANGUAGES:
        desk.goto(f"{site}{prefix}/reported")
        is_fit(desk)
        expect(desk.locator("main li a")).to_have_text("Broker Bob")
    desk.goto(f"{site}/staff/reports/campaigns/")
    desk.fill("[name=title]", "Spring")
    desk.fill("[name=until]", "2027-03-31")
    desk.click("main form button")
    desk.fill("[name=count]", "2")
    desk.select_option("[name=language]", "ar")
    desk.click("main form button")
    is_fit(desk)
    expect(desk.locator("div[lang=ar][dir=rtl] .one-code")).to_have_count(2)


def test_a_page_left_open_for_a_night_can_still_be_sent(site: str, browser_page: BrowserPage) -> None:
    page = browser_page()
    at_review(page, site)
    page.eval_on_selector("[name=token]", "field => { field.value = 'made up, or of yesterday'; }")
    page.click("button[value=next]")
    expect(page.locator("[data-unsent]")).to_contain_text("was open for a long time")
    page.click("button[value=next]")
    expect(page.locator("[data-receipt] span")).to_have_count(6)


def test_a_party_in_the_fragment_is_never_in_an_address(site: str, browser_page: BrowserPage) -> None:
    page = browser_page()
    party = party_page(page, site)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{site}/report#party={party}")
    answered(page, look=False)
    page.click("button[value=next]")
    expect(page.locator("[data-receipt] span")).to_have_count(6)
    assert not any(party in url.partition("#")[0] for url in asked)
    with vault_reading(Purpose.STATISTICS):
        assert [one.party for one in Report.objects.all()] == [party]


def test_a_code_from_a_sheet_rides_along_unseen(site: str, browser_page: BrowserPage) -> None:
    desk = at_desk(browser_page(width=DESK), site, Role.CASEWORKER, CENTRE)
    desk.goto(f"{site}/staff/reports/campaigns/")
    is_fit(desk)
    desk.fill("[name=title]", "Spring")
    desk.fill("[name=until]", "2027-03-31")
    desk.click("main button")
    is_fit(desk)
    desk.fill("[name=count]", "2")
    desk.click("main button")
    is_fit(desk)
    code = re.sub(r"\D", "", desk.locator(".one-code").first.inner_text())
    page = browser_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{site}/report#code={code}")
    assert not any(code in url.partition("#")[0] for url in asked)
    page.fill("[name=name]", "Broker Bob")
    page.click("button[value=next]")
    expect(page.locator("[name=code]")).to_have_value(code)
    answered(page)
    page.click("button[value=next]")
    expect(page.locator("[data-receipt] span")).to_have_count(6)
    with vault_reading(Purpose.STATISTICS):
        assert [one.way for one in Report.objects.all()] == ["invited"]


def test_why_it_was_refused_is_said_with_script_too(site: str, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{site}/report#code=1111222233334444")
    page.fill("[name=name]", "Broker Bob")
    page.click("button[value=next]")
    answered(page, look=False)
    page.click("button[value=next]")
    expect(page.locator("[role=alert]:visible")).to_contain_text("This code is not one of ours")


def enter(desk: Page, site: str, party: str, first: int, last: int) -> None:
    """Type answers from paper, one form after the other."""
    desk.goto(f"{site}/staff/reports/entry")
    if first == 0:
        is_fit(desk)
    desk.fill("[name=party]", f"{site}/party/{party}")
    desk.select_option("[name=origin]", "NP")
    desk.select_option("[name=destination]", "AE")
    for number in range(first, last):
        desk.fill("[name=began]", "2025-09" if number % 2 else "2026-02")
        desk.check("[name=a-paid-fee][value=yes]")
        desk.fill("[name=fee]", str(800 + 20 * number))
        desk.select_option("[name=currency]", "USD")
        desk.check("[name=a-as-promised][value=no]")
        desk.check("[name=a-recommend][value=no]")
        if number % 3 == 0:
            desk.check("[name=seen]")
        desk.click("main form button")
        expect(desk.locator("[role=status]")).to_contain_text(f"Entered: {number - first + 1} in this row")


def test_a_campaign_and_an_answer_bring_a_card_from_none_to_few_to_scored(
    site: str, browser_page: BrowserPage, calendar: Calendar
) -> None:
    """Four in November show no number; thirty in December wait for the notice; the answer of January lets it appear."""
    page, desk = browser_page(), at_desk(browser_page(width=DESK), site, Role.CASEWORKER, CENTRE)
    party = party_page(page, site)
    assert state(page, site, party) == {"none"}
    enter(desk, site, party, 0, 4)
    publish_cards(now=calendar.goes_to(datetime(2026, 12, 1, 9, tzinfo=UTC)))
    assert state(page, site, party) == {"few"}
    at_desk(desk, site, Role.SUPERVISOR, CENTRE)
    enter(desk, site, party, 4, 30)
    publish_cards(now=calendar.goes_to(datetime(2027, 1, 1, 9, tzinfo=UTC)))
    assert state(page, site, party) == {"few"}
    key = told_and_verified(browser_page(width=DESK), site, party)
    recruiter_answers(browser_page(), site, key)
    moderator_shows(browser_page(width=DESK), site)
    publish_cards(now=calendar.goes_to(datetime(2027, 2, 1, 9, tzinfo=UTC)))
    assert state(page, site, party) == {"scored"}
    page.goto(f"{site}/party/{party}")
    card = page.locator(".reported")
    expect(card).to_contain_text("We pay everything back.")
    expect(card.locator(".number-harm")).to_contain_text("2 of 2")
    page.click(".reported details summary")
    expect(card).to_contain_text("30")
    is_fit(page)
    assert official_is_on_top(page)


def official_is_on_top(page: Page) -> bool:
    tops = [page.locator(f"#{name}").bounding_box() for name in ("answer", "reported")]
    return tops[0] is not None and tops[1] is not None and tops[0]["y"] < tops[1]["y"]


def told_and_verified(editor: Page, site: str, party: str) -> str:
    """A record editor sends the notice and sees who speaks for the firm; gives the number it answers with."""
    at_desk(editor, site, Role.RECORD_EDITOR)
    editor.goto(f"{site}/staff/reports/notices/")
    is_fit(editor)
    expect(editor.locator("main")).to_contain_text("not told yet")
    editor.click(f"main a[href='/staff/reports/notices/{party}']")
    is_fit(editor)
    editor.click("main form button")
    editor.click(f"main a[href='/staff/reports/notices/{party}/verify']")
    editor.fill("[name=evidence]", "Letter on the firm's paper")
    editor.click("main form button")
    is_fit(editor)
    return editor.locator("[data-key]").inner_text()


def recruiter_answers(page: Page, site: str, key: str) -> None:
    page.goto(f"{site}/cards")
    is_fit(page)
    page.click("a[href='/answer']")
    is_fit(page)
    page.fill("[name=key]", key)
    page.fill("[name=text]", "We pay everything back.")
    page.click("main form button")
    expect(page.locator("[role=status]")).to_contain_text("A person looks")


def moderator_shows(page: Page, site: str) -> None:
    with vault_reading(Purpose.STATISTICS):
        number = Reply.objects.get().pk
    at_desk(page, site, Role.MODERATOR)
    page.goto(f"{site}/staff/reports/moderation/")
    is_fit(page)
    page.click(f"a[href='/staff/reports/moderation/answer/{number}']")
    is_fit(page)
    page.check("[name=show][value=yes]")
    page.fill("[name=reason]", "It names nobody")
    page.click("main form button")
    expect(page.locator("h1")).to_have_text("Reports to look at")
    page.click("main a:has-text('Take off')")
    is_fit(page)
    expect(page.locator("main")).to_contain_text("We pay everything back.")


@pytest.mark.parametrize("path", ["/report", "/ar/report", "/cards", "/corridors", "/corridor/np-ae", "/dispute"])
def test_a_first_view_is_clean_and_below_60_kilobytes(site: str, browser_page: BrowserPage, path: str) -> None:
    page = browser_page()
    came = first_view_bytes(page, site + path)
    assert sum(came.values()) <= 60_000, came
    is_fit(page)
