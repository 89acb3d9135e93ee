"""A worker's device and a body's desk in Python, for tests: they seal and open exactly as the browsers do."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.test import Client

from safar.foundation.vault.envelopes import NOTHING_SEEN, Head, Recipient, open_entry, open_slot, seal_entry, seal_slot
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import (
    commit_of,
    key_id,
    new_id,
    new_key,
    new_pair,
    pkcs8_of,
    public_of,
    receipt_keys,
    token_of,
)
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap
from safar.foundation.vault.receipts import EpochKey, Record, new_receipt, open_record, seal_record
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.signatures import entry_statement, sign, sign_consent
from safar.foundation.vault.wire import b64, unb64
from safar.rooms.casework.models import Proposal

LONG_AGO = date(2026, 1, 1)
PAPERS_IN_TWELVE = {
    "ar": "إقامة", "am": "ቪዛ", "bn": "ভিসা", "en": "passport", "es": "indocumentada", "fil": "bisa",
    "fr": "titre de séjour", "hi": "पासपोर्ट", "id": "izin kerja", "ne": "राहदानी", "pt": "passaporte", "ur": "اقامہ",
}  # fmt: skip
"""One word about papers in each language in which a phone looks for them."""


@dataclass
class Desk:
    """A body with its keys, as its members' browsers hold them, and for what it is first told something."""

    id: str
    purpose: str = "advise"
    sealing: EllipticCurvePrivateKey = field(default_factory=new_pair)
    signing: EllipticCurvePrivateKey = field(default_factory=new_pair)

    @property
    def key_id(self) -> bytes:
        return key_id(public_of(self.sealing), public_of(self.signing))

    def key_of(self, folder: dict[str, Any], cid: bytes, sealed: str, purpose: str = "advise") -> bytes:
        """Open a slot as the desk's browser does."""
        epoch = unb64(folder["epoch"])
        place = Recipient(instance_id(), cid, epoch, self.id, self.key_id, purpose)
        return open_slot(self.sealing, place, unb64(sealed), unb64(folder["commits"][folder["epoch"]]))

    def entry(self, cid: bytes, epoch: bytes, key: bytes, content: Any, kind: str = "message") -> dict[str, Any]:
        """Seal and sign what a caseworker writes."""
        head = Head(cid, epoch, new_id(), "body", kind, "1", NOTHING_SEEN)
        blob = seal_entry(key, head, json.dumps(content).encode())
        return {
            "eid": b64(head.eid),
            "kind": kind,
            "form": "1",
            "seen": b64(NOTHING_SEEN),
            "blob": b64(blob),
            "key_id": b64(self.key_id),
            "signature": b64(sign(self.signing, entry_statement(cid, epoch, head.eid, blob))),
        }


def found_body(
    name: str, *, kind: str = "resource-centre", country: str = "XA", organisation: str = "", is_matcher: bool = False
) -> Desk:
    """Bring in a body with keys that work and two members who can open."""
    desk = Desk(name, "enforce-labour-law" if kind == "labour-inspectorate" else "advise")
    with vault_session(KEEP_HOUSE):
        body = Body.objects.create(
            id=name,
            name=name.title(),
            kind=kind,
            country=country,
            organisation=organisation or name,
            is_matcher=is_matcher,
            from_day=LONG_AGO,
        )
        sealing, signing = public_of(desk.sealing), public_of(desk.signing)
        key = BodyKey.objects.create(key_id=desk.key_id, body=body, sealing=sealing, signing=signing, from_day=LONG_AGO)
        for staff in range(2):
            number = int.from_bytes(hashlib.sha256(f"{name}{staff}".encode()).digest()[:6], "big")
            member = Member.objects.create(body=body, staff=number, public=sealing, wrapped=b"x")
            MemberWrap.objects.create(key=key, member=member, sealed=b"x")
    return desk


@dataclass
class Device:
    """A worker's phone: it makes the keys, seals, files, comes back with the receipt."""

    client: Client
    word: str = ""
    receipt: str = field(default_factory=new_receipt)
    cid: bytes = field(default_factory=new_id)
    epoch: bytes = field(default_factory=new_id)
    key: bytes = field(default_factory=new_key)
    consent: EllipticCurvePrivateKey = field(default_factory=new_pair)

    def filing(self, desk: Desk, account: Any = "They did not pay me.", **coarse: Any) -> dict[str, Any]:
        """Give what the device sends for a new complaint."""
        return {
            "cid": b64(self.cid),
            "consent_key": b64(public_of(self.consent)),
            "epoch": self.epoch_to([desk]),
            "entries": [self.entry(account, "account")],
            "keep": "90-days",
            "category": "money",
            "jurisdiction": "XA",
            "filer": "worker",
            "urgency": "normal",
        } | coarse

    def epoch_to(self, desks: list[Desk], until: date | None = None) -> dict[str, Any]:
        """Give the newest epoch, sealed to some bodies."""
        keys = receipt_keys(self.receipt, self.word, instance_id())
        record = Record(self.cid, (EpochKey(self.epoch, self.key),), pkcs8_of(self.consent))
        return {
            "epoch": b64(self.epoch),
            "commit": b64(commit_of(self.key)),
            "token_sha256": b64(hashlib.sha256(token_of(self.key)).digest()),
            "receipts": [{"tag": b64(keys.tag), "record": b64(seal_record(keys.wrap, record))}],
            "slots": [self.slot(desk, desk.purpose, until) for desk in desks],
        }

    def slot(self, desk: Desk, purpose: str = "advise", until: date | None = None) -> dict[str, Any]:
        place = Recipient(instance_id(), self.cid, self.epoch, desk.id, desk.key_id, purpose)
        sealed = seal_slot(public_of(desk.sealing), place, self.key)
        slot = {"body": desk.id, "key_id": b64(desk.key_id), "purpose": purpose, "sealed": b64(sealed)}
        return slot | ({"until": until.isoformat()} if until else {})

    def entry(self, content: Any, kind: str = "message", seen: bytes = NOTHING_SEEN) -> dict[str, Any]:
        head = Head(self.cid, self.epoch, new_id(), "worker", kind, "1", seen)
        blob = seal_entry(self.key, head, content if isinstance(content, bytes) else json.dumps(content).encode())
        return {"eid": b64(head.eid), "kind": kind, "form": "1", "seen": b64(seen), "blob": b64(blob)}

    def proof(self) -> dict[str, str]:
        return {"cid": b64(self.cid), "token": b64(token_of(self.key))}

    def post(self, what: str, body: dict[str, Any]) -> Any:
        return self.client.post(f"/sealed/v1/{what}", json.dumps(body), content_type="application/json")

    def file(self, desk: Desk, account: Any = "They did not pay me.", **coarse: Any) -> Any:
        return self.post("file", self.filing(desk, account, **coarse))

    def folder(self, **asked: Any) -> dict[str, Any]:
        answer = self.post("folder", self.proof() | asked)
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        return found

    def add(self, content: Any, kind: str = "message") -> Any:
        return self.post("add", self.proof() | {"entries": [self.entry(content, kind)]})

    def consent_to(
        self, desk: Desk, purpose: str, until: date, changed: dict[str, Any] | None = None, *, scope: str = "all"
    ) -> Any:
        """Sign a consent and make the slot in the same act."""
        word = sign_consent(
            self.consent, self.cid, body=desk.id, key_id=desk.key_id, purpose=purpose, scope=scope, until=until
        )
        said = {
            "body": word.body,
            "key_id": b64(word.key_id),
            "purpose": purpose,
            "scope": scope,
            "until": until.isoformat(),
            "nonce": b64(word.nonce),
            "signature": b64(word.signature),
            "slot": self.slot(desk, purpose, until),
        }
        return self.post("consent", self.proof() | said | (changed or {}))

    def revoke(self, body: str, others: list[Desk], until: date | None = None) -> Any:
        """Begin a new epoch without a body; `until` is the end of the others' consents."""
        proof = self.proof()
        self.epoch, self.key = new_id(), new_key()
        return self.post("revoke", proof | {"body": body, "epoch": self.epoch_to(others, until)})

    def reopen(self) -> Record:
        """Come back with the receipt alone, as from another phone."""
        keys = receipt_keys(self.receipt, self.word, instance_id())
        answer = self.post("open", {"tag": b64(keys.tag)})
        assert len(answer.content) == 4096
        return open_record(keys.wrap, answer.content)

    def read(self, entry: dict[str, Any]) -> Any:
        """Open one entry of the folder."""
        named = (entry["role"], entry["kind"], entry["form"])
        head = Head(self.cid, unb64(entry["epoch"]), unb64(entry["eid"]), *named, unb64(entry["seen"]))
        return json.loads(open_entry(self.key, head, unb64(entry["blob"])))


def soon(days: int = 30) -> date:
    return date.today() + timedelta(days=days)  # noqa: DTZ011 - a day of the test's own clock


def walled_off(country: str = "XA") -> None:
    """Let a country's offices be safe to tell, as two organisations agreed fourteen days ago."""
    today = date.today()  # noqa: DTZ011 - a day of the test's own clock
    content = {
        "jurisdiction": f"{country.lower()}-state",
        "level": "law",
        "duty_labour_inspectorate": "no",
        "duty_public_services": "no",
        "duty_police": "no",
        "citation": "Made-up act",
        "source": "made up",
        "dated": (today - timedelta(days=20)).isoformat(),
    }
    with vault_session(KEEP_HOUSE):
        Proposal.objects.create(
            body=content["jurisdiction"],
            change="raise-level",
            content=content,
            proposed_by=1,
            proposed_for="Union",
            proposed_on=LONG_AGO,
            seconded_by=2,
            seconded_for="Centre",
            seconded_on=LONG_AGO,
            from_day=today - timedelta(days=1),
        )
