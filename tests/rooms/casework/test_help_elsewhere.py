"""Who has gone home can tell a body there, and where she is from is told to nobody."""
# ruff: noqa: F401, F811 - fixtures of another file

from __future__ import annotations

import re

import pytest
from django.test import Client

from safar.foundation.vault.models import Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.models import Case
from tests.device import Desk, found_body
from tests.rooms.casework.test_help_bodies import listed
from tests.rooms.casework.test_help_plain import ANSWERS, an_old_token, desk, send, step

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
WITHOUT = {name: value for name, value in ANSWERS.items() if name != "bodies"}


def test_the_bodies_of_every_country_come_in_one_list_that_names_none(client: Client) -> None:
    found_body("centre")
    found_body("far", country="XB")
    found = listed(client, "", everywhere="true")
    assert {one["country"] for one in found.values()} > {"XA", "XB", "NP", "AE"}
    assert found["far"]["key"] is not None
    assert found["far"] == listed(client, "XB")["far"]


def test_without_script_the_bodies_of_other_countries_travel_with_the_page(
    client: Client,
    desk: Desk,
    an_old_token: str,
) -> None:
    found_body("union", kind="union", country="NP")
    found_body("inspectorate", kind="labour-inspectorate", country="NP")
    page = step(client, "employer", **WITHOUT).content.decode()
    assert re.search(r"<details><summary>Nepal</summary>.*?value=\"union\"", page, re.DOTALL)
    assert 'value="inspectorate"' not in page
    assert "United Arab Emirates</summary>" not in page
    assert re.search(
        r"<details open><summary>Nepal",
        step(client, "account", **(ANSWERS | {"bodies": ["union"], "go": "back"})).content.decode(),
    )
    assert "4407" in send(client, an_old_token, bodies=["union", "centre"]).content.decode()
    with vault_session(KEEP_HOUSE):
        case = Case.objects.get()
        assert (case.jurisdiction, case.body_id) == ("XA", "centre"), "where it happened, and who answers first"
        assert set(Slot.objects.values_list("body", flat=True)) == {"centre", "union"}


def test_no_step_asks_where_she_is_from(client: Client, desk: Desk) -> None:
    for name in ("begin", "who", "what", "more", "where", "employer", "tell", "account", "keep"):
        page = step(client, name, **ANSWERS).content.decode()
        assert re.findall(r'<select[^>]* name="([^"]+)"', page) in ([], ["country"])
        assert re.findall(r'name="(home|origin)', page) == []


def test_it_speaks_of_telephones_only_where_there_are_some(client: Client) -> None:
    found_body("far", country="NP")
    there = step(client, "employer", **(WITHOUT | {"country": "AE", "harms": ["wages-unpaid"]})).content.decode()
    official = step(client, "employer", **(WITHOUT | {"country": "AE", "harms": ["official"]})).content.decode()
    for page in (there, official):
        assert "No body there takes locked messages here yet." in page
        assert ("You can call one of these." in page) == ("Reached by telephone only" in page)
    assert "You can call" not in official
