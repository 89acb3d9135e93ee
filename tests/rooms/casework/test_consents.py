"""Consents beyond the first: given again, widened, to a body that was told, to one that comes after a new epoch."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from safar.foundation.vault.envelopes import Recipient, open_slot
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import commit_of
from safar.foundation.vault.models import Consent, Entry, Folder, Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Referral, Step
from tests.cast import Person
from tests.device import Desk, Device, found_body, soon, walled_off
from tests.rooms.casework.desk_people import colleague, filed
from tests.rooms.casework.test_help_plain import an_old_token, desk, opened, send, writes

__all__ = ["an_old_token", "desk"]
pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]


@pytest.fixture
def device(worker: Person) -> Device:
    return Device(worker.client)


def slots_of(body: str) -> list[tuple[bytes, str, date | None]]:
    """List a body's slots, whatever became of them."""
    with vault_session(KEEP_HOUSE):
        found = Slot.objects.filter(body=body).values_list("epoch", "purpose", "until")
        return [(bytes(epoch), purpose, until) for epoch, purpose, until in found]


def test_a_consent_that_ran_out_is_given_again(device: Device) -> None:
    union = found_body("union", kind="union")
    filed(device, found_body("centre"))
    assert device.consent_to(union, "advise", soon(5)).status_code == 201
    with vault_session(KEEP_HOUSE):
        Slot.objects.filter(body="union").update(until=soon(-3))
        Consent.objects.update(until=soon(-3))
    assert device.consent_to(union, "advise", soon(50)).status_code == 201
    assert slots_of("union") == [(device.epoch, "advise", soon(50))]
    with vault_session(KEEP_HOUSE):
        assert (Referral.objects.count(), Step.objects.filter(body="union").count()) == (1, 1)


def test_a_partial_consent_is_widened_and_never_shortened(device: Device) -> None:
    union = found_body("union", kind="union")
    number = filed(device, found_body("centre"))
    entry = device.folder()["entries"][0]["eid"]
    assert device.consent_to(union, "advise", soon(50), scope="A" * 22).status_code == 201
    client = colleague("amina", union).person.client
    assert client.get(f"/staff/cases/{number}/sealed").json()["entries"] == []
    assert device.consent_to(union, "advise", soon(5), scope=entry).status_code == 201
    assert [one["eid"] for one in client.get(f"/staff/cases/{number}/sealed").json()["entries"]] == [entry]
    assert slots_of("union") == [(device.epoch, "advise", soon(50))]


def test_a_conciliator_that_was_told_gets_a_claim_approved(device: Device) -> None:
    walled_off()
    conciliator = found_body("conciliator", kind="conciliator")
    conciliator.purpose = "conciliate"
    filed(device, conciliator)
    assert device.consent_to(conciliator, "conciliate", soon()).status_code == 201
    assert slots_of("conciliator") == [(device.epoch, "conciliate", None)]
    with vault_session(KEEP_HOUSE):
        assert Consent.objects.get().purpose == "conciliate"


def test_without_script_a_second_draft_is_approved_too(client: Client, desk: Desk, an_old_token: str) -> None:
    send(client, an_old_token)
    for text in ("You owe three months.", "You owe four months."):
        writes(desk, {"v": 1, "type": "claim", "text": text, "days": 14}, kind="claim")
    for to in set(re.findall(r'name="to" value="([^"]+)"', opened(client))):
        assert "You said yes" in opened(client, "answer", to=to, yes="yes")
    with vault_session(KEEP_HOUSE):
        assert Consent.objects.filter(purpose="conciliate").count() == 2


def test_a_body_let_in_after_a_new_epoch_gets_the_keys_from_before(device: Device) -> None:
    centre, law = found_body("centre"), found_body("law", kind="lawyer")
    filed(device, centre)
    old = Device(device.client, cid=device.cid, epoch=device.epoch, key=device.key)
    assert device.revoke("nobody", [centre]).status_code == 201
    earlier = [{"epoch": b64(old.epoch), "sealed": old.slot(law)["sealed"]}]
    assert device.consent_to(law, "advise", soon(), {"earlier": earlier}).status_code == 201
    assert {epoch for epoch, _, until in slots_of("law") if until} == {old.epoch, device.epoch}


@pytest.mark.parametrize("epoch", ["A" * 22, "newest"])
def test_an_epoch_that_was_not_there_before_is_refused(device: Device, epoch: str) -> None:
    centre, law = found_body("centre"), found_body("law", kind="lawyer")
    filed(device, centre)
    named = b64(device.epoch) if epoch == "newest" else epoch
    earlier = [{"epoch": named, "sealed": device.slot(law)["sealed"]}]
    assert device.consent_to(law, "advise", soon(), {"earlier": earlier}).status_code == 422
    assert slots_of("law") == []


def test_without_script_the_keys_from_before_go_along(client: Client, desk: Desk, an_old_token: str) -> None:
    law = found_body("law", kind="lawyer", country="XB")
    send(client, an_old_token)
    until = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - a day of the test's own clock
    asked = {"consent": {"body": "law", "purpose": "advise", "until": until, "why": "", "scope": "all"}}
    writes(desk, {"v": 1, "type": "message", "text": "May they?", "keys": [], "files": [], "ask": asked})
    to = re.findall(r'name="to" value="([^"]+)"', opened(client, "revoke", body="nobody"))[0]
    assert "You said yes" in opened(client, "answer", to=to, yes="yes")
    with vault_session(KEEP_HOUSE):
        folder = Folder.objects.get()
        commits = {bytes(one.epoch): bytes(one.commit) for one in folder.epochs.all()}
        slots = list(Slot.objects.filter(body="law"))
        assert Entry.objects.filter(epoch=folder.epoch).exists()
    assert {bytes(slot.epoch) for slot in slots} == set(commits)
    assert len(commits) == 2
    for slot in slots:
        place = Recipient(instance_id(), bytes(folder.cid), bytes(slot.epoch), "law", law.key_id, "advise")
        key = open_slot(law.sealing, place, bytes(slot.sealed), commits[bytes(slot.epoch)])
        assert commit_of(key) == commits[bytes(slot.epoch)]
