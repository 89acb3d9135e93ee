"""A role opens pages; anyone else who is logged in sees the same 404 as for a page that isn't there."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from safar.foundation.accounts.models import Duty
from safar.foundation.accounts.roles import Role
from tests.cast import Person, hire

AUDIT = "/staff/audit/"


@pytest.mark.parametrize("role", ["operator", "auditor"])
def test_operator_and_auditor_read_the_audit(role: str, request: pytest.FixtureRequest) -> None:
    assert request.getfixturevalue(role).client.get(AUDIT).status_code == 200


@pytest.mark.parametrize(
    "role",
    ["judge", "record_editor", "moderator", "translator", "caseworker", "labour_inspector", "immigration_officer"],
)
def test_everyone_else_sees_no_such_page(role: str, request: pytest.FixtureRequest) -> None:
    person: Person = request.getfixturevalue(role)
    forbidden, unknown = person.client.get(AUDIT), person.client.get("/staff/nothing-here/")
    assert forbidden.status_code == unknown.status_code == 404
    assert forbidden.content.replace(b"audit", b"") == unknown.content.replace(b"nothing-here", b"")


def test_the_immigration_officer_sees_not_even_the_staff_home(immigration_officer: Person) -> None:
    assert immigration_officer.client.get("/staff/").status_code == 404


def test_a_stranger_is_asked_to_log_in_and_comes_back(client: Client, db: None) -> None:
    assert client.get(AUDIT).headers["Location"] == f"/staff/login/?next={AUDIT}"


def test_the_home_lists_the_doors_of_ones_own_roles(operator: Person, translator: Person) -> None:
    assert AUDIT in operator.client.get("/staff/").content.decode()
    assert AUDIT not in translator.client.get("/staff/").content.decode()


def test_every_door_leads_somewhere_and_opens_to_roles_that_exist() -> None:
    for url_name, words, roles in settings.STAFF_DOORS:
        assert reverse(url_name).startswith("/staff/")
        assert words
        assert set(roles) <= set(Role.values)


def test_a_role_taken_away_counts_at_once(operator: Person) -> None:
    Duty.objects.all().delete()
    assert operator.client.get(AUDIT).status_code == 404


@pytest.mark.postgres
def test_the_database_knows_no_other_role(db: None) -> None:
    staff = hire("amina", [Role.JUDGE])
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(staff=staff, role="immigration-officer")
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(staff=staff, role=Role.JUDGE)
