"""The directory on a phone: Arabic and English, light and dark, without script."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts.roles import Role
from tests.cast import at_work, hire
from tests.device import found_body
from tests.journeys.browser import (
    DESK,
    PHONE,
    BrowserPage,
    assert_axe_clean,
    assert_fits,
    first_view_bytes,
    small_targets,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


@pytest.mark.parametrize(("language", "width", "dark"), [("", PHONE, False), ("/ar", PHONE, True), ("", DESK, True)])
def test_every_page_is_clean_and_fits(
    live_server: LiveServer, browser_page: BrowserPage, language: str, width: int, dark: bool
) -> None:
    found_body("ae-friends", kind="ngo", country="AE")
    page = browser_page(width=width, dark=dark)
    for path in ("/bodies/", "/bodies/AE", "/bodies/HK", "/body/ae-mohre", "/body/ae-friends"):
        answer = page.goto(live_server.url + language + path)
        assert answer is not None
        assert (answer.status, page.locator("h1").count()) == (200, 1), path
        assert_axe_clean(page)
        assert_fits(page)
        assert small_targets(page) == [], path


def test_a_number_is_found_and_called_without_script(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page(javascript=False)
    page.goto(live_server.url + "/bodies/")
    page.click("main a[href='/bodies/AE']")
    page.click("text=Ministry of Human Resources")
    assert page.locator("a[href='tel:+971600590000']").count() == 1
    assert page.locator(".quick-exit, [href='/exit']").count() >= 1


def test_staff_pages_are_clean_and_a_body_is_proposed_without_script(
    live_server: LiveServer, browser_page: BrowserPage
) -> None:
    cookie = at_work(hire("otto", [Role.OPERATOR])).client.cookies["sessionid"].value
    plain = browser_page(javascript=False)
    plain.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    plain.goto(live_server.url + "/staff/bodies/add")
    told = {"organisation": "The house", "id": "xa-union", "name": "A Union", "country": "XA", "run": "A Union"}
    for field, words in told.items():
        plain.fill(f"[name={field}]", words)
    plain.click("main button")
    assert "It needs a second from another organisation" in plain.locator("main").inner_text()
    page = browser_page()
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    for path in ("", "add", "level"):
        page.goto(f"{live_server.url}/staff/bodies/{path}")
        assert_axe_clean(page)
        assert_fits(page)
        assert small_targets(page) == [], path


@pytest.mark.parametrize("path", ["/bodies/", "/bodies/JP", "/ar/bodies/JP", "/body/ae-mohre"])
def test_a_first_view_stays_below_60_kilobytes(live_server: LiveServer, browser_page: BrowserPage, path: str) -> None:
    came = first_view_bytes(browser_page(), live_server.url + path)
    print(path, sum(came.values()))  # noqa: T201 - shown by pytest -s
    assert sum(came.values()) <= 60_000
