"""Arrangements between authorities: on record with an end and a firewall clause, about employers alone (FW-24)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from safar.foundation.journal.models import WaitingAct
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions.agreements import NewAgreement, end_agreement, propose_agreement
from safar.rooms.casework.actions.bodies import PUBLIC_DAYS, Speaker, second
from safar.rooms.casework.in_force import agreements_today
from safar.rules.firewall import BodyKind, Category, EmployerData, Purpose, may_pass
from tests.cast import Person
from tests.device import found_body

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
IN_FORCE = NOW.date() + PUBLIC_DAYS
ONE, OTHER = Speaker(1, "The house"), Speaker(2, "A union")
MADE = NewAgreement(
    "a-b-2026", ("a-board", "b-board"), "enforce-labour-law", ("employer",), date(2027, 12, 31),
    "https://authority.example/text", "Nothing under it may be used to enforce immigration law.",
)  # fmt: skip


@pytest.fixture(autouse=True)
def boards() -> None:
    for name in ("a-board", "b-board"):
        found_body(name, kind="labour-inspectorate", organisation=name)


def agreed() -> None:
    second(OTHER, propose_agreement(ONE, MADE, now=NOW), now=NOW)


def test_it_counts_when_two_organisations_want_it_and_fourteen_days_are_over_until_its_end() -> None:
    number = propose_agreement(ONE, MADE, now=NOW)
    assert agreements_today(IN_FORCE) == ()
    with pytest.raises(Refused, match="another organisation"):
        second(ONE, number, now=NOW)
    assert second(OTHER, number, now=NOW) == IN_FORCE
    assert agreements_today(IN_FORCE - timedelta(days=1)) == ()
    assert [name for name, _ in agreements_today(IN_FORCE)] == ["a-b-2026"]
    assert agreements_today(MADE.expires_on + timedelta(days=1)) == ()
    with vault_session(KEEP_HOUSE):
        assert any(b"a-b-2026" in bytes(act.act) for act in WaitingAct.objects.filter(is_open=True))


def test_nothing_about_a_worker_passes_by_it() -> None:
    agreed()
    found = agreements_today(IN_FORCE)[0][1]
    inspectorate, purpose = BodyKind.LABOUR_INSPECTORATE, Purpose.ENFORCE_LABOUR_LAW
    about_employers = frozenset({EmployerData.EMPLOYER})
    passed = may_pass(inspectorate, inspectorate, purpose, about_employers, agreement=found, today=IN_FORCE)
    assert passed.allowed
    for category in Category:
        asked = frozenset({category})
        assert not may_pass(inspectorate, inspectorate, purpose, asked, agreement=found, today=IN_FORCE).allowed


def test_no_second_one_of_the_same_name_is_proposed_while_it_waits_for_its_day() -> None:
    agreed()
    with pytest.raises(Refused, match="there is such an agreement"):
        propose_agreement(ONE, MADE, now=NOW + timedelta(days=1))


def test_one_person_ends_it_at_once() -> None:
    agreed()
    later = NOW + PUBLIC_DAYS
    end_agreement(ONE, "a-b-2026", "A court struck it down", now=later)
    assert agreements_today(later.date()) == ()
    with pytest.raises(Refused, match="no such agreement"):
        end_agreement(ONE, "a-b-2026", "Again", now=later)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"parties": ("a-board",)}, "at least two parties"),
        ({"parties": ("a-board", "border-police")}, "no body is called"),
        ({"categories": ("account-of-harm",)}, "account-of-harm"),
        ({"categories": ()}, "employers and recruiters only"),
        ({"purpose": "immigration-control"}, "immigration-control"),
        ({"expires_on": NOW.date()}, "ends on a day to come"),
        ({"published_at": "in a drawer"}, "published"),
        ({"firewall_clause": " "}, "firewall clause"),
    ],
)
def test_what_no_agreement_can_be_is_refused(changed: dict[str, object], reason: str) -> None:
    told = {name: getattr(MADE, name) for name in MADE.__slots__} | changed
    with pytest.raises(Refused, match=reason):
        propose_agreement(ONE, NewAgreement(**told), now=NOW)


def test_it_is_proposed_and_ended_on_a_page_and_stands_in_public(operator: Person) -> None:
    sent = {
        "organisation": "The house", "id": "a-b-2026", "parties": "a-board, b-board", "purpose": "enforce-labour-law",
        "categories": ["employer"], "expires_on": "2027-12-31", "published_at": MADE.published_at,
        "firewall_clause": MADE.firewall_clause,
    }  # fmt: skip
    refused = operator.client.post("/staff/bodies/agreement", sent | {"parties": "a-board"})
    assert "at least two parties" in refused.content.decode()
    assert operator.client.post("/staff/bodies/agreement", sent).status_code == 302
    shown = Client().get("/bodies/").content.decode()
    assert "An agreement between authorities is proposed" in shown
    assert "None stands on record here" in shown


def test_in_force_it_is_read_by_anybody_and_ended_on_a_page(operator: Person) -> None:
    past = NOW - PUBLIC_DAYS - timedelta(days=400)
    second(OTHER, propose_agreement(ONE, MADE, now=past), now=past)
    shown = Client().get("/bodies/").content.decode()
    assert MADE.firewall_clause in shown
    assert MADE.published_at in shown
    sent = {"organisation": "The house", "agreement": "a-b-2026", "why": "It is over"}
    assert operator.client.post("/staff/bodies/agreement/end", sent).status_code == 302
    assert MADE.firewall_clause not in Client().get("/bodies/").content.decode()
