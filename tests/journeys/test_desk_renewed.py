"""A body renews its key while cases are open: its desk opens them with the old key, and signs with the new one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from safar.foundation.journal.body_keys import JournalKey, vouching
from safar.foundation.vault.bodies import usable_from
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.key_actions import renew_body_key
from safar.foundation.vault.keys import public_of
from safar.foundation.vault.members import BodyKeys, WrapPlace, wrap_body_keys
from safar.foundation.vault.models import BodyKey, Entry, Member
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.signatures import sign
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Claim
from tests.device import Desk
from tests.journeys.browser import DESK, BrowserPage
from tests.journeys.desk_office import Office, office
from tests.rooms.casework.desk_people import Colleague
from tests.rooms.casework.test_desk_conciliation import approve

__all__ = ["office"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


def renew(desk: Desk, who: Colleague) -> Desk:
    """Renew a body's key as a member's browser does."""
    assert who.person.staff is not None
    now, fresh = timezone.now(), Desk(desk.id)
    from_day, publics = usable_from(now), (public_of(fresh.sealing), public_of(fresh.signing))
    stated = JournalKey(desk.id, fresh.key_id, *publics, from_day, desk.key_id)
    with vault_session(KEEP_HOUSE):
        holders = Member.objects.filter(wraps__key=desk.key_id)
        wraps = {one.staff: _wrapped(fresh, one) for one in holders}
        renew_body_key(
            Member.objects.get(staff=who.person.staff.pk),
            sealing=publics[0],
            signing=publics[1],
            wraps=wraps,
            from_day=from_day,
            voucher=sign(desk.signing, vouching(stated)),
            now=now,
        )
    return fresh


def _wrapped(desk: Desk, member: Member) -> bytes:
    place = WrapPlace(instance_id(), desk.id, desk.key_id, str(member.staff))
    return wrap_body_keys(bytes(member.public), place, BodyKeys(desk.sealing, desk.signing))


def pass_72_hours() -> None:
    with vault_session(KEEP_HOUSE):
        for key in BodyKey.objects.all():
            key.from_day -= timedelta(days=4)
            key.retired_on = key.retired_on and key.retired_on - timedelta(days=4)
            key.save()


def signing_keys() -> set[bytes]:
    return {bytes(key) for key in Entry.objects.filter(role="body").values_list("key_id", flat=True)}


def write(page: Page, text: str) -> None:
    page.fill("#message", text)
    page.click("#write button")
    sent(page)


def sent(page: Page) -> None:
    expect(page.locator("#said")).to_have_text("Sent, and written in the journal.")


def test_after_a_renewal_a_case_from_before_is_answered(office: Office, browser_page: BrowserPage) -> None:
    fresh = renew(office.centre, office.amina)
    page = office.unlock(office.open(browser_page(width=DESK), office.amina, str(office.number)), office.amina)
    write(page, "Within the 72 hours.")
    assert signing_keys() == {office.centre.key_id}
    pass_72_hours()
    page = office.unlock(office.open(browser_page(width=DESK), office.amina, str(office.number)), office.amina)
    expect(page.locator("#account")).to_contain_text("They did not pay me since May.")
    for words in ("We have it: acknowledge", "Take it up", "Begin a conciliation"):
        page.click(f"#moves button:has-text('{words}')")
        sent(page)
    write(page, "We will help you.")
    page.fill("#note-text", "Ask the union.")
    page.click("#note button")
    sent(page)
    expect(page.locator("#entries")).to_contain_text("Ask the union.")
    page.fill("#claim-text", "Wages for cleaning were not paid. Please pay them.")
    page.click("#claim button")
    sent(page)
    approve(office.device, fresh, b64(bytes(Entry.objects.get(kind="claim").eid)))
    page.click("#show-list")
    page.click("[data-case]")
    page.click("#drafts button")
    sent(page)
    expect(page.locator("#alarms p")).to_have_count(0)
    assert Claim.objects.count() == 1
    assert signing_keys() == {office.centre.key_id, fresh.key_id}
