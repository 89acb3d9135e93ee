"""A card says what reports support, gives its reasons, and stands on nothing less than its rules ask for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safar.rules import report_cards
from safar.rules.fees_told import median_fee
from safar.rules.questionnaire import TELLS_HARM
from safar.rules.report_cards import Corridor, Publication, bursts_of_harm
from safar.rules.reports_joined import Report
from safar.rules.shares import Usual, cumulative, estimate, quantile
from safar.rules.standing import NOT_HELD, WORDS, Card, Standing, card

TODAY = date(2026, 11, 24)
TOLD = date(2026, 1, 1)
START = date(2024, 11, 1)
FINE = {question: "no" if harm == "yes" else "yes" for question, harm in TELLS_HARM.items()} | {"recommend": "yes"}
ABUSE = {**FINE, "paid-fee": "yes", "documents-kept": "yes", "recommend": "no"}


def praise(key: str, day: int, checked: bool = False) -> Report:
    made = START + timedelta(days=day)
    return Report(key, made, FINE, checked_on=made if checked else None)


def harm(key: str, day: int, checked: bool = False) -> Report:
    return replace(praise(key, day, checked), answers=ABUSE)


FIVE = [praise("a", 0, checked=True), praise("b", 40), harm("c", 90), praise("d", 200), harm("e", 300)]


def of(reports: Sequence[Report], today: date = TODAY) -> Card:
    return card(reports, None, today, notified_on=TOLD)


def numbers(shown: Card) -> list[object]:
    named = (shown.reports, shown.cohorts, shown.since, shown.checked, shown.harm_cohorts, shown.satisfied, shown.fee)
    return [one for one in (*named, *shown.shares) if one is not None]


def test_nobody_has_reported() -> None:
    assert of([]).state is Publication.NONE
    assert "says nothing" in of([]).reasons[0]


def test_four_are_few_and_no_number_is_shown() -> None:
    assert of(FIVE[:4]).state is Publication.FEW
    assert numbers(of(FIVE[:4])) == []


def test_five_from_two_cohorts_of_which_one_is_checked_are_scored() -> None:
    shown = of(FIVE)
    assert (shown.state, shown.reports, shown.cohorts, shown.checked) == (Publication.SCORED, 5, 3, None)
    assert shown.satisfied is not None
    assert shown.satisfied.answers == 5
    assert all(one.reason for one in shown.shares)
    assert {one.question for one in shown.shares} == set(FINE)


def test_one_cohort_or_nothing_checked_is_few() -> None:
    assert of([replace(one, cohort="spring") for one in FIVE]).state is Publication.FEW
    assert of([replace(one, checked_on=None) for one in FIVE]).state is Publication.FEW


def test_a_household_has_no_card() -> None:
    shown = card(FIVE, None, TODAY, notified_on=TOLD, is_household=True)
    assert (shown.state, numbers(shown)) == (Publication.NONE, [])


def test_official_findings_stand_on_top_whatever_the_reports_say() -> None:
    official = Standing(NOT_HELD, WORDS[NOT_HELD], (), ())
    for reports in ([], FIVE[:3], FIVE):
        assert card(reports, official, TODAY, notified_on=TOLD).official is official


@pytest.mark.parametrize(
    ("notified_on", "answered_on", "state"),
    [
        (None, None, "few"),
        (TODAY - timedelta(days=13), None, "few"),
        (TODAY - timedelta(days=14), None, "scored"),
        (TODAY - timedelta(days=3), TODAY - timedelta(days=1), "scored"),
        (None, TODAY, "few"),
    ],
)
def test_a_card_waits_fourteen_days_for_an_answer(
    notified_on: date | None, answered_on: date | None, state: str
) -> None:
    shown = card(FIVE, None, TODAY, notified_on=notified_on, answered_on=answered_on)
    assert shown.state == state
    assert (numbers(shown) == []) == (state == "few")


def test_most_of_a_workforce_is_no_card() -> None:
    assert card(FIVE, None, TODAY, notified_on=TOLD, workforce=10).state is Publication.SCORED
    assert card(FIVE, None, TODAY, notified_on=TOLD, workforce=9).state is Publication.FEW


def test_somebody_still_there_joins_after_six_months_or_at_her_word() -> None:
    there = replace(FIVE[4], made_on=date(2026, 5, 30), still_there=True)
    assert of([*FIVE[:4], there], date(2026, 12, 1)).state is Publication.SCORED
    assert of([*FIVE[:4], there]).state is Publication.FEW
    assert of([*FIVE[:4], replace(there, may_join_on=date(2026, 7, 2))]).drawn_on == date(2026, 8, 1)
    assert replace(there, made_on=date(2025, 8, 31)).joins_on == date(2026, 2, 28)


def test_a_card_is_drawn_on_the_first_of_a_month_and_after_five_more() -> None:
    assert of(FIVE).drawn_on == date(2025, 9, 1)
    assert of(FIVE, date(2025, 8, 31)).state is Publication.FEW
    more = [praise(f"m{number}", 330 + 20 * number) for number in range(5)]
    assert of([*FIVE, *more[:4]]) == of(FIVE)
    assert of([*FIVE, *more]).reports == 10


def test_a_report_of_the_first_itself_waits_for_the_next() -> None:
    assert of([*FIVE[:4], replace(FIVE[4], made_on=date(2025, 9, 1))]).drawn_on == date(2025, 10, 1)


def test_praise_that_brings_a_card_early_does_not_freeze_its_harm_count_early() -> None:
    first = [replace(harm(f"h{number}", 20, checked=True), cohort="a") for number in range(5)]
    then = [replace(harm(f"i{number}", 250, checked=True), cohort="b") for number in range(4)]
    bought = replace(praise("x", 20), cohort="c")
    assert of([*first, *then]).harm_cohorts == of([*first, *then, bought]).harm_cohorts == 1
    assert (of([*first, *then]).drawn_on, of([*first, *then, bought]).drawn_on) == (date(2025, 8, 1), date(2024, 12, 1))


def test_a_withdrawal_takes_a_card_of_five_down_at_once() -> None:
    gone = [*FIVE[:4], replace(FIVE[4], withdrawn_on=date(2026, 3, 10))]
    assert of(gone, date(2026, 3, 9)).state is Publication.SCORED
    assert of(gone, date(2026, 3, 10)).state is Publication.FEW
    assert of([*gone, praise("f", 600)]).state is Publication.FEW, "one who comes would show who went"


def test_an_answer_that_was_corrected_takes_no_card_down_and_counts_once() -> None:
    was = replace(FIVE[4], withdrawn_on=date(2026, 3, 10), is_replaced=True)
    told = [*FIVE[:4], was, replace(FIVE[4], key="f", made_on=date(2026, 3, 10))]
    assert of(told) == of(FIVE)
    late = [praise(f"n{number}", 520 + 15 * number) for number in range(4)]
    assert of([*told, *late]).reports == 9
    assert of([*told[:4], replace(was, is_replaced=False), told[5]]).state is Publication.FEW


def test_a_withdrawal_from_a_larger_card_counts_at_the_next() -> None:
    eight = [replace(praise(f"m{number}", 70 + number, checked=True), cohort="ab"[number % 2]) for number in range(8)]
    late = [praise(f"n{number}", 520 + 15 * number, checked=True) for number in range(5)]
    gone = [replace(eight[0], withdrawn_on=date(2026, 2, 3)), *eight[1:]]
    assert of(eight, date(2026, 2, 20)).state is Publication.SCORED
    assert of(gone, date(2026, 2, 20)) == of(eight, date(2026, 2, 20))
    assert (of([*eight, *late]).reports, of([*gone, *late]).reports) == (13, 12)
    assert of([*gone, *late]) == of([*gone[1:], *late])


def test_praise_of_an_hour_is_set_aside_and_said_so() -> None:
    shown = of([*FIVE, *(praise(f"x{number:05}", 250) for number in range(10_000))])
    assert shown.reports == 5
    shown = of([*FIVE, *(praise(f"x{number}", 250 + number) for number in range(12)), praise("z", 320, checked=True)])
    assert shown.reports == 5


def test_two_unchecked_praises_a_week_count() -> None:
    weekly = [praise(f"w{week:02}{number}", 7 * week) for week in range(39) for number in range(3)]
    shown = of([*weekly, praise("a", 3, checked=True)])
    assert shown.reports == 79
    assert report_cards.SET_ASIDE in shown.reasons


def test_unchecked_praise_out_of_line_weighs_only_what_checked_reports_support() -> None:
    weekly = [praise(f"w{week:03}", 7 * week) for week in range(100)]
    shown = of([*FIVE, *weekly])
    assert report_cards.OUT_OF_LINE in shown.reasons
    plenty = of([*FIVE, *weekly, *(praise(f"y{number:02}", 14 * number, checked=True) for number in range(40))])
    assert report_cards.OUT_OF_LINE not in plenty.reasons
    assert shown.satisfied is not None
    assert plenty.satisfied is not None
    assert shown.satisfied.estimate.high - shown.satisfied.estimate.low > 0.25
    assert plenty.satisfied.estimate.high - plenty.satisfied.estimate.low < 0.1


def test_a_burst_of_unchecked_harm_is_shown_as_being_checked() -> None:
    burst = [harm(f"h{number}", 250 + number) for number in range(9)]
    shown = of([*FIVE, *burst])
    assert shown.being_checked
    assert report_cards.BEING_CHECKED in shown.reasons
    assert shown.harm_cohorts == 2
    assert bursts_of_harm([*FIVE, *burst], burst[-1].made_on) >= {one.key for one in burst}
    assert bursts_of_harm(FIVE, TODAY) == frozenset()


def test_moderators_see_a_burst_of_people_still_there_the_same_day() -> None:
    burst = [replace(harm(f"h{number}", 700), still_there=True) for number in range(9)]
    assert len(bursts_of_harm(burst, burst[0].made_on)) == 9
    assert of(burst) == of([]), "nothing of them is seen before they join"


def test_a_report_leaves_no_trace_before_the_first_of_a_month_after_it_joined() -> None:
    there = replace(praise("a", 0), made_on=date(2026, 6, 10), still_there=True)
    assert of([there], date(2026, 6, 11)) == of([there], date(2026, 12, 31)) == of([])
    assert of([there], date(2027, 1, 1)).state is Publication.FEW
    gone = replace(there, still_there=False)
    assert of([gone], date(2026, 6, 30)).state is Publication.NONE
    assert of([gone], date(2026, 7, 1)).state is Publication.FEW


def test_a_burst_of_harm_is_not_silenced_where_there_are_too_few_for_a_number() -> None:
    burst = [harm(f"h{number}", 250 + number // 9) for number in range(46)]
    shown = of(burst)
    assert (shown.state, shown.being_checked, numbers(shown)) == (Publication.FEW, True, [])
    assert shown.reasons == (report_cards.NOT_ENOUGH, report_cards.BEING_CHECKED)
    assert not of(burst, date(2025, 7, 31)).being_checked, "not before the first of a month"
    assert not of([replace(one, withdrawn_on=date(2026, 3, 3)) for one in burst[4:]] + burst[:4]).being_checked


@pytest.mark.parametrize(("workforce", "warned"), [(None, True), (92, True), (91, False), (9, False)])
def test_no_warning_is_given_by_most_of_a_workforce(workforce: int | None, warned: bool) -> None:
    burst = [harm(f"h{number}", 250 + number // 9) for number in range(46)]
    for reports in (burst, [replace(burst[0], checked_on=START, cohort="a"), *burst[1:]]):
        shown = card(reports, None, TODAY, notified_on=TOLD, workforce=workforce)
        assert shown.being_checked is warned


def test_fewer_than_five_of_harm_are_not_counted_by_cohort() -> None:
    assert of(FIVE).harm_cohorts is None
    assert report_cards.TOO_FEW_HARMS in of(FIVE).reasons


def test_old_reports_fade() -> None:
    old = [replace(one, made_on=one.made_on - timedelta(days=5 * 365), checked_on=START) for one in FIVE]
    new = [praise(f"n{number}", 30 * number, checked=True) for number in range(6)]
    shown = of([*old, *new])
    fresh = of([*(replace(one, made_on=one.made_on + timedelta(days=5 * 365 - 310)) for one in old), *new])
    assert report_cards.OLD_FADE in shown.reasons
    assert report_cards.OLD_FADE not in fresh.reasons
    assert shown.satisfied is not None
    assert fresh.satisfied is not None
    assert shown.satisfied.estimate.share > fresh.satisfied.estimate.share


def test_a_report_from_tomorrow_is_set_aside_with_a_reason() -> None:
    shown = of([*FIVE[:4], replace(FIVE[4], made_on=TODAY + timedelta(days=1))])
    assert shown.state is Publication.FEW
    assert report_cards.IN_THE_FUTURE in shown.reasons


def test_two_reports_of_one_key_and_an_unknown_answer_are_refused() -> None:
    with pytest.raises(ValueError, match="one key"):
        of([FIVE[0], FIVE[0]])
    with pytest.raises(ValueError, match="yes, no or unsure") as refused:
        of([replace(FIVE[0], answers={"paid-fee": "a private word"})])
    assert refused.value.__suppress_context__


def test_the_median_fee_gives_no_payment_away() -> None:
    paid = [
        replace(one, fee=Decimal(fee), currency="USD")
        for one, fee in zip(FIVE, (913, 1247, 1311, 1502, 4003), strict=True)
    ]
    fee = of(paid).fee
    assert fee is not None
    assert (fee.currency, fee.median, fee.low, fee.high, fee.fees) == ("USD", 1500, 900, 4500, 5)
    assert of([replace(paid[0], currency="INR"), *paid[1:]]).fee is None


@pytest.mark.parametrize("count", [5, 20, 101, 400])
def test_the_bounds_of_the_median_hold_it_nine_times_in_ten(count: int) -> None:
    fee = median_fee([Decimal(1000 + 10 * at) for at in range(count)], "USD", TODAY)
    outside = (float(fee.low) - 1000) / 10
    inside = 1 - 2 * sum(comb(count, at) / 2**count for at in range(int(max(0, outside)) + 1)) if outside > 0 else 1
    assert inside >= 0.9
    assert fee.low <= fee.median <= fee.high


@pytest.mark.parametrize(("a", "b", "chance", "point"), [(1, 1, 0.3, 0.3), (2, 1, 0.25, 0.5), (1, 3, 0.875, 0.5)])
def test_quantiles_that_are_known_by_heart(a: float, b: float, chance: float, point: float) -> None:
    assert quantile(chance, a, b) == pytest.approx(point, abs=1e-6)


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0.01, 0.99))
def test_the_beta_distribution_is_the_binomial_s_tail(a: int, b: int, x: float) -> None:
    """P(beta(a, b) ≤ x) is the chance of a or more successes in a + b − 1 trials: an oracle in whole numbers."""
    n = a + b - 1
    tail = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert cumulative(x, a, b) == pytest.approx(tail, abs=1e-9)


@given(st.floats(0.05, 3000), st.floats(0.05, 3000), st.sampled_from([0.05, 0.5, 0.95]))
def test_a_quantile_is_where_its_chance_is_reached(a: float, b: float, chance: float) -> None:
    point = quantile(chance, a, b)
    assert cumulative(point - 1e-5, a, b) - 1e-6 <= chance <= cumulative(point + 1e-5, a, b) + 1e-6


def test_ninety_of_a_hundred_intervals_hold_the_truth() -> None:
    chance = random.Random(5)
    held = 0
    for _ in range(600):
        truth = chance.betavariate(2, 6)
        yes = sum(chance.random() < truth for _ in range(12))
        found = estimate(yes, 12 - yes, Usual(0.25, 8))
        held += found.low - 0.005 <= truth <= found.high + 0.005
    assert 0.86 < held / 600 < 0.95


def test_a_share_is_drawn_to_what_is_usual_in_the_corridor() -> None:
    usual = Corridor({"paid-fee": Usual(0.9, 20)})
    shares = card(FIVE, None, TODAY, notified_on=TOLD, corridor=usual).shares
    drawn = next(one.estimate.share for one in shares if one.question == "paid-fee")
    plain = next(one.estimate.share for one in of(FIVE).shares if one.question == "paid-fee")
    assert drawn > 0.75 > plain
    with pytest.raises(ValueError, match="between 0 and 1"):
        Usual(1.0)


REPORTS = st.lists(
    st.builds(
        lambda day, bad, checked, late, gone: replace(
            (harm if bad else praise)("", day, checked),
            still_there=late,
            withdrawn_on=None if gone is None else START + timedelta(days=day + gone),
        ),
        st.integers(0, 700),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.none() | st.none() | st.integers(0, 400),
    ),
    max_size=40,
).map(lambda reports: [replace(one, key=f"k{at:02}") for at, one in enumerate(reports)])


@settings(deadline=None)
@given(REPORTS, st.randoms())
def test_the_order_of_reports_does_not_matter(reports: list[Report], chance: random.Random) -> None:
    shuffled = list(reports)
    chance.shuffle(shuffled)
    assert of(shuffled) == of(reports)


@settings(max_examples=150, deadline=None)
@given(REPORTS, st.lists(st.integers(0, 700), min_size=1, max_size=30))
def test_praise_never_lowers_a_harm_count(reports: list[Report], days: list[int]) -> None:
    told = [replace(one, withdrawn_on=None) for one in reports]
    bought = [praise(f"x{at:02}", day) for at, day in enumerate(days)]
    assert (of([*told, *bought]).harm_cohorts or 0) >= (of(told).harm_cohorts or 0)


@settings(deadline=None)
@given(REPORTS, st.integers(0, 700))
def test_a_report_withdrawn_before_it_joined_was_never_made(reports: list[Report], day: int) -> None:
    gone = replace(praise("k99", day), withdrawn_on=START + timedelta(days=day))
    assert of([*reports, gone]) == of(reports)


@settings(deadline=None)
@given(REPORTS)
def test_a_card_drawn_first_after_withdrawals_is_as_if_they_had_never_been(reports: list[Report]) -> None:
    """No card has stood before: everything was withdrawn by the day on which the rest joined."""
    late = [replace(one, made_on=date(2026, 10, 5), checked_on=None, still_there=False) for one in FIVE]
    late = [
        replace(one, key=f"l{at}", cohort="ab"[at % 2], checked_on=date(2026, 10, 6)) for at, one in enumerate(late)
    ]
    gone = [replace(one, withdrawn_on=min(one.made_on + timedelta(days=9), date(2026, 9, 30))) for one in reports[:4]]
    gone = [replace(one, withdrawn_on=max(one.made_on, one.withdrawn_on or TODAY)) for one in gone]
    gone = [one for one in gone if one.withdrawn_on is not None and one.withdrawn_on <= date(2026, 9, 30)]
    assert of([*late, *gone]) == of(late)
    assert of(late).state is Publication.SCORED


@settings(deadline=None)
@given(REPORTS)
def test_no_number_without_its_thresholds(reports: list[Report]) -> None:
    shown = of(reports)
    live = [one for one in reports if one.withdrawn_on is None or one.withdrawn_on > TODAY]
    if shown.state is Publication.SCORED:
        assert (shown.reports or 0) >= 5
        assert len(live) >= 5
        assert all(one.answers >= 5 for one in shown.shares)
    else:
        assert numbers(shown) == []
