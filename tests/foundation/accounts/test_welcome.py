"""The one-time link: it opens once, for 72 hours, for one person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safar.foundation.accounts import actions
from safar.foundation.accounts.models import Invitation, Staff
from safar.foundation.accounts.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PASSWORD = "nine quiet otters at dawn"


@pytest.fixture
def amina() -> Staff:
    now = timezone.now()
    return actions.add_staff(username="amina", name="", roles=[Role.JUDGE], body="", actor="test", now=now)


@pytest.fixture
def link(amina: Staff) -> str:
    return reverse("welcome", args=[actions.invite(amina, actor="test", now=timezone.now())])


def choose(link: str, password: str = PASSWORD, again: str = PASSWORD) -> int:
    return Client().post(link, {"password": password, "again": again}).status_code


def test_the_person_chooses_a_password_and_is_sent_to_login(link: str, amina: Staff) -> None:
    answer = Client().post(link, {"password": PASSWORD, "again": PASSWORD})
    assert answer.headers["Location"] == reverse("account_login")
    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)


def test_a_preview_of_the_link_uses_nothing_up(link: str) -> None:
    assert Client().get(link).status_code == 200
    assert Client().get(link).status_code == 200
    assert choose(link) == 302


def test_it_works_once(link: str) -> None:
    assert choose(link) == 302
    assert choose(link) == 404
    assert Client().get(link).status_code == 404


def test_it_ends_after_72_hours(link: str) -> None:
    Invitation.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert Client().get(link).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert choose(link) == 404


def test_it_is_made_for_72_hours(amina: Staff) -> None:
    now = timezone.now()
    actions.invite(amina, actor="test", now=now)
    assert Invitation.objects.get().expires_at - now == timedelta(hours=72)


def test_a_made_up_link_and_a_closed_account_look_the_same(link: str, amina: Staff) -> None:
    made_up = Client().get(reverse("welcome", args=["x" * 43]))
    actions.set_active(amina, False, actor="test", now=timezone.now())
    closed = Client().get(link)
    assert made_up.status_code == closed.status_code == 404
    assert made_up.content.replace(b"x" * 43, b"") == closed.content.replace(link.split("/")[3].encode(), b"")


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (PASSWORD, PASSWORD + "!"), ("password1234", "password1234")]
)
def test_a_weak_or_mistyped_password_is_refused_and_the_link_still_works(link: str, password: str, again: str) -> None:
    assert choose(link, password, again) == 200
    assert choose(link) == 302


def test_a_reset_ends_open_sessions(link: str, amina: Staff) -> None:
    choose(link)
    browser = Client()
    amina.refresh_from_db()
    browser.force_login(amina)
    assert browser.get("/staff/").headers["Location"] == reverse("mfa_index")
    token = actions.invite(amina, actor="test", now=timezone.now())
    choose(reverse("welcome", args=[token]), PASSWORD + " again", PASSWORD + " again")
    assert browser.get("/staff/").headers["Location"].startswith(reverse("account_login"))
