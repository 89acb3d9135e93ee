"""Whom a worker may choose to tell: never a body that reports, somebody outside the state if any, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules import bodies_offered as why
from safar.rules.bodies_offered import OTHER_CHAINS, Body, Offer, offer_for_claim, offered
from safar.rules.firewall import NON_STATE, BodyKind
from safar.rules.harms import CaseCategory, Harm, Urgency
from safar.rules.safety_levels import REPORTS, Duty, Level
from tests.rules.test_safety_levels import OTHERS, TODAY, WAGES

UNION = Body("xa-union", "XA", "Union of Porters", BodyKind.UNION)
INSPECTORATE = Body("xa-inspectorate", "XA", "Labour Inspectorate", BodyKind.LABOUR_INSPECTORATE, run_by="XA")
TRIBUNAL = Body("xa-tribunal", "XA", "Labour Tribunal", BodyKind.LABOUR_TRIBUNAL, run_by="XA")
OMBUDSMAN = Body("xa-ombudsman", "XA", "Ombudsman", BodyKind.OMBUDSMAN, run_by="XA")
EMBASSY = Body("xb-embassy", "XA", "Embassy of XB", BodyKind.MISSION, run_by="XB")
HOTLINE = Body("xa-hotline", "XA", "Hotline", BodyKind.ANTI_TRAFFICKING)
ALL = (UNION, INSPECTORATE, TRIBUNAL, OMBUDSMAN, EMBASSY, HOTLINE)
HOME = replace(WAGES, id="xb-own", country="XB", kinds=frozenset(BodyKind), own_nationals=True, claims=frozenset())
ROWS = (WAGES, OTHERS, HOME)
UNPAID = Harm("unpaid", "", None, Urgency.SOON, CaseCategory.MONEY, tuple(set(BodyKind) - NON_STATE))
BEATEN = replace(UNPAID, id="beaten", category=CaseCategory.SAFETY)
BRIBE = replace(BEATEN, id="bribe", by_official=True)


def by_id(offers: tuple[Offer, ...]) -> dict[str, Offer]:
    return {offer.body.id: offer for offer in offers}


def test_an_inspectorate_behind_a_law_is_offered_for_that_claim_with_level_and_date() -> None:
    offer = by_id(offered(ALL, ROWS, UNPAID, "XA", TODAY))["xa-inspectorate"]
    assert (offer.is_offered, offer.level, offer.dated, offer.why) == (True, Level.LAW, TODAY, why.WALLED_OFF)


def test_the_same_inspectorate_is_not_offered_where_it_must_report() -> None:
    offer = by_id(offered(ALL, ROWS, BEATEN, "XA", TODAY))["xa-inspectorate"]
    assert (offer.is_offered, offer.level, offer.why) == (False, Level.NONE, why.MUST_REPORT)


def test_nor_when_its_source_has_grown_old() -> None:
    offer = by_id(offered(ALL, (WAGES, HOME), UNPAID, "XA", TODAY + timedelta(days=181)))["xa-inspectorate"]
    assert (offer.is_offered, offer.level, offer.why) == (False, Level.UNKNOWN, why.MAY_REPORT)


def test_a_union_is_offered_whatever_the_harm_and_stands_first() -> None:
    offers = offered(ALL, (), BEATEN, "XA", TODAY)
    assert [offer.body.id for offer in offers if offer.is_offered] == ["xa-hotline", "xa-union"]
    assert offers[0].is_offered and not offers[-1].is_offered
    assert by_id(offers)["xa-union"].why == why.NOT_OF_THE_STATE


def test_a_body_outside_the_state_that_is_known_to_report_is_not_offered() -> None:
    offer = by_id(offered([replace(HOTLINE, duty=Duty.PRACTICE)], ROWS, UNPAID, "XA", TODAY))["xa-hotline"]
    assert (offer.is_offered, offer.why, offer.level) == (False, why.DOES_REPORT, Level.NONE)


def test_what_a_source_says_of_a_body_itself_can_only_make_it_worse() -> None:
    offer = by_id(offered([replace(TRIBUNAL, duty=Duty.NO)], ROWS, UNPAID, "XA", TODAY))["xa-tribunal"]
    assert offer.why == why.MUST_REPORT
    doubted = by_id(offered([replace(INSPECTORATE, duty=Duty.UNKNOWN)], ROWS, UNPAID, "XA", TODAY))
    assert doubted["xa-inspectorate"].why == why.MAY_REPORT


def test_a_state_run_centre_counts_as_the_state() -> None:
    centre = replace(UNION, id="xa-centre", kind=BodyKind.RESOURCE_CENTRE, run_by="XA")
    assert by_id(offered([centre], ROWS, UNPAID, "XA", TODAY))["xa-centre"].why == why.MUST_REPORT


@pytest.mark.parametrize("kind", set(BodyKind) - NON_STATE - {BodyKind.ANTI_TRAFFICKING})
def test_a_kind_that_only_states_have_counts_as_the_state_though_nobody_wrote_which(kind: BodyKind) -> None:
    unsaid = Body("xa-office", "XA", "Office", kind)
    assert unsaid.is_of_the_state
    assert not offer_for_claim(unsaid, (), CaseCategory.MONEY, TODAY).is_offered


def test_a_body_from_memory_is_not_offered() -> None:
    offer = offered([replace(UNION, confidence="M")], ROWS, UNPAID, "XA", TODAY)[0]
    assert (offer.is_offered, offer.why) == (False, why.NOT_CHECKED)


def test_an_embassy_carries_the_line_on_its_dual_role() -> None:
    offer = by_id(offered(ALL, ROWS, UNPAID, "XA", TODAY))["xb-embassy"]
    assert (offer.is_offered, offer.caution, offer.why) == (True, why.DUAL_ROLE, why.OF_HER_OWN_STATE)


def test_abuse_by_an_official_goes_to_another_chain_of_command() -> None:
    walled = replace(OTHERS, duty_public_services=Duty.NO, duty_labour_inspectorate=Duty.NO)
    offers = offered(ALL, (walled, HOME), BRIBE, "XA", TODAY)
    assert {offer.body.kind for offer in offers} <= NON_STATE | OTHER_CHAINS
    assert by_id(offers)["xa-ombudsman"].is_offered
    centre = replace(UNION, id="xa-centre", kind=BodyKind.RESOURCE_CENTRE, run_by="XA")
    assert offered([centre], (walled,), BRIBE, "XA", TODAY)[0].why == why.SAME_CHAIN


def test_bodies_at_home_are_listed_where_she_names_home() -> None:
    home = replace(UNION, id="xb-union", country="XB")
    assert [o.body.id for o in offered([home, UNION], ROWS, UNPAID, "XA", TODAY, origin="XB")] == [
        "xa-union",
        "xb-union",
    ]
    assert [o.body.id for o in offered([home, UNION], ROWS, UNPAID, "XA", TODAY)] == ["xa-union"]


@pytest.mark.parametrize("harm", [UNPAID, BEATEN, BRIBE])
@given(
    bodies=st.lists(
        st.builds(
            Body,
            id=st.uuids().map(str),
            country=st.just("XA"),
            name=st.just("Body"),
            kind=st.sampled_from(BodyKind),
            run_by=st.sampled_from(["", "XA", "XB"]),
            duty=st.none() | st.sampled_from(Duty),
            confidence=st.sampled_from(["S", "M"]),
        ),
        max_size=6,
    ),
    days=st.integers(0, 400),
)
def test_no_body_that_may_report_is_ever_offered(harm: Harm, bodies: list[Body], days: int) -> None:
    for offer in offered(bodies, ROWS, harm, "XA", TODAY + timedelta(days=days)):
        if offer.is_offered:
            assert offer.safety.duty not in REPORTS
            assert offer.body.confidence == "S"
        assert offer.why
