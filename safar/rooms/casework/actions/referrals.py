"""Hand a case to another body, or send back what came of one: only at the worker's own signed wish.

Her device makes the other body's slot in the act of consenting; nothing here can make one. What is left to do is to say
that the case now lies with the other body, and there is no way to say so without her live consent.
"""

from __future__ import annotations

from datetime import date, datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.models import Consent
from safar.foundation.vault.sealed import Refused, SealedEntry, SignedConsent
from safar.foundation.vault.sessions import vault_session
from safar.foundation.vault.signatures import verify_consent
from safar.rooms.casework.access import Desk, Handled, case_for, live_consents, own_case_for
from safar.rooms.casework.actions.desk import PURPOSE, add_signed, move_on
from safar.rooms.casework.actions.steps import FIRST_WORD, REPLY, finish
from safar.rooms.casework.models import Referral
from safar.rules.case_states import State, Verb, verbs

NO_CONSENT = "the worker has not agreed to this body, or no longer does"


def refer(desk: Desk, number: int, receiver: str, *, now: datetime) -> State:
    """Say that the case now lies with another body. Without her live consent it is refused, and the journal says so."""
    with vault_session(PURPOSE, body=desk.body):
        handled = own_case_for(desk, number, now.date())
        if Verb.REFER not in verbs(State(handled.case.state)):
            raise Refused(f"a case that is {handled.case.state} can't be referred")
        if receiver != desk.body and _agreed(handled, receiver, now.date()):
            return move_on(handled, Verb.REFER, now=now)
        record_act(handled.folder.pk, "referral refused", {"body": desk.body}, now=now)
    raise Refused(NO_CONSENT)


def send_results(desk: Desk, number: int, entry: SealedEntry, *, now: datetime) -> None:
    """Answer a referral: what came of it, as a signed message that the worker and the first body read too."""
    with vault_session(PURPOSE, body=desk.body):
        handled = case_for(desk, number, now.date())
        open_one = Referral.objects.filter(folder=handled.folder, receiver=desk.body, ended_on=None).first()
        if open_one is None:
            raise Refused("nothing was referred to this body")
        if entry.kind != "message":
            raise Refused("results are sent as a message")
        day = add_signed(handled, entry, now=now)
        open_one.answered_on = day
        open_one.save(update_fields=["answered_on"])
        finish(handled.case, (*FIRST_WORD, REPLY), body=desk.body, today=now.date())
        record_act(handled.folder.pk, "referral answered", {"body": desk.body}, now=now)


def signed(consent: Consent) -> SignedConsent:
    """Give a stored consent as it was signed."""
    kept = bytes(consent.key_id), bytes(consent.nonce), bytes(consent.signature)
    return SignedConsent(consent.body_id, kept[0], consent.purpose, consent.scope, consent.until, kept[1], kept[2])


def is_signed(handled: Handled, consent: Consent) -> bool:
    """Does the case's consent key stand under this very consent?"""
    return verify_consent(bytes(handled.folder.consent_key), bytes(handled.folder.cid), signed(consent))


def _agreed(handled: Handled, receiver: str, today: date) -> bool:
    return any(is_signed(handled, one) for one in live_consents(handled.folder, receiver, today))
