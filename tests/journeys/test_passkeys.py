"""A passkey keeps a member's seven words: made, used at the desk and for keys, refused, forgotten, in real browsers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import CDPSession, Page, expect

from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.members import words_from_passkey
from safar.foundation.vault.models import BodyKey, Member
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64, unb64
from tests.journeys.browser import DESK, BrowserPage, assert_axe_clean, assert_fits, small_targets
from tests.journeys.desk_office import Office, office
from tests.rooms.casework.desk_people import Colleague

__all__ = ["office"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]
PHONE_OF_HERS = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def authenticator(page: Page, *, has_prf: bool = True) -> tuple[CDPSession, str]:
    """Put an authenticator into the window; it lives as long as the window."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**PHONE_OF_HERS, "hasPrf": has_prf}})
    return session, str(added["authenticatorId"])


def asked_for(office: Office, page: Page, person: Colleague) -> None:
    """Open the page that makes a passkey, type the words, ask."""
    office.open(page, person)
    page.goto(f"{office.site}/staff/keys/passkey")
    page.wait_for_selector("#act:not([hidden])")
    page.fill("#words", person.words)
    page.click("#go")


def made(office: Office, page: Page, person: Colleague) -> None:
    asked_for(office, page, person)
    page.wait_for_url("**/staff/keys/")


def kept(person: Colleague) -> Member:
    assert person.person.staff is not None
    with vault_session(KEEP_HOUSE):
        return Member.objects.get(staff=person.person.staff.pk, left_on=None)


def test_the_desk_opens_at_a_touch(office: Office, browser_page: BrowserPage) -> None:
    page = browser_page(width=DESK)
    authenticator(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    made(office, page, office.amina)
    assert "A passkey opens it too." in page.locator("main").inner_text()
    office.open(page, office.amina)
    page.click("#by-passkey")
    expect(page.locator("#unlocked")).to_be_visible()
    page.click("[data-case]")
    expect(page.locator("#account")).to_contain_text("They did not pay me since May.")
    assert not any(word in one for one in sent for word in office.amina.words.split())


def test_acts_on_keys_take_it_for_the_words(office: Office, browser_page: BrowserPage) -> None:
    page = browser_page(width=DESK)
    authenticator(page)
    made(office, page, office.omar)
    page.goto(f"{office.site}/staff/keys/renew")
    page.click("#by-passkey")
    page.wait_for_url("**/staff/keys/")
    with vault_session(KEEP_HOUSE):
        assert BodyKey.objects.filter(body=office.centre.id).count() == 2


def test_who_stops_or_has_another_device_goes_on_with_words(office: Office, browser_page: BrowserPage) -> None:
    page = browser_page(width=DESK)
    session, number = authenticator(page)
    made(office, page, office.amina)
    session.send("WebAuthn.clearCredentials", {"authenticatorId": number})
    office.open(page, office.amina)
    page.click("#by-passkey")
    expect(page.locator("#said")).to_have_text("The passkey did not open your key. Use your words.")
    office.unlock(page, office.amina)
    page.goto(f"{office.site}/staff/keys/renew")
    page.click("#by-passkey")
    page.wait_for_selector("text=The passkey was not used. Nothing was changed.")


def test_a_device_without_a_secret_says_so(office: Office, browser_page: BrowserPage) -> None:
    page = browser_page()
    authenticator(page, has_prf=False)
    asked_for(office, page, office.amina)
    page.wait_for_selector("text=can't keep the words")
    assert bytes(kept(office.amina).passkey) == b""
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []


def test_wrong_words_are_never_kept(office: Office, browser_page: BrowserPage) -> None:
    page = browser_page()
    session, number = authenticator(page)
    asked_for(office, page, replace(office.amina, words=office.omar.words))
    page.wait_for_selector("text=These words don't open the key.")
    assert session.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"] == []
    assert bytes(kept(office.amina).passkey) == b""


def test_it_is_forgotten_and_the_words_stay(office: Office, browser_page: BrowserPage) -> None:
    page = browser_page()
    authenticator(page)
    made(office, page, office.amina)
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []
    page.click("text=Forget the passkey")
    assert "A passkey opens it too." not in page.locator("main").inner_text()
    assert (bytes(kept(office.amina).passkey), bytes(kept(office.amina).passkey_wrapped)) == (b"", b"")
    office.open(page, office.amina)
    assert page.locator("#by-passkey").is_hidden()
    office.unlock(page, office.amina)


def test_python_opens_what_the_browser_kept(office: Office, browser_page: BrowserPage) -> None:
    page, secret = office.open(browser_page(), office.amina), bytes(range(32))
    script = """async ([words, secret, state]) => {
        const m = await import('/static/vault/passkey.js'), w = await import('/static/vault/wire.js');
        const wrapped = await m.wrapWords(words.toUpperCase(), Uint8Array.from(secret), state);
        return [w.b64(wrapped), await m.unwrapWords(wrapped, Uint8Array.from(secret), state)];
    }"""
    state = {"instance": b64(instance_id()), "member": str(kept(office.amina).staff)}
    wrapped, back = page.evaluate(script, [office.amina.words, list(secret), state])
    assert back == office.amina.words
    assert words_from_passkey(secret, instance_id(), state["member"], unb64(wrapped)) == office.amina.words


def test_every_page_says_what_it_is(office: Office, browser_page: BrowserPage) -> None:
    page = office.open(browser_page(), office.amina)
    page.goto(f"{office.site}/staff/keys/passkey")
    page.wait_for_selector("#act:not([hidden])")
    assert page.locator("h1").inner_text() == "Open with a passkey"
    assert_axe_clean(page)
    assert_fits(page)
    assert small_targets(page) == []
