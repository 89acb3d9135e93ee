"""The desk in a real browser: two members unlock, read, answer, ask, refer, conciliate, record an outcome and close."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from safar.foundation.vault.envelopes import Head, open_entry
from safar.foundation.vault.models import Entry
from safar.foundation.vault.wire import b64, fields
from safar.rooms.casework.models import Claim, Outcome, Step
from tests.device import Device, found_body, soon, walled_off
from tests.foundation.vault.crypto.pictures import SECRET, jpeg
from tests.journeys.browser import DESK, PHONE, BrowserPage, assert_axe_clean, assert_fits, small_targets
from tests.journeys.desk_office import Office, office
from tests.journeys.test_desk_modules import dot
from tests.rooms.casework.desk_people import account, colleague, filed
from tests.rooms.casework.test_desk_conciliation import approve

__all__ = ["office"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]
SHOTS = os.environ.get("SAFAR_TEST_SHOTS", "")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def said(page: Page) -> None:
    """Wait until the act is done and the case shown anew."""
    expect(page.locator("#said")).to_have_text("Sent, and written in the journal.")


def move(page: Page, words: str) -> None:
    page.click(f"#moves button:has-text('{words}')")
    said(page)


def test_two_members_bring_a_case_to_its_end(office: Office, browser_page: BrowserPage) -> None:
    page = office.unlock(office.open(browser_page(width=DESK), office.amina), office.amina)
    page.click("[data-case]")
    expect(page.locator("#account")).to_contain_text("They did not pay me since May.")
    expect(page.locator("#wages-list")).to_contain_text("I was not paid")
    expect(page.locator("#alarms p")).to_have_count(0)
    expect(page.locator("#terms")).to_contain_text("the shortest")
    shot(page, "case")
    move(page, "We have it: acknowledge")
    move(page, "Take it up")
    page.fill("#message", "We have read it <b>and</b> will help.")
    page.click("#write button")
    said(page)
    expect(page.locator("#entries")).to_contain_text("We have read it <b>and</b> will help.")
    page.fill("#note-text", "Ask the union.")
    page.fill("#note-due", soon(2).isoformat())
    page.click("#note button")
    said(page)
    expect(page.locator("#steps")).to_contain_text("Ask the union.")

    ask(page, office)
    refer(page, office)
    conciliate(page, office, browser_page)

    page = office.unlock(office.open(browser_page(width=DESK), office.omar, str(office.number)), office.omar)
    expect(page.locator("#entries")).to_contain_text("We paid.")
    page.select_option("#ending", "paid-in-part")
    page.fill("#currency", "AED")
    page.select_option("#recovered", "to-2000")
    page.select_option("#retaliation", "no")
    page.click("#outcome button")
    said(page)
    move(page, "Close the case")
    outcome = Outcome.objects.get()
    assert (office.state, outcome.recovered, outcome.retaliation) == ("closed", "to-2000", False)
    assert not Step.objects.filter(done_on=None, folder=office.number).exists()


def ask(page: Page, office: Office) -> None:
    """Ask for consent; the worker reads what is asked, and gives it."""
    page.click("#asking summary")
    page.select_option("#ask-body", office.union.id)
    page.select_option("#ask-purpose", "advise")
    page.fill("#ask-until", soon().isoformat())
    page.fill("#ask-why", "They know this employer.")
    page.click("#ask button")
    said(page)
    asked = [office.device.read(one)["ask"] for one in office.device.folder()["entries"] if one["role"] == "body"]
    wanted = {"body": office.union.id, "purpose": "advise", "until": soon().isoformat(), "scope": "all"}
    assert [one["consent"] for one in asked if one] == [wanted | {"why": "They know this employer."}]
    assert office.device.consent_to(office.union, "advise", soon()).status_code == 201


def test_a_part_alone_is_asked_for(office: Office, browser_page: BrowserPage) -> None:
    page = office.unlock(office.open(browser_page(width=DESK), office.amina, str(office.number)), office.amina)
    page.click("#asking summary")
    page.locator("#ask-scope input").first.check()
    page.select_option("#ask-body", office.union.id)
    page.fill("#ask-until", soon().isoformat())
    page.click("#ask button")
    said(page)
    entries = office.device.folder()["entries"]
    asked = next(office.device.read(one)["ask"] for one in entries if one["role"] == "body")
    assert asked["consent"]["scope"] == next(one["eid"] for one in entries if one["kind"] == "account")


def refer(page: Page, office: Office) -> None:
    """The case is shown with her consent, handed over, and taken back."""
    page.click("#show-list")
    page.click("[data-case]")
    expect(page.locator("#consents")).to_contain_text("Union-1: advise, all of it")
    page.select_option("#refer-to", office.union.id)
    page.click("#refer button")
    said(page)
    assert office.state == "referred"
    move(page, "Take it back from the other body")


def paper_lines(page: Page) -> list[str]:
    """Give what a printed letter may hold: its words with the deadline, and the respondent's number."""
    return [
        "Letter to the respondent",
        *(page.locator(place).inner_text() for place in ("#paper-text", "#paper-number")),
    ]


def conciliate(page: Page, office: Office, browser_page: BrowserPage) -> None:
    """Draft, look again, let her approve, open it to the respondent, print, and hear the answer."""
    move(page, "Begin a conciliation")
    page.fill("#claim-text", "Wages of 3 cleaners were not paid since 12/05/2026. Please pay them.")
    expect(page.locator("#findings")).to_contain_text("a date: 12/05/2026")
    page.click("#claim button")
    expect(page.locator("#said")).to_have_text("Look at each point first, and tick the box.")
    assert not Entry.objects.filter(kind="claim").exists()
    page.fill("#claim-text", "Wages for cleaning were not paid. Please pay them.")
    page.click("#claim button")
    said(page)
    expect(page.locator("#drafts")).to_contain_text("waits for the worker")
    eid = b64(bytes(Entry.objects.get(kind="claim").eid))
    approve(office.device, office.centre, eid)
    page.click("#show-list")
    page.click("[data-case]")
    page.click("#drafts button")
    said(page)
    number = page.locator("#paper-number").inner_text()
    paper = page.locator("#paper").inner_text()
    assert str(soon(14).year) in paper
    assert "Blue Crane" not in paper
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text().split("\n")
    assert [line for line in printed if line.strip()] == [line for line in paper_lines(page) if line.strip()]
    page.emulate_media(media="screen")
    shot(page, "paper")
    respondent = Device(Client(), receipt=number.replace(" ", ""))
    record = respondent.reopen()
    respondent.cid, respondent.epoch, respondent.key = record.cid, record.newest.epoch, record.newest.key
    told = [respondent.read(one) for one in respondent.folder()["entries"]]
    assert [one["text"] for one in told] == ["Wages for cleaning were not paid. Please pay them."]
    assert "on" not in told[0]
    assert respondent.add({"v": 1, "type": "answer", "text": "We paid."}, "answer").status_code == 201
    assert Claim.objects.get().answered_on is not None


def test_the_inspector_sees_due_wages_first_and_sends_results_back(office: Office, browser_page: BrowserPage) -> None:
    walled_off()
    inspectorate = found_body("inspectorate-1", kind="labour-inspectorate")
    noor = colleague("noor", inspectorate)
    assert office.device.consent_to(inspectorate, "enforce-labour-law", soon()).status_code == 201
    page = office.unlock(office.open(browser_page(width=DESK), noor, str(office.number)), noor)
    expect(page.locator("#account")).to_contain_text("They did not pay me since May.")
    headings = page.locator("#case h3:visible").all_inner_texts()
    assert headings[0] == "Due wages first"
    page.fill("#results-other", "Papers of the firm are in order.")
    page.click("#results button")
    expect(page.locator("#said")).to_have_text("Say first what was found on wages.")
    page.fill("#results-wages", "Five months ordered.")
    page.click("#results button")
    said(page)
    told = [office.device.read(one)["text"] for one in office.device.folder()["entries"] if one["role"] == "body"]
    assert told == ["Due wages: Five months ordered.\nAlso found: Papers of the firm are in order."]


def test_wrong_words_open_nothing_and_locking_leaves_nothing(office: Office, browser_page: BrowserPage) -> None:
    page = office.open(browser_page(width=DESK), office.amina)
    page.fill("#words", office.omar.words)
    page.click("#unlock button")
    expect(page.locator("#said")).to_have_text("These words don't open your key.")
    office.unlock(page, office.amina)
    page.click("[data-case]")
    expect(page.locator("#account")).to_contain_text("since May")
    page.click("#lock")
    expect(page.locator("#locked")).to_be_visible()
    assert "since May" not in page.content()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert office.amina.words not in page.content()


def test_answers_stand_under_their_questions(office: Office, browser_page: BrowserPage) -> None:
    told = account(office.centre, harms=["injury"], dangers=["locked-in"], answers={"injury-1": "In the left hand."})
    number = filed(Device(Client()), office.centre, told)
    page = office.unlock(office.open(browser_page(width=DESK), office.amina, str(number)), office.amina)
    expect(page.locator("#account")).to_contain_text("Somebody is locked in")
    expect(page.locator("#account")).to_contain_text("In the left hand.")
    assert "injury-1" not in page.locator("#account").inner_text()


def test_proof_is_drawn_anew_or_offered_as_a_download(office: Office, browser_page: BrowserPage) -> None:
    for name, data in (("p.png", dot()), ("x.svg", b"<svg onload=alert(1)>"), ("x.html", b"<script>alert(1)</script>")):
        header = json.dumps({"name": name, "type": "image/png", "taken": None})
        assert office.device.add(fields(header, data), "file").status_code == 201
    page = office.unlock(office.open(browser_page(width=DESK), office.amina, str(office.number)), office.amina)
    for _ in range(3):
        page.locator("#entries button:has-text('Open the file')").first.click()
        page.wait_for_timeout(200)
    expect(page.locator("#entries img")).to_have_count(1)
    expect(page.locator("#entries a[download]")).to_have_count(2)
    assert page.locator("#entries img").get_attribute("src").startswith("blob:")  # type: ignore[union-attr]
    expect(page.locator("#entries").get_by_text("open it on a computer that is offline")).to_have_count(2)


def test_a_file_is_sent_without_its_hidden_data(office: Office, browser_page: BrowserPage, tmp_path: Path) -> None:
    (tmp_path / "order.jpg").write_bytes(jpeg())
    page = office.unlock(office.open(browser_page(width=DESK), office.amina, str(office.number)), office.amina)
    expect(page.locator("#write")).to_be_visible()
    page.set_input_files("#attachment", tmp_path / "order.jpg")
    page.fill("#message", "The order of the court.")
    page.click("#write button")
    said(page)
    sent = Entry.objects.get(kind="file", role="body")
    told = next(
        office.device.read(one)
        for one in office.device.folder()["entries"]
        if one["role"] == "body" and one["kind"] == "message"
    )
    assert told["files"][0]["eid"] == b64(bytes(sent.eid))
    plain = opened_file(office, sent)
    assert SECRET not in plain
    assert b'"name":"order.jpg"' in plain


def opened_file(office: Office, sent: Entry) -> bytes:
    device = office.device
    head = Head(device.cid, device.epoch, bytes(sent.eid), "body", "file", "1", bytes(sent.seen))
    return open_entry(device.key, head, bytes(sent.blob))


def test_patterns_by_employer_are_counted_in_the_browser(office: Office, browser_page: BrowserPage) -> None:
    filed(
        Device(Client()), office.centre, account(office.centre, employer={"name": "BLUE CRANE CLEANING", "party": ""})
    )
    page = office.unlock(office.open(browser_page(width=DESK), office.amina), office.amina)
    page.click("#show-patterns")
    expect(page.locator("#pattern-list")).to_contain_text("2 cases")
    expect(page.locator("#inspection-list li")).to_have_count(1)
    assert str(office.number) not in page.locator("#inspection-list").inner_text()


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_view_is_clean_and_fits(office: Office, browser_page: BrowserPage, width: int, dark: bool) -> None:
    page = office.open(browser_page(width=width, dark=dark), office.omar)
    check(page, f"list-{width}-{dark}")
    office.unlock(page, office.omar)
    page.click("[data-case]")
    expect(page.locator("#account")).to_contain_text("since May")
    page.click("#asking summary")
    check(page, f"case-{width}-{dark}")
    page.click("#show-patterns")
    expect(page.locator("#inspection-list li")).to_have_count(1)
    check(page, f"patterns-{width}-{dark}")


def check(page: Page, name: str) -> None:
    shot(page, name)
    assert page.locator("h1").count() == 1
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []


def test_without_script_the_list_is_read_and_the_desk_says_what_it_needs(
    office: Office, browser_page: BrowserPage
) -> None:
    page = browser_page(javascript=False)
    page.context.add_cookies([{"name": "sessionid", "value": office.amina.cookie, "url": office.site}])
    page.goto(f"{office.site}/staff/cases/")
    assert "this desk needs JavaScript" in page.locator("main").inner_text()
    assert page.locator("[data-case]").count() == 1
