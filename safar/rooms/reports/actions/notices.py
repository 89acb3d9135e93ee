"""Tell a party that a card may appear, before it does; and let it prove who it is, so that it can answer.

A notice holds no number, no date and no cohort: whoever reads it learns nothing about who reported.
"""

from __future__ import annotations

from datetime import date, datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.receipts import new_receipt
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.actions.publish import take_down
from safar.rooms.reports.models import PARTY, PartyNotice
from safar.rooms.reports.telling import PARTY_ID
from safar.rules.firewall import Purpose


def note_notice(party: str, *, staff: int, now: datetime, undeliverable: bool = False) -> None:
    """Write down that the notice went to the address of record, or came back. The fourteen days begin at the first."""
    with vault_session(Purpose.STATISTICS):
        notice = _notice(party)
        notice.notified_on = notice.notified_on or now.date()
        notice.undeliverable_on = now.date() if undeliverable else notice.undeliverable_on
        notice.save()
        record_act(None, "party notified", {"party": party, "by": staff, "undeliverable": undeliverable}, now=now)


def note_facts(party: str, *, is_household: bool, workforce: int | None, staff: int, now: datetime) -> None:
    """Write down what a card depends on: a household has none, and most of a known workforce is nobody's number.

    A card that may not stand beside it comes down at once.
    """
    if workforce is not None and workforce < 1:
        raise Refused("a workforce is one person or more")
    with vault_session(Purpose.STATISTICS):
        notice = _notice(party)
        notice.is_household, notice.workforce = is_household, workforce
        notice.save()
        record_act(None, "facts of a party", {"party": party, "by": staff}, now=now)
    take_down(party, now=now)


def verify_party(party: str, *, evidence: str, staff: int, now: datetime) -> str:
    """A record editor has seen who speaks for the party; gives the key to answer with, which is shown once."""
    if not evidence.strip():
        raise Refused("say what was seen")
    key = new_receipt()
    with vault_session(Purpose.STATISTICS):
        notice = _notice(party)
        notice.verified_on, notice.key_mac = now.date(), key_mac(key)
        notice.save()
        record_act(None, "party verified", {"party": party, "by": staff, "seen": evidence.strip()[:200]}, now=now)
    return key


def key_mac(key: str) -> bytes:
    """Give what the house keeps of a party's key."""
    return tag_mac(b"party key" + key.encode())


def _notice(party: str) -> PartyNotice:
    if not PARTY_ID.fullmatch(party) or len(party) > PARTY:
        raise Refused("there is no such party")
    return PartyNotice.objects.filter(party=party).first() or PartyNotice(party=party)


def answered(party: str, today: date) -> None:
    """The party has answered its notice; inside a session."""
    notice = _notice(party)
    notice.answered_on = notice.answered_on or today
    notice.save()
