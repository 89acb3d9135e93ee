"""From what was typed to candidates: numbers win outright, strangers are never shown as the name asked for."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from safar.rooms.registry.queries.find import find
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TODAY = date(2026, 11, 24)
KENYAN = "RA/2025/10/24,River Side Agency,Nairobi,Valid,"


@pytest.fixture
def held(load_rows: LoadText) -> None:
    load_rows(
        "zz-licences", "2026-11-01", KENYAN, "0010,Orchard International,Dhaka,Valid,", "77,Mango Tree,Town,Valid,"
    )


@pytest.mark.usefixtures("held")
class TestNumbers:
    @pytest.mark.parametrize("typed", ["RA/2025/10/24", "ra/2025/10/24", "RA / 2025 / 10 / 24"])
    def test_a_number_wins_outright(self, typed: str) -> None:
        assert [(found.name, found.score) for found in find(typed, today=TODAY)] == [("River Side Agency", 1.0)]

    @pytest.mark.parametrize("typed", ["0010", "RL-0010", "RL 0010", "আরএল ০০১০"])
    def test_a_number_is_known_with_its_usual_words(self, typed: str) -> None:
        assert find(typed, today=TODAY)[0].name == "Orchard International"

    def test_a_number_that_nobody_holds_shows_no_strangers(self) -> None:
        assert find("OP&HRD/5224/LHR/2026", today=TODAY) == []

    def test_the_page_says_who_keeps_such_numbers(self, client: Client, settings: object) -> None:
        page = client.get("/check", {"q": "RA/2020/1/7"}).content.decode()
        assert "is not in the registers we hold" in page


@pytest.mark.usefixtures("held")
def test_a_name_unlike_any_is_told_so_first(client: Client) -> None:
    page = client.get("/check", {"q": "zzzzqqqq xxyyx"}).content.decode()
    assert "is not in the registers we hold" in page
    assert "That does not mean that it has no licence" in page


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("typed", ["", " ", "\x00", "!!!", "🙂🙂", "\u200f\u202e", "x" * 10_000, "%_'\"--"])
def test_rubbish_gets_an_answer(client: Client, typed: str) -> None:
    assert client.get("/check", {"q": typed}).status_code == 200
    assert isinstance(find(typed, today=TODAY), list)
