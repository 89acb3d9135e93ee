"""Corridors and months: ten or nothing, three employers, complementary suppression, frozen, usual for cards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from safar.rooms.casework.actions.tick import DUTIES
from safar.rooms.reports.actions.publish import publish_cards
from safar.rooms.reports.actions.tables import publish_corridors, publish_counts
from safar.rooms.reports.queries.cards import card_of
from safar.rooms.reports.queries.corridors import corridor, corridors, month_counts
from safar.rooms.reports.released import FEE_PAID, NO_HARM, OTHER_HARM, usual_of
from tests.rooms.reports.people import BAD, GOOD, PARTY, at, checked, notified, report, rows

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = at(2026, 4, 1)
ELSE = GOOD | {"treatment": "yes"}


def some(count: int, answers: dict[str, str], parties: int = 4, **more: object) -> None:
    for number in range(count):
        report(at(2026, 3, 2 + number % 25), answers, party=f"party-{number % parties}", **more)


def test_a_corridor_of_twelve_is_shown_and_moves_what_is_usual() -> None:
    some(12, BAD, fee=Decimal(1240), currency="USD")
    assert publish_corridors(now=NOW) == 1
    page = corridor("NP", "QA", NOW.date())
    assert {share.question for share in page.shares} == set(BAD)
    assert page.fee is not None
    assert page.fee.currency == "USD"
    assert usual_of("NP", "QA")["paid-fee"].mean > 0.8
    assert [(one.origin, one.destination) for one in corridors(NOW.date())] == [("NP", "QA")]
    assert publish_corridors(now=NOW) == 0
    assert corridor("NP", "QA", date(2026, 3, 31)).shares == ()


def test_what_is_usual_moves_a_card_only_when_five_more_have_joined() -> None:
    for number in range(5):
        report(at(2026, 1 if number else 2, 12), GOOD)
    report(at(2025, 6, 2), GOOD)
    checked(rows()[:1], date(2026, 1, 1))
    notified(date(2025, 1, 1))
    assert publish_cards(now=at(2026, 3, 1)) == 1
    before = card_of(PARTY, date(2026, 3, 1))
    some(12, BAD)
    publish_corridors(now=NOW)
    assert usual_of("NP", "QA")
    publish_cards(now=NOW)
    assert card_of(PARTY, NOW.date()) == before


def test_nine_show_nothing() -> None:
    some(9, BAD)
    assert publish_corridors(now=NOW) == 0
    assert corridors(NOW.date()) == ()


def test_a_month_withholds_what_is_small_and_what_would_give_it_away() -> None:
    some(20, BAD)
    some(15, ELSE)
    some(3, GOOD)
    some(30, BAD, destination="AE")
    some(12, ELSE, destination="AE")
    some(11, GOOD, destination="AE")
    assert publish_counts(now=NOW) == 1
    [month] = month_counts()
    assert month.month == "2026-03"
    assert month.columns == (FEE_PAID, NO_HARM, OTHER_HARM)
    assert month.cells["QA", NO_HARM] is None
    row = [month.cells["QA", column] for column in (*month.columns, "")]
    column = [month.cells[country, NO_HARM] for country in ("AE", "QA", "")]
    assert row.count(None) >= 2, "its own row gives it away"
    assert column.count(None) >= 2, "its own column gives it away"
    assert publish_counts(now=NOW) == 0


def test_two_employers_are_too_few_for_a_count() -> None:
    some(40, BAD, parties=2)
    publish_counts(now=NOW)
    [month] = month_counts()
    assert set(month.cells.values()) == {None}


def test_a_small_month_can_t_be_worked_out_from_what_the_corridor_shows() -> None:
    """Twelve, four, fifteen: subtracting months from the corridor's answers must not give the four."""
    for month, count in ((1, 12), (2, 4), (3, 15)):
        for number in range(count):
            report(at(2026, month, 2 + number), BAD, party=f"party-{number % 4}")
        publish_corridors(now=at(2026, month + 1, 1))
        publish_counts(now=at(2026, month + 1, 1))
    shown = {one.month: one.cells.get(("QA", "")) for one in month_counts()}
    assert shown == {"2026-01": 12, "2026-02": None, "2026-03": 19}
    [answers] = {share.answers for share in corridor("NP", "QA", NOW.date()).shares}
    assert answers - sum(count or 0 for count in shown.values()) == 0


def test_a_report_that_joins_late_is_counted_in_the_month_it_joins() -> None:
    some(12, BAD, still_there=True)
    publish_counts(now=at(2026, 9, 1))
    assert [one for one in month_counts() if one.month == "2026-03"] == []
    publish_counts(now=at(2026, 10, 1))
    assert month_counts()[0].month == "2026-09"


def test_the_house_does_it_every_day_and_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    names = [name for name, _ in DUTIES]
    assert names.index("cards published") < names.index("leaves in the journal")
    assert names.index("corridors published") < names.index("cards published")
    some(12, BAD)
    call_command("cards", "publish")
    assert "corridors published: 1" in capsys.readouterr().out
    call_command("cards", "due")
    assert capsys.readouterr().out == ""
