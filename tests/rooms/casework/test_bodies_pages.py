"""Proposing and seconding through pages and the command line; the made-up bodies with their words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.vault import members
from safar.foundation.vault.bodies import keys_held, open_bodies
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.models import Body, Member
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions.example import example_bodies
from safar.rooms.casework.facts import facts
from safar.rooms.casework.models import Proposal
from safar.rooms.casework.queries.directory import bodies_in
from tests.cast import Person, at_work, hire
from tests.device import found_body

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
BODIES = "/staff/bodies/"
SENT = {"id": "np-union", "name": "A Union", "kind": "union", "country": "np", "run": "A Union", "counts_weeks": "on"}


@pytest.fixture
def supervisor() -> Person:
    found_body("tuc", organisation="Trade Union Congress")
    return at_work(hire("supervisor", [Role.SUPERVISOR], body="tuc"))


def proposal() -> Proposal:
    with vault_session(KEEP_HOUSE):
        return Proposal.objects.get()


def test_two_people_propose_and_second(operator: Person, supervisor: Person) -> None:
    answer = operator.client.post(BODIES + "add", SENT | {"organisation": "The house"})
    assert answer.status_code == 302, answer.content.decode()
    number = proposal().pk
    assert "Nothing is proposed" not in supervisor.client.get(BODIES).content.decode()
    supervisor.client.post(f"{BODIES}{number}/second", {"organisation": "a false name"})
    agreed = proposal()
    assert (agreed.proposed_for, agreed.seconded_for, agreed.body) == ("The house", "Trade Union Congress", "np-union")


def test_the_same_person_can_t_second(operator: Person) -> None:
    operator.client.post(BODIES + "add", SENT | {"organisation": "The house"})
    answer = operator.client.post(f"{BODIES}{proposal().pk}/second", {"organisation": "Another"}, follow=True)
    assert "another organisation has to second it" in answer.content.decode()
    assert proposal().seconded_by is None


@pytest.mark.parametrize("path", ["", "add", "level"])
def test_only_operators_and_supervisors_see_them(
    path: str, operator: Person, caseworker: Person, judge: Person, immigration_officer: Person
) -> None:
    assert operator.client.get(BODIES + path).status_code == 200
    for other in (caseworker, judge, immigration_officer):
        assert other.client.get(BODIES + path).status_code == 404
        assert other.client.post(BODIES + path, SENT).status_code == 404


def test_no_kind_outside_the_list_can_be_chosen(operator: Person) -> None:
    answer = operator.client.post(BODIES + "add", SENT | {"organisation": "The house", "kind": "border-police"})
    assert "Select a valid choice" in answer.content.decode()
    with vault_session(KEEP_HOUSE):
        assert not Proposal.objects.exists()


def test_a_level_is_lowered_by_one_person_on_the_page(supervisor: Person) -> None:
    row = facts().jurisdictions[0]
    sent = {
        "jurisdiction": row.id,
        "level": "none",
        "duty_labour_inspectorate": "yes",
        "duty_public_services": "yes",
        "duty_police": "yes",
        "source": "example.org",
        "dated": timezone.now().date().isoformat(),
    }
    assert supervisor.client.post(BODIES + "level", sent).status_code == 302
    assert (proposal().change, proposal().from_day) == ("lower-level", timezone.now().date())


def run(*words: str) -> str:
    out = StringIO()
    call_command("bodies", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_line_does_the_same() -> None:
    hire("amina", [Role.OPERATOR])
    hire("ben", [Role.OPERATOR])
    body = ["np-union", "--name", "A Union", "--kind", "union", "--country", "NP", "--run-by", "A Union"]
    number = run("add", *body, "--by", "amina", "--for", "TUC").split()[0]
    assert "needs a second" in run("list")
    with pytest.raises(CommandError, match="another organisation"):
        run("second", number, "--by", "ben", "--for", "tuc")
    assert "in force from" in run("second", number, "--by", "ben", "--for", "Centre")
    run("withdraw", number, "--by", "ben", "--for", "Centre")
    assert run("list") == ""


@pytest.mark.parametrize(
    "words",
    [
        ("second", "x", "--by", "amina", "--for", "TUC"),
        ("second", "7", "--by", "amina", "--for", "TUC"),
        ("second", "7", "--by", "nobody"),
        ("withdraw", "7", "--by", "amina"),
        ("end", "no-such", "--by", "amina", "--for", "TUC", "--why", "x"),
    ],
)
def test_bad_input_is_refused_in_words(words: tuple[str, ...]) -> None:
    hire("amina", [Role.OPERATOR])
    with pytest.raises(CommandError, match=r"\w"):
        run(*words)


def test_the_made_up_bodies_take_complaints_and_their_words_open_them(client: Client) -> None:
    lines = [line.split("\t") for line in run("example").splitlines()]
    assert [(line[0], len(line[2].split())) for line in lines][::2] == [
        ("example-union", 7),
        ("example-centre", 7),
        ("example-matcher", 7),
    ]
    today = timezone.now().date()
    with vault_session(KEEP_HOUSE):
        assert {one.body.pk for one in open_bodies(today)} == {line[0] for line in lines}
    for body, username, words, link in lines:
        assert _opens(body, username, words)
        assert client.get(re.sub(r"^https?://[^/]+", "", link)).status_code == 200
    said = client.get("/bodies/XA").content.decode()
    assert "This is made up" in said
    assert "example-matcher" not in said


def _opens(body: str, username: str, words: str) -> bool:
    staff = Staff.objects.get(username=username)
    with vault_session("advise", body=body):
        member = Member.objects.get(staff=staff.pk)
        mine = members.unwrap_member_key(
            words, instance_id(), str(staff.pk), bytes(member.wrapped), bytes(member.public)
        )
        ((key, sealed),) = keys_held(member).items()
    place = members.WrapPlace(instance_id(), body, key, str(staff.pk))
    return members.unwrap_body_keys(mine, place, sealed).key_id == key


def test_made_up_bodies_never_stand_beside_others() -> None:
    found_body("np-union", kind="union", country="NP")
    with pytest.raises(CommandError, match="never stand beside others"):
        run("example")
    with vault_session(KEEP_HOUSE):
        assert Body.objects.count() == 1


def test_a_made_up_body_is_listed_as_one_that_takes_complaints() -> None:
    example_bodies(datetime(2026, 11, 24, 9, tzinfo=UTC))
    listed = [(one.body.id, one.seals_here) for one in bodies_in("XA", date(2026, 11, 24))]
    assert listed == [("example-centre", True), ("example-union", True)]
