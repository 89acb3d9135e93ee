"""A case passes to another body only by the worker's signed word, and only as much of it as she named."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from safar.foundation.vault.models import Consent
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.signatures import sign_consent
from safar.foundation.vault.wire import b64
from safar.rooms.casework.models import Case, Referral, Step
from safar.rooms.casework.queries.asking import who_may_be_asked
from safar.rules.firewall import BodyKind, Purpose
from tests.cast import CENTRE, Person
from tests.device import Desk, Device, found_body, soon, walled_off
from tests.rooms.casework.desk_people import filed, note
from tests.rooms.casework.test_desk import HOME, acts_on, fetched, post, state_of, steps_of

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
INSPECTORATE = "inspectorate-1"


@pytest.fixture
def centre() -> Desk:
    return found_body(CENTRE)


@pytest.fixture
def inspectorate() -> Desk:
    walled_off()
    return found_body(INSPECTORATE, kind="labour-inspectorate")


@pytest.fixture
def device(worker: Person) -> Device:
    return Device(worker.client)


@pytest.fixture
def number(device: Device, centre: Desk, inspectorate: Desk, caseworker: Person) -> int:
    number = filed(device, centre)
    for verb in ("acknowledge", "take-up"):
        assert post(caseworker, number, "move", {"verb": verb}).status_code == 200
    return number


def consent_to_part(device: Device, desk: Desk, scope: str, until: date, purpose: str = "enforce-labour-law") -> Any:
    """Sign a consent to some entries alone."""
    word = sign_consent(
        device.consent,
        device.cid,
        body=desk.id,
        key_id=desk.key_id,
        purpose=purpose,
        scope=scope,
        until=until,
    )
    said = {
        "body": desk.id,
        "key_id": b64(desk.key_id),
        "purpose": word.purpose,
        "scope": scope,
        "until": until.isoformat(),
        "nonce": b64(word.nonce),
        "signature": b64(word.signature),
        "slot": device.slot(desk, word.purpose, until),
    }
    return device.post("consent", device.proof() | said)


def test_without_consent_nothing_is_referred_and_the_journal_says_so(number: int, caseworker: Person) -> None:
    answer = post(caseworker, number, "refer", {"receiver": INSPECTORATE})
    assert answer.status_code == 422
    assert "not agreed" in answer.json()["detail"]
    assert state_of(number) == "in-progress"
    assert "referral refused" in acts_on(number)


def test_with_consent_it_lies_with_the_receiver_who_sees_what_is_due(
    number: int, device: Device, inspectorate: Desk, caseworker: Person, labour_inspector: Person
) -> None:
    assert labour_inspector.client.get(f"{HOME}{number}").status_code == 404
    assert device.consent_to(inspectorate, "enforce-labour-law", soon()).status_code == 201
    assert post(caseworker, number, "refer", {"receiver": INSPECTORATE}).json() == {"state": "referred"}
    found = fetched(labour_inspector, number)
    assert [one["kind"] for one in found["entries"]] == ["account"]
    assert not found["known"]["is_home"]
    assert found["known"]["verbs"] == []
    assert [one["kind"] for one in found["steps"]] == ["acknowledge"]


@pytest.mark.parametrize("how", ["revoked", "ended", "forged", "own"])
def test_a_consent_that_does_not_stand_refers_nothing(
    number: int,
    device: Device,
    centre: Desk,
    inspectorate: Desk,
    caseworker: Person,
    labour_inspector: Person,
    how: str,
) -> None:
    device.consent_to(inspectorate, "enforce-labour-law", soon())
    if how == "revoked":
        assert device.revoke(INSPECTORATE, [centre]).status_code == 201
    with vault_session(KEEP_HOUSE):
        if how == "ended":
            Consent.objects.update(until=date(2026, 1, 1))
        if how == "forged":
            Consent.objects.update(scope="all,")
    receiver = CENTRE if how == "own" else INSPECTORATE
    assert post(caseworker, number, "refer", {"receiver": receiver}).status_code == 422
    assert state_of(number) == "in-progress"
    if how == "revoked":
        assert labour_inspector.client.get(f"{HOME}{number}/sealed").status_code == 404


def test_the_receiver_can_acknowledge_and_send_results_but_move_nothing(
    number: int, device: Device, inspectorate: Desk, labour_inspector: Person
) -> None:
    device.consent_to(inspectorate, "enforce-labour-law", soon())
    for verb in ("close", "take-up", "inspect", "conciliate"):
        assert post(labour_inspector, number, "move", {"verb": verb}).status_code == 422
    coded = {"ending": "advised"}
    assert post(labour_inspector, number, "outcome", coded).status_code == 422
    assert post(labour_inspector, number, "move", {"verb": "acknowledge"}).status_code == 200
    assert due_to(number, INSPECTORATE) == ["reply"], "while results are owed the case is not deleted"
    entry = inspectorate.entry(device.cid, device.epoch, device.key, {"text": "Due wages: ordered."})
    assert post(labour_inspector, number, "results", entry).status_code == 200
    with vault_session(KEEP_HOUSE):
        assert Referral.objects.get(folder=number).answered_on is not None
    assert due_to(number, INSPECTORATE) == []
    assert "referral answered" in acts_on(number)
    assert "Due wages: ordered." in [device.read(one).get("text") for one in device.folder()["entries"]]


def due_to(number: int, body: str) -> list[str]:
    with vault_session(KEEP_HOUSE):
        return [step.kind for step in Step.objects.filter(folder=number, body=body, done_on=None)]


def test_results_are_sent_by_the_receiver_alone(number: int, device: Device, centre: Desk, caseworker: Person) -> None:
    entry = centre.entry(device.cid, device.epoch, device.key, {"text": "Due wages: none."})
    assert post(caseworker, number, "results", entry).status_code == 422


def test_a_sister_centre_gets_the_entries_in_scope_and_no_others(
    number: int, device: Device, inspectorate: Desk, caseworker: Person, labour_inspector: Person
) -> None:
    second = device.entry({"text": "and this is for you alone"})
    assert device.post("add", device.proof() | {"entries": [second]}).status_code == 201
    assert consent_to_part(device, inspectorate, second["eid"], soon()).status_code == 201
    shown = fetched(labour_inspector, number)
    assert [one["eid"] for one in shown["entries"]] == [second["eid"]]
    assert shown["known"]["shares_all"] is False
    asked = labour_inspector.client.get(
        f"{HOME}{number}/sealed", {"eid": [one["eid"] for one in fetched(caseworker, number)["entries"]]}
    ).json()
    assert [one["eid"] for one in asked["entries"]] == [second["eid"]]


def test_a_receiver_is_not_told_whom_else_she_agreed_to(
    number: int, device: Device, inspectorate: Desk, caseworker: Person, labour_inspector: Person
) -> None:
    device.consent_to(found_body("union-1", kind="union"), "advise", soon())
    device.consent_to(inspectorate, "enforce-labour-law", soon())
    both, own = fetched(caseworker, number), fetched(labour_inspector, number)
    assert {one["body"] for one in both["consents"]} == {"union-1", INSPECTORATE}
    assert {one["body"] for one in own["consents"]} == {INSPECTORATE}
    assert {one["receiver"] for one in own["referrals"]} == {INSPECTORATE}


def test_internal_notes_stay_with_the_body_that_wrote_them(
    number: int, device: Device, centre: Desk, inspectorate: Desk, caseworker: Person, labour_inspector: Person
) -> None:
    device.consent_to(inspectorate, "enforce-labour-law", soon())
    assert post(caseworker, number, "write", note(device, centre)).status_code == 200
    assert "note" not in json.dumps([one["kind"] for one in fetched(labour_inspector, number)["entries"]])


def test_the_worker_can_be_asked_about_bodies_that_the_wall_and_the_gate_let_through(
    number: int, caseworker: Person
) -> None:
    found_body("union-1", kind="union")
    found_body("elsewhere", kind="labour-inspectorate", country="XB")
    found = fetched(caseworker, number)
    union = next(one for one in found["askable"] if one["body"] == "union-1")
    assert set(union["purposes"]) == {"advise", "conciliate", "recover-money"}
    assert INSPECTORATE in {one["body"] for one in found["askable"]}
    elsewhere = next(one for one in found["refused"] if one["body"] == "elsewhere")
    assert "assume" in elsewhere["why"]  # nothing is known of that country's wall


@pytest.mark.parametrize("kind", list(BodyKind))
def test_every_way_that_is_offered_has_a_kind_and_a_purpose_of_the_closed_lists(kind: BodyKind, centre: Desk) -> None:
    sender = found_body("sender", kind=kind.value)
    for other in BodyKind:
        found_body(f"to-{other.value}", kind=other.value)
    case = Case(category="money")
    with vault_session(KEEP_HOUSE):
        offered = who_may_be_asked(sender.id, case, date(2026, 11, 26))["askable"]
    assert {one["kind"] for one in offered} <= set(BodyKind)
    assert {purpose for one in offered for purpose in one["purposes"]} <= set(Purpose) - {Purpose.HELP_PROTECTION}
    if kind in {BodyKind.LABOUR_INSPECTORATE, BodyKind.LABOUR_TRIBUNAL, BodyKind.LICENSING_AUTHORITY}:
        assert offered == []


def test_the_first_bodys_steps_are_its_own(number: int, device: Device, inspectorate: Desk) -> None:
    assert set(steps_of(number)) == {"reply"}
    device.consent_to(inspectorate, "enforce-labour-law", soon())
    with vault_session(KEEP_HOUSE):
        owed = set(Step.objects.filter(folder=number, done_on=None).values_list("body", "kind"))
    assert owed == {(CENTRE, "reply"), (INSPECTORATE, "acknowledge")}
