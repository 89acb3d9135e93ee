"""The table of the wall: what may pass, on what condition, and that nothing else does."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules import firewall
from safar.rules.firewall import (
    AUTHORITIES,
    NON_STATE,
    TRIPLES,
    Agreement,
    BodyKind,
    Category,
    Consent,
    Data,
    EmployerData,
    End,
    Need,
    Party,
    Purpose,
    may_pass,
    table_hash,
    table_text,
)

TODAY = date(2026, 11, 24)
TEXT = "https://example.org/agreement"
WORK: frozenset[Data] = frozenset({Category.WORK_FACTS})
OUTCOME: frozenset[Data] = frozenset({Category.OUTCOME})
EMPLOYER: frozenset[Data] = frozenset({EmployerData.EMPLOYER})
AGREED = Agreement(
    parties=(("xa-inspectorate", BodyKind.LABOUR_INSPECTORATE), ("xa-licences", BodyKind.LICENSING_AUTHORITY)),
    purpose=Purpose.DECIDE_LICENCE,
    categories=frozenset({EmployerData.EMPLOYER, EmployerData.FINDING}),
    expires_on=TODAY,
    published_at=TEXT,
    firewall_clause="Nothing about a worker passes.",
)
ENDS: list[End] = [*BodyKind, *Party]
ENDS_DRAWN = st.sampled_from(ENDS)
EVERYTHING: list[Data] = [*Category, *EmployerData]


def consent(purpose: Purpose, *, days: int = 0, alone: bool = False) -> Consent:
    return Consent(purpose, TODAY + timedelta(days=days), for_this_body_alone=alone)


def test_a_union_may_refer_to_a_lawyer_with_the_workers_consent_and_not_without() -> None:
    way = (BodyKind.UNION, BodyKind.LAWYER, Purpose.RECOVER_MONEY, WORK)
    assert may_pass(*way, consent=consent(Purpose.RECOVER_MONEY), today=TODAY).allowed
    refused = may_pass(*way, today=TODAY)
    assert (refused.allowed, refused.reason) == (False, firewall.NO_CONSENT)
    assert refused.needs == frozenset({Need.CONSENT})
    assert "FW-05" in refused.citation


def test_a_consent_ends_and_holds_for_one_purpose_and_what_it_names() -> None:
    way = (BodyKind.UNION, BodyKind.LAWYER, Purpose.ADVISE, WORK)
    assert may_pass(*way, consent=consent(Purpose.ADVISE, days=-1), today=TODAY).reason == firewall.CONSENT_HAS_ENDED
    other = may_pass(*way, consent=consent(Purpose.RECOVER_MONEY), today=TODAY)
    assert other.reason == firewall.CONSENT_IS_FOR_ELSE
    narrow = replace(consent(Purpose.ADVISE), categories=frozenset({Category.PLACE}))
    assert may_pass(*way, consent=narrow, today=TODAY).reason == firewall.CONSENT_IS_FOR_ELSE


def test_a_mission_needs_a_consent_asked_for_it_alone() -> None:
    way = (BodyKind.NGO, BodyKind.MISSION, Purpose.ADVISE, WORK)
    assert may_pass(*way, consent=consent(Purpose.ADVISE), today=TODAY).reason == firewall.NOT_ASKED_ALONE
    assert may_pass(*way, consent=consent(Purpose.ADVISE, alone=True), today=TODAY).allowed


def test_an_inspector_sends_back_results_and_nothing_else() -> None:
    way = (BodyKind.LABOUR_INSPECTORATE, BodyKind.UNION, Purpose.RECOVER_MONEY)
    given_ = consent(Purpose.RECOVER_MONEY)
    assert may_pass(*way, OUTCOME, consent=given_, today=TODAY).allowed
    assert may_pass(*way, WORK, consent=given_, today=TODAY).reason == firewall.NOT_THAT_DATA


def test_authorities_share_facts_on_employers_under_a_live_agreement_alone() -> None:
    way = (BodyKind.LABOUR_INSPECTORATE, BodyKind.LICENSING_AUTHORITY, Purpose.DECIDE_LICENCE)
    assert may_pass(*way, EMPLOYER, agreement=AGREED, today=TODAY).allowed
    assert may_pass(*way, EMPLOYER, today=TODAY).reason == firewall.NO_AGREEMENT
    assert not may_pass(*way, EMPLOYER, agreement=AGREED, today=TODAY + timedelta(days=1)).allowed
    assert not may_pass(*way, frozenset({EmployerData.LICENCE}), agreement=AGREED, today=TODAY).allowed
    assert not may_pass(*way, EMPLOYER, consent=consent(Purpose.DECIDE_LICENCE), today=TODAY).allowed


def test_an_agreement_never_moves_a_persons_data() -> None:
    way = (BodyKind.LABOUR_INSPECTORATE, BodyKind.LICENSING_AUTHORITY, Purpose.DECIDE_LICENCE)
    assert not may_pass(*way, OUTCOME, agreement=AGREED, today=TODAY).allowed
    assert not may_pass(*way, OUTCOME | EMPLOYER, agreement=AGREED, today=TODAY).allowed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("categories", frozenset({Category.IDENTITY})),
        ("categories", frozenset({EmployerData.EMPLOYER, Category.PLACE})),
        ("categories", frozenset()),
        ("firewall_clause", " "),
        ("published_at", ""),
        ("parties", (("xa-inspectorate", BodyKind.LABOUR_INSPECTORATE),)),
    ],
)
def test_a_bad_agreement_cant_be_made(field: str, value: object) -> None:
    with pytest.raises(ValueError, match="agreement"):
        replace(AGREED, **{field: value})  # type: ignore[arg-type]


def test_help_with_protection_ends_in_a_letter_to_the_worker() -> None:
    ways = [(sender, receiver) for sender, receiver, purpose in TRIPLES if purpose is Purpose.HELP_PROTECTION]
    assert {receiver for sender, receiver in ways if sender is Party.WORKER} == NON_STATE
    assert {receiver for sender, receiver in ways if sender is not Party.WORKER} == {Party.WORKER}
    assert {sender for sender, _ in ways} == NON_STATE | {Party.WORKER}


def test_counts_are_public_from_ten_on() -> None:
    way = (BodyKind.UNION, Party.PUBLIC, Purpose.STATISTICS, OUTCOME)
    assert may_pass(*way, count=10, today=TODAY).allowed
    assert may_pass(*way, count=9, today=TODAY).reason == firewall.TOO_FEW
    assert not may_pass(BodyKind.UNION, Party.PUBLIC, Purpose.STATISTICS, WORK, count=99, today=TODAY).allowed


def test_a_respondent_learns_what_was_consented_for_conciliation_and_never_where_she_is() -> None:
    way = (BodyKind.CONCILIATOR, Party.RESPONDENT, Purpose.CONCILIATE)
    assert may_pass(*way, WORK, consent=consent(Purpose.CONCILIATE), today=TODAY).allowed
    for hidden in (Category.PLACE, Category.CONTACT, Category.EVIDENCE):
        assert not may_pass(*way, frozenset({hidden}), consent=consent(Purpose.CONCILIATE), today=TODAY).allowed
    assert {purpose for _, to, purpose in TRIPLES if to is Party.RESPONDENT} == {Purpose.CONCILIATE}


def test_nothing_named_is_nothing_passed() -> None:
    verdict = may_pass(BodyKind.UNION, Party.WORKER, Purpose.ADVISE, frozenset(), today=TODAY)
    assert verdict.reason == firewall.NOTHING_NAMED


@given(
    sender=ENDS_DRAWN,
    receiver=ENDS_DRAWN,
    purpose=st.sampled_from(Purpose),
    categories=st.frozensets(st.sampled_from(EVERYTHING), min_size=1),
    count=st.integers(0, 1000),
)
def test_without_her_consent_no_private_data_reaches_a_body(
    sender: End, receiver: End, purpose: Purpose, categories: frozenset[Data], count: int
) -> None:
    verdict = may_pass(sender, receiver, purpose, categories, agreement=AGREED, count=count, today=TODAY)
    private = any(isinstance(one, Category) for one in categories)
    if verdict.allowed and private:
        assert receiver in {Party.WORKER, Party.PUBLIC} or sender is Party.RESPONDENT
    if verdict.allowed and not private:
        assert sender in AUTHORITIES and receiver in AUTHORITIES


@given(
    sender=ENDS_DRAWN,
    receiver=ENDS_DRAWN,
    purpose=st.sampled_from(Purpose),
    categories=st.frozensets(st.sampled_from(EVERYTHING)),
    alone=st.booleans(),
    days=st.integers(-2, 2),
)
def test_what_stands_in_no_line_never_passes(
    sender: End, receiver: End, purpose: Purpose, categories: frozenset[Data], alone: bool, days: int
) -> None:
    given_ = consent(purpose, days=days, alone=alone)
    verdict = may_pass(sender, receiver, purpose, categories, consent=given_, agreement=AGREED, count=99, today=TODAY)
    lines = TRIPLES.get((sender, receiver, purpose), ())
    if verdict.allowed:
        assert any(categories <= line.categories for line in lines)
        assert days >= 0 or Need.CONSENT not in verdict.needs


def test_the_hash_is_of_the_whole_table() -> None:
    assert table_hash() == hashlib.sha256(table_text().encode()).digest()
    assert table_text().count("\n") == 8 + sum(len(lines) for lines in TRIPLES.values())
    assert "threshold: 10" in table_text()


def test_a_changed_line_changes_the_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    before = table_hash()
    triple = (BodyKind.UNION, BodyKind.LAWYER, Purpose.ADVISE)
    lines = tuple(replace(line, needs=frozenset()) for line in TRIPLES[triple])
    monkeypatch.setattr(firewall, "TRIPLES", {**TRIPLES, triple: lines})
    assert table_hash() != before
