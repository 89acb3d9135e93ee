"""Cards appear by the rule alone: none, few, scored; frozen by the month; down at once; without the withdrawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from django.db import DatabaseError, transaction

from safar.foundation.release.models import ReleasedTable
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.actions.change import change, withdraw
from safar.rooms.reports.actions.notices import note_facts, note_notice
from safar.rooms.reports.actions.proposed import check_proposed
from safar.rooms.reports.actions.publish import publish_cards, take_down_due
from safar.rooms.reports.counted import counted
from safar.rooms.reports.models import PartyNotice
from safar.rooms.reports.queries.cards import card_of, cards_on
from safar.rooms.reports.queries.corridors import named_party
from safar.rooms.reports.queries.moderation import find_proposed, queue, to_notify
from safar.rooms.reports.snapshots import card_from, card_json
from safar.rooms.reports.telling import Proposed
from safar.rules.firewall import Purpose
from safar.rules.report_cards import Card, Publication, card
from tests.device import found_body
from tests.rooms.reports.people import BAD, GOOD, PARTY, at, checked, notified, report, rows, told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
JULY = at(2026, 7, 1)


def state(now: datetime) -> str:
    return card_of(PARTY, now.date()).card.state.value


def five() -> list[bytes]:
    """Five reports in two half-years, one of them checked; the party has been told long ago."""
    tags = [report(at(2025, 11, day), BAD) for day in (3, 10)] + [report(at(2026, 5, day), GOOD) for day in (4, 11, 18)]
    checked(rows()[:1], date(2026, 6, 1))
    return tags


def test_none_few_scored() -> None:
    assert state(at(2025, 10, 1)) == "none"
    publish_cards(now=at(2025, 10, 1))
    assert state(at(2025, 10, 1)) == "none"
    report(at(2025, 11, 3))
    publish_cards(now=at(2025, 12, 1))
    assert state(at(2025, 12, 1)) == "few"
    for day in (3, 10, 17, 24):
        report(at(2026, 2, day), BAD)
    checked(rows()[:1], date(2026, 2, 25))
    publish_cards(now=at(2026, 3, 1))
    assert state(at(2026, 3, 1)) == "few", "the party has not been told"
    assert [one.party for one in to_notify(date(2026, 3, 2))] == [PARTY]
    note_notice(PARTY, staff=1, now=at(2026, 3, 3))
    publish_cards(now=at(2026, 3, 16))
    assert state(at(2026, 3, 16)) == "few", "thirteen days"
    publish_cards(now=at(2026, 4, 1))
    shown = card_of(PARTY, date(2026, 4, 1)).card
    assert (shown.state, shown.reports, shown.cohorts) == (Publication.SCORED, 5, 2)
    assert shown.satisfied is not None
    assert to_notify(date(2026, 4, 1)) == ()
    assert [one.party for one in cards_on(date(2026, 4, 1))] == [PARTY]
    assert state(at(2026, 3, 16)) == "few", "what stood on a past day can be asked for"


def test_one_report_of_somebody_still_there_leaves_no_trace_for_six_months() -> None:
    report(at(2026, 6, 10), BAD, still_there=True)
    for day in (at(2026, 6, 11), at(2026, 7, 1), at(2026, 12, 11)):
        assert publish_cards(now=day) == 0
        assert (state(day), card_of(PARTY, day.date()).published_on) == ("none", None)
    publish_cards(now=at(2027, 1, 1))
    assert state(at(2027, 1, 1)) == "few"


def test_the_first_report_shows_on_the_first_of_a_month() -> None:
    report(at(2026, 6, 10), BAD)
    assert publish_cards(now=at(2026, 6, 30)) == 0
    assert publish_cards(now=at(2026, 7, 1)) == 1


def test_a_card_is_what_the_rule_says_of_the_rows_and_comes_back_whole() -> None:
    five()
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    expected = card(map(counted, rows()), None, JULY.date(), notified_on=date(2026, 1, 1))
    assert card_of(PARTY, JULY.date()).card == expected
    assert card_from(card_json(expected)) == expected


def test_a_withdrawal_under_five_takes_the_card_down_at_once_and_no_newcomer_alone_brings_it_back() -> None:
    tags = five()
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    assert state(JULY) == "scored"
    withdraw(tags[0], now=at(2026, 7, 9))
    assert state(at(2026, 7, 9)) == "few"
    report(at(2026, 7, 20))
    publish_cards(now=at(2026, 8, 1))
    assert state(at(2026, 8, 1)) == "few"


def test_a_withdrawal_that_leaves_five_waits_for_the_next_card() -> None:
    tags = [*five(), report(at(2026, 6, 2))]
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    before = card_of(PARTY, JULY.date())
    withdraw(tags[-1], now=at(2026, 7, 9))
    publish_cards(now=at(2026, 7, 10))
    assert card_of(PARTY, date(2026, 7, 10)) == before


def test_the_card_with_a_withdrawn_report_is_the_card_without_it() -> None:
    tags = five()
    extra = report(at(2026, 6, 9), BAD)
    withdraw(extra, now=at(2026, 6, 29))
    assert len(rows()) == len(tags)
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    assert card_of(PARTY, JULY.date()).card == card(
        map(counted, rows()), None, JULY.date(), notified_on=date(2026, 1, 1)
    )


def test_a_published_card_never_changes() -> None:
    five()
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    assert publish_cards(now=JULY) == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        ReleasedTable.objects.update(content={})


def two_years(chance: Random) -> list[Card]:
    """Some reports each month, some withdrawn, some changed: the cards that stood on the firsts of months."""
    tags: list[bytes] = []
    day, shown = date(2024, 1, 15), []
    while day < date(2026, 1, 1):
        for step in range(chance.randint(1, 4)):
            answers = {question: chance.choice(["yes", "no", "unsure"]) for question in chance.sample(sorted(GOOD), 9)}
            tags.append(report(at(day.year, day.month, 10 + step), answers))
        if day == date(2024, 1, 15):
            checked(rows(), date(2024, 1, 16))
        if chance.random() < 0.4 and len(tags) > 6:
            withdraw(tags.pop(chance.randrange(4, len(tags))), now=at(day.year, day.month, 20))
        if chance.random() < 0.3:
            change(told(BAD), tag=chance.choice(tags[-2:]), now=at(day.year, day.month, 21))
        day = (day + timedelta(days=31)).replace(day=15)
        publish_cards(now=at(day.year, day.month, 1))
        shown.append(card_of(PARTY, day.replace(day=1)).card)
    return [one for one in shown if one.state is Publication.SCORED]


@pytest.mark.parametrize("seed", range(4))
def test_two_years_of_months_never_differ_by_fewer_than_five(seed: int) -> None:
    """The differencing attack: subtract each card from the next. Five who answered lie between, or nothing does."""
    notified(date(2024, 1, 1))
    scored, made, anew = two_years(Random(seed)), rows(), 0
    for one, other in pairwise(scored):
        was = {share.question: share for share in one.shares}
        for share in other.shares:
            before = was.get(share.question)
            if before is None or share == before:
                continue
            anew += 1
            new = [row for row in made if before.drawn_on <= row.made_on < share.drawn_on]
            stood = [row for row in new if row.withdrawn_on is None or row.withdrawn_on >= share.drawn_on]
            assert len([row for row in stood if row.answers.get(share.question) in {"yes", "no"}]) >= 5
        if one.drawn_on == other.drawn_on:
            assert (one.reports, one.cohorts, one.checked) == (other.reports, other.cohorts, other.checked)
    assert anew >= 10


def test_a_household_and_most_of_a_workforce_have_no_card() -> None:
    five()
    notified(date(2026, 1, 1))
    note_facts(PARTY, is_household=False, workforce=8, staff=1, now=JULY)
    publish_cards(now=JULY)
    assert state(JULY) == "few"
    note_facts(PARTY, is_household=True, workforce=None, staff=1, now=JULY)
    publish_cards(now=at(2026, 8, 1))
    assert state(at(2026, 8, 1)) == "none"


@pytest.mark.parametrize(
    ("household", "workforce", "stands"), [(True, None, False), (False, 9, False), (False, 10, True)]
)
def test_a_card_that_may_not_stand_beside_a_noted_fact_comes_down_at_once(
    household: bool, workforce: int | None, stands: bool
) -> None:
    five()
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    note_facts(PARTY, is_household=household, workforce=workforce, staff=1, now=at(2026, 7, 9))
    assert state(at(2026, 7, 9)) == ("scored" if stands else "few")
    assert take_down_due(now=at(2026, 8, 1)) == 0, "it has come down already"
    publish_cards(now=at(2026, 8, 1))
    assert state(at(2026, 8, 1)) == ("none" if household else "scored" if stands else "few")


def test_a_noted_fact_that_was_not_followed_is_followed_by_the_tick() -> None:
    five()
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    with vault_session(Purpose.STATISTICS):
        PartyNotice.objects.update(is_household=True)
    assert take_down_due(now=at(2026, 7, 2)) == 1
    assert state(at(2026, 7, 2)) == "few"


def test_a_card_that_came_down_comes_back_in_another_month_and_can_come_down_again() -> None:
    tags = five()
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    note_facts(PARTY, is_household=False, workforce=9, staff=1, now=at(2026, 8, 1))
    note_facts(PARTY, is_household=False, workforce=None, staff=1, now=at(2026, 8, 2))
    publish_cards(now=at(2026, 8, 3))
    assert state(at(2026, 8, 3)) == "few"
    publish_cards(now=at(2026, 9, 1))
    assert state(at(2026, 9, 1)) == "scored"
    withdraw(tags[0], now=at(2026, 9, 20))
    assert state(at(2026, 9, 20)) == "few"


def test_a_household_noted_by_staff_is_never_named() -> None:
    found_body("centre")
    report(at(2026, 3, 3), party="", proposed=Proposed("Family Smith", "Doha", "", "QA"))
    [found] = find_proposed("family smith")
    check_proposed(found.party, body="centre", now=at(2026, 4, 2))
    note_facts(found.party, is_household=True, workforce=None, staff=1, now=at(2026, 4, 3))
    publish_cards(now=at(2026, 5, 1))
    assert named_party(found.party) is None


def test_a_proposed_party_is_named_when_its_card_is_scored_or_a_centre_has_checked_it() -> None:
    found_body("centre")
    broker = Proposed("Ram Kaka Travels", "Butwal", "977-98555", "NP")
    report(at(2026, 3, 3), party="", proposed=broker)
    publish_cards(now=at(2026, 4, 1))
    [found] = find_proposed("ram kaka")
    assert find_proposed("97798555") == (found,)
    assert find_proposed("somebody else") == ()
    assert named_party(found.party) is None
    check_proposed(found.party, body="centre", now=at(2026, 4, 2))
    publish_cards(now=at(2026, 5, 1))
    named = named_party(found.party)
    assert named is not None
    assert (named.name, named.place) == ("Ram Kaka Travels", "Butwal")
    assert "98555" not in str(ReleasedTable.objects.values_list("content", flat=True))


def test_a_burst_of_harm_waits_for_the_moderators_the_same_day() -> None:
    report(at(2025, 1, 6), BAD)
    assert queue(date(2026, 3, 10)).bursts == ()
    for _ in range(8):
        report(at(2026, 3, 10), BAD)
    [burst] = queue(date(2026, 3, 10)).bursts
    assert (burst.party, burst.reports) == (PARTY, 8)


def test_a_flood_of_praise_in_an_hour_is_set_aside_and_lowers_no_harm() -> None:
    five()
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    before = card_of(PARTY, JULY.date()).card
    for _ in range(200):
        report(at(2026, 7, 7), GOOD)
    publish_cards(now=at(2026, 8, 1))
    after = card_of(PARTY, date(2026, 8, 1)).card
    assert after.harm_cohorts == before.harm_cohorts
    assert after.reports == before.reports
