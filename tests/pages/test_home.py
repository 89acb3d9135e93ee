"""The home page: the question and the search box first, only ways that lead somewhere, the numbers of the record."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils.translation import gettext_lazy as _

from safar.foundation.design.statuses import MARKS
from safar.pages.home import HOW_TO_READ, home_page
from safar.pages.journey import JOURNEY, Deed
from safar.rooms.registry.actions.example import load_example
from tests.cast import Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
pytestmark = [pytest.mark.django_db]


def words(client: Client, address: str = "/") -> str:
    return client.get(address).content.decode()


def test_a_worker_can_ask_at_once(worker: Person) -> None:
    shown = words(worker.client)
    assert shown.index("<h1>") < shown.index('name="q"') < shown.index("<h2")
    assert 'action="/check"' in shown


def test_an_empty_record_is_said_to_be_empty(worker: Person) -> None:
    shown = words(worker.client)
    assert "No list has been loaded yet" in shown
    assert "<table" not in shown


def test_the_numbers_are_those_of_the_record(worker: Person) -> None:
    load_example(now=NOW)
    home = home_page(date(2026, 11, 24))
    shown = words(worker.client)
    assert f"{home.totals.parties} names from {home.totals.registers} official lists" in shown
    assert [str(row[2].words) for row in home.board.rows] == ["29", "18", "6"]
    assert home.countries == ("XA", "XB")


def test_the_example_is_marked(worker: Person) -> None:
    load_example(now=NOW)
    assert "Made-up example." in words(worker.client)


@pytest.mark.django_db(databases=["default", "vault"])
def test_every_way_on_the_page_leads_somewhere(worker: Person) -> None:
    for stage in JOURNEY:
        assert stage.deeds
        for deed in stage.deeds:
            assert worker.client.get(deed.address).status_code == 200


def test_a_public_process_leads_to_the_host_that_handles_cases(settings: LazySettings) -> None:
    complain = Deed(_("Complain"), _("Why"), "nowhere:help", "/help")
    assert complain.address == ""
    settings.CASES_ADDRESS = "https://cases.example.org"
    assert complain.address == "https://cases.example.org/help"


def test_one_mark_of_each_tone_is_explained() -> None:
    assert {MARKS[code].tone for code in HOW_TO_READ} == {mark.tone for mark in MARKS.values()}


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("es", "ltr"), ("hi", "ltr"), ("ne", "ltr")])
def test_the_page_in_another_language(worker: Person, language: str, direction: str) -> None:
    shown = words(worker.client, f"/{language}/")
    assert f'<html lang="{language}" dir="{direction}">' in shown
    assert f'action="/{language}/check"' in shown
    assert 'class="banner machine"' in shown


def test_nothing_on_the_page_depends_on_who_asks(worker: Person, operator: Person) -> None:
    assert words(worker.client) == words(operator.client)


def test_no_cookie_is_set(worker: Person) -> None:
    assert not worker.client.get("/").cookies
