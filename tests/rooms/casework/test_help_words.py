"""What the page says from script stands on the page; and the employer's page leads here without naming her in a log."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from safar.foundation.page_cache import PAGES
from safar.rooms.casework.facts import facts
from safar.rooms.casework.forms.help import DUE, STATES, sendable
from safar.rooms.casework.forms.help_words import FILING, FOLDER, REQUEST_WORDS, folder_sentences
from safar.rooms.casework.models import DataRequest, State
from safar.rooms.registry.actions.example import load_example
from safar.rules.case_clocks import Step

SCRIPTS = (
    *("help", "help_page", "help_steps", "help_filing", "help_papers", "help_folder", "help_acts", "help_proof"),
    "help_record",
)
MOST_SPRITE = 12_000


def source(name: str) -> str:
    return Path(str(finders.find(f"casework/{name}.js"))).read_text(encoding="utf-8")


def test_every_word_that_the_scripts_say_is_on_the_page() -> None:
    ways = (
        r'(?:word|wrong|refresh|titled)\("([a-z-]+)"',
        r'(?:say|alertOn|named)\([^,]+, "([a-z-]+)"',
        r'return "((?:choose|too-many|promise)-[a-z]+|recorded)"',
        r'"(proof-[a-z]+)"',
    )
    said = {word for name in SCRIPTS for way in ways for word in re.findall(way, source(name))}
    assert len(said) > 30
    assert said <= set(FILING) | {name for name, _text in folder_sentences()}


def test_every_code_that_the_server_gives_has_words() -> None:
    assert set(State.values) == set(STATES)
    assert {Step.ACKNOWLEDGE, Step.ANSWER, Step.REPLY} <= set(DUE)
    codes = {*DataRequest.Requester.values, *DataRequest.Basis.values, *DataRequest.Decision.values}
    assert codes <= set(REQUEST_WORDS)
    assert not set(FILING) & set(FOLDER)


def test_every_harm_that_can_be_told_has_a_picture_and_the_one_about_papers_is_never_asked() -> None:
    sprite = Path(str(finders.find("casework/harms.svg"))).read_text(encoding="utf-8")
    assert len(sprite.encode()) <= MOST_SPRITE
    assert set(re.findall(r'id="([a-z-]+)"', sprite)) == {harm.id for harm in sendable()}
    assert {harm.id for harm in facts().harms} - {harm.id for harm in sendable()} == {"papers-lapsed"}


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_turns_text_into_markup_or_keeps_anything(name: str) -> None:
    kept = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|localStorage|sessionStorage|indexedDB|\.cookie"
    )
    assert re.findall(kept, source(name)) == []


@pytest.mark.django_db(databases=["default", "vault"])
def test_the_page_of_an_employer_leads_here_and_the_party_is_in_the_fragment_alone(
    client: Client, own_index: None
) -> None:
    load_example(now=datetime(2026, 11, 24, 12, tzinfo=UTC))
    PAGES.clear()
    found = re.findall(r'href="(/party/[a-z0-9]+)"', client.get("/check?q=blue+heron").content.decode())
    page = client.get(found[0]).content.decode()
    assert f'href="/help#party={found[0].removeprefix("/party/")}"' in page
