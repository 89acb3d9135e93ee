"""The desk's server side: who may see what, what is due first, what is stored of what a caseworker writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from safar.foundation.accounts.roles import Role
from safar.foundation.journal.models import WaitingAct
from safar.foundation.vault.models import Body, Entry
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64, unb64
from safar.rooms.casework.access import Desk as Seat
from safar.rooms.casework.actions.effectiveness import numbers_of
from safar.rooms.casework.actions.steps import escalate, finish
from safar.rooms.casework.models import Case, Step
from safar.rooms.casework.queries.desk import Asked, lines_of
from tests.cast import CENTRE, Person, at_work, hire
from tests.device import Desk, Device, found_body, soon
from tests.rooms.casework.desk_people import account, filed, note

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
HOME = "/staff/cases/"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def centre() -> Desk:
    return found_body(CENTRE)


@pytest.fixture
def device(centre: Desk, worker: Person) -> Iterator[Device]:
    yield Device(worker.client)


@pytest.fixture
def number(device: Device, centre: Desk) -> int:
    return filed(device, centre)


def post(person: Person, number: int, what: str, body: Any) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body)
    return person.client.post(f"{HOME}{number}/{what}", raw, content_type="application/json")


def state_of(number: int) -> str:
    with vault_session(KEEP_HOUSE):
        return Case.objects.get(pk=number).state


def steps_of(number: int) -> dict[str, Step]:
    with vault_session(KEEP_HOUSE):
        return {step.kind: step for step in Step.objects.filter(folder=number, done_on=None)}


def acts_on(number: int) -> list[str]:
    with vault_session(KEEP_HOUSE):
        return sorted(json.loads(bytes(act.act))["verb"] for act in WaitingAct.objects.filter(folder=number))


def fetched(person: Person, number: int) -> dict[str, Any]:
    answer = person.client.get(f"{HOME}{number}/sealed")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


ADDRESSES = ["", "patterns", "keys"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_people_of_a_body_have_a_desk(
    centre: Desk, caseworker: Person, immigration_officer: Person, operator: Person, worker: Person, address: str
) -> None:
    assert caseworker.client.get(HOME + address).status_code == 200
    assert immigration_officer.client.get(HOME + address).status_code == 404
    assert operator.client.get(HOME + address).status_code == 404
    assert worker.client.get(HOME + address).status_code == 302


@pytest.mark.parametrize("what", ["", "/sealed"])
def test_another_bodys_case_and_no_case_look_the_same(
    number: int, caseworker: Person, labour_inspector: Person, immigration_officer: Person, what: str
) -> None:
    assert caseworker.client.get(f"{HOME}{number}{what}").status_code == 200
    forbidden = labour_inspector.client.get(f"{HOME}{number}{what}")
    unknown = labour_inspector.client.get(f"{HOME}{number + 1}{what}")
    assert (forbidden.status_code, unknown.status_code) == (404, 404)
    assert forbidden.content == unknown.content or what == ""
    assert immigration_officer.client.get(f"{HOME}{number}{what}").status_code == 404


@pytest.mark.parametrize("what", ["write", "move", "refer", "results", "task", "claim", "outcome"])
def test_another_body_can_do_nothing_to_it(
    number: int, device: Device, centre: Desk, labour_inspector: Person, immigration_officer: Person, what: str
) -> None:
    entry = centre.entry(device.cid, device.epoch, device.key, {"text": "hello"})
    body = entry | {"verb": "acknowledge", "receiver": CENTRE, "due": soon().isoformat(), "ending": "advised"}
    assert post(labour_inspector, number, what, body).status_code in {404, 422}
    assert post(immigration_officer, number, what, body).status_code == 404
    assert state_of(number) == "received"
    with vault_session(KEEP_HOUSE):
        assert Entry.objects.filter(folder=number).count() == 1


def test_an_inspectors_list_does_not_hold_the_centres_case(
    number: int, caseworker: Person, labour_inspector: Person
) -> None:
    mark = f'data-case="{number}"'
    assert mark in caseworker.client.get(HOME).content.decode()
    assert mark not in labour_inspector.client.get(HOME).content.decode()


def test_the_pages_are_sealed_pages(number: int, caseworker: Person) -> None:
    for address in ("", f"{number}", f"{number}/sealed", "keys"):
        answer = caseworker.client.get(HOME + address)
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        policy = answer.headers["Content-Security-Policy"]
        assert "require-trusted-types-for 'script'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_the_list_begins_with_what_is_overdue_then_handed_up_then_urgent(centre: Desk, worker: Person) -> None:
    numbers = [
        filed(Device(worker.client), centre, urgency=urgency) for urgency in ("normal", "urgent", "normal", "normal")
    ]
    late = TODAY - timedelta(days=30)
    with vault_session(KEEP_HOUSE):
        Step.objects.filter(folder=numbers[2]).update(due_on=late)
        Step.objects.filter(folder=numbers[3]).update(due_on=late, escalated_on=TODAY)
    supervisor = lines_of(Seat(CENTRE, 1, is_supervisor=True), Asked(), today=TODAY)
    assert [line.number for line in supervisor][:3] == [numbers[3], numbers[2], numbers[1]]
    assert [line.is_escalated for line in supervisor] == [True, False, False, False]
    assert not any(line.is_escalated for line in lines_of(Seat(CENTRE, 1, is_supervisor=False), Asked(), today=TODAY))


def test_of_a_long_list_those_due_soonest_are_kept(
    centre: Desk, worker: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [filed(Device(worker.client), centre) for _ in range(4)]
    with vault_session(KEEP_HOUSE):
        Step.objects.filter(folder=numbers[2]).update(due_on=TODAY - timedelta(days=9))
        Step.objects.filter(folder=numbers[1]).update(done_on=TODAY)
    monkeypatch.setattr("safar.rooms.casework.queries.desk.LONGEST_LIST", 3)
    lines = lines_of(Seat(CENTRE, 1, is_supervisor=True), Asked(), today=TODAY)
    assert lines[0].number == numbers[2]
    assert {line.number for line in lines} == set(numbers) - {numbers[1]}


def test_the_list_is_narrowed(centre: Desk, worker: Person, caseworker: Person) -> None:
    money, safety = (filed(Device(worker.client), centre, category=one) for one in ("money", "safety"))
    page = caseworker.client.get(HOME, {"category": "safety"}).content.decode()
    assert f'data-case="{safety}"' in page
    assert f'data-case="{money}"' not in page
    assert caseworker.client.get(HOME, {"category": "made-up"}).status_code == 200


def test_the_list_says_only_what_the_server_knows(number: int, caseworker: Person) -> None:
    page = " ".join(caseworker.client.get(HOME).content.decode().split())
    assert "1 text, 0 files (1 × 4.0" in page
    assert "Blue Crane" not in page


def test_the_sealed_case_holds_own_slots_and_ciphertext_alone(
    number: int, device: Device, centre: Desk, caseworker: Person
) -> None:
    found = fetched(caseworker, number)
    assert {slot["key_id"] for slot in found["slots"]} == {b64(centre.key_id)}
    folder = {"epoch": found["epoch"], "commits": found["commits"]}
    assert centre.key_of(folder, device.cid, found["slots"][0]["sealed"]) == device.key
    assert b"Blue Crane" not in json.dumps(found).encode()
    assert "record" not in json.dumps(found)


def test_a_signed_message_answers_the_worker_and_leaves_its_leaf(
    number: int, device: Device, centre: Desk, caseworker: Person
) -> None:
    device.add({"text": "are you there?"})
    assert "answer" in steps_of(number)
    entry = centre.entry(device.cid, device.epoch, device.key, {"text": "yes"})
    assert post(caseworker, number, "write", entry).status_code == 200
    assert "answer" not in steps_of(number)
    assert [device.read(one)["text"] for one in device.folder()["entries"] if one["role"] == "body"] == ["yes"]
    assert "body added" in acts_on(number)


def test_a_reply_in_substance_is_said_to_be_one(number: int, device: Device, centre: Desk, caseworker: Person) -> None:
    post(caseworker, number, "move", {"verb": "acknowledge"})
    first, second = (centre.entry(device.cid, device.epoch, device.key, {"text": text}) for text in "ab")
    assert post(caseworker, number, "write", first).status_code == 200
    assert "reply" in steps_of(number)
    assert post(caseworker, number, "write", second | {"is_reply": True}).status_code == 200
    assert "reply" not in steps_of(number)


def test_a_note_is_for_the_body_alone(number: int, device: Device, centre: Desk, caseworker: Person) -> None:
    assert post(caseworker, number, "write", note(device, centre)).status_code == 200
    assert [one["kind"] for one in fetched(caseworker, number)["entries"]].count("note") == 1
    assert "note" not in [one["kind"] for one in device.folder()["entries"]]


def changed(entry: dict[str, Any], **other: str) -> dict[str, Any]:
    return entry | other


def turned(text: str) -> str:
    """Give other bytes of the same length."""
    return b64(bytes(byte ^ 1 for byte in unb64(text)))


def test_what_is_not_signed_by_the_body_is_refused(
    number: int, device: Device, centre: Desk, caseworker: Person
) -> None:
    stranger = found_body("stranger")
    good = centre.entry(device.cid, device.epoch, device.key, {"text": "hello"})
    by_other = stranger.entry(device.cid, device.epoch, device.key, {"text": "hello"})
    bad = [
        changed(good, signature=""),
        changed(good, signature=turned(good["signature"])),
        changed(good, blob=turned(good["blob"])),
        changed(good, eid=turned(good["eid"])),
        changed(good, key_id=b64(stranger.key_id)),
        by_other,
    ]
    assert [post(caseworker, number, "write", one).status_code for one in bad] == [422] * len(bad)
    with vault_session(KEEP_HOUSE):
        assert Entry.objects.filter(folder=number).count() == 1


def test_an_entry_sent_again_or_to_another_case_is_refused(
    number: int, device: Device, centre: Desk, caseworker: Person, worker: Person
) -> None:
    other = filed(Device(worker.client), centre)
    good = centre.entry(device.cid, device.epoch, device.key, {"text": "hello"})
    assert post(caseworker, number, "write", good).status_code == 200
    assert post(caseworker, number, "write", good).status_code == 409
    assert post(caseworker, other, "write", good).status_code == 422


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'"x"', b"\xff\xfe", b'{"eid": 1}', b'{"kind": ["message"]}', b'{"eid": "AAAA"}'],
    ids=repr,
)
def test_malformed_posts_are_refused_in_words(number: int, caseworker: Person, body: bytes) -> None:
    answer = post(caseworker, number, "write", body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_kind_that_a_body_does_not_write_and_a_size_that_is_no_class_are_refused(
    number: int, device: Device, centre: Desk, caseworker: Person
) -> None:
    good = centre.entry(device.cid, device.epoch, device.key, {"text": "hello"})
    shorter = b64(unb64(good["blob"])[:-1])
    for bad in (changed(good, kind="account"), changed(good, kind="answer"), changed(good, blob=shorter)):
        assert post(caseworker, number, "write", bad).status_code == 422


def test_too_much_is_refused_before_it_is_read(number: int, caseworker: Person) -> None:
    answer = caseworker.client.post(f"{HOME}{number}/write", b"x" * 6_000_001, content_type="application/json")
    assert answer.status_code == 413


def test_acknowledging_finishes_that_step_and_a_reply_becomes_due(number: int, caseworker: Person) -> None:
    assert set(steps_of(number)) == {"acknowledge"}
    assert post(caseworker, number, "move", {"verb": "acknowledge"}).json() == {"state": "acknowledged"}
    assert set(steps_of(number)) == {"reply"}
    assert "moved" in acts_on(number)


def test_an_urgent_case_is_looked_at_within_a_day(centre: Desk, worker: Person, caseworker: Person) -> None:
    number = filed(Device(worker.client), centre, urgency="urgent")
    assert steps_of(number)["triage"].due_on == TODAY + timedelta(days=1)
    post(caseworker, number, "move", {"verb": "acknowledge"})
    assert set(steps_of(number)) == {"reply"}


def test_late_is_late_though_a_small_body_keeps_weeks_alone(centre: Desk, worker: Person) -> None:
    """Due on a Tuesday, acknowledged on the Sunday after: both are kept as that week's Monday."""
    number, monday = filed(Device(worker.client), centre), date(2026, 11, 30)
    for due, in_time in ((date(2026, 12, 1), False), (date(2026, 12, 6), True)):
        with vault_session(KEEP_HOUSE):
            Body.objects.filter(pk=centre.id).update(counts_weeks=True)
            step = Step.objects.filter(folder=number).earliest("pk")
            step.due_on, step.done_on = due, None
            step.save()
        with vault_session("advise", body=centre.id):
            finish(Case.objects.get(pk=number), (step.kind,), today=date(2026, 12, 6))
        with vault_session(KEEP_HOUSE):
            step.refresh_from_db()
            assert (step.was_in_time, step.done_on, step.due_on) == (in_time, monday, monday)
            numbers = numbers_of(Body.objects.get(pk=centre.id), date(2026, 10, 1), date(2027, 1, 1))
        assert (numbers.acknowledged_in_time, numbers.acknowledged) == (int(in_time), 1)


def test_the_countrys_own_term_counts_where_it_is_sooner(centre: Desk, worker: Person, caseworker: Person) -> None:
    number = filed(Device(worker.client), centre, jurisdiction="SA")
    for verb in ("acknowledge", "take-up", "conciliate"):
        assert post(caseworker, number, "move", {"verb": verb}).status_code == 200
    assert steps_of(number)["stage"].due_on == monday(TODAY) + timedelta(days=5)
    assert post(caseworker, number, "move", {"verb": "proceed"}).status_code == 200
    assert steps_of(number)["stage"].due_on == monday(TODAY) + timedelta(days=10)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@pytest.mark.parametrize("verb", ["close", "take-up", "withdraw", "refer", "record-outcome", "let-go", "fly", ""])
def test_a_move_that_does_not_fit_is_refused_and_says_why(number: int, caseworker: Person, verb: str) -> None:
    answer = post(caseworker, number, "move", {"verb": verb})
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert state_of(number) == "received"
    assert "moved" not in acts_on(number)


def test_a_task_is_a_note_with_a_day(number: int, device: Device, centre: Desk, caseworker: Person) -> None:
    planned = post(caseworker, number, "task", note(device, centre) | {"due": soon(3).isoformat()})
    assert planned.status_code == 200, planned.content
    step = planned.json()["step"]
    assert steps_of(number)["task"].due_on == soon(3)
    shown = [one for one in fetched(caseworker, number)["steps"] if one["kind"] == "task"]
    assert shown[0]["step"] == step
    assert post(caseworker, number, f"task/{step}/done", {}).status_code == 200
    assert "task" not in steps_of(number)
    assert post(caseworker, number, f"task/{step}/done", {}).status_code == 404


def test_what_is_owed_is_not_finished_by_hand(number: int, caseworker: Person) -> None:
    owed = steps_of(number)["acknowledge"]
    assert post(caseworker, number, f"task/{owed.pk}/done", {}).status_code == 404
    assert "acknowledge" in steps_of(number)


@pytest.mark.parametrize("due", ["", "yesterday", "2020-01-01", "2999-01-01"])
def test_a_task_without_a_day_to_come_is_refused(
    number: int, device: Device, centre: Desk, caseworker: Person, due: str
) -> None:
    assert post(caseworker, number, "task", note(device, centre) | {"due": due}).status_code == 422
    with vault_session(KEEP_HOUSE):
        assert not Entry.objects.filter(folder=number, kind="note").exists()


def test_overdue_steps_go_to_the_supervisor_once(number: int, centre: Desk) -> None:
    supervisor = at_work(hire("boss", [Role.SUPERVISOR], body=CENTRE))
    colleague = at_work(hire("colleague", [Role.CASEWORKER], body=CENTRE))
    with vault_session(KEEP_HOUSE):
        Step.objects.filter(folder=number).update(due_on=TODAY - timedelta(days=1))
        assert [escalate(now=datetime.now(UTC)), escalate(now=datetime.now(UTC))] == [1, 0]
    assert "<strong>handed up</strong>" in supervisor.client.get(HOME).content.decode()
    page = colleague.client.get(HOME).content.decode()
    assert "<strong>overdue</strong>" in page
    assert "<strong>handed up</strong>" not in page


def test_a_revoked_body_has_no_case_any_more(number: int, device: Device, caseworker: Person) -> None:
    assert device.revoke(CENTRE, []).status_code == 201
    assert caseworker.client.get(f"{HOME}{number}/sealed").status_code == 404
    assert f'data-case="{number}"' not in caseworker.client.get(HOME).content.decode()


def test_the_keys_of_another_member_are_not_handed_out(centre: Desk, caseworker: Person) -> None:
    found = caseworker.client.get(HOME + "keys").json()
    assert (found["body"], found["wrapped"], found["wraps"]) == (CENTRE, "", [])
    assert [key["key_id"] for key in found["keys"]] == [b64(centre.key_id)]


def test_a_stranger_without_the_csrf_token_is_refused(number: int, caseworker: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = caseworker.client.cookies
    answer = strict.post(f"{HOME}{number}/move", '{"verb": "acknowledge"}', content_type="application/json")
    assert answer.status_code == 403
    assert state_of(number) == "received"


def test_the_account_is_never_read_by_the_server(device: Device, centre: Desk, caseworker: Person) -> None:
    number = filed(device, centre, account(centre, text="canary-5501"))
    for address in ("", str(number), f"{number}/sealed", "patterns"):
        assert b"canary-5501" not in caseworker.client.get(HOME + address).content
