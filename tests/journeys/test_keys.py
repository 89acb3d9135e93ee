"""A body's people in real browsers: two make keys, one joins, one leaves, all lose their words and two sheets help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.vault import bodies, members
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.models import Body, BodyKey, Member
from safar.foundation.vault.recovery import sheet_words, split
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from tests.cast import at_work, hire
from tests.journeys.browser import PHONE, BrowserPage, assert_axe_clean, assert_fits, small_targets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]
UNION = "xa-union"
FIRST_DAY = date(2026, 1, 1)


@dataclass
class Person:
    """Someone at a browser, with the words on their paper."""

    staff: Staff
    page: Page
    site: str
    words: str = ""

    def open(self, path: str = "") -> Page:
        answer = self.page.goto(f"{self.site}/staff/keys/{path}")
        assert answer is not None
        assert answer.status == 200, path
        return self.page

    def make_key(self) -> None:
        page = self.open("mine")
        expect(page.locator("#new-words")).not_to_be_empty()
        self.words = page.locator("#new-words").inner_text()
        page.click("text=I have written them down")
        page.fill("#words", self.words)
        self._finish("#go")

    def do(self, path: str, **typed: str) -> None:
        page = self.open(path)
        page.wait_for_selector("#go")
        if page.locator("#words").count():
            page.fill("#words", self.words.upper())
        for field, words in typed.items():
            page.fill("#" + field.replace("_", "-"), words)
        self._finish("#go")

    def _finish(self, button: str) -> None:
        self.page.click(button)
        self.page.wait_for_url("**/staff/keys/")

    @property
    def says(self) -> str:
        return self.open().locator("main").inner_text()

    def opens(self, key: bytes) -> bool:
        """Open the body's key in Python with the words that the browser showed."""
        with vault_session("advise", body=UNION):
            member = Member.objects.get(staff=self.staff.pk, left_on=None)
            mine = members.unwrap_member_key(
                self.words, instance_id(), str(self.staff.pk), bytes(member.wrapped), bytes(member.public)
            )
            sealed = bodies.keys_held(member)[key]
        place = members.WrapPlace(instance_id(), UNION, key, str(self.staff.pk))
        return members.unwrap_body_keys(mine, place, sealed).key_id == key


@pytest.fixture
def staff(live_server: LiveServer, browser_page: BrowserPage) -> dict[str, Person]:
    with vault_session(KEEP_HOUSE):
        Body.objects.create(
            id=UNION, name="Union of Xanadu", kind="union", country="XA", organisation="Union", from_day=FIRST_DAY
        )
    roles = {"ada": [Role.CASEWORKER, Role.SUPERVISOR], "ben": [Role.CASEWORKER], "cleo": [Role.CASEWORKER]}
    return {name: _person(name, held, live_server.url, browser_page) for name, held in roles.items()}


def _person(name: str, roles: list[Role], site: str, browser_page: BrowserPage) -> Person:
    staff, page = hire(name, roles, body=UNION), browser_page(width=PHONE)
    cookie = at_work(staff).client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return Person(staff, page, site)


def pass_72_hours() -> None:
    """Move every key's first day back by four days."""
    with vault_session(KEEP_HOUSE):
        for key in BodyKey.objects.filter(from_day__lt=bodies.UNCONFIRMED):
            key.from_day -= timedelta(days=4)
            key.retired_on = key.retired_on and key.retired_on - timedelta(days=4)
            key.save()


def the_key() -> bytes:
    with vault_session(KEEP_HOUSE):
        newest = bodies.newest_key(UNION)
        assert newest is not None
        return bytes(newest.pk)


def is_offered() -> bool:
    with vault_session(KEEP_HOUSE):
        return bool(bodies.open_bodies(timezone.now().date(), [UNION]))


def open_for_business(staff: dict[str, Person]) -> bytes:
    for name in ("ada", "ben"):
        staff[name].make_key()
    staff["ada"].do("first")
    staff["ben"].do("confirm")
    return the_key()


def test_two_members_make_a_key_that_works_after_72_hours(staff: dict[str, Person]) -> None:
    ada, ben = staff["ada"], staff["ben"]
    key = open_for_business(staff)
    assert not is_offered()
    assert "The new key works from" in ada.says
    pass_72_hours()
    assert is_offered()
    assert "Workers can seal complaints to your body" in ben.says
    assert (ada.opens(key), ben.opens(key)) == (True, True)


def test_a_third_joins_one_leaves_and_the_key_changes(staff: dict[str, Person]) -> None:
    ada, ben, cleo = staff["ada"], staff["ben"], staff["cleo"]
    old = open_for_business(staff)
    pass_72_hours()
    cleo.make_key()
    assert "ask a colleague to let you in" in cleo.says
    ada.do(f"let-in/{cleo.staff.pk}")
    assert cleo.opens(old)
    ada.do(f"leaves/{ben.staff.pk}")
    new = the_key()
    assert new != old
    assert (ada.opens(new), cleo.opens(new), cleo.opens(old)) == (True, True, True)
    with vault_session(KEEP_HOUSE):
        assert not Member.objects.filter(staff=ben.staff.pk, left_on=None).exists()
        assert [one.key.pk for one in bodies.open_bodies(timezone.now().date())] == [old], "until the new one counts"
    pass_72_hours()
    with vault_session(KEEP_HOUSE):
        assert [bytes(one.key.pk) for one in bodies.open_bodies(timezone.now().date())] == [new]


def test_two_of_three_sheets_open_what_all_have_lost(staff: dict[str, Person]) -> None:
    ada, ben = staff["ada"], staff["ben"]
    key = open_for_business(staff)
    page = ada.open("sheets")
    page.fill("#words", ada.words)
    page.click("#go")
    page.wait_for_selector("[data-sheet='3']:not(:empty)")
    sheets = [page.locator(f"[data-sheet='{number}']").inner_text() for number in (1, 2, 3)]
    assert all(len(words.split()) == 24 for words in sheets)
    ben.make_key()
    ada.make_key()
    ada.do("recover", sheet_1=sheets[2], sheet_2=sheets[0])
    assert ada.opens(key)
    ada.do(f"let-in/{ben.staff.pk}")
    assert ben.opens(key)


def test_wrong_words_change_nothing_and_say_so(staff: dict[str, Person]) -> None:
    ada, ben = staff["ada"], staff["ben"]
    for one in (ada, ben):
        one.make_key()
    ada.do("first")
    page = ben.open("confirm")
    page.fill("#words", ada.words)
    page.click("#go")
    page.wait_for_selector("text=These words don't open the key.")
    page.fill("#words", "hello")
    page.click("#go")
    page.wait_for_selector("text=These are not the words as they were made.")
    assert "A second member confirms it" in ada.says


def test_the_words_never_leave_the_browser(staff: dict[str, Person]) -> None:
    ada, sent = staff["ada"], []
    ada.page.on("request", lambda request: sent.append((request.url, request.post_data or "")))
    ada.make_key()
    assert any(url.endswith("/staff/keys/mine") and said for url, said in sent)
    assert not any(word in url + said for url, said in sent for word in ada.words.split())


def test_every_page_is_clean_and_fits(staff: dict[str, Person]) -> None:
    ada, ben = staff["ada"], staff["ben"]
    open_for_business(staff)
    staff["cleo"].make_key()
    on_ben, on_cleo = f"leaves/{ben.staff.pk}", f"let-in/{staff['cleo'].staff.pk}"
    for path in ("", "mine", "first", "confirm", "renew", "sheets", "recover", on_ben, on_cleo):
        page = ada.open(path)
        if path:
            page.wait_for_selector("#act:not([hidden])")
        assert page.locator("h1").count() == 1
        assert_axe_clean(page)
        assert_fits(page)
        assert small_targets(page) == []


def test_the_browser_reads_sheets_of_the_python_twin(staff: dict[str, Person]) -> None:
    page, secret = staff["ada"].open("mine"), bytes(range(32))
    words = [sheet_words(share) for share in split(secret, bytes(reversed(secret)))]
    script = """async ([words, secret, slope]) => {
        const m = await import('/static/vault/recovery.js');
        const made = m.split(Uint8Array.from(secret), Uint8Array.from(slope));
        const read = await Promise.all(words.map(m.readSheet));
        return [await Promise.all(made.map(m.sheetWords)), Array.from(m.combined(read[2], read[1]))];
    }"""
    assert page.evaluate(script, [words, list(secret), list(reversed(secret))]) == [words, list(secret)]
