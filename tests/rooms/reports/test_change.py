"""A worker corrects an answer: no card comes down, nothing counts twice, and who takes it back takes all of it back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import receipt_keys
from safar.rooms.reports.actions.change import change, withdraw
from safar.rooms.reports.actions.publish import publish_cards, take_down_due
from safar.rooms.reports.actions.removals import Chosen, remove
from safar.rooms.reports.actions.submit import submit
from safar.rooms.reports.queries.cards import card_of
from tests.rooms.reports.people import BAD, GOOD, PARTY, at, checked, notified, report, rows, told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
JULY = at(2026, 7, 1)
MIXED = GOOD | {"paid-on-time": "no"}


def five() -> list[bytes]:
    """A scored card of five, of which the first is checked."""
    tags = [report(at(2025, 11, day), BAD) for day in (3, 10)] + [report(at(2026, 5, day), GOOD) for day in (4, 11, 18)]
    checked([row for row in rows() if row.made_on == date(2025, 11, 3)], date(2026, 6, 1))
    notified(date(2026, 1, 1))
    publish_cards(now=JULY)
    assert state(JULY.date()) == "scored"
    return tags


def _at(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), time(12), UTC)


def state(day: date) -> str:
    return card_of(PARTY, day).card.state.value


def test_a_correction_takes_no_card_down() -> None:
    tags = five()
    before = card_of(PARTY, JULY.date())
    change(told(MIXED), tag=tags[-1], now=at(2026, 7, 9))
    take_down_due(now=at(2026, 7, 10))
    for day in (at(2026, 7, 10), at(2026, 8, 1), at(2026, 10, 1)):
        publish_cards(now=day)
        assert card_of(PARTY, day.date()) == before


def test_a_correction_joins_the_next_card_and_what_it_replaced_does_not() -> None:
    tags = five()
    change(told(MIXED), tag=tags[-1], now=at(2026, 7, 9))
    for day in (2, 9, 16, 23):
        report(at(2026, 8, day), BAD)
    publish_cards(now=at(2026, 9, 1))
    assert card_of(PARTY, date(2026, 9, 1)).card.reports == 9


@pytest.mark.parametrize("days", [(9,), (9, 12), (9, 40), (9, 40, 80)])
@pytest.mark.parametrize("after", [2, 60])
def test_who_takes_a_correction_back_takes_back_what_it_replaced(days: tuple[int, ...], after: int) -> None:
    """In the same month, where it is deleted outright, and later; however often it was changed."""
    tags = five()
    start = JULY.date().toordinal()
    for day in days:
        change(told(MIXED), tag=tags[-1], now=_at(start + day))
    assert state(date.fromordinal(start + days[-1])) == "scored"
    gone = _at(start + days[-1] + after)
    withdraw(tags[-1], now=gone)
    assert state(gone.date()) == "few"
    assert {row.ended_for for row in rows() if row.withdrawn_on} == {"withdrawn"}


def test_a_correction_that_is_removed_takes_the_card_down() -> None:
    tags = five()
    change(told(MIXED), tag=tags[-1], now=at(2026, 7, 9))
    [new] = [row for row in rows() if row.made_on == date(2026, 7, 9)]
    remove(PARTY, Chosen(reports=[new.pk]), reason="made up", staff=7, now=at(2026, 7, 10))
    assert state(date(2026, 7, 10)) == "few"


def test_who_tells_of_another_party_instead_has_taken_this_one_back() -> None:
    tags = five()
    change(told(MIXED, party="another-one"), tag=tags[-1], now=at(2026, 7, 9))
    assert state(date(2026, 7, 9)) == "few"


def test_a_withdrawal_beside_a_correction_takes_the_card_down() -> None:
    tags = five()
    change(told(MIXED), tag=tags[-1], now=at(2026, 7, 9))
    withdraw(tags[0], now=at(2026, 7, 10))
    assert state(date(2026, 7, 10)) == "few"


@pytest.mark.parametrize("is_checked", [True, False])
def test_the_page_says_before_that_a_checked_report_is_checked_no_more(client: Client, is_checked: bool) -> None:
    receipt = "440712950038771029645518"
    keys = receipt_keys(receipt, "", instance_id())
    submit(told(BAD), tag=keys.tag, now=at(2026, 5, 4), work_shown=True)
    if is_checked:
        checked(rows(), date(2026, 6, 1))
    page = client.post("/report", {"step": "open", "receipt": receipt}).content.decode()
    said = page.find("no longer counts as checked")
    assert (said > 0) is is_checked
    assert not is_checked or said < page.index("Save the changes")
    assert re.search(r'name="a-paid-fee" value="yes"[^>]* checked', page)
