"""The level of safety of a kind of body on a day: never better than its source allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.firewall import BodyKind
from safar.rules.harms import CaseCategory
from safar.rules.safety_levels import (
    NOTHING_KNOWN,
    REPORTS,
    WORDS,
    Duty,
    Jurisdiction,
    Level,
    duty_shown,
    is_fresh,
    level_shown,
    rows_hash,
    safety_of,
)

TODAY = date(2026, 11, 24)
INSPECTS = BodyKind.LABOUR_INSPECTORATE
WAGES = Jurisdiction(
    id="xa-wages",
    country="XA",
    kinds=frozenset({INSPECTS}),
    level=Level.LAW,
    duty_labour_inspectorate=Duty.NO,
    duty_public_services=Duty.UNKNOWN,
    dated=TODAY,
    confidence="S",
    claims=frozenset({CaseCategory.MONEY}),
)
OTHERS = replace(
    WAGES,
    id="xa-others",
    kinds=frozenset(BodyKind),
    level=Level.NONE,
    duty_labour_inspectorate=Duty.YES,
    duty_public_services=Duty.YES,
    claims=frozenset(),
)
ROWS = st.builds(
    Jurisdiction,
    id=st.just("xa"),
    country=st.just("XA"),
    kinds=st.just(frozenset({INSPECTS})),
    level=st.sampled_from(Level),
    duty_labour_inspectorate=st.sampled_from([Duty.NO, Duty.UNKNOWN, Duty.PRACTICE, Duty.YES]),
    duty_public_services=st.sampled_from([Duty.NO, Duty.UNKNOWN, Duty.PRACTICE, Duty.YES]),
    dated=st.none() | st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=10)),
    confidence=st.sampled_from(["S", "M", ""]),
)


def test_a_level_lasts_a_hundred_and_eighty_days() -> None:
    assert level_shown(WAGES, TODAY + timedelta(days=180)) is Level.LAW
    assert level_shown(WAGES, TODAY + timedelta(days=181)) is Level.UNKNOWN


@pytest.mark.parametrize(
    "row", [replace(WAGES, confidence="M"), replace(WAGES, confidence=""), replace(WAGES, dated=None)]
)
def test_memory_and_undated_sources_read_unknown(row: Jurisdiction) -> None:
    assert level_shown(row, TODAY) is Level.UNKNOWN
    assert duty_shown(row, INSPECTS, TODAY) is Duty.UNKNOWN


def test_a_source_from_tomorrow_is_not_believed() -> None:
    assert not is_fresh(replace(WAGES, dated=TODAY + timedelta(days=1)), TODAY)


def test_a_no_runs_out_and_a_yes_stays() -> None:
    later = TODAY + timedelta(days=181)
    assert duty_shown(WAGES, INSPECTS, later) is Duty.UNKNOWN
    assert duty_shown(OTHERS, INSPECTS, later) is Duty.YES


def test_a_level_belongs_to_the_claim() -> None:
    """Korea's way: a wall for wage claims and a duty to report for all the rest."""
    rows = (OTHERS, WAGES)
    assert safety_of(rows, "XA", INSPECTS, CaseCategory.MONEY, TODAY).duty is Duty.NO
    assert safety_of(rows, "XA", INSPECTS, CaseCategory.SAFETY, TODAY).duty is Duty.YES
    assert safety_of(rows, "XA", BodyKind.OMBUDSMAN, CaseCategory.MONEY, TODAY).level is Level.NONE


def test_of_two_rows_that_may_both_apply_the_worse_counts() -> None:
    """Australia's way: a protection that hangs on what nobody here is asked."""
    without = replace(WAGES, id="xa-without", level=Level.NONE, duty_labour_inspectorate=Duty.UNKNOWN)
    for rows in ((WAGES, without), (without, WAGES)):
        shown = safety_of(rows, "XA", INSPECTS, CaseCategory.MONEY, TODAY)
        assert (shown.level, shown.duty) == (Level.NONE, Duty.UNKNOWN)


def test_no_row_means_assume_not_safe() -> None:
    assert safety_of((WAGES,), "XB", INSPECTS, CaseCategory.MONEY, TODAY) == NOTHING_KNOWN
    assert NOTHING_KNOWN.duty in REPORTS
    assert "assume" in NOTHING_KNOWN.words


def test_a_row_of_a_region_says_nothing_of_the_country() -> None:
    row = replace(WAGES, region="XA-1")
    assert safety_of((row,), "XA", INSPECTS, CaseCategory.MONEY, TODAY) == NOTHING_KNOWN
    assert safety_of((row,), "XA", INSPECTS, CaseCategory.MONEY, TODAY, "XA-1").level is Level.LAW


def test_a_states_offices_for_its_own_people_have_no_such_duty() -> None:
    row = replace(WAGES, own_nationals=True, confidence="", dated=None, claims=frozenset())
    shown = safety_of((row,), "XA", INSPECTS, CaseCategory.MONEY, TODAY)
    assert (shown.level, shown.duty) == (Level.UNKNOWN, Duty.OWN_NATIONALS)


def test_every_level_has_words() -> None:
    assert set(WORDS) == set(Level)


def test_the_hash_of_the_rows_is_of_all_of_each_row_in_any_order() -> None:
    before = rows_hash((WAGES, OTHERS))
    assert before == rows_hash((OTHERS, WAGES))
    changed = (
        replace(WAGES, level=Level.PRACTICE),
        replace(WAGES, note="x"),
        replace(WAGES, dated=None),
        replace(WAGES, kinds=frozenset()),
        replace(WAGES, own_nationals=True),
    )
    hashes = {rows_hash((row, OTHERS)) for row in changed}
    assert len(hashes | {before}) == 1 + len(changed)
    split = replace(WAGES, citation="a|b"), replace(WAGES, citation="a", quote="b")
    assert rows_hash(split[:1]) != rows_hash(split[1:])


@given(rows=st.lists(ROWS, max_size=4), claim=st.sampled_from(CaseCategory))
def test_one_more_row_never_makes_a_body_look_safer(rows: list[Jurisdiction], claim: CaseCategory) -> None:
    order = list(Duty)
    for more in rows:
        fewer = [row for row in rows if row is not more]
        if not fewer:
            continue
        with_it = safety_of(rows, "XA", INSPECTS, claim, TODAY)
        assert order.index(with_it.duty) >= order.index(safety_of(fewer, "XA", INSPECTS, claim, TODAY).duty)


@given(rows=st.lists(ROWS, max_size=4), claim=st.sampled_from(CaseCategory))
def test_safe_is_only_said_on_fresh_sources(rows: list[Jurisdiction], claim: CaseCategory) -> None:
    shown = safety_of(rows, "XA", INSPECTS, claim, TODAY)
    if shown.duty not in REPORTS:
        assert rows
        assert all(is_fresh(row, TODAY) for row in rows)
