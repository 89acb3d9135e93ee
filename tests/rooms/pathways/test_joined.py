"""What the room adds elsewhere: a corridor's lawful ways, and the warning for recruiters of health workers."""

from __future__ import annotations

import pytest
from django.test import Client

from safar.rooms.pathways.sources import safeguarded

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_has_its_countries() -> None:
    assert len(set(safeguarded())) == 55
    assert {"NG", "NP", "HT", "CI", "CD"} <= set(safeguarded())
    assert not {"PH", "IN", "GB"} & set(safeguarded())


def test_recruiters_are_warned_and_workers_are_not_blocked() -> None:
    shown = page("/pathways/health-workers")
    assert "Nepal" in shown and "Nigeria" in shown
    assert "no application is blocked by it" in shown and "from memory" in shown
    assert "<form" not in shown[shown.index("<main") :]


@pytest.mark.parametrize(
    ("pair", "leads", "warns"),
    [("np-qa", True, True), ("ph-qa", True, False), ("np-lu", False, True), ("ph-lu", False, False)],
)
def test_a_corridor_shows_its_ways(pair: str, leads: bool, warns: bool) -> None:
    shown = page(f"/corridor/{pair}")
    assert (f'href="/pathways/{pair[3:]}"' in shown) is leads
    assert ("/pathways/health-workers" in shown) is warns


def test_a_corridor_to_a_place_where_all_is_closed_says_so() -> None:
    shown = page("/corridor/np-pt")
    assert 'href="/pathways/pt">Portugal</a>' in shown
    assert "Closed: nobody can apply now." in shown
    assert "Portugal: " not in shown
