"""A worker comes back with her number, on another phone: she reads, answers, lets in, takes away, shares, deletes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer

from safar.foundation.journal.closing import close_day
from safar.foundation.vault.models import Consent, Entry, Folder, Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64, split_fields, unb64
from safar.rooms.casework.models import Case, DataRequest, Referral
from tests.device import Desk, found_body, soon
from tests.journeys.browser import BrowserPage, assert_axe_clean, assert_fits, small_targets
from tests.journeys.worker import CANARY, begun, filed, key_of, opened, read

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


def writes(desk: Desk, content: dict[str, Any], *, signed: bool = True, kind: str = "message") -> str:
    """The desk writes to the worker, straight into the vault; gives the entry's id."""
    folder, key = key_of(desk)
    cid, epoch = bytes(folder.cid), bytes(folder.epoch)
    entry = desk.entry(cid, epoch, key, {"v": 1, "type": kind, "keys": [b64(desk.key_id)], "files": []} | content, kind)
    with vault_session(KEEP_HOUSE):
        Entry.objects.create(
            folder=folder,
            epoch=epoch,
            eid=unb64(entry["eid"]),
            role="body",
            kind=kind,
            form="1",
            seen=unb64(entry["seen"]),
            on=soon(0),
            size=4096,
            blob=unb64(entry["blob"]),
            body_id=desk.id,
            key_id=desk.key_id,
            signature=unb64(entry["signature"]) if signed else bytes(64),
        )
    return str(entry["eid"])


def folder_text(page: Page) -> str:
    return page.locator("#folder").inner_text()


def said(page: Page, words: str) -> None:
    page.wait_for_selector(f"#folder [data-said]:not([hidden]):has-text('{words}')")


@pytest.fixture
def desk() -> Desk:
    return found_body("centre")


def test_she_reads_the_answer_and_what_is_not_confirmed(
    live_server: LiveServer, browser_page: BrowserPage, desk: Desk
) -> None:
    receipt = filed(begun(browser_page(), f"{live_server.url}/help"), word="Blue Boat")
    writes(desk, {"text": "We can help."})
    writes(desk, {"text": "Send money."}, signed=False)
    writes(desk, {"text": "Odd.", "keys": ["A" * 22]})
    with vault_session(KEEP_HOUSE):
        told = {"folder": Folder.objects.get(), "jurisdiction": "XA", "requester": "control", "basis": "administrative"}
        DataRequest.objects.create(**told, scope="everything", received_on=soon(0), decision="refused")
    page = opened(browser_page(locale="ar"), f"{live_server.url}/help", receipt, word="  blue   boat ")
    text = folder_text(page)
    assert "We can help." in text
    assert text.count("Not confirmed") == 1
    assert text.count("a key that we don") == 1
    assert "an authority that controls who may stay" in text
    assert "refused" in text
    assert "Due by" in text
    assert "Checked in this browser" in text


@pytest.mark.parametrize(("typed", "word"), [("1" * 24, ""), ("RIGHT", "wrong word"), ("12345", "")])
def test_a_wrong_number_says_so_and_nothing_else(
    live_server: LiveServer, browser_page: BrowserPage, desk: Desk, typed: str, word: str
) -> None:
    receipt = filed(begun(browser_page(), f"{live_server.url}/help"))
    page = begun(browser_page(), f"{live_server.url}/help")
    page.locator("#return > summary").click()
    page.wait_for_selector("#come-back[data-ready]")
    page.locator("#come-back [name=receipt]").fill(receipt if typed == "RIGHT" else typed)
    page.locator("#come-back [name=word]").fill(word)
    page.locator("#come-back [data-do=open]").click()
    page.wait_for_selector("#come-back [data-alert]:not([hidden])")
    assert page.locator("#folder").is_hidden()


def test_the_number_is_read_in_the_digits_of_her_language(
    live_server: LiveServer, browser_page: BrowserPage, desk: Desk
) -> None:
    receipt = filed(begun(browser_page(), f"{live_server.url}/ar/help"))
    arabic = receipt.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    typed = " ".join(re.findall("....", arabic))
    assert CANARY in folder_text(opened(browser_page(), f"{live_server.url}/ar/help", typed))


def test_she_adds_and_the_desk_reads_it(live_server: LiveServer, browser_page: BrowserPage, desk: Desk) -> None:
    address = f"{live_server.url}/ar/help"
    receipt = filed(begun(browser_page(), address))
    writes(desk, {"text": "When did you start?"})
    page = opened(browser_page(), address, receipt)
    page.locator("#answer").fill("In May. <img src=x onerror=alert(1)>")
    page.locator("#folder [data-do=add]").click()
    page.wait_for_selector("#folder [data-said]:not([hidden])")
    told = json.loads(read(*key_of(desk), "message"))
    assert told["text"].startswith("In May.")
    assert told["keys"] == [b64(desk.key_id)]
    assert "<img src=x" in folder_text(page)
    assert page.locator("#folder article img").count() == 0
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []


def test_she_can_say_more_in_place_of_writing(live_server: LiveServer, browser_page: BrowserPage, desk: Desk) -> None:
    receipt = filed(begun(browser_page(), f"{live_server.url}/help"))
    page = opened(browser_page(), f"{live_server.url}/help", receipt)
    button = page.locator("#folder [data-do=record]")
    button.click()
    page.wait_for_timeout(700)
    button.click()
    page.wait_for_selector("#folder [data-put=voice]:not([hidden])")
    assert_axe_clean(page)
    assert_fits(page)
    page.locator("#folder [data-do=add]").click()
    said(page, "Locked and sent.")
    folder, key = key_of(desk)
    told = json.loads(read(folder, key, "message"))
    assert (told["text"], [one["type"] for one in told["files"]]) == ("", ["audio/webm"])
    assert split_fields(read(folder, key, "file"), 2)[1].startswith(b"\x1a\x45\xdf\xa3")
    assert page.locator("#folder [data-put=voice]").is_hidden(), "what was sent waits no more"


def test_yes_makes_the_consent_and_the_slot_and_taking_away_ends_it(
    live_server: LiveServer, browser_page: BrowserPage, desk: Desk
) -> None:
    union = found_body("union", kind="union", country="XB")
    receipt = filed(begun(browser_page(), f"{live_server.url}/help"))
    asked = {"body": "union", "purpose": "advise", "until": soon().isoformat(), "why": "They know the firm."}
    writes(desk, {"text": "May they help?", "ask": {"consent": asked}})
    page = opened(browser_page(), f"{live_server.url}/help", receipt)
    page.wait_for_selector("text=May Union read your case too, to advise you")
    page.get_by_role("button", name="Yes, they may").click()
    said(page, "Locked and sent.")
    page.wait_for_selector("text=You said yes.")
    assert CANARY in json.loads(read(*key_of(union), "account"))["text"]
    with vault_session(KEEP_HOUSE):
        assert Referral.objects.get().receiver_id == "union"
    page.locator("#folder summary", has_text="Who can read it").click()
    page.locator("[data-readers] li", has_text="Union").get_by_role("button").click()
    said(page, "They can")
    with vault_session(KEEP_HOUSE):
        folder = Folder.objects.get()
        assert set(Slot.objects.filter(folder=folder).values_list("body", flat=True)) == {"centre"}
        assert Consent.objects.get().revoked_on is not None
    assert CANARY in folder_text(page)
    key_of(desk)  # the one that stays can open the new epoch


def test_trouble_with_a_consent_is_said(live_server: LiveServer, browser_page: BrowserPage, desk: Desk) -> None:
    receipt = filed(begun(browser_page(), f"{live_server.url}/help"))
    found_body("inspectorate", kind="labour-inspectorate")
    asked = {"body": "inspectorate", "purpose": "enforce-labour-law", "until": soon().isoformat(), "why": ""}
    writes(desk, {"text": "May they?", "ask": {"consent": asked}})
    page = opened(browser_page(), f"{live_server.url}/help", receipt)
    page.get_by_role("button", name="Yes, they may").click()
    page.wait_for_selector("#folder [data-alert]:has-text('It was refused')")
    with vault_session(KEEP_HOUSE):
        assert set(Slot.objects.values_list("body", flat=True)) == {"centre"}


def test_a_claim_goes_out_only_by_its_own_consent(
    live_server: LiveServer, browser_page: BrowserPage, desk: Desk
) -> None:
    receipt = filed(begun(browser_page(), f"{live_server.url}/help"))
    eid = writes(desk, {"text": "You owe three months.", "days": 14}, kind="claim")
    page = opened(browser_page(), f"{live_server.url}/help", receipt)
    page.get_by_role("button", name="Yes, they may").click()
    page.wait_for_selector("text=You said yes.")
    with vault_session(KEEP_HOUSE):
        given = Consent.objects.get()
    assert (given.purpose, given.scope, given.body_id) == ("conciliate", eid, "centre")


def test_a_second_number_opens_it_and_survives_a_revocation(
    live_server: LiveServer, browser_page: BrowserPage, desk: Desk
) -> None:
    address = f"{live_server.url}/help"
    receipt = filed(begun(browser_page(), address))
    page = opened(browser_page(), address, receipt)
    page.locator("#folder summary", has_text="A second number").click()
    page.locator("#folder [data-do=second]").click()
    page.wait_for_selector("[data-second] span")
    second = re.sub(r"\D", "", page.locator("[data-second]").inner_text())
    page = opened(browser_page(), address, second)
    page.locator("#folder summary", has_text="Who can read it").click()
    page.locator("[data-readers] button").click()
    said(page, "They can")
    page = opened(browser_page(), address, receipt)
    assert CANARY in folder_text(page)
    assert "You have withdrawn it" in folder_text(page)


def test_she_chooses_how_long_and_deletes_all(live_server: LiveServer, browser_page: BrowserPage, desk: Desk) -> None:
    receipt = filed(begun(browser_page(), f"{live_server.url}/help"))
    page = opened(browser_page(), f"{live_server.url}/help", receipt)
    for summary in page.locator("#folder summary").all():
        summary.click()
    page.locator("#keep-choice").select_option("closed")
    page.locator("#folder [data-do=keep]").click()
    said(page, "Your choice is stored.")
    page.locator("#folder [data-do=delete]").click()
    page.wait_for_selector("#folder [data-alert]:has-text('Tick that you are sure')")
    page.locator("#sure").check()
    page.locator("#folder [data-do=delete]").click()
    page.wait_for_selector("text=Everything is deleted.")
    with vault_session(KEEP_HOUSE):
        assert (Folder.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_respondent_sees_the_claim_alone_and_answers(
    live_server: LiveServer, browser_page: BrowserPage, desk: Desk
) -> None:
    receipt = filed(begun(browser_page(), f"{live_server.url}/help"), text="You owe three months.")
    with vault_session(KEEP_HOUSE):
        Case.objects.all().delete()
        Folder.objects.update(room="claim")
    page = opened(browser_page(), f"{live_server.url}/help", receipt)
    assert page.locator("h1").inner_text() == "A claim against you or your company"
    assert "Delete all" not in folder_text(page)
    page.locator("#answer").fill("We paid.")
    page.locator("#folder [data-do=add]").click()
    said(page, "Locked and sent.")
    with vault_session(KEEP_HOUSE):
        assert Entry.objects.filter(kind="answer").count() == 1


def test_the_journal_is_checked_in_the_browser(live_server: LiveServer, browser_page: BrowserPage, desk: Desk) -> None:
    address = f"{live_server.url}/help"
    receipt = filed(begun(browser_page(), address))
    close_day(soon(0))
    assert "Checked in this browser" in folder_text(opened(browser_page(), address, receipt))

    def forged(route: Route) -> None:
        answer = route.fetch()
        folder = answer.json()
        proof = folder["proofs"][0]
        assert proof["position"] is not None
        proof["path"][0] = "A" * 43 + "="
        route.fulfill(response=answer, json=folder)

    page = browser_page()
    page.route("**/sealed/v1/folder", forged)
    assert "does not fit the site" in folder_text(opened(page, address, receipt))
