"""A sealed complaint through the API: filed, reopened from the receipt alone, answered, consented, revoked, deleted."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from safar.foundation.vault import access
from safar.foundation.vault.models import Entry, Folder, Receipt, Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case, Referral
from tests.cast import Person
from tests.device import Device, found_body, soon, walled_off

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]


@pytest.fixture
def device(worker: Person) -> Device:
    return Device(worker.client)


def test_a_complaint_comes_back_from_the_receipt_alone(device: Device) -> None:
    desk = found_body("centre")
    assert device.file(desk, {"text": "no wage since May"}).status_code == 201
    record = device.reopen()
    assert (record.cid, record.newest.key) == (device.cid, device.key)
    folder = device.folder()
    assert folder["state"] == "received"
    assert [device.read(entry) for entry in folder["entries"]] == [{"text": "no wage since May"}]
    assert [slot["body"] for slot in folder["slots"]] == ["centre"]


def test_the_body_opens_what_was_sealed_to_it(device: Device) -> None:
    desk, other = found_body("centre"), found_body("other")
    device.file(desk)
    folder = device.folder()
    with vault_session("advise", body="centre"):
        found = Folder.objects.get(cid=device.cid)
        slot = access.live_slots(found, "centre", date(2026, 11, 26))[0]
        assert desk.key_of(folder, device.cid, b64(bytes(slot.sealed))) == device.key
    with vault_session("advise", body="other"), pytest.raises(Http404):
        access.folder_for_body(found.pk, other.id, date(2026, 11, 26))


def test_sent_twice_it_is_one_case(device: Device) -> None:
    filing = device.filing(found_body("centre"))
    assert [device.post("file", filing).status_code for _ in range(2)] == [201, 201]
    with vault_session(KEEP_HOUSE):
        assert (Folder.objects.count(), Case.objects.count(), Entry.objects.count()) == (1, 1, 1)


def test_the_server_keeps_no_order_no_time_and_no_address(device: Device) -> None:
    device.file(found_body("centre"))
    with vault_session(KEEP_HOUSE):
        case = Case.objects.get()
        assert case.folder_id > 2**40
        assert case.filed_on.weekday() == 0  # a small body is told the week alone


def test_a_wrong_receipt_looks_like_a_right_one(device: Device, worker: Person) -> None:
    device.file(found_body("centre"))
    stranger = Device(worker.client)
    with pytest.raises(Exception, match="does not open"):
        stranger.reopen()
    assert stranger.post("folder", stranger.proof()).status_code == 404


def test_another_folders_token_opens_nothing(device: Device, worker: Person) -> None:
    desk, other = found_body("centre"), Device(worker.client)
    device.file(desk)
    other.file(desk)
    assert device.post("folder", device.proof() | {"token": other.proof()["token"]}).status_code == 404


def test_a_consent_lets_a_second_body_in_and_its_end_locks_it_out(device: Device) -> None:
    walled_off()
    centre, inspectorate = found_body("centre"), found_body("inspectorate", kind="labour-inspectorate")
    device.file(centre)
    assert device.consent_to(inspectorate, "enforce-labour-law", soon()).status_code == 201
    assert {slot["body"] for slot in device.folder()["slots"]} == {"centre", "inspectorate"}
    with vault_session(KEEP_HOUSE):
        assert Referral.objects.get().receiver_id == "inspectorate"
    old = device.proof()
    assert device.revoke("inspectorate", [centre]).status_code == 201
    assert [slot["body"] for slot in device.folder()["slots"]] == ["centre"]
    assert device.post("folder", old).status_code == 404
    with vault_session(KEEP_HOUSE):
        assert not Slot.objects.filter(body="inspectorate").exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"purpose": "recover-money"}, "different bodies"),
        ({"until": "2020-01-01"}, "run out"),
        ({"scope": "all,all"}, "not signed"),
        ({"nonce": "A" * 22}, "not signed"),
    ],
)
def test_a_forged_or_expired_consent_moves_nothing(device: Device, changed: dict[str, str], says: str) -> None:
    walled_off()
    device.file(found_body("centre"))
    inspectorate = found_body("inspectorate", kind="labour-inspectorate")
    answer = device.consent_to(inspectorate, "enforce-labour-law", soon(), changed)
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
    assert [slot["body"] for slot in device.folder()["slots"]] == ["centre"]


def test_a_body_that_may_report_people_is_refused_whatever_a_browser_sends(device: Device) -> None:
    inspectorate = found_body("inspectorate", kind="labour-inspectorate")
    answer = device.file(inspectorate)
    assert answer.status_code == 422
    assert "assume that it does" in answer.json()["detail"]
    with vault_session(KEEP_HOUSE):
        assert not Folder.objects.exists()
    walled_off()
    assert device.file(inspectorate).status_code == 201


def test_a_consent_to_such_a_body_is_refused_too(device: Device) -> None:
    device.file(found_body("centre"))
    inspectorate = found_body("inspectorate", kind="labour-inspectorate")
    assert device.consent_to(inspectorate, "enforce-labour-law", soon()).status_code == 422
    assert [slot["body"] for slot in device.folder()["slots"]] == ["centre"]


def test_a_purpose_that_the_wall_does_not_know_for_a_body_is_refused(device: Device) -> None:
    walled_off()
    inspectorate = found_body("inspectorate", kind="labour-inspectorate")
    inspectorate.purpose = "advise"
    assert "for this purpose" in device.file(inspectorate).json()["detail"]


def test_deleted_and_never_made_look_the_same(device: Device, worker: Person) -> None:
    device.file(found_body("centre"))
    assert device.post("delete", device.proof()).status_code == 204
    with vault_session(KEEP_HOUSE):
        assert (Folder.objects.count(), Entry.objects.count(), Slot.objects.count(), Receipt.objects.count()) == (
            0,
        ) * 4
    with pytest.raises(Exception, match="does not open"):
        device.reopen()
    assert device.post("folder", device.proof()).status_code == 404
