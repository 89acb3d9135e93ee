"""A second factor comes before anything else: what a login without one can reach, and how one is set up."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.test import Client
from django.urls import reverse

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from tests.cast import PASSWORD, Person, hire

pytestmark = pytest.mark.django_db
SET_UP = "/staff/second-factor/"


@pytest.fixture
def newcomer() -> Person:
    """Logged in by password for the first time."""
    staff, client = hire("amina", [Role.OPERATOR, Role.AUDITOR]), Client()
    client.post(reverse("account_login"), {"login": "amina", "password": PASSWORD})
    return Person(client=client, staff=staff)


def set_up_app(client: Client) -> int:
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found
    code = format_hotp_value(hotp_value(found[1], list(counters())[1]))
    return client.post(reverse("mfa_activate_totp"), {"code": code}).status_code


@pytest.mark.parametrize("address", ["/staff/", "/staff/audit/", "/staff/password/", "/", "/no-such-page"])
def test_every_other_page_leads_to_the_set_up(newcomer: Person, address: str) -> None:
    answer = newcomer.client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP)


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "account_logout"])
def test_the_set_up_and_the_way_out_are_open(newcomer: Person, name: str) -> None:
    assert newcomer.client.get(reverse(name)).status_code == 200


def test_setting_up_an_app_shows_recovery_codes_once_and_opens_the_rest(newcomer: Person) -> None:
    assert set_up_app(newcomer.client) == 302
    first = newcomer.client.get(reverse("mfa_view_recovery_codes")).content.decode()
    again = newcomer.client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", first)) == 10
    assert not re.findall(r"<code>\d{8}</code>", again)
    assert newcomer.client.get("/staff/audit/").status_code == 200


def test_a_session_older_than_the_factor_is_asked_for_it(newcomer: Person) -> None:
    thief = Client()
    thief.post(reverse("account_login"), {"login": "amina", "password": PASSWORD})
    assert set_up_app(newcomer.client) == 302
    assert thief.get("/staff/").headers["Location"] == reverse("mfa_reauthenticate")
    assert thief.get(reverse("mfa_activate_totp")).headers["Location"] == reverse("mfa_reauthenticate")


def test_removing_the_only_factor_closes_everything_again(newcomer: Person) -> None:
    set_up_app(newcomer.client)
    newcomer.client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert newcomer.client.get("/staff/").headers["Location"] == SET_UP


def test_the_factor_of_another_person_opens_nothing(newcomer: Person) -> None:
    TOTP.activate(hire("other"), generate_totp_secret())
    assert newcomer.client.get("/staff/").headers["Location"] == SET_UP


def test_the_qr_code_keeps_the_content_policy(newcomer: Person) -> None:
    page = newcomer.client.get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in page
    assert "style=" not in page
    assert "data:" not in page


def test_strangers_are_not_troubled(client: Client, db: None) -> None:
    assert client.get("/no-such-page").status_code == 404
    assert Staff.objects.count() == 0
