"""What she reads without script: the days and the order of a dialogue, and what a body's odd question can't break."""
# ruff: noqa: F401, F811 - fixtures of another file

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safar.foundation.vault.models import Entry, Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64
from safar.rooms.casework.dialogue import dialogue
from safar.rooms.casework.forms.help import PURPOSES
from safar.rules.firewall import Purpose
from tests.device import Desk, found_body, soon
from tests.foundation.vault.crypto.pictures import jpeg
from tests.rooms.casework.test_help_plain import ANSWERS, an_old_token, desk, opened, send, writes

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
MONDAY = date(2026, 11, 23)


def asks(desk: Desk, **consent: Any) -> None:
    asked = {"consent": {"body": "union", "purpose": "advise", "until": soon().isoformat(), "why": ""} | consent}
    writes(desk, {"v": 1, "type": "message", "text": "May they?", "keys": [], "files": [], "ask": asked})


def ids() -> dict[str, str]:
    with vault_session(KEEP_HOUSE):
        return {one.kind: b64(bytes(one.eid)) for one in Entry.objects.filter(role="worker")}


def test_a_question_about_a_part_says_so_and_yes_is_for_that_part_alone(
    client: Client,
    desk: Desk,
    an_old_token: str,
) -> None:
    found_body("union", kind="union", country="XB")
    send(client, an_old_token)
    scope = ids()["account"]
    asks(desk, scope=scope)
    page = opened(client)
    assert "May Union read a part of your case" in page
    assert re.search(r"<li>You wrote, \d", page)
    opened(client, "answer", to=re.findall(r'name="to" value="([^"]+)"', page)[0], yes="yes")
    with vault_session(KEEP_HOUSE):
        assert Folder.objects.get().consents.get().scope == scope


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": "soon"},
        {"until": 5},
        {"purpose": "deport"},
        {"purpose": []},
        {"body": "\x00"},
        {"body": 7},
        {"scope": "x"},
        {"scope": ["all"]},
        {"body": None, "purpose": None, "until": None},
    ],
)
def test_a_question_that_can_not_be_read_is_none(
    client: Client,
    desk: Desk,
    an_old_token: str,
    wrong: dict[str, Any],
) -> None:
    send(client, an_old_token)
    asks(desk, **wrong)
    page = opened(client)
    assert "May they?" in page
    assert 'name="to"' not in page


@pytest.mark.parametrize(
    "odd", [{"ask": {"consent": {}}}, {"ask": 3}, {"keys": 5}, {"keys": [[]]}, {"files": [3], "on": 7}]
)
def test_nothing_that_a_body_writes_breaks_her_page(
    client: Client,
    desk: Desk,
    an_old_token: str,
    odd: dict[str, Any],
) -> None:
    send(client, an_old_token)
    writes(desk, {"v": 1, "type": "message", "text": "An odd one.", "keys": [], "files": []} | odd)
    assert "An odd one." in opened(client)


def test_a_body_can_not_answer_for_her(client: Client, desk: Desk, an_old_token: str) -> None:
    found_body("union", kind="union")
    send(client, an_old_token)
    asks(desk)
    to = re.findall(r'name="to" value="([^"]+)"', opened(client))[0]
    told = {"answer": {"to": to, "yes": True}}
    writes(desk, {"v": 1, "type": "message", "text": "", "keys": [], "files": [], "ask": told})
    assert "You said yes." not in opened(client)


def test_every_purpose_that_can_be_asked_for_has_words() -> None:
    assert {one.value for one in Purpose} == set(PURPOSES)


def test_she_sees_the_day_on_which_it_was_written_and_the_order_in_which_it_was_read(
    client: Client,
    desk: Desk,
    an_old_token: str,
) -> None:
    """A small body's case tells the server weeks: everything of the case stands there as of one Monday."""
    send(client, an_old_token)
    opened(client, "add", text="First more", photos=SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"))
    opened(client, "add", text="Then more")
    with vault_session(KEEP_HOUSE):
        for place, one in enumerate(Entry.objects.filter(role="worker")):
            Entry.objects.filter(pk=one.pk).update(on=MONDAY - timedelta(days=7 * place))
    page = opened(client)
    heads = re.findall(r'<p class="hint">(\d[^<]*?)\s*</p>', page)
    assert len(heads) == 4
    assert len(set(heads)) == 1, "all of it was written today, whatever the server tells"
    assert page.index(str(ANSWERS["text"])) < page.index("First more") < page.index("Save the file")
    assert page.index("Save the file") < page.index("Then more")


def test_what_was_seen_stands_before_what_answers_it() -> None:
    def text(eid: str, on: str, *, role: str = "worker", kind: str = "message", seen: str = "", files: Any = ()) -> Any:
        entry = {"eid": eid, "role": role, "kind": kind, "on": MONDAY, "seen": seen, "blob": b64(eid.encode())}
        return entry, {"on": on, "files": [{"eid": one} for one in files]}

    def after(eid: str) -> str:
        return b64(hashlib.sha256(eid.encode()).digest())

    texts = [
        text("later", "2026-11-26", seen=after("reply"), files=["photo"]),
        ({"eid": "photo", "role": "worker", "kind": "file", "on": MONDAY, "seen": "", "blob": b64(b"photo")}, None),
        text("reply", "2026-11-26", role="body", seen=after("account")),
        text("early", "2026-11-24", seen=after("account")),
        text("account", "2026-11-26", kind="account"),
        text("undated", "20261130", seen=after("account")),
    ]
    told = [(line.entry["eid"], line.day.day) for line in dialogue(texts)]
    assert told == [("account", 26), ("undated", 23), ("early", 24), ("reply", 26), ("later", 26), ("photo", 26)]
    assert [line.entry["eid"] for line in dialogue(texts[::-1])] == [eid for eid, _day in told]
