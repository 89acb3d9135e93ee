"""After a worker has taken her case from a body: what is owed, who answers for it, how long it stays, who gets in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from safar.foundation.vault.models import Body, BodyKey, Folder, Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions.retention import delete_due
from safar.rooms.casework.actions.steps import escalate
from safar.rooms.casework.models import Case, Proposal, Referral, Step
from tests.cast import CENTRE, Person
from tests.device import Desk, Device, found_body, soon, walled_off
from tests.rooms.casework import test_desk_conciliation as conciliation
from tests.rooms.casework.desk_people import colleague, filed
from tests.rooms.casework.test_desk import fetched, post

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
LATER = timedelta(days=4000)


@pytest.fixture
def device(worker: Person) -> Device:
    return Device(worker.client)


@pytest.fixture
def centre() -> Desk:
    return found_body(CENTRE)


@pytest.fixture
def union() -> Desk:
    return found_body("union", kind="union")


def steps() -> set[tuple[str, str, bool | None]]:
    """List the steps there are: whose, what, and whether it was in time (None: it is open)."""
    with vault_session(KEEP_HOUSE):
        return set(Step.objects.values_list("body", "kind", "was_in_time"))


def case() -> Case:
    with vault_session(KEEP_HOUSE):
        return Case.objects.get()


def test_a_withdrawn_case_asks_nothing_of_anybody(device: Device, centre: Desk) -> None:
    filed(device, centre)
    assert device.revoke(CENTRE, []).status_code == 201
    assert device.add({"text": "One thing more."}).status_code == 201
    assert (device.folder()["state"], device.folder()["steps"], steps()) == ("withdrawn", [], set())
    with vault_session(KEEP_HOUSE):
        assert escalate(now=timezone.now() + timedelta(days=30)) == 0


def test_what_was_late_before_stays_late(device: Device, centre: Desk) -> None:
    filed(device, centre)
    with vault_session(KEEP_HOUSE):
        Step.objects.update(due_on=soon(-1))
    assert device.revoke(CENTRE, []).status_code == 201
    assert steps() == {(CENTRE, "acknowledge", False)}


def test_the_body_that_remains_answers_for_the_case(device: Device, centre: Desk, union: Desk) -> None:
    number = filed(device, centre)
    assert device.consent_to(union, "advise", soon()).status_code == 201
    assert device.revoke(CENTRE, [union], soon()).status_code == 201
    assert (case().body_id, case().state, steps()) == ("union", "received", {("union", "acknowledge", None)})
    amina = colleague("amina", union).person
    assert post(amina, number, "move", {"verb": "acknowledge"}).json()["state"] == "acknowledged"
    assert fetched(amina, number)["known"]["is_home"]


def test_one_that_sees_all_goes_before_one_that_sees_a_part(device: Device, centre: Desk) -> None:
    part, whole = found_body("a-part", kind="union"), found_body("whole", kind="union")
    number = filed(device, centre)
    assert post(colleague("amina", centre).person, number, "move", {"verb": "acknowledge"}).status_code == 200
    assert device.consent_to(part, "advise", soon(), scope="A" * 22).status_code == 201
    assert device.consent_to(whole, "advise", soon()).status_code == 201
    assert device.revoke(CENTRE, [part, whole], soon()).status_code == 201
    assert case().body_id == "whole"
    assert ("whole", "answer", None) in steps()
    with vault_session(KEEP_HOUSE):
        assert set(Referral.objects.filter(ended_on=None).values_list("receiver", flat=True)) == {"a-part"}


def test_a_step_of_who_was_locked_out_keeps_no_case(
    device: Device, centre: Desk, union: Desk, settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    filed(device, centre)
    assert device.consent_to(union, "advise", soon()).status_code == 201
    assert device.revoke("union", [centre]).status_code == 201
    assert {body for body, _, _ in steps()} == {CENTRE}
    with vault_session(KEEP_HOUSE):
        Step.objects.update(done_on=date.today())  # noqa: DTZ011 - a day of the test's own clock
    assert delete_due(now=timezone.now() + LATER) == 1


def test_nor_does_a_step_of_whose_consent_ran_out(
    device: Device, centre: Desk, union: Desk, settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    filed(device, centre)
    assert device.consent_to(union, "advise", soon()).status_code == 201
    with vault_session(KEEP_HOUSE):
        Step.objects.filter(body=CENTRE).update(done_on=date.today())  # noqa: DTZ011 - a day of the test's own clock
    assert delete_due(now=timezone.now() + LATER) == 1


def test_a_new_epoch_lets_nobody_in(device: Device, centre: Desk, union: Desk) -> None:
    law = found_body("law", kind="lawyer")
    filed(device, centre)
    assert device.consent_to(union, "advise", soon(5)).status_code == 201
    kept = device.epoch, device.key
    for others, until in (([centre, law], None), ([union], None), ([union], soon(90))):
        assert device.revoke("nobody", others, until).status_code == 422
        device.epoch, device.key = kept
    assert {slot["body"] for slot in device.folder()["slots"]} == {CENTRE, "union"}


def test_the_gate_stands_before_a_new_epoch(device: Device, client: Client, centre: Desk) -> None:
    walled_off()
    inspectorate = found_body("inspectorate", kind="labour-inspectorate")
    filing = device.filing(centre)
    filing["epoch"] = device.epoch_to([centre, inspectorate])
    assert device.post("file", filing).status_code == 201
    assert [slot["is_offered"] for slot in device.folder()["slots"]] == [True, True]
    with vault_session(KEEP_HOUSE):
        Proposal.objects.all().delete()  # its level falls back to unknown
    assert {slot["body"]: slot["is_offered"] for slot in device.folder()["slots"]} == {
        CENTRE: True,
        "inspectorate": False,
    }
    page = client.post("/help", {"step": "open", "receipt": device.receipt}).content.decode()
    assert page.count("we would not let them in today") == 1
    kept = device.epoch, device.key
    assert device.revoke("nobody", [centre, inspectorate]).status_code == 422
    device.epoch, device.key = kept
    assert device.revoke("nobody", [centre]).status_code == 201
    with vault_session(KEEP_HOUSE):
        assert not Slot.objects.filter(body="inspectorate").exists()


@pytest.mark.parametrize("gone", ["ended", "no-key"])
def test_without_script_she_can_take_it_away_when_another_body_has_ended(
    device: Device, client: Client, centre: Desk, union: Desk, gone: str
) -> None:
    filed(device, centre)
    assert device.consent_to(union, "advise", soon()).status_code == 201
    with vault_session(KEEP_HOUSE):
        if gone == "ended":
            Body.objects.filter(pk="union").update(until_day=soon(-1))
        else:
            BodyKey.objects.filter(body="union").update(retired_on=soon(-1))
    asked = {"step": "revoke", "receipt": device.receipt, "body": CENTRE}
    page = client.post("/help", asked).content.decode()
    assert "You have withdrawn it" in re.sub("&#x27;", "'", page)
    with vault_session(KEEP_HOUSE):
        assert not Slot.objects.exists()


def test_a_respondent_reads_and_answers_and_does_nothing_else(
    device: Device, client: Client, centre: Desk, caseworker: Person, employer: Person
) -> None:
    number = conciliation.in_conciliation(device, centre, caseworker)
    eid = conciliation.drafted(number, device, centre, caseworker)
    conciliation.approve(device, centre, eid)
    respondent = Device(employer.client)
    assert post(caseworker, number, "claim", conciliation.letter(respondent, centre, eid)).status_code == 200
    kept = respondent.epoch, respondent.key
    tries = [
        lambda: respondent.post("delete", respondent.proof()),
        lambda: respondent.post("keep", respondent.proof() | {"keep": "year"}),
        lambda: respondent.consent_to(centre, "advise", soon()),
        lambda: respondent.revoke(CENTRE, []),
        lambda: respondent.post(
            "receipt", respondent.proof() | {"receipt": Device(client).epoch_to([])["receipts"][0]}
        ),
    ]
    for act in tries:
        answer = act()
        respondent.epoch, respondent.key = kept
        assert answer.status_code == 422
        assert "only the worker" in answer.json()["detail"]
    asked = {"step": "delete", "receipt": respondent.receipt, "sure": "on"}
    assert "nothing was changed" in client.post("/help", asked).content.decode()
    assert respondent.add({"v": 1, "text": "We paid."}, "answer").status_code == 201
    assert [claim["answered_on"] is not None for claim in fetched(caseworker, number)["claims"]] == [True]
    again = conciliation.letter(Device(employer.client), centre, eid)
    assert post(caseworker, number, "claim", again).status_code == 422


def test_she_deletes_a_case_with_a_claim_and_the_respondent_reads_nothing_more(
    device: Device, centre: Desk, caseworker: Person, employer: Person
) -> None:
    number = conciliation.in_conciliation(device, centre, caseworker)
    eid = conciliation.drafted(number, device, centre, caseworker)
    conciliation.approve(device, centre, eid)
    respondent = Device(employer.client)
    assert post(caseworker, number, "claim", conciliation.letter(respondent, centre, eid)).status_code == 200
    assert device.post("delete", device.proof()).status_code == 204
    assert respondent.post("folder", respondent.proof()).status_code == 404
    with vault_session(KEEP_HOUSE):
        assert not Folder.objects.exists()
