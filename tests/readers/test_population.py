"""A population file is read by its header; what is wrong is named, and nothing is worked out."""

from __future__ import annotations

import re

import numpy as np
import pytest

from safar.readers.population import PopulationError, read_population
from safar.rules.rulebook.population import work_out
from tests.rulebook_people import today

HEADER = "age_years,nationality,born_in_pev_country,parent_born_in_pev_country,also_national_of_nz,selected_in_draw"
HEADER += ",has_job_offer,meets_health_and_character"
GOOD = f"{HEADER}\n30,FJ,yes,,false,true,1,true\n46,FJ,yes,no,no,yes,yes,yes\n,FJ,yes,no,no,yes,yes,yes\n"


def test_a_file_is_read_and_worked_out() -> None:
    table, size = read_population(GOOD, today("au-pev"))
    assert size == 3
    assert np.isnan(table["age_years"]).tolist() == [False, False, True]
    assert work_out(today("au-pev"), table, size).counts() == {
        "no": 1, "unknown": 1, "conflict": 0, "discretion": 1, "yes": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("age_years,nationality", "age,nationality", "these columns are missing: age_years"),
        ("age_years,", "age_years,shoe_size,", "these columns are not known or stand twice: shoe_size"),
        ("46", "forty", "line 3: age_years: must be a whole number"),
        ("46", "46.5", "line 3: age_years: must be a whole number"),
        ("30,FJ,yes", "30,FJ,perhaps", "line 2: born_in_pev_country: must be true or false"),
        ("46,FJ", "46,Fiji", "line 3: nationality: must be a country's two capital letters"),
        ("46,FJ", "46", "line 3: has more or fewer cells"),
        ("46,FJ", "46,FJ,FJ", "line 3: has more or fewer cells"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, reason: str) -> None:
    with pytest.raises(PopulationError, match=re.escape(reason)):
        read_population(GOOD.replace(old, new, 1), today("au-pev"))
