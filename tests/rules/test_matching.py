"""Same, maybe or different: a legal name and a place make the same, a brand never does."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.rules.matching import Candidate, candidate_from, decide

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
candidates = st.builds(candidate_from, texts, texts, texts)


@pytest.mark.parametrize(
    ("one", "other", "decision"),
    [
        (
            ("Dairy Queen", "GSK Restaurants Ltd.", "5403 23 Avenue NW, Edmonton, Alberta"),
            ("GSK Restaurants Limited o/a Dairy Queen", "", "Edmonton, AB T6L 7G4"),
            "same",
        ),
        (
            ("Dairy Queen", "GSK Restaurants Ltd.", "5403 23 Avenue NW, Edmonton, Alberta"),
            ("650785 Alberta Ltd. o/a Dairy Queen", "", "Wetaskiwin, AB T9A 1V4"),
            "different",
        ),
        (("Acme Foods Ltd", "", "Halifax, NS"), ("Acme Foods Ltd", "", "Toronto, ON"), "maybe"),
        (("Acme Foods Ltd", "", ""), ("Acme Foods Ltd", "", ""), "maybe"),
        (("Acme Foods", "", "Saint John, NB"), ("Zenith Metals", "", "St. John, NB"), "different"),
    ],
)
def test_what_makes_the_same(one: tuple[str, str, str], other: tuple[str, str, str], decision: str) -> None:
    assert decide(candidate_from(*one), candidate_from(*other)).decision == decision


def test_an_official_number_is_enough() -> None:
    one = Candidate("Old Name Ltd", identifiers=("RA/2025/10/24",))
    other = Candidate("New Name Ltd", identifiers=("ra 2025 10 24",))
    assert decide(one, other).decision == "same"


@given(candidates, candidates)
def test_a_decision_has_no_side_and_always_a_reason(one: Candidate, other: Candidate) -> None:
    found, turned = decide(one, other), decide(other, one)
    assert found.decision == turned.decision
    assert found.reasons
    assert found == decide(one, other)


def test_banned_employers_against_those_allowed_to_hire(registers: Path) -> None:
    """462 real pairs of two Canadian lists: precision at least .99 at a recall of at least .95."""
    with (registers / "match" / "ca_ircc_x_lmia_pairs_dev.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    count: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        one = candidate_from(row["ircc_operating"], row["ircc_legal"], row["ircc_address"])
        found = decide(one, candidate_from(row["lmia_employer"], "", row["lmia_address"]))
        count[row["rule_label"], found.decision == "same"] += 1
    right, wrong, missed = count["1", True], count["0", True], count["1", False]
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.95
