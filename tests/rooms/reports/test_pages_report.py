"""A worker's report without script: steps, refusals, the number, and coming back with it to change or withdraw."""

from __future__ import annotations

import re
import time
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from safar.foundation.form_age import new_token
from safar.foundation.release.actions import publish_once
from safar.foundation.vault.load import Busy
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.registry.actions.example import load_example
from safar.rooms.reports.actions.submit import BUDGET, INTAKE
from safar.rooms.reports.forms import steps
from safar.rooms.reports.models import ProposedParty, Report
from safar.rules.firewall import Purpose

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
RECEIPT = "440712950038771029645518"
NAMED = {"name": "Blue Heron Manpower", "place": "Tamarin", "phone": "+230 5550100"}
WHERE = {"origin": "NP", "destination": "AE", "began": "2026-03", "still": "left"}
ANSWERS = {"a-asked-fee": "yes", "a-paid-fee": "yes", "fee": "1200", "currency": "USD", "a-recommend": "no"}
ALL = NAMED | WHERE | ANSWERS | {"receipt": RECEIPT}


@pytest.fixture
def an_old_token() -> str:
    return token_of(seconds=10)


def token_of(*, seconds: int) -> str:
    """Give the token of a form that was begun some seconds ago."""
    now = time.time()
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(time, "time", lambda: now - seconds)
        return new_token(steps.FORM)


def token_in(page: HttpResponse) -> str:
    [token] = re.findall(r'name="token" value="([^"]+)"', page.content.decode())
    return str(token)


def step(client: Client, at: str, /, **data: Any) -> HttpResponse:
    return client.post("/report", {"step": at, "go": "next"} | data)


def sent(client: Client, token: str, /, **data: Any) -> HttpResponse:
    return step(client, "review", token=token, **(ALL | data))


def held() -> list[Report]:
    with vault_reading(Purpose.STATISTICS):
        return list(Report.objects.all())


def words(answer: HttpResponse) -> str:
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_it_begins_with_whom_and_asks_for_no_account(client: Client) -> None:
    page = client.get("/report")
    assert 'name="name"' in page.content.decode()
    assert "no account" in words(page)
    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-store"
    assert "<title>Safar</title>" in page.content.decode()


def test_from_a_party_page_the_party_is_known(client: Client) -> None:
    page = client.post("/report", {"party": "abc123", "party_name": "Blue Heron"})
    assert 'name="origin"' in page.content.decode()
    assert "Blue Heron" in words(page)
    assert "Step 1 of 4" in words(page)


def test_the_steps_carry_what_was_answered(client: Client) -> None:
    page = step(client, "whom", **NAMED)
    assert 'name="name" value="Blue Heron Manpower"' in page.content.decode()
    page = step(client, "where", **NAMED, **WHERE)
    assert page.content.decode().count("<fieldset") == 6
    page = step(client, "first", **NAMED, **WHERE, **{"a-asked-fee": "yes"})
    assert page.content.decode().count("<fieldset") == 6
    assert 'name="a-asked-fee" value="yes"' in page.content.decode()
    review = step(client, "second", **ALL)
    assert "1,200 USD" in words(review)


class TestReadOnceMore:
    """The last page shows all that will be stored, above all what decides whether anybody can guess who wrote."""

    def test_all_of_a_party_in_no_register(self, client: Client) -> None:
        page = words(step(client, "second", **(ALL | {"household": "on", "country": "NP", "code": "1111 2222"})))
        for shown in ("Blue Heron Manpower, Tamarin, Nepal", "+230 5550100", "Mar 2026", "1111 2222"):
            assert shown in page
        assert re.search(r"It is a family, not a firm\s+Yes", page)
        assert re.search(r"Are you still with them\?\s+No, I have left", page)
        assert "It may count at once" not in page

    @pytest.mark.parametrize(("ticked", "said"), [({"at_once": "on"}, "Yes"), ({}, "No")])
    def test_whether_it_counts_while_she_is_still_there(
        self, client: Client, ticked: dict[str, str], said: str
    ) -> None:
        page = words(step(client, "second", **(ALL | {"still": "there"} | ticked)))
        assert re.search(rf"It may count at once, although I am still there\s+{said}", page)

    def test_a_party_known_by_its_id_alone(self, client: Client) -> None:
        assert re.search(r"About\s+abc123", words(step(client, "second", **WHERE, **ANSWERS, party="abc123")))

    @pytest.mark.usefixtures("own_index")
    def test_a_party_of_the_register_under_its_own_name(self, client: Client) -> None:
        load_example(now=timezone.now())
        found = client.get("/check?q=blue+heron").content.decode()
        party = re.findall(r'href="/party/([a-z0-9]+)"', found)[0]
        page = step(client, "second", **WHERE, **ANSWERS, party=party, party_name="Somebody Else Ltd")
        assert re.search(r"About\s+Blue Heron", words(page))

    def test_one_of_no_register_that_may_be_named(self, client: Client) -> None:
        publish_once("named p-1", "once", {"name": "Broker Bob", "place": "", "country": ""}, today=date(2026, 5, 1))
        assert re.search(r"About\s+Broker Bob", words(step(client, "second", **WHERE, **ANSWERS, party="p-1")))


def test_back_checks_nothing(client: Client) -> None:
    page = client.post("/report", {"step": "where", "go": "back", "name": "Blue Heron"})
    assert 'value="Blue Heron"' in page.content.decode()


@pytest.mark.parametrize(
    ("at", "wrong", "said"),
    [
        ("whom", {"name": ""}, "This field is required"),
        ("whom", {"country": "QQ"}, "Select a valid choice"),
        ("where", {"origin": ""}, "This field is required"),
        ("where", {"origin": "QQ"}, "Select a valid choice"),
        ("where", {"began": "2031-01"}, "Select a valid choice"),
        ("first", {"fee": "a lot"}, "Enter a number"),
        ("first", {"currency": ""}, "Choose the currency"),
        ("first", {"fee": "15000000000", "currency": "VND"}, "This sum is too large"),
        ("first", {"a-paid-fee": ""}, "An amount belongs to a fee that was paid"),
        ("first", {"a-contract": "maybe"}, "Select a valid choice"),
    ],
)
def test_what_can_not_be_right_is_said_at_its_step(client: Client, at: str, wrong: dict[str, str], said: str) -> None:
    page = step(client, at, **(ALL | wrong))
    assert page.status_code == 422
    assert said in words(page)


def test_it_is_stored_and_the_number_is_shown_once(client: Client, an_old_token: str) -> None:
    page = sent(client, an_old_token)
    assert "4407 1295 0038 7710 2964 5518" in words(page)
    [report] = held()
    assert (report.origin, report.destination, report.began) == ("NP", "AE", "2026-03")
    assert report.answers == {"asked-fee": "yes", "paid-fee": "yes", "recommend": "no"}
    assert (report.fee, report.currency) == (1200, "USD")
    with vault_reading(Purpose.STATISTICS):
        [proposed] = ProposedParty.objects.all()
    assert (report.party, proposed.name) == (proposed.pk, "Blue Heron Manpower")


def test_a_broker_who_sends_people_to_two_countries_is_one_party(client: Client, an_old_token: str) -> None:
    for destination, receipt in (("QA", "1" * 24), ("AE", "2" * 24)):
        sent(client, an_old_token, destination=destination, country="NP", receipt=receipt)
    assert len({one.party for one in held()}) == 1
    with vault_reading(Purpose.STATISTICS):
        assert [one.country for one in ProposedParty.objects.all()] == ["NP"]


@pytest.mark.parametrize(("fee", "currency"), [("150000000", "VND"), ("9999999999.99", "IDR")])
def test_a_large_sum_of_small_coins_is_stored(client: Client, an_old_token: str, fee: str, currency: str) -> None:
    assert sent(client, an_old_token, fee=fee, currency=currency).status_code == 200
    assert [str(one.fee.normalize()) for one in held() if one.fee] == [str(Decimal(fee).normalize())]


def test_a_sum_is_forgotten_after_a_no(client: Client, an_old_token: str) -> None:
    assert sent(client, an_old_token, **{"a-paid-fee": "no"}).status_code == 200
    assert [one.fee for one in held()] == [None]


def test_the_same_sent_again_is_one_report(client: Client, an_old_token: str) -> None:
    assert words(sent(client, an_old_token)) == words(sent(client, an_old_token))
    assert len(held()) == 1


def test_a_machine_is_too_quick(client: Client) -> None:
    page = sent(client, new_token(steps.FORM))
    assert "That was very quick" in words(page)
    assert held() == []


def test_after_a_night_it_is_sent_with_the_token_of_the_page_shown_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sent(client, token_of(seconds=8 * 3600))
    assert page.status_code == 422
    assert "was open for a long time" in words(page)
    assert held() == []
    later = time.time() + 10
    monkeypatch.setattr(time, "time", lambda: later)
    assert sent(client, token_in(page)).status_code == 200
    assert len(held()) == 1


def test_a_step_taken_after_a_night_brings_a_token_that_lasts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = step(client, "second", token=token_of(seconds=8 * 3600), **ALL)
    later = time.time() + 10
    monkeypatch.setattr(time, "time", lambda: later)
    assert sent(client, token_in(page)).status_code == 200


def test_a_step_in_time_keeps_its_token(client: Client, an_old_token: str) -> None:
    assert token_in(step(client, "second", token=an_old_token, **ALL)) == an_old_token


@pytest.mark.parametrize("token", ["", "x", "report:1:x"])
def test_a_made_up_token_stores_nothing(client: Client, token: str) -> None:
    assert sent(client, token).status_code == 422
    assert held() == []


def test_hidden_fields_are_checked_again(client: Client, an_old_token: str) -> None:
    page = sent(client, an_old_token, destination="XQ")
    assert page.status_code == 422
    assert held() == []


@pytest.mark.parametrize(("name", "wrong", "at"), [("fee", "a lot", "first"), ("origin", "QQ", "where")])
def test_the_last_look_is_given_at_what_holds(client: Client, name: str, wrong: str, at: str) -> None:
    page = step(client, "second", **(ALL | {name: wrong}))
    assert page.status_code == 422
    assert f'data-step="{at}"' in page.content.decode()


def test_no_answer_at_all_is_refused_with_its_reason(client: Client, an_old_token: str) -> None:
    page = step(client, "review", token=an_old_token, **NAMED, **WHERE, receipt=RECEIPT)
    assert "Answer at least one question" in words(page)


@pytest.mark.parametrize("code", ["1234", "1111222233334444", "abc"])
def test_a_forged_code_is_refused_with_its_reason(client: Client, an_old_token: str, code: str) -> None:
    page = sent(client, an_old_token, code=code)
    assert "This code is not one of ours" in words(page)
    assert held() == []


def test_script_in_a_name_is_shown_as_text(client: Client) -> None:
    page = step(client, "second", **(ALL | {"name": "<script>alert(1)</script>"})).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


class TestComingBack:
    def test_the_number_opens_what_was_told(self, client: Client, an_old_token: str) -> None:
        sent(client, an_old_token)
        page = client.post("/report", {"step": "open", "receipt": "4407 1295 0038 7710 2964 5518"})
        assert re.search(r'name="a-asked-fee" value="yes"[^>]* checked', page.content.decode())

    @pytest.mark.parametrize("typed", ["000000000000000000000000", "٠" * 24])
    def test_a_number_that_is_nobodys_opens_nothing(self, client: Client, typed: str) -> None:
        page = client.post("/report", {"step": "open", "receipt": typed})
        assert "opens nothing here" in words(page)
        assert page.status_code == 422

    @pytest.mark.parametrize("typed", ["", "12", "4407 1295 OO38"])
    def test_what_is_no_number_is_said(self, client: Client, typed: str) -> None:
        assert "24 digits" in words(client.post("/report", {"step": "open", "receipt": typed}))

    def test_a_tag_that_is_none_is_refused(self, client: Client) -> None:
        assert client.post("/report", {"step": "open", "tag": "zz"}).status_code == 422

    def test_answers_can_be_changed(self, client: Client, an_old_token: str) -> None:
        sent(client, an_old_token)
        told = {"step": "change", "receipt": RECEIPT, "a-asked-fee": "no", "a-recommend": "yes"}
        assert "It is changed" in words(client.post("/report", told))
        [now] = [one for one in held() if one.withdrawn_on is None]
        assert now.answers == {"asked-fee": "no", "recommend": "yes"}
        assert now.fee is None

    def test_taking_back_needs_a_tick(self, client: Client, an_old_token: str) -> None:
        sent(client, an_old_token)
        assert "I am sure" in words(client.post("/report", {"step": "withdraw", "receipt": RECEIPT}))
        assert len(held()) == 1
        client.post("/report", {"step": "withdraw", "receipt": RECEIPT, "sure": "on"})
        assert [one for one in held() if one.withdrawn_on is None] == []
        gone = client.post("/report", {"step": "open", "receipt": RECEIPT})
        assert "opens nothing here" in words(gone)

    def test_somebody_still_there_waits_and_may_say_when(self, client: Client, an_old_token: str) -> None:
        sent(client, an_old_token, still="there")
        page = client.post("/report", {"step": "open", "receipt": RECEIPT})
        assert "because you are still there" in words(page)
        page = client.post("/report", {"step": "join", "receipt": RECEIPT})
        assert "It counts from now on" in words(page)
        assert held()[0].may_join_on is not None


class TestFlood:
    """Many report at once: a browser with script works for its place, a form without it shares the site's budget."""

    TAG = "A" * 43

    def test_work_that_was_shown_is_taken(
        self, client: Client, an_old_token: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(INTAKE, "bits", lambda: 8)
        challenge = INTAKE.challenge()
        answer = next(n for n in range(10_000) if sha256(f"{challenge}:{n}".encode()).digest()[0] == 0)
        monkeypatch.setattr(BUDGET, "spend", _spent)
        page = sent(client, an_old_token, tag=self.TAG, work=challenge, answer=answer)
        assert page.status_code == 200
        assert len(held()) == 1

    @pytest.mark.parametrize("work", ["", "1.2.8.x", "."])
    def test_without_work_the_budget_may_be_spent(
        self, client: Client, an_old_token: str, monkeypatch: pytest.MonkeyPatch, work: str
    ) -> None:
        monkeypatch.setattr(INTAKE, "bits", lambda: 8)
        monkeypatch.setattr(BUDGET, "spend", _spent)
        page = sent(client, an_old_token, tag=self.TAG, work=work, answer="1")
        assert page.status_code == 422
        assert held() == []


def _spent() -> None:
    raise Busy


@pytest.mark.parametrize("proofs", ["{", "{}", "[]", '{"cid":"AAAA"}', "x" * 1000])
def test_proofs_that_are_not_sealed_as_they_must_be_are_refused(client: Client, an_old_token: str, proofs: str) -> None:
    assert sent(client, an_old_token, proofs=proofs).status_code == 422
    assert held() == []
