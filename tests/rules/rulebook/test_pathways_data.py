"""The rulebooks we ship: every programme and table is there, sourced, and no surer than what was read."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from safar.readers.rulebooks import read_permits
from safar.rules.rulebook import Outcome, Rulebook, RulebookError
from safar.rules.rulebook.permits import load_permits
from tests.rulebook_people import FOLDER, TODAY, books

TABLES = (
    *("ca-crs", "ca-fsw", "au-189", "de-chancenkarte", "jp-hsp", "at-rwr-shortage", "at-rwr-key-2011"),
    *("nz-smc", "za-pbs", "sg-compass", "kr-e74", "uk-skilled-worker", "us-h1b-weighted", "hk-qmas"),
)
ONLY_TABLES = set(TABLES) - {"au-189", "jp-hsp", "nz-smc", "za-pbs", "kr-e74", "hk-qmas"}
RIGHTS = {
    "tied_to_employer", "change_rule", "complaint_protection", "family_unity", "path_to_permanence", "forced_return",
    "job_required", "permanent_need_flag", "days_without_work",
}  # fmt: skip


def programmes() -> dict[str, Rulebook]:
    return {name: book for name, book in books().items() if name not in ONLY_TABLES}


def test_all_programmes_and_tables_are_there() -> None:
    assert len(programmes()) == 67
    assert set(TABLES) <= set(books())
    assert [name for name in TABLES if not books()[name].points] == ["hk-qmas"]


def test_one_name_asks_one_question_everywhere() -> None:
    asked: dict[str, set[object]] = {}
    for book in books().values():
        for name, fact in book.facts.items():
            asked.setdefault(name, set()).add(fact)
    assert {name: found for name, found in asked.items() if len(found) > 1} == {}
    assert all(fact.question.endswith("?") for book in books().values() for fact in book.facts.values())


def test_every_fact_matters_somewhere() -> None:
    for book in books().values():
        text = (FOLDER / book.file).read_text(encoding="utf-8")
        used = "".join((FOLDER / books()[one].file).read_text(encoding="utf-8") for one in book.uses)
        assert [name for name in book.facts if (text + used).count(name) < 2] == []


def test_what_each_may_answer_at_most() -> None:
    assert Counter(book.at_most.word for book in programmes().values()) == {
        "yes": 37, "discretion": 15, "unknown": 8, "no": 7,
    }  # fmt: skip
    for book in programmes().values():
        decided = book.at_most_words.startswith("yes") or "else yes" in book.at_most_words
        assert (book.at_most is Outcome.YES) == decided
        assert (book.at_most is Outcome.NO) == (book.at_most_words == "closed")


def test_whoever_may_say_yes_has_no_criterion_from_memory() -> None:
    weak = {(name, one.id) for name, book in programmes().items() for one in book.criteria.values() if one.basis.doubt}
    assert len(weak) == 10
    assert {books()[name].at_most for name, _ in weak} == {Outcome.UNKNOWN, Outcome.NO}


@pytest.mark.parametrize("name", sorted(programmes()))
def test_a_permit_says_what_it_gives_in_nine_respects(name: str) -> None:
    rights = books()[name].rights
    assert set(rights) == RIGHTS
    assert all(right.is_to_check == (right.confidence != "S") for right in rights.values())
    assert all(right.source and right.seen_on <= TODAY for right in rights.values())


def test_rows_from_memory_are_marked() -> None:
    marked = Counter(
        name
        for name, book in books().items()
        for score in book.scores.values()
        for row in score.rows
        if row.basis.doubt
    )
    kept = {name: marked[name] for name in TABLES}
    assert (kept["ca-crs"], kept["ca-fsw"], kept["au-189"], kept["at-rwr-shortage"]) == (8, 1, 1, 1)
    assert (kept["uk-skilled-worker"], kept["us-h1b-weighted"], kept["nz-smc"], kept["za-pbs"]) == (0, 0, 0, 0)
    assert kept["kr-e74"] > 15


def test_what_happens_to_each_permit_after_a_complaint() -> None:
    permits = read_permits(FOLDER)
    assert len(permits) == 20
    assert permits["au-408-wj"].window_days == 28
    assert permits["us-lda"].status == permits["es-arraigo-sl"].status == "closed"
    for permit in permits.values():
        assert permit.effect and permit.window_words and permit.certifier and permit.first_step
        assert permit.basis.source.seen_on <= TODAY and permit.basis.quote


def test_a_permit_that_is_wrong_is_named() -> None:
    text = (FOLDER / "permits.toml").read_text(encoding="utf-8")
    with pytest.raises(RulebookError, match=r"permits.toml:\d+: permits\[1\].effect: is missing"):
        load_permits(text.replace("effect =", "efect =", 1), "permits.toml")


def test_a_permit_seen_after_today_is_to_be_checked() -> None:
    permit = next(iter(read_permits(FOLDER).values()))
    assert not permit.is_to_check(TODAY)
    assert permit.is_to_check(date(2026, 1, 1))


def test_a_window_of_months_is_as_short_as_those_months_can_be() -> None:
    """A reminder that comes after the deadline is worse than none."""
    start, permits = date(2026, 1, 31), read_permits(FOLDER)
    assert (start + timedelta(days=permits["nz-mepv"].window_days or 0)).month == 2
    one, three = 28, 89
    windows = {name: permit.window_days for name, permit in permits.items() if "month" in permit.window_words}
    assert {name: days for name, days in windows.items() if days is not None} == {
        "nz-mepv": one, "kr-e9-violation": one, "eu-sp-unemp": three,
    }  # fmt: skip


def test_a_permit_past_the_day_it_is_sure_of_is_to_be_checked() -> None:
    permit = read_permits(FOLDER)["au-408-wj"]
    assert permit.sure_until == books()["au-wjv"].sure_until
    assert [permit.is_to_check(date(2026, 7, day)) for day in (23, 24)] == [True, True], "not yet read on these days"
    read = replace(permit, basis=replace(permit.basis, source=replace(permit.basis.source, seen_on=date(2026, 1, 1))))
    assert [read.is_to_check(date(2026, 7, day)) for day in (23, 24)] == [False, True]
    assert permit.is_to_check(TODAY)


def test_a_permit_whose_steps_are_from_memory_is_to_be_checked() -> None:
    found = {name for name, permit in read_permits(FOLDER).items() if "from memory" in permit.caution}
    assert found == {"eu-2009-52"}
    assert all(read_permits(FOLDER)[name].is_to_check(TODAY) for name in found)


def test_the_list_of_health_workforce_safeguards() -> None:
    with (FOLDER / "who_safeguards.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["iso3"] for row in rows}) == 55
    assert sum(row["new_in_2023"] == "yes" for row in rows) == 8


def test_the_uk_going_rates_stand_beside_their_rules() -> None:
    with (FOLDER / "gb" / "going_rates_2025-12-06.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 261
    assert {row["going_rate_A_D_gbp"] for row in rows if row["soc2020"] == "1111"} == {"88100"}
