"""Logging in: a name, a password, a second factor; few tries; no way to sign up, and never a mail."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from tests.cast import PASSWORD, hire

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def amina() -> Staff:
    return hire("amina", [Role.JUDGE])


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, list(yield_hotp_counters_from_time())[1]))


def log_in(client: Client, password: str = PASSWORD, username: str = "amina") -> str:
    answer = client.post(reverse("account_login"), {"login": username, "password": password})
    return answer.headers.get("Location", str(answer.status_code))


def test_without_a_second_factor_a_login_ends_at_its_set_up(amina: Staff, client: Client) -> None:
    assert log_in(client) == "/staff/"
    assert client.get("/staff/").headers["Location"] == reverse("mfa_index")


def test_with_an_app_the_code_is_asked_for_before_there_is_a_session(amina: Staff, client: Client) -> None:
    TOTP.activate(amina, SECRET)
    assert log_in(client) == reverse("mfa_authenticate")
    assert client.get("/staff/").headers["Location"].startswith(reverse("account_login"))
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).headers["Location"] == "/staff/"
    assert client.get("/staff/").status_code == 200


def test_a_code_works_once(amina: Staff) -> None:
    TOTP.activate(amina, SECRET)
    seen = code()
    for expected in (302, 200):
        client = Client()
        log_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": seen}).status_code == expected


def test_a_code_works_once_for_as_long_as_it_counts(amina: Staff) -> None:
    factor = TOTP.activate(amina, SECRET)
    seen = code()
    for expected in (302, 200):
        client = Client()
        log_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": seen}).status_code == expected
        cache.delete(factor._get_used_cache_key(seen))  # what allauth itself forgets after 30 of the 90 seconds


def test_a_recovery_code_stands_in_for_a_lost_phone(amina: Staff, client: Client) -> None:
    TOTP.activate(amina, SECRET)
    codes = RecoveryCodes.activate(amina)
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes.get_unused_codes()[0]})
    assert client.get("/staff/").status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(amina: Staff) -> None:
    bodies = []
    for username in ("amina", "nobody"):
        page = Client().post(reverse("account_login"), {"login": username, "password": "wrong"})
        bodies.append(page.content.decode().replace(username, "NAME"))
    assert without_tokens(bodies[0]) == without_tokens(bodies[1])


def without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line]


def test_after_five_wrong_passwords_the_right_one_is_refused_for_a_while(amina: Staff, client: Client) -> None:
    for _ in range(5):
        assert log_in(client, "wrong") == "200"
    assert log_in(client) == "200"


def test_a_closed_account_cannot_log_in_and_its_session_ends(amina: Staff, client: Client) -> None:
    log_in(client)
    amina.is_active = False
    amina.save()
    assert client.get(reverse("mfa_index")).headers["Location"].startswith(reverse("account_login"))
    assert log_in(Client()) == reverse("account_inactive")


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "account_set_password"])
def test_what_staff_do_not_need_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_no_mail_leaves_the_site(amina: Staff, client: Client) -> None:
    TOTP.activate(amina, SECRET)
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert not mail.outbox


def test_the_secret_of_the_app_is_not_in_the_database_in_clear(amina: Staff) -> None:
    stored = TOTP.activate(amina, SECRET).instance
    assert SECRET not in str(stored.data)
    assert TOTP(stored).validate_code(code())


def test_staff_pages_are_in_english_whatever_the_browser_asks(client: Client) -> None:
    page = client.get(reverse("account_login"), headers={"Accept-Language": "ar"})
    assert page.headers["Content-Language"] == "en"
    assert "no-store" in page.headers["Cache-Control"]
