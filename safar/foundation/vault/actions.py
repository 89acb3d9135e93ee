"""Writes on sealed folders, as verbs: file, add, consent, revoke, keep, delete. Call them inside a `vault_session`.

Nothing here can read what it stores. Each act leaves a closed leaf in the journal, and gives back the signed promise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from django.db.models import Model

from safar.foundation.journal.actions import Promise, forget, record_act
from safar.foundation.vault import access, pepper
from safar.foundation.vault.deletions import note_deletion
from safar.foundation.vault.models import Consent, Entry, Epoch, Folder, Receipt, Slot
from safar.foundation.vault.rows import add_row, add_rows
from safar.foundation.vault.sealed import (
    BODY_KINDS,
    MOST_RECEIPTS,
    WORKER_KINDS,
    Refused,
    SealedEntry,
    SealedEpoch,
    SealedFolder,
    SealedReceipt,
    SealedSlot,
    SignedConsent,
    check_consent,
    check_entries,
    check_epoch,
    check_folder,
    check_receipt,
    check_slot,
    size_class,
)
from safar.foundation.vault.sessions import admit
from safar.foundation.vault.signatures import verify_body_entry, verify_consent

ENOUGH_MEMBERS = 2
NOTHING_EARLIER: Mapping[bytes, bytes] = MappingProxyType({})


def file_folder(
    sealed: SealedFolder, *, room: str, day: date, now: datetime, kinds: frozenset[str] = WORKER_KINDS
) -> tuple[Folder, Promise]:
    """Store a new folder. The same folder sent again (an answer was lost on the way) is the same folder."""
    check_folder(sealed, kinds)
    known = access.holder_of(sealed.epoch.receipts[0].tag)
    if known is not None:
        return _same(known, sealed, now)
    folder = Folder(
        room=room,
        cid=sealed.cid,
        epoch=sealed.epoch.epoch,
        consent_key=sealed.consent_key,
        sealed_by=sealed.sealed_by,
        keep=sealed.keep,
        last_on=day,
    )
    admit(folder.pk)
    add_rows([folder, *_epoch_rows(folder, sealed.epoch, now.date()), *_entry_rows(folder, sealed.entries, day)])
    return folder, record_act(folder.pk, "filed", {"slots": [slot.body for slot in sealed.epoch.slots]}, now=now)


def add_worker_entries(folder: Folder, entries: Sequence[SealedEntry], *, day: date, now: datetime) -> Promise:
    """Add what the worker wrote."""
    check_entries(entries, WORKER_KINDS)
    add_rows(_entry_rows(folder, entries, day))
    return _touched(folder, "worker added", {"entries": len(entries)}, day, now)


def add_body_entry(folder: Folder, entry: SealedEntry, *, day: date, now: datetime) -> Promise:
    """Add what a body wrote; unsigned, or signed by a key that is not the body's, it is refused."""
    check_entries([entry], BODY_KINDS)
    key = access.key_for(entry.body, entry.key_id, now.date())
    if key is None:
        raise Refused("the body has no such key")
    place = (bytes(folder.cid), bytes(folder.epoch), entry.eid, entry.blob)
    if not verify_body_entry(bytes(key.signing), entry.signature, *place):
        raise Refused("the entry is not signed by the body's key")
    add_rows(_entry_rows(folder, [entry], day))
    return _touched(folder, "body added", {"body": entry.body, "kind": entry.kind}, day, now)


def give_consent(
    folder: Folder,
    consent: SignedConsent,
    slot: SealedSlot,
    earlier: Mapping[bytes, bytes] = NOTHING_EARLIER,
    *,
    day: date,
    now: datetime,
) -> Promise:
    """Store the worker's signed word and, in the same act, the slots that make it true. There is no other way.

    `slot` holds the newest key; `earlier` gives the keys of epochs before it, sealed alike, each under its epoch.
    """
    check_consent(consent)
    slots = {bytes(folder.epoch): slot, **{epoch: replace(slot, sealed=sealed) for epoch, sealed in earlier.items()}}
    for one in slots.values():
        check_slot(one)
    _check_earlier(folder, earlier)
    if consent.until < now.date():
        raise Refused("the consent has run out")
    spoken = (consent.body, consent.key_id, consent.purpose, consent.until)
    if (slot.body, slot.key_id, slot.purpose, slot.until) != spoken:
        raise Refused("consent and slot speak of different bodies, keys, purposes or days")
    if not verify_consent(bytes(folder.consent_key), bytes(folder.cid), consent):
        raise Refused("the consent is not signed by the key of this folder")
    if Consent.objects.filter(folder=folder, nonce=consent.nonce).exists():
        raise Refused("this consent was given before")
    for epoch, one in slots.items():
        _put_slot(_slot_row(folder, epoch, one, now.date()))
    Consent.objects.create(
        folder=folder,
        body_id=consent.body,
        key_id=consent.key_id,
        purpose=consent.purpose,
        scope=consent.scope,
        until=consent.until,
        nonce=consent.nonce,
        signature=consent.signature,
    )
    return _touched(folder, "consent given", {"body": consent.body, "purpose": consent.purpose}, day, now)


def revoke(folder: Folder, body: str, epoch: SealedEpoch, *, day: date, now: datetime) -> Promise:
    """Take a body's slots away and begin a new epoch with the others' new slots. The past can't be unread.

    The new epoch lets nobody in, and whoever is left out of it loses the older slots and the consents too.
    """
    check_epoch(epoch)
    if any(slot.body == body for slot in epoch.slots):
        raise Refused("the new epoch is sealed to the body that is to lose it")
    held = set(Slot.objects.filter(folder=folder, epoch=bytes(folder.epoch)).values_list("body", "purpose", "until"))
    if not {(slot.body, slot.purpose, slot.until) for slot in epoch.slots} <= held:
        raise Refused("the new epoch is sealed to a body that was not let in, for a purpose or until a day")
    stay = {slot.body for slot in epoch.slots}
    Slot.objects.filter(folder=folder).exclude(body__in=stay).delete()
    Consent.objects.filter(folder=folder, revoked_on=None).exclude(body__in=stay).update(revoked_on=day)
    Receipt.objects.filter(folder=folder).delete()
    folder.epoch = epoch.epoch
    folder.save(update_fields=["epoch"])
    add_rows(_epoch_rows(folder, epoch, now.date()))
    return _touched(folder, "consent revoked", {"body": body}, day, now)


def add_receipt(
    folder: Folder, receipt: SealedReceipt, renewed: SealedReceipt | None = None, *, day: date, now: datetime
) -> Promise:
    """Give the folder one more receipt, for a person the worker trusts.

    `renewed` is the record of a receipt that is there, written anew so that it knows the other.
    """
    check_receipt(receipt)
    if renewed is not None:
        check_receipt(renewed)
        if not Receipt.objects.filter(folder=folder, tag_mac=pepper.tag_mac(renewed.tag)).update(record=renewed.record):
            raise Refused("the folder has no such receipt")
    if Receipt.objects.filter(folder=folder).count() >= MOST_RECEIPTS:
        raise Refused(f"a folder can have {MOST_RECEIPTS} receipts")
    add_row(_receipt_row(folder, receipt))
    return _touched(folder, "receipt added", {}, day, now)


def change_keep(folder: Folder, keep: str, *, day: date, now: datetime) -> Promise:
    """Take the worker's choice of how long the folder is kept."""
    if keep not in Folder.Keep.values:
        raise Refused("there is no such choice")
    folder.keep = keep
    folder.save(update_fields=["keep"])
    return _touched(folder, "keep changed", {"keep": keep}, day, now)


def delete_folder(folder: Folder, *, today: date) -> None:
    """Remove slots, entries, acts and their salts: what is left in copies opens no more, and no backup revives it."""
    note_deletion(bytes(folder.cid), today)
    forget(folder.pk)
    folder.delete()


def _same(known: int, sealed: SealedFolder, now: datetime) -> tuple[Folder, Promise]:
    admit(known)
    folder = Folder.objects.get(pk=known)
    record = access.record_for(sealed.epoch.receipts[0].tag)
    if bytes(folder.cid) != sealed.cid or record != sealed.epoch.receipts[0].record:
        raise Refused("this receipt opens another folder")
    return folder, record_act(folder.pk, "filed again", {}, now=now)


def _epoch_rows(folder: Folder, epoch: SealedEpoch, today: date) -> list[Model]:
    return [
        Epoch(folder=folder, epoch=epoch.epoch, commit=epoch.commit, token_sha256=epoch.token_sha256),
        *(_receipt_row(folder, receipt) for receipt in epoch.receipts),
        *(_slot_row(folder, epoch.epoch, slot, today) for slot in epoch.slots),
    ]


def _check_earlier(folder: Folder, earlier: Mapping[bytes, bytes]) -> None:
    known = {bytes(epoch) for epoch in Epoch.objects.filter(folder=folder).values_list("epoch", flat=True)}
    if not set(earlier) <= known - {bytes(folder.epoch)}:
        raise Refused("the folder had no such epoch before")


def _put_slot(row: Slot) -> None:
    """Store a consented slot. What the body had without an end stays; a consent given again takes the later day."""
    of_body = Slot.objects.filter(folder=row.folder, body=row.body_id, purpose=row.purpose)
    standing = of_body.filter(epoch=row.epoch).first()
    if standing is None:
        add_row(row)
    elif standing.until is not None and row.until is not None:
        standing.key_id, standing.sealed, standing.until = row.key_id, row.sealed, max(row.until, standing.until)
        standing.save(update_fields=["key_id", "sealed", "until"])


def _receipt_row(folder: Folder, receipt: SealedReceipt) -> Receipt:
    return Receipt(folder=folder, tag_mac=pepper.tag_mac(receipt.tag), record=receipt.record)


def _slot_row(folder: Folder, epoch: bytes, slot: SealedSlot, today: date) -> Slot:
    if not access.has_key(slot.body, slot.key_id, today):
        raise Refused("the body has no such key today")
    return Slot(
        folder=folder,
        epoch=epoch,
        body_id=slot.body,
        key_id=slot.key_id,
        purpose=slot.purpose,
        sealed=slot.sealed,
        until=slot.until,
    )


def _entry_rows(folder: Folder, entries: Sequence[SealedEntry], day: date) -> list[Entry]:
    return [
        Entry(
            folder=folder,
            epoch=folder.epoch,
            eid=entry.eid,
            role=entry.role,
            kind=entry.kind,
            form=entry.form,
            seen=entry.seen,
            on=day,
            size=size_class(entry),
            blob=entry.blob,
            body_id=entry.body or None,
            key_id=entry.key_id,
            signature=entry.signature,
        )
        for entry in entries
    ]


def _touched(folder: Folder, verb: str, detail: dict[str, object], day: date, now: datetime) -> Promise:
    folder.last_on = day
    folder.save(update_fields=["last_on"])
    return record_act(folder.pk, verb, detail, now=now)
