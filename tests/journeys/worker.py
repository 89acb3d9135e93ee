"""A worker at the page, in a real browser, taking every step; and what the desk can open."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from safar.foundation.vault.envelopes import Head, open_entry
from safar.foundation.vault.models import Entry, Folder, Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64
from tests.device import Desk

CANARY = "kanarienvogel-7d1f"
TEXT = f"They owe me three months. {CANARY}"
Look = Callable[[Page], None]


def begun(page: Page, address: str) -> Page:
    """Open the page and wait until it has shown that it seals."""
    page.goto(address)
    page.wait_for_selector("html[data-seals=yes]", state="attached")
    return page


def nothing(page: Page) -> None:
    """Look at no step."""


def filed(page: Page, *, word: str = "", text: str = TEXT, photo: Path | None = None, look: Look = nothing) -> str:
    """Take every step, looking at each, and give the number."""

    def go_on(page: Page, step: str) -> None:
        look(page)
        page.locator("#sealed [data-do=next]").click()
        page.wait_for_selector(f"[data-step={step}]:not([hidden])")

    page.locator("#safe > summary").click()
    go_on(page, "what")
    page.locator("input[value=wages-unpaid]").check()
    go_on(page, "more")
    page.locator("[name=q-wages-unpaid-0]").fill("May, June")
    go_on(page, "where")
    page.locator("#sealed [name=country]").select_option("XA")
    go_on(page, "employer")
    page.locator("#sealed [name=employer]").fill("Blue Heron")
    go_on(page, "tell")
    page.locator("#sealed [name=bodies]").first.check()
    go_on(page, "account")
    page.locator("#sealed [name=text]").fill(text)
    if photo:
        page.locator("#photos").set_input_files(photo)
        page.wait_for_selector("[data-files] li")
    go_on(page, "keep")
    page.locator("#sealed [name=word]").fill(word)
    go_on(page, "review")
    look(page)
    page.locator("#sealed [data-do=send]").click()
    page.wait_for_selector("#done:not([hidden])")
    look(page)
    return re.sub(r"\D", "", page.locator("#done [data-receipt]").inner_text())


def opened(page: Page, address: str, receipt: str, word: str = "") -> Page:
    begun(page, address)
    page.locator("#return > summary").click()
    page.wait_for_selector("#come-back[data-ready]")
    page.locator("#come-back [name=receipt]").fill(receipt)
    page.locator("#come-back [name=word]").fill(word)
    page.locator("#come-back [data-do=open]").click()
    page.wait_for_selector("#folder:not([hidden]) h2, #folder:not([hidden]) article")
    return page


def key_of(desk: Desk) -> tuple[Folder, bytes]:
    """Open the newest folder as the desk does."""
    with vault_session(KEEP_HOUSE):
        folder = Folder.objects.get(room="casework")
        slot = Slot.objects.get(folder=folder, body=desk.id, epoch=folder.epoch)
        commits = {b64(bytes(one.epoch)): b64(bytes(one.commit)) for one in folder.epochs.all()}
    shown = {"epoch": b64(bytes(folder.epoch)), "commits": commits}
    return folder, desk.key_of(shown, bytes(folder.cid), b64(bytes(slot.sealed)))


def read(folder: Folder, key: bytes, kind: str) -> bytes:
    with vault_session(KEEP_HOUSE):
        row = Entry.objects.filter(folder=folder, kind=kind, role="worker").last()
    assert row is not None
    ids = bytes(folder.cid), bytes(row.epoch), bytes(row.eid)
    return open_entry(key, Head(*ids, row.role, row.kind, row.form, bytes(row.seen)), bytes(row.blob))
