"""Waiting for others: sealed to a real matcher, matched on its own machine, let go together, and nothing sooner."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from safar.foundation.vault.holdings import HoldPlace, Note, open_hold, seal_hold
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import new_pair, public_of
from safar.foundation.vault.members import BodyKeys, WrapPlace, new_words, wrap_body_keys, wrap_member_key
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap, Slot
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import Malformed, WrongKey, b64, unb64
from safar.rooms.casework.actions.holding import LetGo, export_holdings, export_keyring, read_released, release_held
from safar.rooms.casework.models import Case, Holding, Proposal, Step
from tests.architecture.tree import ROOT
from tests.cast import Person
from tests.device import Desk, Device, found_body, walled_off

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
STAFF = 4711
WORDS = new_words()


@pytest.fixture
def body() -> Desk:
    return found_body("centre")


@pytest.fixture
def matcher() -> Desk:
    """A matcher of another organisation; one member's words open its keys."""
    desk, private = found_body("matcher", organisation="elsewhere", is_matcher=True), new_pair()
    place = WrapPlace(instance_id(), "matcher", desk.key_id, str(STAFF))
    with vault_session(KEEP_HOUSE):
        wrapped = wrap_member_key(WORDS, instance_id(), str(STAFF), private)
        member = Member.objects.create(body_id="matcher", staff=STAFF, public=public_of(private), wrapped=wrapped)
        sealed = wrap_body_keys(public_of(private), place, BodyKeys(desk.sealing, desk.signing))
        MemberWrap.objects.create(key_id=desk.key_id, member=member, sealed=sealed)
    return desk


def hold_of(device: Device, body: Desk, matcher: Desk, party: str, threshold: int) -> dict[str, Any]:
    place = HoldPlace(instance_id(), matcher.id, matcher.key_id)
    slot = unb64(device.slot(body, body.purpose)["sealed"])
    note, inner = seal_hold(public_of(matcher.sealing), place, Note(party, threshold), slot)
    named = {"matcher": matcher.id, "matcher_key": b64(matcher.key_id), "body": body.id, "body_key": b64(body.key_id)}
    return named | {"purpose": body.purpose, "note": b64(note), "inner": b64(inner)}


def file_held(person: Person, body: Desk, matcher: Desk, party: str, threshold: int = 2) -> Device:
    device = Device(person.client)
    filing = device.filing(body, hold=hold_of(device, body, matcher, party, threshold))
    filing["epoch"]["slots"] = []
    answer = device.post("file", filing)
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "held"
    return device


def match_held(folder: Path, words: str = WORDS, ok: bool = True) -> str:
    """Run the command as the matcher does: with files alone, away from the site's folder."""
    names = ("keys.json", "held.json", "released.json", "--memory", "memory.json")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(ROOT / "manage.py"), "match-held", *names],
        cwd=folder,
        env={"SAFAR_VAR": str(folder / "var"), "PATH": ""},
        input=words + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is ok, done.stderr
    return done.stdout + done.stderr


def carry_out(folder: Path) -> None:
    (folder / "keys.json").write_text(json.dumps(export_keyring("matcher", STAFF)))
    (folder / "held.json").write_text(json.dumps(export_holdings("matcher")))


def carry_back(folder: Path) -> int:
    return release_held(read_released(json.loads((folder / "released.json").read_text())), now=NOW).count


def test_two_of_one_employer_go_together_and_the_third_stays(
    worker: Person, body: Desk, matcher: Desk, tmp_path: Path
) -> None:
    first, second = (file_held(worker, body, matcher, name) for name in ("Acme Ltd", "ACME  Limited"))
    other = file_held(worker, body, matcher, "Someone Else")
    carry_out(tmp_path)
    said = match_held(tmp_path)
    assert "2 may go; 0 could not be read" in said
    assert "acme" not in (tmp_path / "released.json").read_text().lower()
    assert carry_back(tmp_path) == 2
    for device in (first, second):
        folder = device.folder()
        assert folder["state"] == "received"
        with vault_session(KEEP_HOUSE):
            slot = Slot.objects.get(folder__cid=device.cid)
        assert body.key_of(folder, device.cid, b64(bytes(slot.sealed))) == device.key
    assert other.folder()["state"] == "held"
    with vault_session(KEEP_HOUSE):
        assert (Holding.objects.count(), Step.objects.count(), Slot.objects.count()) == (1, 2, 2)
    assert carry_back(tmp_path) == 0, "the same file again changes nothing"


def test_one_alone_waits_and_a_late_one_counts_those_gone_before(
    worker: Person, body: Desk, matcher: Desk, tmp_path: Path
) -> None:
    file_held(worker, body, matcher, "Acme", 2)
    carry_out(tmp_path)
    assert match_held(tmp_path).startswith("0 may go")
    file_held(worker, body, matcher, "Acme", 2)
    patient = file_held(worker, body, matcher, "Acme", 5)
    carry_out(tmp_path)
    assert match_held(tmp_path).startswith("2 may go")
    assert carry_back(tmp_path) == 2
    for _ in range(2):
        file_held(worker, body, matcher, "Acme", 3)
    carry_out(tmp_path)
    assert match_held(tmp_path).startswith("3 may go")
    assert carry_back(tmp_path) == 3
    assert patient.folder()["state"] == "received"


def test_before_it_goes_the_body_has_nothing(worker: Person, body: Desk, matcher: Desk) -> None:
    device = file_held(worker, body, matcher, "Acme")
    assert device.folder()["slots"] == []
    with vault_session("advise", body="centre"):
        assert list(Slot.objects.filter(body="centre")) == []


def test_wrong_words_open_nothing(worker: Person, body: Desk, matcher: Desk, tmp_path: Path) -> None:
    file_held(worker, body, matcher, "Acme")
    carry_out(tmp_path)
    assert "does not open" in match_held(tmp_path, new_words(), ok=False)
    assert not (tmp_path / "released.json").exists()


def test_the_site_cannot_pair_a_note_with_another_slot(body: Desk, matcher: Desk) -> None:
    place, public = HoldPlace(instance_id(), "matcher", matcher.key_id), public_of(matcher.sealing)
    mine, yours = (seal_hold(public, place, Note(party, 2), slot) for party, slot in (("a", b"1"), ("b", b"2")))
    assert open_hold(matcher.sealing, place, *mine).slot == b"1"
    with pytest.raises(Malformed):
        open_hold(matcher.sealing, place, mine[0], yours[1])
    with pytest.raises(WrongKey):
        open_hold(matcher.sealing, HoldPlace(instance_id(), "other", matcher.key_id), *mine)


def test_notes_have_one_size(matcher: Desk) -> None:
    place, public = HoldPlace(instance_id(), "matcher", matcher.key_id), public_of(matcher.sealing)
    assert len({len(seal_hold(public, place, Note(party, 2), b"x")[0]) for party in ("a", "ж" * 60, "long " * 20)}) == 1


@pytest.mark.parametrize("organisation", ["centre", ""])
def test_no_independent_matcher_no_holding(worker: Person, body: Desk, organisation: str) -> None:
    """A matcher of the body's own organisation, or a body that is no matcher."""
    false = found_body("false", organisation=organisation, is_matcher=bool(organisation))
    device = Device(worker.client)
    filing = device.filing(body, hold=hold_of(device, body, false, "Acme", 2))
    filing["epoch"]["slots"] = []
    answer = device.post("file", filing)
    assert answer.status_code == 422
    assert "no independent matcher" in answer.json()["detail"]


@pytest.mark.parametrize("spoilt", [{"instance": "A" * 22}, {"released": [{"case": "1", "slot": "AA"}]}, {"v": 2}])
def test_a_file_of_another_site_or_form_is_refused(spoilt: dict[str, Any]) -> None:
    whole = {"v": 1, "instance": b64(instance_id()), "released": []}
    assert read_released(whole) == []
    with pytest.raises((Refused, Malformed)):
        read_released(whole | spoilt)


def returned(*gone: tuple[Device, Desk]) -> list[Any]:
    """Give what the matcher returns for some devices, each with its body."""
    with vault_session(KEEP_HOUSE):
        cases = {bytes(case.folder.cid): case.pk for case in Case.objects.select_related("folder")}
    each = [{"case": str(cases[one.cid]), "slot": one.slot(body, body.purpose)["sealed"]} for one, body in gone]
    return read_released({"v": 1, "instance": b64(instance_id()), "released": each})


def test_a_body_that_has_ended_keeps_no_other_case_back(
    worker: Person, client: Client, body: Desk, matcher: Desk
) -> None:
    other = found_body("other")
    stays, goes = (file_held(worker, one, matcher, "Acme") for one in (body, other))
    assert not stays.folder()["waits_in_vain"]
    with vault_session(KEEP_HOUSE):
        Body.objects.filter(pk=body.id).update(until_day=NOW.date().replace(day=1))
    assert release_held(returned((stays, body), (goes, other)), now=NOW) == LetGo(1, (body.id,))
    assert (stays.folder()["state"], goes.folder()["state"]) == ("held", "received")
    assert (stays.folder()["waits_in_vain"], goes.folder()["waits_in_vain"]) == (True, False)
    page = client.post("/help", {"step": "open", "receipt": stays.receipt}).content.decode()
    assert "so nobody will read it" in page


def test_a_case_goes_under_a_key_that_was_renewed_since(worker: Person, body: Desk, matcher: Desk) -> None:
    device = file_held(worker, body, matcher, "Acme")
    with vault_session(KEEP_HOUSE):
        BodyKey.objects.filter(body=body.id).update(retired_on=NOW.date())
    assert release_held(returned((device, body)), now=NOW) == LetGo(1, ())
    assert device.folder()["state"] == "received"


def test_the_gate_stands_before_a_case_that_waited_too(worker: Person, matcher: Desk) -> None:
    walled_off()
    inspectorate = found_body("inspectorate", kind="labour-inspectorate")
    device = file_held(worker, inspectorate, matcher, "Acme")
    with vault_session(KEEP_HOUSE):
        Proposal.objects.all().delete()
    assert release_held(returned((device, inspectorate)), now=NOW) == LetGo(0, (inspectorate.id,))
    assert device.folder()["waits_in_vain"]
