"""What a reader sees: the card on the page of a party from none to few to scored, corridors, open data, the rules."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from safar.foundation import page_cache
from safar.foundation.release.actions import publish_once
from safar.rooms.registry.actions.example import load_example
from safar.rooms.reports.actions.publish import publish_cards
from safar.rooms.reports.actions.tables import publish_corridors, publish_counts
from safar.rooms.reports.said_words import SAID_NO, SAID_YES
from safar.rooms.reports.templatetags import reports_words
from safar.rules.fees_told import median_fee
from safar.rules.questionnaire import SATISFIED, TELLS_HARM, Answer
from tests.rooms.reports.people import BAD, at, checked, notified, report, rows

pytestmark = [
    pytest.mark.django_db(databases=["default", "vault"]),
    pytest.mark.postgres,
    pytest.mark.usefixtures("own_index"),
]
Clock = pytest.MonkeyPatch


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def on(clock: Clock, now: datetime) -> datetime:
    clock.setattr(timezone, "now", lambda: now)
    return now


@pytest.fixture
def party(client: Client) -> str:
    load_example(now=at(2026, 11, 24))
    found = client.get("/check?q=blue+heron").content.decode()
    return str(re.findall(r'href="/party/([a-z0-9]+)"', found)[0])


def scored(party: str, clock: Clock) -> None:
    """Six report in two half-years, two are checked, the party was told, the month is over."""
    for began, month in (("2026-09", 3), ("2027-02", 4)):
        for day in (2, 12, 22):
            report(at(2027, month, day), BAD, party=party, began=began, fee=Decimal(900 + day), currency="USD")
    checked(rows()[:2], date(2027, 4, 25))
    notified(date(2027, 4, 1), party)
    publish_cards(now=on(clock, at(2027, 5, 1)))


def state(answer: HttpResponse) -> str:
    [found] = re.findall(r'data-publication="(\w+)"', answer.content.decode())
    return str(found)


class TestCard:
    def test_nobody_has_reported(self, client: Client, party: str) -> None:
        page = client.get(f"/party/{party}")
        assert state(page) == "none"
        assert "that says nothing about how they treat people" in words(page)

    def test_few_show_no_number(self, client: Client, party: str, monkeypatch: Clock) -> None:
        for day in (2, 12, 22, 28):
            report(at(2027, 3, day), BAD, party=party)
        publish_cards(now=on(monkeypatch, at(2027, 4, 1)))
        page = client.get(f"/party/{party}")
        assert state(page) == "few"
        [card] = re.findall(r'<section class="reported".*?</section>', page.content.decode(), re.S)
        assert "of 100" not in card
        assert "two-numbers" not in card

    def test_scored_shows_two_numbers_beside_what_authorities_say(
        self, client: Client, party: str, monkeypatch: Clock
    ) -> None:
        scored(party, monkeypatch)
        page = client.get(f"/party/{party}")
        said = page.content.decode()
        assert state(page) == "scored"
        assert said.index("What the record says") < said.index("What workers report")
        assert "2 of 2" in words(page)
        assert re.search(r"\d+ of 100 \(between \d+ and \d+\) would tell a friend", words(page))
        assert "Half of those who paid gave more than" in words(page)
        assert "Praise never lowers the first" in words(page)
        assert "one to four" in words(page)

    @pytest.mark.parametrize("language", ["ar", "es", "hi", "ne", "fil"])
    def test_it_reads_in_every_language(self, client: Client, party: str, monkeypatch: Clock, language: str) -> None:
        scored(party, monkeypatch)
        page = client.get(f"/{language}/party/{party}")
        assert (page.status_code, state(page)) == (200, "scored")

    def test_a_new_card_is_seen_the_same_day(self, client: Client, party: str, monkeypatch: Clock) -> None:
        on(monkeypatch, at(2027, 5, 1))
        assert state(client.get(f"/party/{party}")) == "none"
        monkeypatch.setattr(page_cache, "VERSION_SECONDS", 0.0)
        scored(party, monkeypatch)
        assert state(client.get(f"/party/{party}")) == "scored"

    def test_the_way_to_the_questions_names_the_party_in_no_address(self, client: Client, party: str) -> None:
        page = client.get(f"/party/{party}").content.decode()
        assert f'name="party" value="{party}"' in page
        assert f"/report?{party}" not in page
        assert f"report#{party}" not in page

    def test_a_joined_partys_address_still_leads_to_it(self, client: Client, party: str) -> None:
        assert client.get("/party/nobody2345").status_code == 404


class TestCorridors:
    def test_a_corridor_draws_and_tabulates(self, client: Client, party: str, monkeypatch: Clock) -> None:
        for number in range(12):
            told = {"party": (party, "b" * 10, "c" * 10)[number % 3], "fee": Decimal(900 + number), "currency": "USD"}
            report(at(2027, 3, 2 + number), BAD, **told)
        publish_corridors(now=on(monkeypatch, at(2027, 5, 1)))
        page = client.get("/corridor/np-qa")
        assert page.content.decode().count('role="img"') == 2
        assert page.content.decode().count("<table") == 2
        assert "Had their passport or other papers kept" in words(page)
        assert 'href="/corridor/np-qa"' in client.get("/corridors").content.decode()

    def test_a_corridor_of_few_shows_no_number(self, client: Client, party: str, monkeypatch: Clock) -> None:
        for day in range(2, 9):
            report(at(2027, 3, day), BAD, party=party)
        publish_corridors(now=on(monkeypatch, at(2027, 4, 1)))
        page = client.get("/corridor/np-qa")
        assert "Not enough workers of this corridor" in words(page)
        assert "<svg role" not in page.content.decode()

    def test_one_address_a_corridor(self, client: Client) -> None:
        assert client.get("/corridor/NP-QA")["Location"] == "/corridor/np-qa"

    @pytest.mark.parametrize("pair", ["np", "np-qa-ae", "nepal-qatar", "n1-qa", "--"])
    def test_what_is_no_corridor_is_a_404(self, client: Client, pair: str) -> None:
        assert client.get(f"/corridor/{pair}").status_code == 404


class TestOpenData:
    def test_small_counts_are_withheld(self, client: Client, party: str, monkeypatch: Clock) -> None:
        for day in range(2, 9):
            report(at(2027, 3, day), BAD, party=party)
        publish_counts(now=on(monkeypatch, at(2027, 5, 1)))
        assert "Too few reports in this month" in words(client.get("/cards/data"))

    def test_it_says_when_nothing_is_there(self, client: Client) -> None:
        assert "Nothing is published yet" in words(client.get("/cards/data"))


def test_the_page_of_rules_reads_the_rules(client: Client) -> None:
    said = words(client.get("/cards"))
    assert "At least 5 workers have reported, from at least 2 groups" in said
    assert "at least 14 days before" in said
    assert "In 90 of 100 cases" in said


def test_a_party_in_no_register_is_shown_once_its_name_is_released(client: Client) -> None:
    assert client.get("/reported/p-1").status_code == 404
    told = {"name": "Broker Bob", "place": "Tamarin", "country": "XA"}
    publish_once("named p-1", "once", told, today=date(2026, 5, 1))
    page = client.get("/reported/p-1")
    assert "Broker Bob" in words(page)
    assert "In none of the registers we hold" in words(page)


def test_every_answer_has_words_for_cards_and_corridors() -> None:
    assert set(SAID_YES) == {*TELLS_HARM, SATISFIED}
    assert set(SAID_NO) == {question for question, harm in TELLS_HARM.items() if harm is Answer.NO}


def test_fees_are_written_with_the_readers_digits() -> None:
    fee = median_fee([Decimal(n) for n in (900, 1240, 1310, 1500, 4000)], "USD", date(2026, 5, 1))
    with translation.override("ne"):
        assert "१,५००" in reports_words.fee_words(fee)
