"""The cast of every test, made once: those who may see something, and the immigration officer who must see nothing.

Each fixture is a person with a browser (`client`). Staff have shown their second factor. A permission test takes two:

    def test_only_judges_see_the_queue(judge, immigration_officer):
        assert judge.client.get(QUEUE).status_code == 200
        assert immigration_officer.client.get(QUEUE).status_code == 404
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.test import Client

from safar.foundation.accounts.models import Duty, Staff
from safar.foundation.accounts.roles import Role

CENTRE = "centre-1"
PASSWORD = "a long enough phrase"
_hashed = cache(make_password)  # Argon2 is slow on purpose


@dataclass(frozen=True)
class Person:
    """Someone in front of a browser; `staff` is None for everyone who has no account."""

    client: Client
    staff: Staff | None = None


def hire(username: str, roles: Iterable[Role] = (), body: str = "") -> Staff:
    """Make an account with roles and a password that works."""
    staff = Staff(username=username, name=username.title(), body=body)
    staff.password = _hashed(PASSWORD)
    staff.save()
    Duty.objects.bulk_create(Duty(staff=staff, role=role) for role in roles)
    return staff


def at_work(staff: Staff) -> Person:
    """Log in with both factors, as far as the session is concerned."""
    factor = TOTP.activate(staff, generate_totp_secret()).instance
    client = Client()
    client.force_login(staff)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "id": factor.pk, "at": 0}]
    session["account_authentication_methods_user"] = str(staff.pk)
    session.save()
    return Person(client=client, staff=staff)


@pytest.fixture
def worker() -> Person:
    """A worker has no account and needs none."""
    return Person(client=Client())


@pytest.fixture
def employer() -> Person:
    return Person(client=Client())


@pytest.fixture
def recruitment_agency() -> Person:
    return Person(client=Client())


@pytest.fixture
def operator(db: None) -> Person:
    return at_work(hire("operator", [Role.OPERATOR]))


@pytest.fixture
def record_editor(db: None) -> Person:
    return at_work(hire("editor", [Role.RECORD_EDITOR]))


@pytest.fixture
def judge(db: None) -> Person:
    return at_work(hire("judge", [Role.JUDGE]))


@pytest.fixture
def moderator(db: None) -> Person:
    return at_work(hire("moderator", [Role.MODERATOR]))


@pytest.fixture
def translator(db: None) -> Person:
    return at_work(hire("translator", [Role.TRANSLATOR]))


@pytest.fixture
def auditor(db: None) -> Person:
    return at_work(hire("auditor", [Role.AUDITOR]))


@pytest.fixture
def caseworker(db: None) -> Person:
    return at_work(hire("caseworker", [Role.CASEWORKER], body=CENTRE))


@pytest.fixture
def labour_inspector(db: None) -> Person:
    return at_work(hire("inspector", [Role.CASEWORKER, Role.SUPERVISOR], body="inspectorate-1"))


@pytest.fixture
def immigration_officer(db: None) -> Person:
    """There is no role for immigration control, so the officer's account, had someone made one, holds none."""
    return at_work(hire("officer"))
