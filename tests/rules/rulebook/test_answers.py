"""What a person is told: the seeded crowd's properties, official examples, and what disputes and memory may not do."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safar.rules.rulebook import Outcome, Result, edition, prepare
from safar.rules.rulebook.asked import together
from tests.rulebook_people import TODAY, Answers, asking, books, choices, person, ready

CROWD = 10_000
SETTLED = (Outcome.YES, Outcome.NO)


def told(name: str, answers: Answers, on: date = TODAY) -> Result:
    return (ready(name) if on == TODAY else prepare(edition(books()[name], on))).evaluate(answers)


def holds(before: Result, after: Result) -> bool:
    """May the second be what the first becomes once more is known? Yes and no stay; no range grows."""
    kept = before.outcome not in SETTLED or after.outcome == before.outcome
    if before.points is None or after.points is None:
        return kept
    return kept and before.points[0] <= after.points[0] <= after.points[1] <= before.points[1]


def grow(name: str, rnd: random.Random) -> None:
    """Answer one person's questions one by one, and look at every step."""
    whole = person(name, rnd, told=0.9)
    so_far: Answers = {}
    before = told(name, so_far)
    for fact in rnd.sample(sorted(whole), len(whole)):
        so_far[fact] = whole[fact]
        after = told(name, so_far)
        assert holds(before, after), (name, fact, so_far)
        before = after


@pytest.mark.parametrize("name", sorted(books()))
def test_an_added_answer_never_widens_a_range_nor_overturns_an_answer(name: str) -> None:
    rnd = random.Random(name)
    for _ in range(CROWD // len(books()) // (8 if name in {"ca-crs", "ca-ee"} else 1)):
        grow(name, rnd)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_hypothesis_finds_no_answer_that_overturns_another(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["za-pbs", "nz-rse", "uk-pl", "de-tw", "kr-e74", "ecowas", "sg-compass"]))
    asked = {fact: answers for fact, answers in choices(name).items() if fact not in books()[name].totals}
    options = {fact: st.sampled_from(answers) for fact, answers in asked.items()}
    first = data.draw(st.fixed_dictionaries({}, optional=options))
    more = data.draw(st.fixed_dictionaries({}, optional=options))
    assert holds(told(name, dict(first)), told(name, {**more, **first}))


@pytest.mark.parametrize("name", sorted(books()))
def test_who_tells_nothing_gets_no_yes_and_a_no_only_where_nothing_is_open(name: str) -> None:
    result = told(name, {})
    assert result.outcome is not Outcome.YES
    assert (result.outcome is Outcome.NO) == (ready(name).edition.cap is Outcome.NO)


@pytest.mark.parametrize("name", sorted(books()))
def test_nobody_is_told_more_than_a_rulebook_may_say(name: str) -> None:
    rnd = random.Random(f"most {name}")
    for _ in range(60):
        assert told(name, person(name, rnd, told=1.0)).outcome <= books()[name].at_most


@pytest.mark.parametrize("name", sorted(books()))
def test_what_is_not_asked_any_more_changes_nothing(name: str) -> None:
    rnd = random.Random(f"needs {name}")
    for _ in range(6):
        whole = person(name, rnd, told=0.5)
        before = told(name, whole)
        open_ones = {need.fact for need in asking(name).needs(whole)}
        for fact in sorted(
            set(choices(name)) - open_ones - {one for one, answer in whole.items() if answer is not None}
        ):
            if fact in books()[name].totals:
                continue
            after = told(name, {**whole, fact: rnd.choice(choices(name)[fact])})
            assert (after.outcome, after.points) == (before.outcome, before.points), fact


def test_the_question_that_decides_most_comes_first() -> None:
    needs = asking("uk-pl").needs({"age_years": 30})
    assert needs[0].fact == "refusal_ground_suitability"
    assert "arrived_before_18" not in {need.fact for need in needs}


def test_nothing_is_asked_once_all_is_settled() -> None:
    assert asking("au-pev").needs({"age_years": 50}) == ()
    assert asking("de-104c").needs({}) == ()


@pytest.mark.parametrize(
    ("pay", "hours", "weeks", "counted"),
    [(15.0, 60.0, 1, 37_440.0), (12.0, 120.0, 3, 24_960.0)],
    ids=["SW 14.3: 60 hours, 48 count", "SW 14.3A: weeks of 60, 60 and 0 hours"],
)
def test_the_examples_of_the_immigration_rules(pay: float, hours: float, weeks: int, counted: float) -> None:
    result = told("uk-skilled-worker", {"uk_hourly_pay": pay, "uk_hours_in_cycle": hours, "uk_weeks_in_cycle": weeks})
    assert result.scores["uk_salary_counted"] == (counted, counted)


SPONSORED: Answers = {
    "uk_sponsored": True, "uk_skilled_job": True, "english_cefr": "B2", "has_entry_clearance_or_in_uk": True,
}  # fmt: skip
LOW: Answers = {"uk_hourly_pay": 5, "uk_hours_in_cycle": 20, "uk_weeks_in_cycle": 1, "uk_going_rate_full": 40_000}
HIGH: Answers = {**LOW, "uk_hourly_pay": 30, "uk_hours_in_cycle": 40}


@pytest.mark.parametrize(
    ("answers", "table", "permit"),
    [
        ({"uk_salary_option": "A", **LOW}, "no", "no"),
        ({"uk_salary_option": "A", "uk_salary_counted_48h": True, **LOW}, "no", "no"),
        (HIGH, "yes", "yes"),
        ({"uk_salary_option": "other", "uk_salary_counted_48h": False, **HIGH}, "yes", "yes"),
        ({"uk_salary_option": "A"}, "yes", "unknown"),
        ({"uk_salary_option": "A", "uk_salary_counted_48h": True}, "yes", "yes"),
        ({"uk_salary_option": "A", "uk_salary_counted_48h": False}, "yes", "no"),
        ({"uk_salary_option": "other"}, "no", "no"),
    ],
)
def test_a_salary_option_that_is_told_never_outweighs_the_pay(answers: Answers, table: str, permit: str) -> None:
    whole = SPONSORED | answers
    assert told("uk-skilled-worker", whole).outcome.word == table
    assert told("uk-sw", whole).outcome.word == permit


def test_a_letter_counts_for_its_own_option_alone() -> None:
    """At 31,200 a year option A is out of reach; others may still be met, but nobody said so."""
    answers = SPONSORED | LOW | {"uk_hourly_pay": 16, "uk_hours_in_cycle": 37.5}
    for letter, points in (("A", (50, 70)), ("J", (70, 70)), (None, (50, 70))):
        assert told("uk-skilled-worker", {**answers, "uk_salary_option": letter}).points == points


@pytest.mark.parametrize("name", ["uk-skilled-worker", "uk-sw"])
def test_nobody_is_asked_for_what_can_be_worked_out(name: str) -> None:
    assert {"uk_salary_option", "uk_salary_counted_48h", "uk_mandatory_points"}.isdisjoint(
        need.fact for need in asking(name).needs({})
    )


PICKER: Answers = {
    "age_years": 30, "uk_seasonal_cos": "horticulture", "months_since_uk_seasonal": 12,
    "application_month_day": "11-01", "offer_hourly_pay": 13, "offer_weekly_paid_hours": 37,
    "offer_salary_year": 25_000,
}  # fmt: skip
BUTCHER = PICKER | {"uk_seasonal_cos": "poultry", "uk_poultry_skilled_job": True}


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        (PICKER, "yes"),
        (PICKER | {"offer_hourly_pay": 15.88, "offer_weekly_paid_hours": 20, "offer_salary_year": 38_700}, "no"),
        (BUTCHER, "no"),
        (BUTCHER | {"uk_poultry_skilled_job": False}, "yes"),
        (BUTCHER | {"uk_poultry_skilled_job": None}, "unknown"),
        (BUTCHER | {"offer_hourly_pay": 15.88, "offer_weekly_paid_hours": 47, "offer_salary_year": 38_700}, "yes"),
        (BUTCHER | {"offer_hourly_pay": 15.87, "offer_weekly_paid_hours": 60, "offer_salary_year": 49_500}, "no"),
    ],
)
def test_seasonal_pay_is_that_of_the_sector_and_the_job(answers: Answers, outcome: str) -> None:
    assert told("uk-saw", answers).outcome.word == outcome


def test_only_poultry_workers_are_asked_for_their_job() -> None:
    poultry, plants = (asking("uk-saw").needs({"uk_seasonal_cos": one}) for one in ("poultry", "horticulture"))
    assert "uk_poultry_skilled_job" in {need.fact for need in poultry}
    assert "uk_poultry_skilled_job" not in {need.fact for need in plants}


def test_all_hours_count_against_the_going_rate() -> None:
    answers: Answers = {
        "uk_sponsored": True, "uk_skilled_job": True, "english_cefr": "B2", "uk_hourly_pay": 17.0,
        "uk_hours_in_cycle": 60.0, "uk_weeks_in_cycle": 1, "uk_going_rate_full": 33_000,
    }  # fmt: skip
    assert told("uk-skilled-worker", answers).outcome is Outcome.YES
    assert told("uk-skilled-worker", {**answers, "uk_going_rate_full": 33_200}).outcome is Outcome.UNKNOWN


def test_english_b1_was_enough_until_7_january_2026() -> None:
    answers: Answers = {"uk_sponsored": True, "uk_skilled_job": True, "english_cefr": "B1"}
    before, after = (told("uk-skilled-worker", answers, date(2026, 1, day)) for day in (7, 8))
    assert (before.scores["uk_mandatory_points"], after.scores["uk_mandatory_points"]) == ((50, 50), (40, 40))


def test_a_published_example_of_the_old_austrian_table() -> None:
    director: Answers = {
        "age_years": 43, "at_key_qualification": "three_years_tertiary", "at_key_experience_years": 9,
        "at_key_experience_in_austria_years": 0, "english_cefr": "C2", "german_cefr": "other",
    }  # fmt: skip
    then, now = told("at-rwr-key-2011", director, date(2020, 5, 1)), told("at-rwr-key-2011", director)
    assert (then.points, then.outcome) == ((55, 55), Outcome.YES)
    assert (now.points, now.outcome) == ((55, 55), Outcome.NO)


CRS: Answers = {
    "age_years": 29, "crs_spouse_comes": False, "crs_education": "bachelor_or_3y", "canadian_skilled_work_years": 0,
    "foreign_skilled_work_years": 3, "crs_trade_certificate": False, "crs_provincial_nomination": False,
    "crs_sibling_in_canada": False, "crs_canadian_credential": "none", "crs_french_nclc_lowest": 0,
    "crs_english_clb_lowest": 9, "crs_job_offer": "senior_management",
    **{f"first_language_clb_{one}": 9 for one in ("speaking", "listening", "reading", "writing")},
    **{f"second_language_clb_{one}": 0 for one in ("speaking", "listening", "reading", "writing")},
}  # fmt: skip


@pytest.mark.parametrize(
    ("on", "offer"), [(date(2016, 11, 18), 600), (date(2016, 11, 19), 200), (date(2025, 3, 24), 200), (TODAY, 0)]
)
def test_a_job_offer_counts_by_its_date(on: date, offer: int) -> None:
    without = 110 + 120 + 4 * 31 + 25 + 50
    assert told("ca-crs", CRS, on).points == (without + offer, without + offer)


def test_one_bachelor_is_the_lower_class_and_two_credentials_the_higher() -> None:
    two = told("ca-crs", {**CRS, "crs_education": "two_or_more_one_3y"}).scores
    assert told("ca-crs", CRS).scores["crs_education_and_language"] == (25, 25)
    assert two["crs_education_and_language"] == (50, 50)


def test_what_is_missing_is_a_range() -> None:
    unknown = told("ca-crs", {**CRS, "first_language_clb_reading": None, "canadian_skilled_work_years": None})
    assert unknown.points == (110 + 120 + 3 * 31, 110 + 120 + 3 * 31 + 34 + 80 + 100)
    assert unknown.outcome is Outcome.DISCRETION


ZA: Answers = {
    "has_job_offer": True, "job_offer_country": "ZA", "za_on_critical_skills_list": False, "za_nqf_level": 9,
    "za_experience_years": 6, "za_trusted_employer": False, "za_official_language": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("pay", "outcome", "points"),
    [
        (650_600, Outcome.NO, (80, 80)),
        (650_700, Outcome.CONFLICT, (80, 110)),
        (651_000, Outcome.YES, (100, 110)),
        (976_195, Outcome.YES, (130, 130)),
    ],
)
def test_sources_that_disagree_conflict_only_where_it_matters(
    pay: int, outcome: Outcome, points: tuple[float, float]
) -> None:
    result = told("za-pbs", {**ZA, "za_salary_year": pay})
    assert (result.outcome, result.points) == (outcome, points)


@pytest.mark.parametrize(("months", "outcome"), [(5, "no"), (6, "conflict"), (23, "conflict"), (24, "yes")], ids=str)
def test_three_pages_on_the_experience_of_nurses(months: int, outcome: str) -> None:
    answers: Answers = {
        "nationality": "PH", "current_country": "PH", "nurse_bsn": True, "nurse_licence_active": True,
        "nurse_experience_months": months, "willing_german_b1": True,
    }  # fmt: skip
    assert told("de-tw", answers).outcome.word == outcome


@pytest.mark.parametrize("is_over", [True, False])
def test_a_decree_that_may_not_be_in_force_any_more_makes_no_yes_and_no_no(is_over: bool) -> None:
    answers: Answers = {
        "signed_standard_offer_before_entry": True, "contract_ended": is_over, "mutual_end": False,
        "employer_ended_without_fault": False, "in_probation": False,
    }  # fmt: skip
    assert told("ae-g2g", answers).outcome is Outcome.CONFLICT
    assert told("ae-g2g", {**answers, "signed_standard_offer_before_entry": False}).outcome is Outcome.NO


def test_what_is_from_memory_makes_no_yes_and_says_so() -> None:
    answers: Answers = {"nationality": "PH", "age_years": 30, "eps_topik_passed": True, "on_eps_roster": True}
    result = told("kr-eps", answers)
    assert result.outcome is Outcome.UNKNOWN
    assert {finding.id: finding.doubt for finding in result.criteria} == {
        "country": "", "age": "from memory", "topik": "",
    }  # fmt: skip


def test_a_no_from_memory_stays_and_says_so() -> None:
    result = told("kr-eps", {"age_years": 60})
    assert result.outcome is Outcome.NO
    assert [finding.doubt for finding in result.criteria if finding.id == "age"] == ["from memory"]


def test_points_from_memory_are_shown_but_reach_no_mark_alone() -> None:
    sure: Answers = {"sg_salary_percentile": "p90_or_more", "sg_qualification": "top_tier", "sg_small_firm": False}
    rest: Answers = {"sg_shortage_job": False, "sg_strategic_firm": False, "sg_local_share": "below_p20"}
    weak = {**sure, **rest, "sg_qualification": "none", "sg_nationality_share": "below_5"}
    assert told("sg-compass", {**weak, "sg_nationality_share": "33_or_more"}).outcome is Outcome.NO
    assert (told("sg-compass", weak).outcome, told("sg-compass", weak).points) == (Outcome.UNKNOWN, (40, 40))
    strong = told("sg-compass", {**sure, **rest, "sg_nationality_share": "33_or_more"})
    assert (strong.outcome, strong.points) == (Outcome.YES, (40, 40))


def test_a_figure_past_its_date_makes_no_yes() -> None:
    answers: Answers = {
        "has_job_offer": True, "job_offer_country": "DE", "job_matches_degree": True, "degree_recognised_de": True,
        "it_experience_years": 0, "offer_salary_year": 60_000, "bottleneck_occupation_de": False,
        "years_since_degree": 9,
    }  # fmt: skip
    assert told("de-bc", answers, date(2026, 12, 31)).outcome is Outcome.YES
    later = told("de-bc", answers, date(2027, 1, 1))
    assert (later.outcome, later.doubts) == (Outcome.UNKNOWN, ("past its date",))
    assert {finding.doubt for finding in later.criteria if finding.id == "salary"} == {"past its date"}


def test_a_pilot_whose_end_nobody_confirmed_is_unknown_after_it() -> None:
    answers: Answers = {
        "current_country": "AU", "substantive_visa_with_work_rights": True, "visa_days_left": 20,
        "days_since_visa_end": 0, "exploitation_certificate": True, "workplace_justice_activity_begun": True,
        "meets_health_and_character": True,
    }  # fmt: skip
    outcomes = [told("au-wjv", answers, date(2026, 7, day)).outcome.word for day in (23, 24)]
    assert outcomes == ["yes", "unknown"]


@pytest.mark.parametrize(("days", "outcome"), [(28, "yes"), (29, "unknown"), (31, "unknown"), (32, "no")])
def test_a_month_is_no_surer_than_its_shortest_and_its_longest(days: int, outcome: str) -> None:
    answers: Answers = {
        "current_country": "NZ", "work_permit_type": "employer_specific", "exploitation_letter": True,
        "days_since_letter": days, "had_mepv_before": False,
    }  # fmt: skip
    result = told("nz-mepv", answers)
    assert result.outcome.word == outcome
    month = next(finding for finding in result.criteria if finding.id == "month")
    assert bool(month.doubt) == (outcome != "yes")


def test_what_is_closed_is_closed_whatever_is_told() -> None:
    closed = [name for name, book in books().items() if book.status == "closed"]
    assert len(closed) == 8
    rnd = random.Random(4)
    assert {told(name, person(name, rnd, 1.0)).outcome for name in closed for _ in range(20)} == {Outcome.NO}


def test_a_total_that_somebody_already_knows_is_taken_as_far_as_the_answers_allow() -> None:
    answers: Answers = {"au_points": 70, "age_years": 30, "skills_assessment_positive": True, "invited": True}
    result = told("au-189", {**answers, "english_level": "competent"})
    assert (result.points, result.outcome) == ((70, 70), Outcome.DISCRETION)
    assert told("za-pbs", {**ZA, "za_salary_year": 1_000_000, "za_points": 300}).points == (130, 130)


def test_kiribati_and_tuvalu_stay_longer_than_the_general_rule() -> None:
    answers: Answers = {
        "age_years": 30, "rse_pacific_national": True, "rse_employer_offer": True, "rse_months_in_last_11": 8,
        "meets_health_and_character": True, "has_medical_insurance": True, "employer_on_noncompliant_list": False,
    }  # fmt: skip
    outcomes = [told("nz-rse", {**answers, "nationality": one}).outcome.word for one in ("KI", "TO", None)]
    assert outcomes == ["yes", "no", "unknown"]


def test_one_question_for_all_programmes_at_once() -> None:
    names = ("ar-mercosur", "br-res", "mercosur", "kr-eps", "au-pev")
    assert together(asking(name).needs({}) for name in names)[0] == "nationality"
