"""Two people of two organisations and fourteen public days bring a body in or a level up; one takes it down at once."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from safar.foundation.accounts.roles import Role
from safar.foundation.journal.models import WaitingAct
from safar.foundation.vault.models import Body
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions import bodies, levels
from safar.rooms.casework.actions.bodies import NewBody, Speaker
from safar.rooms.casework.actions.levels import NewLevel
from safar.rooms.casework.facts import facts
from safar.rooms.casework.in_force import DUTIES, changed, jurisdictions_today
from safar.rooms.casework.models import Proposal
from safar.rules.firewall import BodyKind
from safar.rules.safety_levels import Duty, Level, level_shown
from tests.cast import hire

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FROM = date(2026, 12, 8)
UNION, CENTRE = Speaker(1, "Trade Union Congress"), Speaker(2, "Migrant Centre")
NEW = NewBody("xa-union", "Union of Xanadu", "union", "XA", "Union of Xanadu")
ROW = next(row for row in facts().jurisdictions if BodyKind.LABOUR_INSPECTORATE in row.kinds)


def in_force() -> list[str]:
    with vault_session(KEEP_HOUSE):
        return list(Body.objects.filter(until_day=None).values_list("pk", flat=True))


def leaves(kind: str) -> list[Any]:
    with vault_session(KEEP_HOUSE):
        acts = WaitingAct.objects.filter(is_open=True).values_list("act", flat=True)
        told = [json.loads(bytes(act)) for act in acts]
    return [leaf["content"] for leaf in told if leaf["kind"] == kind]


def agreed() -> int:
    made = bodies.propose_body(UNION, NEW, now=NOW)
    bodies.second(CENTRE, made, now=NOW)
    return made


def test_a_body_comes_in_after_fourteen_public_days() -> None:
    agreed()
    assert bodies.take_effect(FROM - timedelta(days=1)) == 0
    assert in_force() == []
    assert bodies.take_effect(FROM) == 1
    assert bodies.take_effect(FROM) == 0
    with vault_session(KEEP_HOUSE):
        body = Body.objects.get()
    assert (body.pk, body.kind, body.from_day) == ("xa-union", "union", FROM)


def test_the_journal_says_so_without_naming_a_person() -> None:
    agreed()
    (leaf,) = leaves("body-change")
    assert (leaf["about"], leaf["from"], leaf["proposed_for"]) == ("xa-union", "2026-12-08", "Trade Union Congress")
    assert leaf["seconded_for"] == "Migrant Centre"
    assert not {"proposed_by", "seconded_by", "staff"} & set(leaf)


@pytest.mark.parametrize(
    "second",
    [UNION, Speaker(1, "Migrant Centre"), Speaker(2, " trade  union CONGRESS "), Speaker(3, "TradeUnionCongress")],
)
def test_one_person_or_one_organisation_is_not_two(second: Speaker) -> None:
    made = bodies.propose_body(UNION, NEW, now=NOW)
    with pytest.raises(Refused, match="another organisation"):
        bodies.second(second, made, now=NOW)
    bodies.take_effect(FROM)
    assert in_force() == []


def test_the_database_itself_wants_two() -> None:
    made = bodies.propose_body(UNION, NEW, now=NOW)
    with vault_session(KEEP_HOUSE), pytest.raises(IntegrityError), transaction.atomic(using="vault"):
        Proposal.objects.filter(pk=made).update(seconded_by=1, seconded_for="Another")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "border-police"},
        {"kind": "immigration"},
        {"id": "Big Union"},
        {"id": "x" * 41},
        {"country": "Xanadu"},
        {"name": " "},
        {"organisation": ""},
        {"kind": "labour-inspectorate"},
        {"id": "ae-mohre"},
    ],
)
def test_what_no_body_can_be_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(Refused):
        bodies.propose_body(UNION, replace(NEW, **change), now=NOW)  # type: ignore[arg-type]


def test_a_proposal_is_taken_back_by_its_own_organisations_alone() -> None:
    made = agreed()
    with pytest.raises(Refused, match="one of its two"):
        bodies.withdraw(Speaker(9, "A ministry"), made, now=NOW)
    bodies.withdraw(Speaker(8, "migrant centre"), made, now=NOW)
    assert bodies.take_effect(FROM) == 0
    assert [leaf["withdrawn"] for leaf in leaves("body-change")].count("2026-11-24") == 1


def test_what_is_in_force_is_ended_not_taken_back() -> None:
    made = agreed()
    bodies.take_effect(FROM)
    later = NOW + timedelta(days=20)
    with pytest.raises(Refused, match="in force"):
        bodies.withdraw(UNION, made, now=later)
    bodies.end_body(CENTRE, "xa-union", "It closed", now=later)
    assert in_force() == []
    assert bodies.take_effect(later.date()) == 0
    assert leaves("body-change")[-1]["change"] in {"add-body", "end-body"}


def test_a_bodys_people_speak_for_it_and_the_house_names_whom() -> None:
    agreed()
    bodies.take_effect(FROM)
    theirs = hire("ada", [Role.SUPERVISOR], body="xa-union")
    assert bodies.speaker_for(theirs, "Somebody else").organisation == "Union of Xanadu"
    house = hire("otto", [Role.OPERATOR])
    assert bodies.speaker_for(house, " The  house ").organisation == "The house"
    with pytest.raises(Refused):
        bodies.speaker_for(house)


def new_level(level: Level = Level.LAW, duty: Duty = Duty.NO, dated: date = date(2026, 11, 24)) -> NewLevel:
    return NewLevel(ROW.id, level, duty, duty, Duty.UNKNOWN, "Act 1", "example.org/act", dated)


def shown(day: date) -> Level:
    return level_shown(next(row for row in jurisdictions_today(day) if row.id == ROW.id), day)


def test_a_level_rises_after_two_and_fourteen_days() -> None:
    before = shown(NOW.date())
    made = levels.change_level(UNION, new_level(), now=NOW)
    assert (made.change, shown(FROM)) == ("raise-level", shown(FROM))
    assert shown(FROM) is before
    bodies.second(CENTRE, made.pk, now=NOW)
    assert shown(FROM - timedelta(days=1)) is before
    assert shown(FROM) is Level.LAW
    assert leaves("jurisdictions")[0]["content"]["level"] == "law"


def test_a_level_falls_at_once_and_stops_a_raise_on_its_way() -> None:
    raised = levels.change_level(UNION, new_level(), now=NOW)
    bodies.second(CENTRE, raised.pk, now=NOW)
    made = levels.change_level(CENTRE, new_level(Level.NONE, Duty.YES), now=NOW)
    assert (made.change, shown(NOW.date()), shown(FROM)) == ("lower-level", Level.NONE, Level.NONE)


def test_the_last_lowering_of_a_day_counts() -> None:
    raised = levels.change_level(UNION, new_level(), now=NOW)
    bodies.second(CENTRE, raised.pk, now=NOW)
    later = NOW + timedelta(days=30)
    for level in (Level.PRACTICE, Level.NONE):
        levels.change_level(UNION, new_level(level, Duty.YES, later.date()), now=later)
    assert shown(later.date()) is Level.NONE


def test_a_level_runs_out_after_180_days() -> None:
    made = levels.change_level(UNION, new_level(), now=NOW)
    bodies.second(CENTRE, made.pk, now=NOW)
    assert shown(NOW.date() + timedelta(days=180)) is Level.LAW
    assert shown(NOW.date() + timedelta(days=181)) is Level.UNKNOWN


def stated() -> st.SearchStrategy[dict[str, Any]]:
    duties = st.sampled_from([one.value for one in Duty if one is not Duty.OWN_NATIONALS])
    dated = st.sampled_from([0, 90, 170, 181]).map(lambda age: (NOW.date() - timedelta(days=age)).isoformat())
    named = dict.fromkeys(DUTIES, duties) | {"level": st.sampled_from([one.value for one in Level]), "dated": dated}
    return st.fixed_dictionaries(named | {"citation": st.just("Act"), "source": st.just("example.org")})


@given(stated(), stated(), st.integers(0, 400))
def test_nothing_looks_safer_on_any_day_by_one_persons_word(
    old: dict[str, Any], new: dict[str, Any], later: int
) -> None:
    before, day = changed(ROW, old), NOW.date() + timedelta(days=later)
    told = levels.lowering(before, new, NOW.date())
    if told is not None:
        assert not levels.looks_safer(before, changed(before, told), day)


def test_a_fresher_source_for_less_counts_at_once_and_no_longer_than_the_old_one() -> None:
    before = changed(ROW, asdict(new_level()) | {"dated": "2026-08-26"})
    told = levels.lowering(before, asdict(new_level(Level.PRACTICE)) | {"dated": "2026-11-24"}, NOW.date())
    assert told is not None
    assert (told["level"], told["dated"]) == ("practice", "2026-08-26")


@pytest.mark.parametrize(
    "change",
    [{"level": "safe"}, {"duty_police": "maybe"}, {"source": " "}, {"dated": date(2027, 1, 1)}, {"jurisdiction": "x"}],
)
def test_a_level_without_a_source_or_from_tomorrow_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        levels.change_level(UNION, replace(new_level(), **change), now=NOW)


def test_the_rules_are_stated_once_and_again_when_a_level_changes() -> None:
    assert levels.state_rules(now=NOW) == 2
    assert levels.state_rules(now=NOW) == 0
    levels.change_level(UNION, new_level(Level.NONE, Duty.YES), now=NOW)
    later = NOW + timedelta(days=1)
    assert levels.state_rules(now=later) == 1
    stated = [leaf["sha256"] for leaf in leaves("jurisdictions") if "sha256" in leaf]
    assert len(set(stated)) == 2
