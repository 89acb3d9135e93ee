"""The worker's path without script: seal in memory, come back, answer, and everything that is refused."""

from __future__ import annotations

import json
import re
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from safar.foundation.form_age import new_token
from safar.foundation.vault.models import Entry, Folder, Receipt, Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64, unb64
from safar.rooms.casework.actions import plain as acts
from safar.rooms.casework.forms import plain
from safar.rooms.casework.forms.papers import blackened, papers_in
from safar.rooms.casework.models import Case, Referral
from safar.rooms.casework.uploads import MOST_FILE, MOST_REQUEST
from tests.device import PAPERS_IN_TWELVE, Desk, Device, found_body, soon
from tests.foundation.vault.crypto.pictures import jpeg

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
CANARY = "kanarienvogel-7d1f"
ANSWERS = {
    "filer": "left",
    "harms": ["wages-unpaid", "papers-held"],
    "caseworker": "woman",
    "q-wages-unpaid-0": "May, June",
    "country": "XA",
    "place": "Tamarin",
    "employer": "Blue Heron",
    "bodies": ["centre"],
    "text": f"They owe me three months. {CANARY}",
    "keep": "year",
    "receipt": "440712950038771029645518",
}


@pytest.fixture
def desk() -> Desk:
    acts.BUDGET.forget()
    return found_body("centre")


@pytest.fixture
def an_old_token(monkeypatch: pytest.MonkeyPatch) -> str:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 10)
    token = new_token(plain.FORM)
    monkeypatch.undo()
    return token


def step(client: Client, name: str, **data: Any) -> HttpResponse:
    answer = client.post("/help", {"step": name, "go": "next"} | data)
    assert isinstance(answer, HttpResponse)
    return answer


def send(client: Client, token: str, **changed: Any) -> HttpResponse:
    return step(client, "review", **(ANSWERS | {"token": token} | changed))


def opened(client: Client, act: str = "open", **more: Any) -> str:
    answer = step(client, act, receipt=ANSWERS["receipt"], **more)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    return answer.content.decode()


def desk_reads(desk: Desk, kind: str = "account") -> tuple[bytes, bytes, bytes, dict[str, Any]]:
    """Open the one folder at the desk: cid, epoch, key, and the worker's newest text of a kind."""
    from safar.foundation.vault.envelopes import Head, open_entry

    with vault_session(KEEP_HOUSE):
        folder = Folder.objects.get()
        slot = Slot.objects.get(folder=folder, body=desk.id, epoch=folder.epoch)
        commits = {b64(bytes(one.epoch)): b64(bytes(one.commit)) for one in folder.epochs.all()}
        row = Entry.objects.get(folder=folder, kind=kind, role="worker")
    cid, epoch = bytes(folder.cid), bytes(folder.epoch)
    key = desk.key_of({"epoch": b64(epoch), "commits": commits}, cid, b64(bytes(slot.sealed)))
    head = Head(cid, epoch, bytes(row.eid), "worker", kind, "1", bytes(row.seen))
    return cid, epoch, key, json.loads(open_entry(key, head, bytes(row.blob)))


def writes(desk: Desk, content: Any, *, signed: bool = True, kind: str = "message") -> None:
    """The desk writes to the worker, straight into the vault."""
    cid, epoch, key, _account = desk_reads(desk)
    entry = desk.entry(cid, epoch, key, content, kind)
    with vault_session(KEEP_HOUSE):
        Entry.objects.create(
            folder=Folder.objects.get(cid=cid),
            epoch=epoch,
            eid=unb64(entry["eid"]),
            role="body",
            kind=kind,
            form="1",
            seen=unb64(entry["seen"]),
            on=soon(0),
            size=4096,
            blob=unb64(entry["blob"]),
            body_id=desk.id,
            key_id=desk.key_id,
            signature=unb64(entry["signature"]) if signed else bytes(64),
        )


def test_every_step_leads_to_the_next_and_carries_the_answers(client: Client, desk: Desk) -> None:
    page = step(client, "begin").content.decode()
    carried: dict[str, list[str]] = {}
    answers = {name: value if isinstance(value, list) else [value] for name, value in ANSWERS.items()}
    for _ in range(12):
        name = re.findall(r'name="step" value="([a-z-]+)"', page)[0]
        if name == "review":
            break
        carried = {}
        for key, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
            carried.setdefault(key, []).append(value)
        asked = {key for key in answers if re.search(rf'name="{re.escape(key)}"', page)} - set(carried)
        page = client.post("/help", carried | {key: answers[key] for key in asked} | {"go": "next"}).content.decode()
    assert CANARY in page
    assert "Blue Heron" in page
    assert re.search(r'name="receipt" value="\d{24}"', page)
    with vault_session(KEEP_HOUSE):
        assert Folder.objects.count() == 0


def test_it_is_sealed_in_memory_and_the_body_opens_it(client: Client, desk: Desk, an_old_token: str) -> None:
    page = send(client, an_old_token).content.decode()
    assert "<span>4407</span>" in page
    account = desk_reads(desk)[3]
    assert account["text"] == ANSWERS["text"]
    assert account["filer"] == "left"
    assert account["answers"] == {"wages-unpaid-0": "May, June"}
    with vault_session(KEEP_HOUSE):
        case, folder = Case.objects.get(), Folder.objects.get()
        assert (case.category, case.jurisdiction, case.filer, case.urgency) == ("money", "XA", "worker", "urgent")
        assert (folder.sealed_by, folder.keep) == ("server", "year")


def test_sent_again_it_is_one_case_and_the_same_page(client: Client, desk: Desk, an_old_token: str) -> None:
    first, again = send(client, an_old_token), send(client, an_old_token)
    assert first.content == again.content
    with vault_session(KEEP_HOUSE):
        assert (Folder.objects.count(), Receipt.objects.count()) == (1, 1)


def test_a_form_that_is_too_young_or_forged_is_not_sent(client: Client, desk: Desk) -> None:
    for token in (new_token(plain.FORM), "form:made:up", ""):
        assert "Wait five seconds" in send(client, token).content.decode()
    with vault_session(KEEP_HOUSE):
        assert Folder.objects.count() == 0


def test_after_a_night_it_is_sent_with_the_token_of_the_page_shown_again(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    with monkeypatch.context() as clock:
        clock.setattr(time, "time", lambda: now - 8 * 3600)
        token = new_token(plain.FORM)
    page = send(client, token).content.decode()
    assert "was open for a long time" in page
    [fresh] = re.findall(r'name="token" value="([^"]+)"', page)
    monkeypatch.setattr(time, "time", lambda: now + 10)
    assert "4407" in send(client, fresh).content.decode()


@pytest.mark.parametrize(
    "changed",
    [{"harms": []}, {"country": "QQ"}, {"bodies": ["nobody"]}, {"text": " "}, {"keep": "ever"}, {"filer": "police"}],
)
def test_hidden_fields_are_checked_again(client: Client, desk: Desk, an_old_token: str, changed: Any) -> None:
    assert "has to be changed" in send(client, an_old_token, **changed).content.decode()
    with vault_session(KEEP_HOUSE):
        assert Folder.objects.count() == 0


def test_a_body_that_may_report_people_can_not_be_chosen(client: Client, desk: Desk, an_old_token: str) -> None:
    found_body("inspectorate", kind="labour-inspectorate")
    page = step(client, "employer", **{k: v for k, v in ANSWERS.items() if k != "bodies"}).content.decode()
    assert 'value="centre"' in page
    assert 'value="inspectorate"' not in page
    assert "Not offered, and why" in page
    assert "has to be changed" in send(client, an_old_token, bodies=["inspectorate"]).content.decode()


def test_a_photo_loses_what_the_phone_wrote_into_it(client: Client, desk: Desk, an_old_token: str) -> None:
    photo = SimpleUploadedFile("IMG_SECRET.jpg", jpeg(), "image/jpeg")
    assert "4407" in send(client, an_old_token, photos=photo).content.decode()
    page = opened(client)
    eid = re.findall(r'name="eid" value="([^"]+)"', page)[0]
    answer = step(client, "file", receipt=ANSWERS["receipt"], eid=eid)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.content.startswith(b"\xff\xd8")
    assert b"Exif" not in answer.content
    assert b"IMG_SECRET" not in answer.content + page.encode()


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"<svg onload=x>", b"<html>"])
def test_what_can_not_be_cleaned_is_refused_and_nothing_is_stored(
    client: Client, desk: Desk, an_old_token: str, content: bytes
) -> None:
    page = send(client, an_old_token, photos=SimpleUploadedFile("a.pdf", content)).content.decode()
    assert "Photograph the page" in page
    assert f'name="receipt" value="{ANSWERS["receipt"]}"' in page
    with vault_session(KEEP_HOUSE):
        assert Folder.objects.count() == 0


def test_too_large_says_so_and_nothing_is_spooled(
    client: Client, desk: Desk, an_old_token: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    large = SimpleUploadedFile("a.jpg", bytes(MOST_FILE + 1), "image/jpeg")
    assert send(client, an_old_token, photos=large).status_code == 413
    four = [SimpleUploadedFile(f"{n}.jpg", b"x", "image/jpeg") for n in range(4)]
    assert send(client, an_old_token, photos=four).status_code == 413
    said = client.generic("POST", "/help", b"x", CONTENT_LENGTH=str(MOST_REQUEST + 1))
    assert said.status_code == 413
    assert "too large" in said.content.decode()
    nearly = SimpleUploadedFile("a.jpg", jpeg() + bytes(3_000_000), "image/jpeg")
    assert send(client, an_old_token, photos=nearly).status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_the_site_takes_only_so_many_in_a_minute(client: Client, desk: Desk, an_old_token: str) -> None:
    for _ in range(acts.MOST):
        acts.BUDGET.spend()
    assert send(client, an_old_token).status_code == 503
    acts.BUDGET.forget()
    assert send(client, an_old_token).status_code == 200


@pytest.mark.parametrize("language", sorted(PAPERS_IN_TWELVE))
def test_a_word_about_papers_is_found_in_each_of_twelve_languages(language: str) -> None:
    word = PAPERS_IN_TWELVE[language]
    assert papers_in(f"1 {word} 2") == (word,)
    assert blackened(f"1 {word} 2") == f"1 {'█' * len(word)} 2"


def test_words_about_papers_can_be_blackened(client: Client, desk: Desk) -> None:
    told = ANSWERS | {"text": "My visa has ended. جواز"}
    page = step(client, "keep", **told).content.decode()
    assert "Blacken them" in page
    page = step(client, "review", **(told | {"go": "mask"})).content.decode()
    assert 'name="text" value="My ████ has ended. ████"' in page


def test_she_comes_back_with_any_digits_and_reads_the_answer(client: Client, desk: Desk, an_old_token: str) -> None:
    send(client, an_old_token)
    writes(desk, {"v": 1, "type": "message", "text": "We can help.", "keys": [b64(desk.key_id)], "files": []})
    writes(desk, {"v": 1, "type": "message", "text": "Send money.", "keys": ["A" * 22], "files": []}, signed=False)
    page = step(client, "open", receipt="٤٤٠٧ ١٢٩٥ ٠٠٣٨ ٧٧١٠ ٢٩٦٤ ٥٥١٨").content.decode()
    assert "We can help." in page
    assert page.count("Not confirmed") == 1
    assert page.count("a key that we don") == 1
    assert CANARY in page


@pytest.mark.parametrize("typed", ["1" * 24, "440712950038771029645518 1", "", "abc"])
def test_a_wrong_number_opens_nothing_and_locks_nobody_out(
    client: Client, desk: Desk, an_old_token: str, typed: str
) -> None:
    send(client, an_old_token)
    for _ in range(3):
        page = step(client, "open", receipt=typed).content.decode()
        assert "has to be changed" in page
        assert CANARY not in page
    assert CANARY in opened(client)


def test_the_word_is_needed_where_she_chose_one(client: Client, desk: Desk, an_old_token: str) -> None:
    send(client, an_old_token, word="Blue  Boat")
    assert "open nothing here" in opened(client)
    assert CANARY in opened(client, word="blue boat")


def test_yes_signs_the_consent_and_lets_the_body_in(client: Client, desk: Desk, an_old_token: str) -> None:
    found_body("union", kind="union", country="XB")
    send(client, an_old_token)
    asked = {
        "consent": {"body": "union", "purpose": "advise", "until": soon().isoformat(), "why": "They know the firm."}
    }
    writes(desk, {"v": 1, "type": "message", "text": "May they help?", "keys": [], "files": [], "ask": asked})
    page = opened(client)
    assert "May Union read your case too" in page
    to = re.findall(r'name="to" value="([^"]+)"', page)[0]
    page = opened(client, "answer", to=to, yes="yes")
    assert "You said yes." in page
    with vault_session(KEEP_HOUSE):
        assert Referral.objects.get().receiver_id == "union"
        assert set(Slot.objects.values_list("body", flat=True)) == {"centre", "union"}
    assert "refused" in opened(client, "answer", to=to, yes="yes")
    page = opened(client, "revoke", body="union")
    assert "They can" in page
    with vault_session(KEEP_HOUSE):
        assert set(Slot.objects.values_list("body", flat=True)) == {"centre"}
    assert CANARY in page


@pytest.mark.parametrize("body", ["gone", "inspectorate"])
def test_a_body_that_can_not_be_let_in_is_refused_visibly(
    client: Client, desk: Desk, an_old_token: str, body: str
) -> None:
    found_body("inspectorate", kind="labour-inspectorate")
    send(client, an_old_token)
    asked = {"consent": {"body": body, "purpose": "advise", "until": soon().isoformat(), "why": ""}}
    writes(desk, {"v": 1, "type": "message", "text": "May they?", "keys": [], "files": [], "ask": asked})
    to = re.findall(r'name="to" value="([^"]+)"', opened(client))[0]
    assert "It was refused: nothing was changed." in opened(client, "answer", to=to, yes="yes")
    assert "You said no." in opened(client, "answer", to=to, yes="no")


def test_a_claim_is_approved_by_its_own_consent(client: Client, desk: Desk, an_old_token: str) -> None:
    send(client, an_old_token)
    writes(desk, {"v": 1, "type": "claim", "text": "You owe three months.", "days": 14}, kind="claim")
    page = opened(client)
    to = re.findall(r'name="to" value="([^"]+)"', page)[0]
    assert "May this text be given" in page
    assert "You said yes." in opened(client, "answer", to=to, yes="yes")
    with vault_session(KEEP_HOUSE):
        given = Folder.objects.get().consents.get()
    assert (given.purpose, given.scope, given.body_id) == ("conciliate", to, "centre")


def test_a_second_number_opens_it_and_survives_a_revocation(client: Client, desk: Desk, an_old_token: str) -> None:
    found_body("union", kind="union")
    send(client, an_old_token, bodies=["centre", "union"])
    page = opened(client, "second", second_word="boat")
    second = re.sub(r"\D", "", re.findall(r"\u2066([\d ]+)\u2069", page)[0])
    opened(client, "revoke", body="union")
    answer = step(client, "open", receipt=second, word="boat").content.decode()
    assert CANARY in answer
    step(client, "revoke", receipt=second, word="boat", body="centre")
    assert CANARY in opened(client)


def test_she_adds_keeps_and_deletes(client: Client, desk: Desk, an_old_token: str) -> None:
    send(client, an_old_token)
    assert "More words" in opened(client, "add", text="More words")
    assert "Your choice is stored." in opened(client, "keep-choice", keep="closed")
    assert "Tick that you are sure." in opened(client, "delete")
    assert "Everything is deleted." in opened(client, "delete", sure="on")
    assert "open nothing here" in opened(client)
    with vault_session(KEEP_HOUSE):
        assert (Folder.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_respondent_sees_the_claim_alone_and_answers(client: Client, desk: Desk) -> None:
    from safar.foundation.vault.models import Folder as Row

    device = Device(client)
    device.file(desk, {"v": 1, "type": "claim", "text": "You owe three months."})
    with vault_session(KEEP_HOUSE):
        Case.objects.all().delete()
        Row.objects.update(room="claim")
    page = step(client, "open", receipt=device.receipt).content.decode()
    assert "A claim against you" in page
    assert "Delete all" not in page
    assert "We paid." in step(client, "add", receipt=device.receipt, text="We paid.").content.decode()
    with vault_session(KEEP_HOUSE):
        assert Entry.objects.filter(kind="answer").count() == 1
