"""The only place that turns a receipt's tag, a token or a body into private rows. Unknown and forbidden are one 404."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

from django.http import Http404

from safar.foundation.reads import rows
from safar.foundation.vault import pepper
from safar.foundation.vault.models import Body, BodyKey, Epoch, Folder, Member, Receipt, Slot
from safar.foundation.vault.sessions import admit


def record_for(tag: bytes) -> bytes:
    """Give the 4,096 bytes behind a receipt's tag; for one that nobody has, bytes that look the same."""
    mac, empty = pepper.tag_mac(tag), pepper.decoy(tag)
    found = rows(Receipt, "SELECT record FROM vault_receipt WHERE tag_mac = %s", [mac])
    return bytes(found[0][0]) if found else empty


def holder_of(tag: bytes) -> int | None:
    """Give the folder that a receipt opens, by its number."""
    found = rows(Receipt, "SELECT folder_id FROM vault_receipt WHERE tag_mac = %s", [pepper.tag_mac(tag)])
    return int(found[0][0]) if found else None


def receipt_for(tag: bytes) -> Receipt:
    """Give a receipt by its tag, and let the session see its folder."""
    found = Receipt.objects.filter(tag_mac=pepper.tag_mac(tag)).first()
    if found is None:
        raise Http404
    admit(found.folder_id)
    return found


def folder_by_token(cid: bytes, token: bytes) -> Folder:
    """Give the folder whose newest key made the token, and let the session see it."""
    return opened_by_token(cid, token)[0]


def opened_by_token(cid: bytes, token: bytes) -> tuple[Folder, dict[bytes, bytes]]:
    """The same, and what the key of each of its epochs is held against: one read less for who shows it all."""
    found = Folder.objects.filter(cid=cid).first()
    if found is None:
        raise Http404
    admit(found.pk)
    epochs = rows(Epoch, 'SELECT epoch, "commit", token_sha256 FROM vault_epoch WHERE folder_id = %s', [found.pk])
    kept = next((token_hash for epoch, _, token_hash in epochs if bytes(epoch) == bytes(found.epoch)), None)
    if kept is None:
        raise Http404
    if not hmac.compare_digest(bytes(kept), hashlib.sha256(token).digest()):
        raise Http404
    return found, {bytes(epoch): bytes(commit) for epoch, commit, _ in epochs}


def folder_for_body(folder: int, body: str, today: date) -> Folder:
    """Give a folder that a body holds a live slot of."""
    found = Folder.objects.filter(pk=folder).first()
    if found is None:
        raise Http404
    if not live_slots(found, body, today):
        raise Http404
    return found


def live_slots(folder: Folder, body: str, today: date) -> list[Slot]:
    """Give a body's slots of a folder that have not run out."""
    slots = Slot.objects.filter(folder=folder, body=body)
    return [slot for slot in slots if slot.until is None or slot.until >= today]


def body_for(reference: str, today: date) -> Body:
    """Give a body that takes folders today."""
    found = Body.objects.filter(pk=reference, from_day__lte=today).first()
    if found is None:
        raise Http404
    if found.until_day is not None and found.until_day < today:
        raise Http404
    return found


def key_for(body: str, key_id: bytes, today: date) -> BodyKey | None:
    """Give a body's key if it may be sealed to today."""
    found = BodyKey.objects.filter(pk=key_id, body=body, from_day__lte=today).first()
    if found is None:
        return None
    return found if found.retired_on is None or found.retired_on > today else None


def has_key(body: str, key_id: bytes, today: date) -> bool:
    """Say whether a key may be sealed to today."""
    sql = (
        "SELECT 1 FROM vault_bodykey WHERE key_id = %s AND body_id = %s AND from_day <= %s"
        " AND (retired_on IS NULL OR retired_on > %s)"
    )
    return bool(rows(BodyKey, sql, [key_id, body, today.isoformat(), today.isoformat()]))


def member_for(staff: int) -> Member | None:
    """Give the keys of a member of staff in their body, if they made some and have not left."""
    return Member.objects.filter(staff=staff, left_on=None).first()
