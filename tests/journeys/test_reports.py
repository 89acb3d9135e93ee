"""What workers report, from a phone to a card: the questions, a union's row of thirty, a recruiter's answer."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
import segno
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from safar.foundation import page_cache
from safar.foundation.accounts.roles import Role
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.registry.actions.example import load_example
from safar.rooms.reports.actions.publish import publish_cards
from safar.rooms.reports.actions.submit import BUDGET, INTAKE
from safar.rooms.reports.models import Reply, Report
from safar.rules.firewall import Purpose
from tests.cast import CENTRE, at_work, hire
from tests.device import found_body
from tests.journeys.browser import (
    DESK,
    BrowserPage,
    assert_axe_clean,
    assert_fits,
    first_view_bytes,
    small_targets,
)
from tests.rooms.casework.desk_people import colleague

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, databases=["default", "vault"]),
    pytest.mark.usefixtures("own_index"),
]
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
def site(live_server: LiveServer, calendar: Calendar) -> str:
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
    page.wait_for_timeout(5200)  # a form that comes back sooner was not filled in by hand


def printed(page: Page) -> str:
    """Give what would stand on paper."""
    page.emulate_media(media="print")
    said = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    return said.strip()


def receipt_on(page: Page) -> str:
    return re.sub(r"\D", "", page.locator("[data-receipt]").inner_text())


@pytest.mark.parametrize(
    ("prefix", "script", "dark"),
    [("", True, False), ("/ar", True, True), ("", False, False)],
    ids=["en", "ar", "plain"],
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


def picture() -> bytes:
    held = BytesIO()
    segno.make_qr("a pay slip").save(held, kind="png", scale=20)
    return held.getvalue()


def at_review(page: Page, site: str) -> None:
    page.goto(f"{site}/report")
    page.fill("[name=name]", "Broker Bob")
    page.click("button[value=next]")
    answered(page, look=False)


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
    expect(editor.locator("main")).to_contain_text(f"{party} not told yet")
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


@pytest.mark.parametrize("path", ["/report", "/ar/report", "/cards", "/corridors", "/corridor/np-ae", "/dispute"])
def test_a_first_view_is_clean_and_below_60_kilobytes(site: str, browser_page: BrowserPage, path: str) -> None:
    page = browser_page()
    came = first_view_bytes(page, site + path)
    assert sum(came.values()) <= 60_000, came
    is_fit(page)
