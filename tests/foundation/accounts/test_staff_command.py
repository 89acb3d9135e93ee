"""`script/safar staff`: the operator at the machine makes accounts, and only the link goes to standard output."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from safar.foundation.accounts.models import Invitation, Staff
from safar.foundation.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def staff(*words: str) -> str:
    out = StringIO()
    call_command("staff", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_add_prints_one_absolute_link_and_nothing_else() -> None:
    lines = staff("add", "amina", "--role", "judge").splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("http://127.0.0.1:8000/staff/welcome/")


def test_the_table_holds_no_token() -> None:
    token = staff("add", "amina", "--role", "judge").strip().rstrip("/").rsplit("/", 1)[1]
    assert len(token) > 40
    assert token not in str(list(Invitation.objects.values()))


def test_a_new_account_has_no_password_that_works() -> None:
    staff("add", "amina", "--role", "judge")
    assert not Staff.objects.get().has_usable_password()


def test_a_new_link_ends_the_old_one() -> None:
    staff("add", "amina", "--role", "judge")
    old = Invitation.objects.get().token_sha256
    staff("reset-link", "amina")
    assert [one.token_sha256 for one in Invitation.objects.all()] != [old]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["add", "jo", "--role", "caseworker"], "needs --body"),
        (["add", "jo", "--role", "caseworker", "--role", "judge", "--body", "centre-1"], "two accounts"),
        (["add", "jo smith", "--role", "judge"], "valid username"),
        (["add", "jo", "--role", "immigration-officer"], "invalid choice"),
        (["reset-link", "nobody"], "no account named nobody"),
    ],
)
def test_what_is_refused(words: list[str], reason: str) -> None:
    with pytest.raises((CommandError, SystemExit)) as refusal:
        staff(*words)
    if isinstance(refusal.value, CommandError):
        assert reason in str(refusal.value)
    assert not Staff.objects.exists()


def test_two_people_cannot_share_a_name_even_in_other_letters() -> None:
    staff("add", "amina", "--role", "judge")
    with pytest.raises(CommandError, match="already an account"):
        staff("add", "Amina", "--role", "judge")


def test_a_role_may_be_written_with_a_blank() -> None:
    staff("add", "amina", "--role", "record editor")
    assert "record-editor" in staff("list")


def test_change_replaces_roles() -> None:
    staff("add", "amina", "--role", "judge")
    staff("change", "amina", "--role", "moderator", "--role", "translator")
    assert "moderator, translator" in staff("list")
    assert "judge" not in staff("list")


def test_each_act_is_in_the_audit_without_the_name() -> None:
    staff("add", "amina", "--role", "judge")
    staff("disable", "amina")
    staff("enable", "amina")
    staff("reset-link", "amina", "--forget-second-factor")
    verbs = [entry.verb for entry in Entry.objects.order_by("id")]
    assert verbs == [
        "add staff",
        "make one-time link",
        "disable staff",
        "enable staff",
        "forget second factor",
        "make one-time link",
    ]
    assert {entry.actor for entry in Entry.objects.all()} == {"command line"}
    assert "amina" not in str(list(Entry.objects.values()))
