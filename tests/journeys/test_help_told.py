"""What she sends and reads on her phone is what she last said and chose: a second try, days, order, parts."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from safar.foundation.vault.models import Entry, Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case
from tests.device import found_body, soon
from tests.journeys.browser import BrowserPage
from tests.journeys.test_help_return import folder_text, said, writes
from tests.journeys.worker import CANARY, begun, filed, key_of, opened, read

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


def test_a_second_try_sends_what_she_has_changed(live_server: LiveServer, browser_page: BrowserPage) -> None:
    found_body("centre")
    address = f"{live_server.url}/help"
    page = begun(browser_page(), address)

    def change_after_a_lost_try(page: Page) -> None:
        send = page.locator("#sealed [data-do=send]")
        if not send.is_visible():
            return
        page.route("**/sealed/v1/file", lambda route: route.abort())
        send.click()
        page.wait_for_selector("#sealed [data-alert]:not([hidden])")
        page.unroute("**/sealed/v1/file")
        page.locator("#sealed [data-do=back]").click()
        page.locator("#sealed [name=word]").fill("mango")
        page.locator("#sealed [name=early]").check()
        page.locator("#sealed [name=keep][value=year]").check()
        page.locator("#sealed [data-do=next]").click()

    receipt = filed(page, look=change_after_a_lost_try)
    with vault_session(KEEP_HOUSE):
        assert Folder.objects.get().keep == "year"
        assert Case.objects.get().may_hear_early
    assert CANARY in folder_text(opened(browser_page(), address, receipt, word="mango"))


def test_the_same_bytes_are_sent_again_where_nothing_changed(
    live_server: LiveServer, browser_page: BrowserPage
) -> None:
    found_body("centre")
    page = begun(browser_page(), f"{live_server.url}/help")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if "v1/file" in request.url else None)

    def lose_the_first_try(page: Page) -> None:
        send = page.locator("#sealed [data-do=send]")
        if send.is_visible():
            page.route("**/sealed/v1/file", lambda route: route.abort())
            send.click()
            page.wait_for_selector("#sealed [data-alert]:not([hidden])")
            page.unroute("**/sealed/v1/file")

    filed(page, look=lose_the_first_try)
    assert len(sent) == 2
    assert len(set(sent)) == 1


def test_days_and_order_are_those_inside_the_seal(live_server: LiveServer, browser_page: BrowserPage) -> None:
    desk = found_body("centre")
    address = f"{live_server.url}/help"
    receipt = filed(begun(browser_page(), address))
    page = opened(browser_page(), address, receipt)
    page.locator("#answer").fill("Then more")
    page.locator("#folder [data-do=add]").click()
    said(page, "Locked and sent")
    writes(desk, {"text": "An answer", "on": soon(1).isoformat()})
    with vault_session(KEEP_HOUSE):
        for place, one in enumerate(Entry.objects.order_by("kind")):
            Entry.objects.filter(pk=one.pk).update(on=date(2020, 1, 6) - timedelta(days=7 * place))
    text = folder_text(opened(browser_page(), address, receipt))
    assert text.index(CANARY) < text.index("Then more") < text.index("An answer")
    assert "2020" not in text
    assert "2019" not in text


def test_a_question_about_a_part_says_so_and_an_odd_one_is_none(
    live_server: LiveServer, browser_page: BrowserPage
) -> None:
    desk = found_body("centre")
    found_body("union", kind="union", country="XB")
    address = f"{live_server.url}/help"
    receipt = filed(begun(browser_page(), address))
    with vault_session(KEEP_HOUSE):
        scope = b64(bytes(Entry.objects.get(kind="account").eid))
    asked = {"body": "union", "purpose": "advise", "until": soon().isoformat(), "why": ""}
    writes(desk, {"text": "May they?", "ask": {"consent": asked | {"scope": scope}}})
    for odd in ({}, asked | {"until": "soon"}, asked | {"purpose": "deport"}, asked | {"scope": "x"}):
        writes(desk, {"text": "An odd one", "ask": {"consent": odd}})
    writes(desk, {"text": "An odd list", "keys": "all"})
    page = opened(browser_page(), address, receipt)
    page.wait_for_selector("[data-answer=yes]")
    text = folder_text(page)
    assert "May Union read a part of your case" in text
    assert page.locator("[data-put=part]").first.inner_text().startswith("You wrote, ")
    assert page.locator("[data-answer=yes]").count() == 1
    assert text.count("a key that we don") == 1
    page.locator("[data-answer=yes]").click()
    said(page, "Locked and sent")
    with vault_session(KEEP_HOUSE):
        assert Folder.objects.get().consents.get().scope == scope


def test_who_has_gone_home_tells_a_body_there_and_her_country_leaves_the_phone_in_no_request(
    live_server: LiveServer, browser_page: BrowserPage
) -> None:
    desk = found_body("homecentre", country="XB")
    found_body("elsewhere", country="NP")
    found_body("centre")
    page = begun(browser_page(), f"{live_server.url}/help")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    shown: list[str] = []

    def come_from_there(page: Page) -> None:
        if page.locator("#home").is_visible():
            page.locator("#home").select_option("XB")
        if page.locator("[data-step=tell]").is_visible():
            shown.extend(page.locator("[data-bodies] [name=bodies]").evaluate_all("all => all.map(one => one.value)"))
            page.locator("[data-bodies] [value=centre]").uncheck()
            page.locator("[data-bodies] [value=homecentre]").check()

    filed(page, look=come_from_there)
    assert shown == ["centre", "homecentre"]
    assert not [one for one in sent if re.search(r'[="]XB(["& ])', one)]
    assert [one for one in sent if "everywhere=true" in one]
    told = json.loads(read(*key_of(desk), "account"))
    assert told["country"] == "XA"
    assert "XB" not in json.dumps(told)
    with vault_session(KEEP_HOUSE):
        assert (Case.objects.get().jurisdiction, Case.objects.get().body_id) == ("XA", "homecentre")


def test_where_nobody_takes_messages_it_says_what_can_be_done(
    live_server: LiveServer, browser_page: BrowserPage
) -> None:
    found_body("far", country="NP")
    page = begun(browser_page(), f"{live_server.url}/help")
    page.locator("#safe > summary").click()

    def go_to(step: str) -> None:
        page.locator("#sealed [data-do=next]").click()
        page.wait_for_selector(f"[data-step={step}]:not([hidden])")

    go_to("what")
    page.locator("input[value=official]").check()
    go_to("more")
    go_to("where")
    page.locator("#sealed [name=country]").select_option("AE")
    go_to("employer")
    go_to("tell")
    text = page.locator("[data-bodies]").inner_text()
    assert "choose the country that you are from" in text
    assert "You can call" not in text
    for name in ("employer", "where"):
        page.locator("#sealed [data-do=back]").click()
        page.wait_for_selector(f"[data-step={name}]:not([hidden])")
    page.locator("#home").select_option("NP")
    go_to("employer")
    go_to("tell")
    assert page.locator("[data-bodies] [value=far]").count() == 1
    assert "Far (Nepal)" in page.locator("[data-bodies]").inner_text()


def test_words_about_papers_are_found_in_every_field_and_in_what_she_adds(
    live_server: LiveServer, browser_page: BrowserPage
) -> None:
    desk = found_body("centre")
    address = f"{live_server.url}/help"
    fields = ("q-wages-unpaid-0", "place", "employer", "when", "text", "reach")
    masked: list[str] = []

    def write_and_blacken(page: Page) -> None:
        for name in fields:
            box = page.locator(f"#sealed [name={name}]")
            if box.count() and box.is_visible():
                box.fill(f"{name} visa")
                assert page.locator("#sealed [data-papers]").is_visible()
                page.locator("#sealed [data-papers] [data-do=mask]").click()
                assert page.locator("#sealed [data-papers]").is_hidden()
                masked.append(box.input_value())
        word = page.locator("#sealed [name=word]")
        if word.count() and word.is_visible():
            word.fill("visa")
            assert page.locator("#sealed [data-papers]").is_hidden()

    receipt = filed(begun(browser_page(), address), look=write_and_blacken)
    assert sorted(masked) == sorted(f"{name} ████" for name in fields)
    page = opened(browser_page(), address, receipt, word="visa")
    page.locator("#answer").fill("My passport")
    page.locator("#folder [data-papers] button").click()
    assert page.locator("#answer").input_value() == "My ████████"
    assert page.locator("#folder [data-papers]").is_hidden()
    page.locator("#folder [data-do=add]").click()
    said(page, "Locked and sent")
    assert json.loads(read(*key_of(desk), "message"))["text"] == "My ████████"
