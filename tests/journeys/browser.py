"""What a browser test leans on: windows of any width, language and colour, axe, and the bytes of a first view.

Chromium is the system's own, found by tests/needs.py. A breach of the content policy or an error of a script in any
window fails the test that opened it. A click or a key that leads to another page ends when that page is whole.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from safar.foundation import form_age

AXE = Path(__file__).with_name("axe.min.js")
PHONE, DESK = 320, 1200
LOOK, QUIET_LOOKS, MOST_LOOKS = 30, 2, 600  # milliseconds between two looks at the wire
ANSWERED_WITHIN = 5  # seconds
LEADING_ON = ("click", "press")
BrowserPage = Callable[..., Page]


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[BrowserPage]:
    """Open windows by browser_page(width=…, javascript=…, locale=…, dark=…); they close with the test."""
    complaints: list[str] = []
    with ExitStack() as windows:

        def opened(*, width: int = PHONE, javascript: bool = True, locale: str = "en-GB", dark: bool = False) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 640 if width < 600 else 900},
                java_script_enabled=javascript,
                locale=locale,
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
            )
            windows.callback(context.close)
            return _watched(context, complaints)

        yield opened
    _wait_for_answers()
    assert complaints == []


def _wait_for_answers() -> None:
    """Let the server finish what closed windows had asked for, before the test takes its database away."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(ANSWERED_WITHIN)


def _watched(context: BrowserContext, complaints: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    return page


@pytest.fixture
def quick_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take forms that come back at once; test_help.py waits the five seconds out, with the real clock."""
    monkeypatch.setattr(form_age, "YOUNGEST", -1)


@pytest.fixture(scope="session", autouse=True)
def whole_pages() -> Iterator[None]:
    """Let every click and key wait for the page that it leads to.

    Playwright lets go as soon as the new page is committed, when not a byte of it may be there; what looks without
    waiting (count(), evaluate(), axe) then sees an empty page, though only on a busy machine.
    """
    with pytest.MonkeyPatch.context() as patch:
        for kind, page_of in ((Page, lambda page: page), (Locator, lambda locator: locator.page)):
            for name in LEADING_ON:
                patch.setattr(kind, name, _then_whole(getattr(kind, name), page_of))
        yield


def _then_whole(action: Callable[..., None], page_of: Callable[[Any], Page]) -> Callable[..., None]:
    @wraps(action)
    def act(of: Any, *arguments: Any, **options: Any) -> None:
        action(of, *arguments, **options)
        page = page_of(of)
        if not page.is_closed():
            page.wait_for_load_state()

    return act


@lru_cache(maxsize=1)
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def axe_findings(page: Page) -> list[str]:
    """Run every rule of axe on the page as it stands and give what it found, a line each. Needs script."""
    if not page.evaluate("'axe' in window"):  # a page that changes its steps by script keeps it, and what it compiled
        page.evaluate(_axe())
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]} – {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_axe_clean(page: Page) -> None:
    """Fail with every finding of axe, its best practices included."""
    findings = axe_findings(page)
    assert findings == [], "\n".join(findings)


def assert_fits(page: Page) -> None:
    """Fail where the page must be scrolled sideways, and name what sticks out."""
    wide = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => { const r = e.getBoundingClientRect();"
        " return r.width && (r.right > innerWidth + 1 || r.left < -1) && getComputedStyle(e).clipPath === 'none'"
        " && !e.closest('.unseen, .skip, thead') }).map(e => e.outerHTML.slice(0, 120))"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), wide
    assert wide == []


def small_targets(page: Page, least: int = 44) -> list[str]:
    """Name buttons, fields and links that stand alone and are lower than a fingertip; links in a sentence may be."""
    found: list[str] = page.evaluate(
        "least => [...document.querySelectorAll('button, select, summary, input:not([type=hidden]), nav a, .button')]"
        ".filter(e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && r.height < least })"
        ".filter(e => !['radio', 'checkbox'].includes(e.type))"
        ".map(e => e.outerHTML.slice(0, 120) + ' ' + e.getBoundingClientRect().height)",
        least,
    )
    return found


def first_view_bytes(page: Page, address: str) -> dict[str, int]:
    """Open the address with an empty cache and give what came over the wire, headers included, by address.

    The icon is asked for by name: a browser with tabs fetches it, one without a screen doesn't.
    """
    session = page.context.new_cdp_session(page)
    asked: dict[str, str] = {}
    came: dict[str, int] = {}
    under_way: set[str] = set()
    session.on("Network.requestWillBeSent", lambda e: under_way.add(e["requestId"]))
    session.on("Network.loadingFailed", lambda e: under_way.discard(e["requestId"]))
    session.on("Network.loadingFinished", lambda e: under_way.discard(e["requestId"]))
    session.on("Network.responseReceived", lambda e: asked.__setitem__(e["requestId"], e["response"]["url"]))
    session.on("Network.loadingFinished", lambda e: came.__setitem__(e["requestId"], int(e["encodedDataLength"])))
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="load")
    page.evaluate("for (const icon of document.querySelectorAll('link[rel=icon]')) new Image().src = icon.href")
    _wait_until_quiet(page, under_way)
    session.detach()
    return {url: came[request] for request, url in asked.items() if request in came}


def _wait_until_quiet(page: Page, under_way: set[str]) -> None:
    """Wait until nothing has been asked for in two looks in a row, which is sooner than Playwright's half second."""
    quiet = 0
    for _ in range(MOST_LOOKS):
        page.wait_for_timeout(LOOK)
        quiet = 0 if under_way else quiet + 1
        if quiet == QUIET_LOOKS:
            return
    raise AssertionError(f"{page.url} still asks for {len(under_way)} things")
