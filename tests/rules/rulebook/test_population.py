"""A population worked out at once says what each of its persons would be told alone, gaps included."""

from __future__ import annotations

import random

import numpy as np
import pytest

from safar.rules.rulebook import UnfitAnswer, edition
from safar.rules.rulebook.population import encode, moves, work_out
from tests.rulebook_people import TODAY, books, person, ready, today

PERSONS = 134


@pytest.mark.parametrize("told", [1.0, 0.6])
@pytest.mark.parametrize("name", sorted(books()))
def test_it_equals_the_answers_one_by_one(name: str, told: float) -> None:
    rnd = random.Random(f"{name} {told}")
    people = [person(name, rnd, told, totals=0.2) for _ in range(PERSONS // 2)]
    facts = sorted({fact for one in people for fact in one})
    table = encode(today(name), {fact: [one.get(fact) for one in people] for fact in facts})
    worked = work_out(today(name), table, len(people))
    for place, one in enumerate(people):
        alone = ready(name).evaluate(one)
        assert worked.outcomes[place] == alone.outcome, one
        assert {key: int(codes[place]) for key, codes in worked.criteria.items()} == {
            finding.id: int(finding.outcome) for finding in alone.criteria
        }
        if alone.points is not None and worked.points is not None:
            ends = [np.broadcast_to(end, len(people))[place] for end in (worked.points.low, worked.points.high)]
            assert tuple(ends) == alone.points, one


def test_a_moved_threshold_changes_who_qualifies() -> None:
    book = books()["es-sl"]
    table = encode(today("es-sl"), {
        "current_country": ["ES"] * 3, "months_in_current_country": [20, 24, 30], "absence_days_in_period": [0, 0, 0],
        "asylum_claim_pending": [False] * 3, "criminal_record": [False] * 3, "contract_weekly_hours": [20, 20, 20],
        "contract_pays_minimum_wage": [True] * 3, "contract_duration_days": [180] * 3,
    })  # fmt: skip
    before = work_out(today("es-sl"), table, 3)
    parameter = next(name for name in book.parameters if name == "minimum_months_in_current_country")
    after = work_out(edition(book, TODAY, overrides={parameter: 18}), table, 3)
    assert (before.counts()["yes"], after.counts()["yes"]) == (2, 3)
    assert moves(before, after) == {("no", "yes"): 1}
    assert moves(before, before) == {}


def test_a_wrong_type_is_named_with_its_line() -> None:
    with pytest.raises(UnfitAnswer, match="line 3: age_years: must be a number"):
        encode(today("au-pev"), {"age_years": [30, "thirty"]})
