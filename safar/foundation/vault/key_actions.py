"""Writes on the keys of bodies and of their people, as verbs. Call them inside a `vault_session` of the body.

Every secret is made and wrapped in a member's browser; what comes here is public keys, wraps and signatures. Nobody who
keeps the site can do any of this: each act needs a key that only a member's seven words open.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from safar.foundation.journal.actions import record_act, record_open
from safar.foundation.journal.body_keys import JournalKey, key_id_of, vouching
from safar.foundation.vault.bodies import (
    ENOUGH,
    UNCONFIRMED,
    first_vouching,
    journal_key,
    keys_held,
    live_members,
    member_mark,
    newest_key,
    sheet_of,
    unconfirmed_key,
    usable_from,
)
from safar.foundation.vault.keys import NONCE, TAG, load_public
from safar.foundation.vault.members import WORDS_LENGTH
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.signatures import is_signed

LEAST_WRAP, MOST_WRAP = 200, 600
MOST_CREDENTIAL = 1023
WRAPPED_WORDS = NONCE + WORDS_LENGTH + TAG
LOAD_AGAIN = "somebody's key has changed meanwhile: load the page again"


def make_member_key(body: Body, staff: int, *, public: bytes, wrapped: bytes, now: datetime) -> Member:
    """Take a member's new key. One that replaces another opens nothing until a colleague lets its holder in again."""
    load_public(public)
    _check_wrap(wrapped, least=100)
    for old in Member.objects.filter(staff=staff, left_on=None):
        _leave(old, now.date())
    made = Member.objects.create(body=body, staff=staff, public=public, wrapped=wrapped)
    record_act(None, "member key made", {"body": body.pk, "member": staff}, now=now)
    return made


def keep_passkey(member: Member, credential: bytes, wrapped: bytes, *, now: datetime) -> None:
    """Take the passkey that keeps a member's words, in place of one before. It opens nothing here."""
    if not 1 <= len(credential) <= MOST_CREDENTIAL:
        raise Refused("the passkey's name has a wrong size")
    if len(wrapped) != WRAPPED_WORDS:
        raise Refused("a wrapped key has a wrong size")
    member.passkey, member.passkey_wrapped = credential, wrapped
    member.save(update_fields=["passkey", "passkey_wrapped"])
    record_act(None, "passkey made", {"body": member.body_id, "member": member.staff}, now=now)


def end_passkey(member: Member, *, now: datetime) -> None:
    """Forget a member's passkey; the words still open."""
    member.passkey, member.passkey_wrapped = b"", b""
    member.save(update_fields=["passkey", "passkey_wrapped"])
    record_act(None, "passkey ended", {"body": member.body_id, "member": member.staff}, now=now)


def make_body_key(maker: Member, *, sealing: bytes, signing: bytes, wraps: Mapping[int, bytes]) -> BodyKey:
    """Take a body's first key. It counts for nothing until a second member has opened and confirmed it."""
    if newest_key(maker.body_id) is not None:
        raise Refused("the body has a key: it can only be renewed")
    members = {one.staff: one for one in live_members(maker.body_id)}
    if maker.staff not in wraps or len(wraps) < ENOUGH or not set(wraps) <= set(members):
        raise Refused("a body's key is made for at least two members who have keys")
    if old := unconfirmed_key(maker.body_id):
        old.delete()
    made = _new_key(maker.body, sealing, signing, from_day=UNCONFIRMED, by=member_mark(bytes(maker.public)))
    _wrap(made, {members[staff]: sealed for staff, sealed in wraps.items()})
    return made


def confirm_body_key(member: Member, key_id: bytes, signature: bytes, *, now: datetime) -> BodyKey:
    """Take the second member's word for the first key: it goes into the journal, and works after 72 hours."""
    key = unconfirmed_key(member.body_id)
    if key is None or bytes(key.pk) != key_id or key_id not in keys_held(member):
        raise Refused("there is no key for you to confirm")
    mark = member_mark(bytes(member.public))
    if mark == bytes(key.vouched_by):
        raise Refused("another member has to confirm it")
    if not is_signed(bytes(member.public), first_vouching(member.body_id, key_id), signature):
        raise Refused("it is not signed by your key")
    key.vouched_by, key.voucher, key.from_day = mark, signature, usable_from(now)
    key.save(update_fields=["vouched_by", "voucher", "from_day"])
    record_open("body-key", journal_key(key).as_content(), now=now)
    return key


def renew_body_key(
    member: Member,
    *,
    sealing: bytes,
    signing: bytes,
    wraps: Mapping[int, bytes],
    from_day: date,
    voucher: bytes,
    leaving: int | None = None,
    now: datetime,
) -> BodyKey:
    """Take a body's next key, signed by the one before, for everyone who held that one but a person who leaves."""
    old = newest_key(member.body_id)
    if old is None or bytes(old.pk) not in keys_held(member) or leaving == member.staff:
        raise Refused("you can't renew the key of this body")
    holders = _holders(old, leaving)
    if set(wraps) != set(holders) or from_day != usable_from(now):
        raise Refused(LOAD_AGAIN)
    made = _vouched(old, sealing, signing, from_day, voucher)
    _wrap(made, {holders[staff]: sealed for staff, sealed in wraps.items()})
    BodyKey.objects.filter(pk=old.pk).update(retired_on=from_day)
    if leaving is not None:
        _take_out(member.body_id, leaving, now)
    record_open("body-key", journal_key(made).as_content(), now=now)
    return made


def let_in(member: Member, staff: int, wraps: Mapping[bytes, bytes], *, now: datetime) -> None:
    """Let one more member open the body's keys, old ones too; another member's browser made the wraps."""
    other = Member.objects.filter(body=member.body_id, staff=staff, left_on=None).first()
    held = keys_held(member)
    if other is None or not wraps or not set(wraps) <= set(held) or other.pk == member.pk:
        raise Refused(LOAD_AGAIN)
    _replace_wraps(other, wraps)
    record_act(None, "member let in", {"body": member.body_id, "member": staff, "by": member.staff}, now=now)


def make_sheet(member: Member, number: int, public: bytes, wraps: Mapping[bytes, bytes], *, now: datetime) -> Member:
    """Take a holder of the body's keys that lives on three papers alone, in place of the sheets before.

    The browser draws its number, which the wraps are bound to; it lies below nought, where no account is.
    """
    load_public(public)
    if not -(2**63) < number < 0:
        raise Refused("the sheets' number has a wrong form")
    held = keys_held(member)
    if not held or set(wraps) != set(held):
        raise Refused(LOAD_AGAIN)
    if old := sheet_of(member.body_id):
        _leave(old, now.date())
    sheet = Member.objects.create(body=member.body, staff=number, public=public, wrapped=b"")
    for key in BodyKey.objects.filter(pk__in=list(wraps)):
        _wrap(key, {sheet: wraps[bytes(key.pk)]})
    record_open("body-change", {"body": member.body_id, "change": "recovery sheets made"}, now=now)
    return sheet


def end_sheet(body: str, *, now: datetime) -> None:
    """Let the sheets open nothing from now on."""
    if sheet := sheet_of(body):
        _leave(sheet, now.date())
        record_open("body-change", {"body": body, "change": "recovery sheets ended"}, now=now)


def use_sheet(member: Member, *, now: datetime) -> None:
    """Write down that the sheets are used; only then is handed out what two of them open."""
    if sheet_of(member.body_id) is None:
        raise Refused("this body has no recovery sheets")
    record_open("body-change", {"body": member.body_id, "change": "recovery sheets used"}, now=now)


def let_in_by_sheet(member: Member, wraps: Mapping[bytes, bytes], *, now: datetime) -> None:
    """Take the wraps that a member's browser made for its own member with the sheets' key."""
    sheet = sheet_of(member.body_id)
    if sheet is None or not wraps or not set(wraps) <= set(keys_held(sheet)):
        raise Refused(LOAD_AGAIN)
    _replace_wraps(member, wraps)
    record_act(None, "member let in by sheet", {"body": member.body_id, "member": member.staff}, now=now)


def _replace_wraps(member: Member, wraps: Mapping[bytes, bytes]) -> None:
    for key in BodyKey.objects.filter(body=member.body_id, pk__in=list(wraps)):
        MemberWrap.objects.filter(key=key, member=member).delete()
        _wrap(key, {member: wraps[bytes(key.pk)]})


def _new_key(body: Body, sealing: bytes, signing: bytes, *, from_day: date, by: bytes, voucher: bytes = b"") -> BodyKey:
    load_public(sealing)
    load_public(signing)
    key_id = key_id_of(sealing, signing)
    if BodyKey.objects.filter(pk=key_id).exists():
        raise Refused("this key was here before")
    return BodyKey.objects.create(
        key_id=key_id,
        body=body,
        sealing=sealing,
        signing=signing,
        vouched_by=by,
        voucher=voucher,
        from_day=from_day,
    )


def _vouched(old: BodyKey, sealing: bytes, signing: bytes, from_day: date, voucher: bytes) -> BodyKey:
    """Make the key that the one before vouches for, or refuse it."""
    stated = JournalKey(
        old.body_id, key_id_of(sealing, signing), sealing, signing, from_day, bytes(old.key_id), voucher
    )
    if not is_signed(bytes(old.signing), vouching(stated), voucher):
        raise Refused("the new key is not signed by the one before")
    return _new_key(old.body, sealing, signing, from_day=from_day, by=bytes(old.key_id), voucher=voucher)


def _holders(key: BodyKey, leaving: int | None) -> dict[int, Member]:
    """Give those who hold a key and stay, the recovery sheet too, by their numbers."""
    rows = MemberWrap.objects.filter(key=key, member__left_on=None).select_related("member")
    return {row.member.staff: row.member for row in rows if row.member.staff != leaving}


def _wrap(key: BodyKey, wraps: Mapping[Member, bytes]) -> None:
    for member, sealed in wraps.items():
        _check_wrap(sealed)
        MemberWrap.objects.create(key=key, member=member, sealed=sealed)


def _take_out(body: str, staff: int, now: datetime) -> None:
    for gone in Member.objects.filter(body=body, staff=staff, left_on=None):
        _leave(gone, now.date())
        record_act(None, "member left", {"body": body, "member": staff}, now=now)


def _leave(member: Member, today: date) -> None:
    MemberWrap.objects.filter(member=member).delete()
    member.left_on, member.wrapped, member.passkey, member.passkey_wrapped = today, b"", b"", b""
    member.save(update_fields=["left_on", "wrapped", "passkey", "passkey_wrapped"])


def _check_wrap(sealed: bytes, *, least: int = LEAST_WRAP) -> None:
    if not least <= len(sealed) <= MOST_WRAP:
        raise Refused("a wrapped key has a wrong size")
