"""The example of `docs/pathways-language.md` loads and answers as the page says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from safar.rules.rulebook import Result, edition, load_rulebook, prepare
from tests.rulebook_people import Answers

PAGE = (Path(__file__).parents[3] / "docs" / "pathways-language.md").read_text(encoding="utf-8")
BOOK = load_rulebook(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0], "xx/xx-care.toml")


def told(answers: Answers, on: date = date(2026, 11, 26)) -> Result:
    return prepare(edition(BOOK, on)).evaluate(answers)


def test_the_example_answers() -> None:
    nurse: Answers = {"xx_training": "nurse", "xx_came_before_2020": False}
    ages = {age: told({**nurse, "age_years": age}).outcome.word for age in (19, 20, 21)}
    assert ages == {19: "no", 20: "conflict", 21: "yes"}
    assert told({**nurse, "age_years": 18}, date(2025, 12, 31)).outcome.word == "yes"
    assert told({**nurse, "age_years": 17, "xx_came_before_2020": True}).outcome.word == "yes"


def test_points_from_memory_reach_no_mark_in_the_example() -> None:
    carer = told({"xx_training": "carer", "age_years": 25, "xx_came_before_2020": False})
    assert (carer.points, carer.outcome.word) == ((12, 12), "unknown")
    assert told({"age_years": 25}).points == (12, 15)
