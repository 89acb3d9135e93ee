"""What the desk's browser does when the server lies or breaks: it alarms, and shows nothing that isn't consented to."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from safar.foundation.vault.envelopes import Recipient, seal_slot
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import commit_of, new_id, new_key, public_of
from safar.foundation.vault.models import Consent, Entry, Epoch, Slot
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case
from tests.device import found_body, soon, walled_off
from tests.journeys.browser import DESK, BrowserPage
from tests.journeys.desk_office import Office, office
from tests.rooms.casework.desk_people import Colleague, account, colleague
from tests.rooms.casework.test_desk_referrals import consent_to_part

__all__ = ["office"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


def opened(office: Office, browser_page: BrowserPage, who: Colleague | None = None) -> Page:
    person = who or office.amina
    page = office.unlock(office.open(browser_page(width=DESK), person, str(office.number)), person)
    expect(page.locator("#case")).to_be_visible()
    return page


def alarms(page: Page) -> Locator:
    return page.locator("#alarms")


def answered(office: Office, text: str = "We will help.") -> Entry:
    """The centre writes from its other desk."""
    device = office.device
    entry = office.centre.entry(device.cid, device.epoch, device.key, {"v": 1, "type": "message", "text": text})
    address = f"/staff/cases/{office.number}/write"
    answer = office.omar.person.client.post(address, entry, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return Entry.objects.get(role="body")


def test_nothing_is_amiss_in_a_case_that_was_not_touched(office: Office, browser_page: BrowserPage) -> None:
    answered(office)
    page = opened(office, browser_page)
    expect(page.locator("#entries")).to_contain_text("We will help.")
    expect(alarms(page).locator("p")).to_have_count(0)


def test_an_entry_signed_by_nobody_or_by_somebody_else_is_not_confirmed(
    office: Office, browser_page: BrowserPage
) -> None:
    entry = answered(office)
    Entry.objects.filter(pk=entry.pk).update(signature=bytes(64))
    page = opened(office, browser_page)
    expect(alarms(page)).to_contain_text("not signed by that body")
    expect(page.locator("#entries")).to_contain_text("not confirmed")
    Entry.objects.filter(pk=entry.pk).update(signature=entry.signature, body=office.union.id)
    page.click("#show-list")
    page.click("[data-case]")
    expect(page.locator("#entries")).to_contain_text("not confirmed")


def test_an_altered_entry_does_not_open_and_the_rest_does(office: Office, browser_page: BrowserPage) -> None:
    entry = answered(office)
    Entry.objects.filter(pk=entry.pk).update(blob=bytes(entry.blob)[:-1] + bytes([bytes(entry.blob)[-1] ^ 1]))
    page = opened(office, browser_page)
    expect(alarms(page)).to_contain_text("doesn't open")
    expect(page.locator("#account")).to_contain_text("since May")


def test_an_entry_moved_to_another_place_does_not_open(office: Office, browser_page: BrowserPage) -> None:
    entry = Entry.objects.get(kind="account")
    Entry.objects.filter(pk=entry.pk).update(eid=new_id())
    expect(alarms(opened(office, browser_page))).to_contain_text("doesn't open")


def test_a_removed_entry_leaves_a_gap(office: Office, browser_page: BrowserPage) -> None:
    device, first = office.device, Entry.objects.get(kind="account")
    later = device.entry({"text": "one"})
    device.post("add", device.proof() | {"entries": [later]})
    seen = office.device.entry({"text": "two"}, seen=sha256(Entry.objects.get(kind="message").blob))
    assert device.post("add", device.proof() | {"entries": [seen]}).status_code == 201
    expect(alarms(opened(office, browser_page)).locator("p")).to_have_count(0)
    Entry.objects.exclude(pk=first.pk).filter(seen=bytes(32)).delete()
    expect(alarms(opened(office, browser_page))).to_contain_text("something may have been removed")


def sha256(blob: object) -> bytes:
    return hashlib.sha256(bytes(blob)).digest()  # type: ignore[call-overload,no-any-return]


def test_a_key_that_nobody_knows_raises_an_alarm(office: Office, browser_page: BrowserPage) -> None:
    told = account(office.centre, text="sealed to a stranger too")
    told["keys"].append(b64(new_id()))
    assert office.device.add(told).status_code == 201
    expect(alarms(opened(office, browser_page))).to_contain_text("a key that nobody here knows")


def test_a_slot_that_opens_to_another_key_is_refused(office: Office, browser_page: BrowserPage) -> None:
    device, centre, other = office.device, office.centre, new_key()
    place = Recipient(instance_id(), device.cid, device.epoch, centre.id, centre.key_id, "advise")
    Slot.objects.update(sealed=seal_slot(public_of(centre.sealing), place, other))
    page = opened(office, browser_page)
    expect(alarms(page)).to_contain_text("doesn't open, or opens to a key that is not the case's")
    assert "since May" not in page.content()
    Epoch.objects.update(commit=commit_of(other))
    page = opened(office, browser_page)
    expect(alarms(page)).to_contain_text("An entry doesn't open")
    assert "since May" not in page.content()


@pytest.mark.parametrize("how", ["scope", "until", "purpose", "key", "gone", "ended"])
def test_without_a_standing_consent_the_receiver_is_shown_nothing(
    office: Office, browser_page: BrowserPage, how: str
) -> None:
    walled_off()
    inspectorate = found_body("inspectorate-1", kind="labour-inspectorate")
    noor = colleague("noor", inspectorate)
    assert office.device.consent_to(inspectorate, "enforce-labour-law", soon()).status_code == 201
    stretch = soon(3000)
    changes = {
        "scope": {"scope": b64(new_id())},
        "until": {"until": stretch},
        "purpose": {"purpose": "recover-money"},
        "key": {"key_id": new_id()},
        "gone": {"revoked_on": date(2026, 1, 1)},
        "ended": {"until": soon(-1)},
    }
    Consent.objects.update(**changes[how])
    page = opened(office, browser_page, noor)
    expect(alarms(page)).to_contain_text("no standing consent")
    assert "since May" not in page.content()
    assert page.locator("#entries li").count() == 0


def test_a_slot_kept_beyond_its_consent_shows_nothing(office: Office, browser_page: BrowserPage) -> None:
    """The server calls the receiver the case's own body and drops the end of its slot: the account says otherwise."""
    walled_off()
    inspectorate = found_body("inspectorate-1", kind="labour-inspectorate")
    noor = colleague("noor", inspectorate)
    office.device.consent_to(inspectorate, "enforce-labour-law", soon())
    Consent.objects.all().delete()
    Slot.objects.filter(body=inspectorate.id).update(until=None)
    page = opened(office, browser_page, noor)
    expect(alarms(page)).to_contain_text("no standing consent")
    Case.objects.update(body=inspectorate.id)
    page = opened(office, browser_page, noor)
    expect(alarms(page)).to_contain_text("no standing consent")
    assert "since May" not in page.content()


def test_the_receiving_desk_shows_the_named_entries_and_no_others(office: Office, browser_page: BrowserPage) -> None:
    sister = found_body("sister-1", kind="resource-centre", country="XB")
    noor = colleague("noor", sister)
    device = office.device
    second = device.entry({"v": 1, "type": "message", "text": "only this may go home", "keys": [b64(sister.key_id)]})
    device.post("add", device.proof() | {"entries": [second]})
    agreed = consent_to_part(device, sister, second["eid"], soon(), "advise")
    assert agreed.status_code == 201, agreed.content
    page = opened(office, browser_page, noor)
    expect(page.locator("#entries")).to_contain_text("only this may go home")
    expect(page.locator("#known")).to_contain_text("Only the part that the worker chose to share")
    assert "since May" not in page.content()
