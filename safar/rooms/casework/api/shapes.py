"""What the sealed API takes and gives. Bytes travel as base64url; no field is for a word of the worker's."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from safar.foundation.vault.sealed import (
    SignedConsent,
)
from safar.foundation.vault.sealed_shapes import (
    BodyId,
    EntryIn,
    EpochIn,
    FolderIn,
    Hash,
    Id,
    ReceiptIn,
    SealedKey,
    Signature,
    SlotIn,
    Small,
)
from safar.rooms.casework.actions.file import Filing, Hold
from safar.rooms.casework.models import Case
from safar.rules.firewall import Purpose
from safar.rules.harms import CaseCategory, Urgency

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]


class Problem(Schema):
    """What is wrong, in words (RFC 9457)."""

    title: str
    status: int
    detail: str


class HoldIn(Schema):
    """Wait until others report the same employer."""

    matcher: BodyId
    matcher_key: Id
    body: BodyId
    body_key: Id
    purpose: Purpose
    note: Small
    inner: Small

    def value(self) -> Hold:
        keys = (self.matcher, self.matcher_key, self.body, self.body_key)
        return Hold(*keys, self.purpose.value, self.note, self.inner)


class FilingIn(FolderIn):
    """A whole complaint: sealed, beside the coarse things the server may know."""

    category: CaseCategory
    jurisdiction: Country
    filer: Case.Filer
    urgency: Urgency
    may_hear_early: bool = False
    hold: HoldIn | None = None
    work: str = Field(default="", max_length=120)
    answer: str = Field(default="", max_length=20)

    def value(self) -> Filing:
        hold = self.hold.value() if self.hold else None
        coarse = (self.category, self.jurisdiction, self.filer, self.urgency, self.may_hear_early)
        return Filing(self.sealed(), *coarse, hold)


class PromiseOut(Schema):
    """The house's signed word that the act will stand in the journal by a day."""

    leaf: str
    due: date
    note: str
    salt: str
    act: str


class FiledOut(Schema):
    """What filing gives back."""

    state: str
    promise: PromiseOut


class TagIn(Schema):
    """The tag of a receipt; the receipt itself never leaves the device."""

    tag: Hash


class Key(Schema):
    """What proves that one holds a folder's newest key."""

    cid: Id
    token: Hash


class AddIn(Key):
    """What the worker adds."""

    entries: list[EntryIn] = Field(min_length=1, max_length=8)


class FetchIn(Key):
    """Which of the sealed entries to give; none named gives all texts and no files."""

    eids: list[Id] = Field(default=[], max_length=50)


class EarlierIn(Schema):
    """The key of an epoch before the newest, sealed as the consent's slot is."""

    epoch: Id
    sealed: SealedKey


class ConsentIn(Key):
    """A signed consent, and the slots made in the same act; a record holds some forty epochs at most."""

    body: BodyId
    key_id: Id
    purpose: Purpose
    scope: str = Field(max_length=2000)
    until: date
    nonce: Id
    signature: Signature
    slot: SlotIn
    earlier: list[EarlierIn] = Field(default=[], max_length=48)

    def value(self) -> SignedConsent:
        spoken = (self.body, self.key_id, self.purpose.value, self.scope, self.until)
        return SignedConsent(*spoken, self.nonce, self.signature)


class RevokeIn(Key):
    """The body that loses its slots, and the new epoch without it."""

    body: BodyId
    epoch: EpochIn


class ReceiptAddIn(Key):
    """A second receipt, for a person she trusts; `renewed` is her own record, which knows the other from now on."""

    receipt: ReceiptIn
    renewed: ReceiptIn | None = None


class KeepIn(Key):
    """How long to keep the folder."""

    keep: str = Field(pattern="^(90-days|year|closed)$")


class ActOut(Schema):
    """An act was stored; its promise."""

    promise: PromiseOut


class EntryOut(Schema):
    """One sealed entry; files come without their blob unless asked for by name."""

    eid: str
    epoch: str
    role: str
    kind: str
    form: str
    seen: str
    on: date
    size: int
    blob: str | None
    body: str
    key_id: str
    signature: str


class SlotOut(Schema):
    """Who can open the folder, for what, until when; `is_offered`: a key may be sealed to them today."""

    body: str
    name: str
    key_id: str
    purpose: str
    epoch: str
    until: date | None
    is_offered: bool


class KeyOut(Schema):
    """A body's public keys."""

    body: str
    key_id: str
    sealing: str
    signing: str
    from_day: date


class NoticeOut(Schema):
    """A request for data about this folder, told to whom it concerns."""

    received_on: date
    requester: str
    basis: str
    scope: str
    decision: str
    given: str


class ProofOut(Schema):
    """An act of this folder, and where it stands in the journal."""

    salt: str
    act: str
    leaf: str
    position: int | None
    size: int | None
    path: list[str]
    checkpoint: str


class StepOut(Schema):
    """What is due from a body."""

    kind: str
    body: str
    due_on: date
    is_overdue: bool


class FolderOut(Schema):
    """All that a receipt opens, sealed, with what the server knows of it."""

    state: str
    room: str
    waits_in_vain: bool
    keep: str
    sealed_by: str
    epoch: str
    commits: dict[str, str]
    entries: list[EntryOut]
    slots: list[SlotOut]
    keys: list[KeyOut]
    notices: list[NoticeOut]
    steps: list[StepOut]
    proofs: list[ProofOut]


class WorkOut(Schema):
    """What a filing has to show first: nothing on a quiet day."""

    bits: int
    challenge: str
