"""A new member of staff, in a real browser: one-time link, password, second factor; with an app and with a passkey."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts import actions
from safar.foundation.accounts.roles import Role
from tests.journeys.browser import BrowserPage, assert_axe_clean, assert_fits

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD = "nine quiet otters at dawn"


@pytest.fixture
def page(browser_page: BrowserPage) -> Page:
    """A narrow window in which a breach of the content policy fails the test."""
    return browser_page()


@pytest.fixture
def newcomer(page: Page, live_server: LiveServer) -> Page:
    """Amina opens her link, chooses a password and logs in."""
    staff = actions.add_staff(
        username="amina", name="", roles=[Role.AUDITOR], body="", actor="test", now=timezone.now()
    )
    token = actions.invite(staff, actor="test", now=timezone.now())
    page.goto(live_server.url + reverse("welcome", args=[token]))
    looks_right(page, "Choose a password")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("text=Set this password")
    log_in(page)
    return page


def log_in(page: Page) -> None:
    page.fill("[name=login]", "amina")
    page.fill("[name=password]", PASSWORD)
    page.click("main button:has-text('Log in')")


def looks_right(page: Page, heading: str) -> None:
    """The page says what it is, passes axe and needs no scrolling sideways."""
    page.wait_for_selector(f"h1:has-text('{heading}')")
    assert_axe_clean(page)
    assert_fits(page)


def code_for(secret: str, step: int) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[step]))


def test_with_an_app(newcomer: Page, live_server: LiveServer) -> None:
    looks_right(newcomer, "Second factor")
    newcomer.click("text=Set up an app")
    looks_right(newcomer, "Set up an app")
    assert newcomer.locator("main svg").bounding_box()["width"] > 150  # type: ignore[index]
    secret = newcomer.locator("main code").inner_text()
    newcomer.fill("[name=code]", code_for(secret, 1))
    newcomer.click("main button:has-text('Set up')")
    looks_right(newcomer, "Recovery codes")
    assert newcomer.locator("main li code").count() == 10
    newcomer.click("text=I have written them down")
    looks_right(newcomer, "Staff pages")
    newcomer.click("text=Audit")
    looks_right(newcomer, "Audit of the public record")
    newcomer.goto(live_server.url + reverse("account_logout"))
    newcomer.click("main button:has-text('Log out')")
    newcomer.goto(live_server.url + reverse("audit"))
    log_in(newcomer)
    newcomer.fill("[name=code]", code_for(secret, 2))
    newcomer.click("main button:has-text('Go on')")
    assert newcomer.url == live_server.url + reverse("audit")


@pytest.fixture
def passkey(page: Page, settings: object) -> None:
    """A virtual key in the browser; it needs a site with a name."""
    settings.SITE_HOST = "localhost"  # type: ignore[attr-defined]
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_with_a_passkey(passkey: None, newcomer: Page, live_server: LiveServer) -> None:
    newcomer.click("text=Add a key")
    looks_right(newcomer, "Add a passkey")
    newcomer.wait_for_load_state()  # the script binds the button when the page is whole
    newcomer.click("text=Add this key")
    newcomer.wait_for_selector("main li code")
    newcomer.click("text=I have written them down")
    newcomer.goto(live_server.url + reverse("account_logout"))
    newcomer.click("main button:has-text('Log out')")
    newcomer.goto(live_server.url + reverse("audit"))
    log_in(newcomer)
    newcomer.wait_for_url("**" + reverse("mfa_authenticate"), wait_until="load")
    newcomer.click("text=Use a passkey or security key")
    newcomer.wait_for_url(live_server.url + reverse("audit"))
    assert newcomer.locator("h1").inner_text() == "Audit of the public record"


def test_a_site_with_a_number_for_a_name_offers_no_key(newcomer: Page) -> None:
    assert "Browsers allow keys only where the site has a name" in newcomer.inner_text("main")
