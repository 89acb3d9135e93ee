"""Tier B: proofs sealed to one centre, opened there alone, gone after the check."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from safar.foundation.vault.envelopes import Head, open_entry
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import commit_of, new_key, public_of, receipt_keys, token_of
from safar.foundation.vault.models import Entry, Folder
from safar.foundation.vault.sealed import Refused, SealedEntry, SealedEpoch, SealedFolder, SealedReceipt, SealedSlot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import b64, fields, unb64
from safar.rooms.reports.actions.change import change, withdraw
from safar.rooms.reports.actions.evidence import check_evidence, delete_evidence
from safar.rooms.reports.actions.submit import submit
from safar.rooms.reports.queries.evidence import sealed_evidence, to_check
from safar.rooms.reports.queries.own import own_report
from tests.device import Desk, Device, found_body
from tests.rooms.reports.people import BAD, GOOD, at, rows, told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = at(2026, 3, 10)
TODAY = NOW.date()
PROOF = fields(json.dumps({"name": "receipt.jpg", "type": "image/jpeg", "taken": None}), b"a picture")


def sealed(device: Device, *desks: Desk) -> SealedFolder:
    """What a device sends along: a file sealed to the centre that checks, under the receipt of the report."""
    epoch, entry = device.epoch_to(list(desks)), device.entry(PROOF, "file")
    slots = [
        SealedSlot(one["body"], unb64(one["key_id"]), one["purpose"], unb64(one["sealed"])) for one in epoch["slots"]
    ]
    held = SealedEntry(unb64(entry["eid"]), "worker", "file", "1", unb64(entry["seen"]), unb64(entry["blob"]))
    receipt = SealedReceipt(tag_of(device), unb64(epoch["receipts"][0]["record"]))
    sha = hashlib.sha256(token_of(device.key)).digest()
    key = SealedEpoch(device.epoch, commit_of(device.key), sha, (receipt,), tuple(slots))
    return SealedFolder(device.cid, public_of(device.consent), key, (held,), "90-days", "browser")


def tag_of(device: Device) -> bytes:
    return receipt_keys(device.receipt, device.word, instance_id()).tag


def with_proof(centre: Desk) -> Device:
    device = Device(Client())
    submit(told(BAD), tag=tag_of(device), now=NOW, evidence=sealed(device, centre))
    return device


def opened(centre: Desk, device: Device, found: dict[str, Any]) -> bytes:
    key = centre.key_of(found, unb64(found["cid"]), found["slots"][0]["sealed"])
    entry = found["entries"][0]
    head = Head(device.cid, unb64(entry["epoch"]), unb64(entry["eid"]), "worker", "file", "1", unb64(entry["seen"]))
    return open_entry(key, head, unb64(entry["blob"]))


def test_the_centre_opens_the_proof_and_bears_the_report_out() -> None:
    centre = found_body("centre")
    device = with_proof(centre)
    [waiting] = to_check("centre", today=TODAY)
    assert waiting.answers == BAD
    listed = sealed_evidence(waiting.number, "centre", (), today=TODAY)
    eid = unb64(listed["entries"][0]["eid"])
    assert opened(centre, device, sealed_evidence(waiting.number, "centre", [eid], today=TODAY)) == PROOF
    check_evidence(waiting.number, body="centre", bears_out=True, now=NOW)
    assert [(row.checked_on, row.folder_id) for row in rows()] == [(TODAY, None)]
    assert to_check("centre", today=TODAY) == ()
    with vault_session(KEEP_HOUSE):
        assert (Folder.objects.count(), Entry.objects.count()) == (0, 0)
    own = own_report(tag_of(device), today=TODAY)
    assert own is not None
    assert own.is_checked


def test_a_browser_sends_report_and_proof_in_one() -> None:
    centre, device = found_body("centre"), Device(Client())
    folder = {"cid": b64(device.cid), "consent_key": b64(public_of(device.consent)), "keep": "90-days"}
    folder |= {"epoch": device.epoch_to([centre]), "entries": [device.entry(PROOF, "file")]}
    said = {"proposed": {"name": "Broker"}, "answers": BAD, "tag": b64(tag_of(device)), "evidence": folder}
    body = json.dumps(said)
    answer = device.client.post("/reports/v1/submit", body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    assert len(to_check("centre", today=date.today())) == 1  # noqa: DTZ011 - the server's own day


def test_another_centre_sees_and_checks_nothing() -> None:
    with_proof(found_body("centre"))
    found_body("other")
    [waiting] = to_check("centre", today=TODAY)
    assert to_check("other", today=TODAY) == ()
    with pytest.raises(Http404):
        sealed_evidence(waiting.number, "other", (), today=TODAY)
    with pytest.raises(Http404):
        check_evidence(waiting.number, body="other", bears_out=True, now=NOW)


def test_a_proof_that_does_not_bear_it_out_leaves_the_report_unchecked() -> None:
    with_proof(found_body("centre"))
    check_evidence(to_check("centre", today=TODAY)[0].number, body="centre", bears_out=False, now=NOW)
    assert [row.checked_on for row in rows()] == [None]


def test_a_report_without_proof_is_not_the_centre_s_to_see() -> None:
    found_body("centre")
    submit(told(BAD), tag=new_key(), now=NOW)
    assert to_check("centre", today=TODAY) == ()
    with pytest.raises(Http404):
        check_evidence(rows()[0].pk, body="centre", bears_out=True, now=NOW)


def test_withdrawn_the_proof_is_gone() -> None:
    device = with_proof(found_body("centre"))
    withdraw(tag_of(device), now=at(2026, 5, 1))
    with vault_session(KEEP_HOUSE):
        assert Folder.objects.count() == 0


def test_changed_it_is_looked_at_again() -> None:
    device = with_proof(found_body("centre"))
    change(told(GOOD), tag=tag_of(device), now=at(2026, 5, 1))
    [waiting] = to_check("centre", today=date(2026, 5, 1))
    assert waiting.answers == GOOD


def test_what_is_sealed_to_two_or_under_another_receipt_is_refused() -> None:
    one, other = found_body("centre"), found_body("other")
    device = Device(Client())
    with pytest.raises(Refused, match="one centre"):
        submit(told(), tag=tag_of(device), now=NOW, evidence=sealed(device, one, other))
    with pytest.raises(Refused, match="another receipt"):
        submit(told(), tag=new_key(), now=NOW, evidence=sealed(device, one))
    assert rows() == []


def test_what_nobody_looked_at_is_deleted_in_time() -> None:
    with_proof(found_body("centre"))
    assert delete_evidence(now=at(2026, 6, 1)) == 0
    assert delete_evidence(now=at(2026, 6, 20)) == 1
    assert [row.folder_id for row in rows()] == [None]
