"""What the steps without script warn of and carry: words about papers, photos and their day, short limits."""
# ruff: noqa: F401, F811 - fixtures of another file

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safar.foundation.vault.models import Entry
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.facts import facts
from tests.device import Desk
from tests.foundation.vault.crypto.pictures import jpeg
from tests.rooms.casework.test_help_plain import ANSWERS, an_old_token, desk, opened, send, step

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
LOST = "Your photos were not kept."
LIMIT = "there can be a short time limit"


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def day_box(page: str) -> str:
    return re.findall(r'<input type="checkbox" id="day"[^>]*>', page)[0]


@pytest.mark.parametrize("field", ["q-wages-unpaid-0", "place", "employer", "when", "text", "reach"])
def test_words_about_papers_are_found_wherever_she_writes(client: Client, desk: Desk, field: str) -> None:
    told = ANSWERS | {field: "When my visa ended"}
    page = step(client, "keep", **told).content.decode()
    assert "Blacken them" in page
    page = step(client, "review", **(told | {"go": "mask"})).content.decode()
    assert hidden(page)[field] == "When my ████ ended"
    assert "Blacken them" not in page


def test_her_secret_word_is_left_alone(client: Client, desk: Desk) -> None:
    assert "Blacken them" not in step(client, "keep", **(ANSWERS | {"word": "visa"})).content.decode()


def test_what_she_adds_is_looked_over_before_it_is_sealed(client: Client, desk: Desk, an_old_token: str) -> None:
    def added() -> int:
        with vault_session(KEEP_HOUSE):
            return Entry.objects.filter(kind="message").count()

    send(client, an_old_token)
    page = opened(client, "add", text="My visa <b>", photos=photo())
    assert LOST in page
    assert "My visa &lt;b&gt;</textarea>" in page
    masked = opened(client, "add", text="My visa", go="mask", looked=hidden(page)["looked"])
    assert "My ████</textarea>" in masked
    assert added() == 0
    assert "Locked and sent." in opened(client, "add", text="My ████")
    assert "Locked and sent." in opened(client, "add", text="My visa", looked="yes")
    assert added() == 2


def test_keeping_the_day_of_a_photo_can_be_taken_back(client: Client, desk: Desk) -> None:
    ticked = step(client, "review", **(ANSWERS | {"go": "mask", "day": "on"})).content.decode()
    assert "checked" in day_box(ticked)
    assert "day" not in hidden(ticked)
    assert "checked" not in day_box(step(client, "review", **(ANSWERS | {"go": "mask"})).content.decode())
    before = step(client, "review", **(ANSWERS | {"go": "back", "day": "on"})).content.decode()
    assert hidden(before)["day"] == "on"
    assert "checked" in day_box(step(client, "keep", **(ANSWERS | {"day": "on"})).content.decode())


@pytest.mark.parametrize("changed", [{"go": "mask"}, {"go": "back"}, {"token": "too:young"}, {"text": " "}])
def test_photos_that_a_page_could_not_keep_are_asked_for_again(
    client: Client,
    desk: Desk,
    an_old_token: str,
    changed: dict[str, Any],
) -> None:
    told = ANSWERS | {"token": an_old_token} | changed
    assert LOST in step(client, "review", **told, photos=photo()).content.decode()
    assert LOST not in step(client, "review", **told).content.decode()


def test_where_a_limit_can_be_short_the_questions_say_so(client: Client, desk: Desk) -> None:
    short = next(harm.id for harm in facts().harms if harm.deadlines and not harm.on_device_only)
    calm = next(harm.id for harm in facts().harms if not harm.deadlines and not harm.on_device_only)
    assert step(client, "what", **(ANSWERS | {"harms": [short]})).content.decode().count(LIMIT) == 1
    assert LIMIT not in step(client, "what", **(ANSWERS | {"harms": [calm]})).content.decode()
