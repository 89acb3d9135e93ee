"""The plain answer about a party on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safar.rules.standing import LICENSED_WHEN_READ, NOT_HELD, WORDS, Said, standing
from safar.rules.status import GRAVITY, Status, Term

DAY = date(2026, 11, 24)
LICENCE = Said(
    source="xa-recruiters",
    publisher="Ministry of Work",
    country="XA",
    evidence_kind="licence",
    licence_for="to recruit",
    words="Valid",
    term=Term(Status.LICENSED),
    first_on=date(2026, 1, 1),
    gone_on=None,
    seen_on=date(2026, 11, 20),
    stale_after_days=30,
    record=1,
)
FINDING = replace(
    LICENCE,
    source="xb-findings",
    publisher="Labour Inspectorate",
    country="XB",
    evidence_kind="finding",
    words="Ineligible",
    term=Term(Status.BARRED),
    record=2,
)


def test_nothing_held_is_an_answer_of_its_own() -> None:
    assert standing([], DAY).code == NOT_HELD
    assert "unlicensed" not in standing([], DAY).words.lower()


def test_the_gravest_leads_and_every_country_has_its_reason() -> None:
    answer = standing([LICENCE, FINDING], DAY)
    assert answer.code == Status.BARRED
    assert [lead.said.country for lead in answer.leads] == ["XB", "XA"]
    assert "“Ineligible”" in answer.reasons[0]


def test_a_stale_register_no_longer_says_licensed() -> None:
    answer = standing([LICENCE], date(2026, 12, 21))
    assert answer.code == LICENSED_WHEN_READ
    assert "2026-11-20" in answer.words


def test_a_stale_finding_still_stands() -> None:
    assert standing([FINDING], date(2027, 11, 24)).code == Status.BARRED


def test_gone_from_a_list_is_no_finding() -> None:
    gone = replace(LICENCE, gone_on=date(2026, 10, 1))
    answer = standing([gone], DAY)
    assert answer.code == Status.NO_LONGER_LISTED
    assert "we don't know why" in answer.words


def test_gone_in_one_scope_but_listed_in_another_is_listed() -> None:
    gone = replace(LICENCE, scope="Seasonal", gone_on=date(2026, 10, 1))
    assert standing([gone, LICENCE], DAY).code == Status.LICENSED


def test_a_ban_that_ended_and_left_the_list_has_ended() -> None:
    served = replace(FINDING, term=Term(Status.BARRED_UNTIL, until=date(2026, 5, 1)), gone_on=date(2026, 6, 1))
    assert standing([served], DAY).code == Status.BAN_ENDED


def test_any_past_day_can_be_asked_for() -> None:
    gone = replace(LICENCE, gone_on=date(2026, 10, 1), seen_on=date(2026, 9, 24))
    assert standing([gone], date(2026, 9, 30)).code == Status.LICENSED
    assert standing([gone], date(2025, 12, 31)).code == NOT_HELD


@given(
    statuses=st.lists(st.sampled_from(sorted(Status)), min_size=1, max_size=6),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_statements_does_not_matter_and_nothing_graver_is_hidden(
    statuses: list[Status], order: object
) -> None:
    said = [replace(LICENCE, term=Term(status), record=place) for place, status in enumerate(statuses)]
    shuffled = list(said)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(said, DAY).code == standing(shuffled, DAY).code
    assert GRAVITY[Status(standing(said, DAY).code)] == min(GRAVITY[status] for status in statuses)


@given(st.sampled_from(sorted(Status)), st.integers(0, 4000))
def test_every_state_has_words_for_every_day(status: Status, later: int) -> None:
    answer = standing([replace(LICENCE, term=Term(status))], DAY + timedelta(days=later))
    assert answer.code in WORDS
    assert "{" not in answer.words


def test_the_words_carry_the_publishers_dates() -> None:
    licence = replace(LICENCE, term=Term(Status.LICENSED, until=date(2027, 1, 31)))
    assert standing([licence], DAY).words == "Licensed by Ministry of Work to recruit until 2027-01-31"
    assert standing([licence], date(2027, 2, 1)).words == "Licence ran out on 2027-01-31, says Ministry of Work"
    found = replace(FINDING, term=Term(Status.PENALISED_BUT_ELIGIBLE, since=date(2023, 5, 2)))
    assert standing([found], DAY).words == "Found in breach by Labour Inspectorate on 2023-05-02; may hire again"
