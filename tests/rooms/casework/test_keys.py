"""The pages of keys: for the people of one body, closed to everybody else; an administrator can do nothing there."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.journal.models import WaitingAct
from safar.foundation.vault.bodies import keys_held
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.key_actions import WRAPPED_WORDS, make_body_key
from safar.foundation.vault.keys import new_pair, public_of
from safar.foundation.vault.members import new_words, wrap_member_key
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64
from tests.cast import CENTRE, Person, at_work, hire
from tests.people import Colleague, fresh

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KEYS = "/staff/keys/"
ADDRESSES = ["", "state", "mine", "passkey", "first", "confirm", "renew", "sheets", "recover"]


@pytest.fixture(autouse=True)
def bodies() -> None:
    with vault_session(KEEP_HOUSE):
        for name in (CENTRE, "inspectorate-1"):
            Body.objects.create(
                id=name, name=name, kind="union", country="XA", organisation=name, from_day=date(2026, 1, 1)
            )


def post(person: Person, path: str, sent: Any) -> Any:
    return person.client.post(KEYS + path, json.dumps(sent), content_type="application/json")


def _body_with_key(body: str) -> tuple[Colleague, Colleague]:
    ada, ben = (Colleague(hire(name, [Role.CASEWORKER], body=body)) for name in ("ada", "ben"))
    with vault_session("advise", body=body):
        for one in (ada, ben):
            one.enrol(Body.objects.get(pk=body), NOW)
        ben.confirm(make_body_key(ada.member, **fresh(ada, ben)[1]), NOW)
    return ada, ben


def made_key(person: Person) -> Any:
    assert person.staff is not None
    private = new_pair()
    wrapped = wrap_member_key(new_words(), instance_id(), str(person.staff.pk), private)
    return post(person, "mine", {"public": b64(public_of(private)), "wrapped": b64(wrapped)})


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_bodys_people_see_them_and_nobody_else(
    path: str, caseworker: Person, operator: Person, immigration_officer: Person, auditor: Person
) -> None:
    assert caseworker.client.get(KEYS + path).status_code == 200
    for other in (operator, immigration_officer, auditor):
        assert other.client.get(KEYS + path).status_code == 404


def test_pages_that_unlock_carry_the_sealed_policy(caseworker: Person) -> None:
    answer = caseworker.client.get(KEYS + "mine")
    assert "require-trusted-types-for 'script'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_caseworker_makes_a_key_and_an_operator_cant(caseworker: Person, operator: Person) -> None:
    assert made_key(caseworker).status_code == 200
    assert made_key(operator).status_code == 404
    with vault_session(KEEP_HOUSE):
        assert [row.body_id for row in Member.objects.all()] == [CENTRE]


def test_a_colleague_is_acted_on_and_a_stranger_isnt(caseworker: Person, labour_inspector: Person) -> None:
    """The inspector is of another body: in the caseworker's, there is no such person."""
    assert labour_inspector.staff is not None
    colleague = hire("colleague", [Role.CASEWORKER], body=CENTRE)
    assert caseworker.client.get(f"{KEYS}let-in/{colleague.pk}").status_code == 200
    assert caseworker.client.get(f"{KEYS}let-in/{labour_inspector.staff.pk}").status_code == 404
    assert caseworker.client.get(f"{KEYS}let-in").status_code == 404


def test_wraps_are_handed_out_to_their_member_alone(caseworker: Person, labour_inspector: Person) -> None:
    ada, ben = _body_with_key(CENTRE)
    told = at_work(ada.staff).client.get(KEYS + "state").json()
    with vault_session("advise", body=CENTRE):
        assert list(told["wraps"].values()) == [b64(sealed) for sealed in keys_held(ada.member).values()]
        theirs = [b64(sealed) for sealed in keys_held(ben.member).values()]
    for other in (caseworker, labour_inspector):
        answer = other.client.get(KEYS + "state")
        assert answer.json()["wraps"] == {}
        assert not any(sealed in answer.content.decode() for sealed in theirs)


def test_only_a_supervisor_takes_somebody_out_or_makes_sheets() -> None:
    ada, ben = _body_with_key(CENTRE)
    supervisor = hire("supervisor", [Role.SUPERVISOR], body=CENTRE)
    with vault_session("advise", body=CENTRE):
        Colleague(supervisor).enrol(Body.objects.get(pk=CENTRE), NOW)
    plain, senior = at_work(ada.staff), at_work(supervisor)
    for path in (f"leaves/{ben.staff.pk}", "sheets"):
        assert post(plain, path, {}).status_code == 404
        assert post(senior, path, {}).status_code == 422
    assert plain.client.post(KEYS + "end-sheets").status_code == 404
    assert senior.client.post(KEYS + "end-sheets").status_code == 302


def test_a_passkey_is_its_members_alone_and_goes_with_the_key(operator: Person) -> None:
    ada, _ = _body_with_key(CENTRE)
    at = at_work(ada.staff)
    sent = {"passkey": b64(bytes(32)), "wrapped": b64(bytes(WRAPPED_WORDS))}
    assert post(operator, "passkey", sent).status_code == 404
    assert post(at, "passkey", sent).status_code == 200
    assert at.client.get(KEYS + "state").json()["passkey"] == sent["passkey"]
    assert sent["passkey"] not in at_work(hire("cleo", [Role.CASEWORKER], body=CENTRE)).client.get(KEYS + "state").text
    assert made_key(at).status_code == 200
    assert at.client.get(KEYS + "state").json()["passkey"] == ""
    with vault_session(KEEP_HOUSE):
        assert {bytes(row.passkey_wrapped) for row in Member.objects.all()} == {b""}


@pytest.mark.parametrize(("name", "wrapped"), [(0, 62), (1024, 62), (32, 61), (32, 63), (32, 0)])
def test_what_no_passkey_can_have_made_is_refused(name: int, wrapped: int) -> None:
    ada, _ = _body_with_key(CENTRE)
    sent = {"passkey": b64(bytes(name)), "wrapped": b64(bytes(wrapped))}
    assert post(at_work(ada.staff), "passkey", sent).status_code == 422


def test_who_has_no_key_has_nothing_for_a_passkey_to_keep(caseworker: Person) -> None:
    sent = {"passkey": b64(bytes(32)), "wrapped": b64(bytes(WRAPPED_WORDS))}
    assert post(caseworker, "passkey", sent).json()["error"] == "make your own key first"
    assert caseworker.client.post(KEYS + "end-passkey").status_code == 302


@pytest.mark.parametrize("sent", [None, [], {}, {"public": 1, "wrapped": "x"}, {"public": "AA", "wrapped": "AA"}])
def test_what_is_malformed_is_refused_in_words(sent: Any, caseworker: Person) -> None:
    answer = post(caseworker, "mine", sent)
    assert answer.status_code == 422
    assert answer.json()["error"]
    for path in ("passkey", "first", "confirm", "renew", "recover", "let-in/7"):
        assert post(caseworker, path, sent).status_code == 422


def test_using_sheets_is_in_the_journal_before_anything_is_handed_out() -> None:
    ada, _ = _body_with_key(CENTRE)
    person = at_work(ada.staff)
    with vault_session(KEEP_HOUSE):
        key = BodyKey.objects.get()
        sheet = Member.objects.create(body_id=CENTRE, staff=-5, public=public_of(new_pair()), wrapped=b"")
        MemberWrap.objects.create(key=key, member=sheet, sealed=b"w" * 365)
    told = post(person, "recover", {}).json()
    assert (told["holder"], list(told["wraps"].values())) == ("-5", [b64(b"w" * 365)])
    with vault_session(KEEP_HOUSE):
        said = [json.loads(bytes(act)) for act in WaitingAct.objects.filter(is_open=True).values_list("act", flat=True)]
    assert {"body": CENTRE, "change": "recovery sheets used"} in [leaf["content"] for leaf in said]


def test_whoever_moved_to_another_body_gets_nothing_of_the_old_one() -> None:
    ada, _ = _body_with_key(CENTRE)
    person = at_work(ada.staff)
    Staff.objects.filter(pk=ada.staff.pk).update(body="inspectorate-1")
    told = person.client.get(KEYS + "state").json()
    assert (told["wraps"], told["wrapped"], told["body"]) == ({}, "", "inspectorate-1")
    assert post(person, "recover", {}).json()["error"] == "make your own key first"


def test_the_last_who_can_open_is_warned() -> None:
    ada, ben = _body_with_key(CENTRE)
    person = at_work(ada.staff)
    assert "You are the only one" not in person.client.get(KEYS + "mine").content.decode()
    Staff.objects.filter(pk=ben.staff.pk).update(is_active=False)
    assert "You are the only one" in person.client.get(KEYS + "mine").content.decode()
