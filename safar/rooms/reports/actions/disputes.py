"""Notice and counter-notice: somebody says that what is shown is wrong; somebody else answers; a reason decides.

Words alone are taken, and nothing about a worker is asked for. What is removed is removed with its reason in the
journal. A heap of notices by strangers locks nobody out: whoever holds the party's key has room beside it.
"""

from __future__ import annotations

from datetime import datetime

from django.http import Http404

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.load import Budget, Busy
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.access import notice_for_key
from safar.rooms.reports.actions.notices import key_mac
from safar.rooms.reports.actions.publish import take_down
from safar.rooms.reports.actions.removals import Chosen, check_chosen, decide_words, end_reports
from safar.rooms.reports.actions.submit import MANY_AT_ONCE
from safar.rooms.reports.models import Dispute
from safar.rooms.reports.telling import NO_PARTY, PARTY_ID, check_text
from safar.rules.firewall import Purpose
from safar.rules.messages import gettext_noop
from safar.rules.receipts import read_receipt

MOST_OPEN = 20
BUDGET = Budget(30)
EMPTY = gettext_noop("Write what is wrong")
NO_GROUND = gettext_noop("Choose one of the reasons")
TOO_MANY = gettext_noop("Many notices about this party wait already; they are looked at in turn")


def give_notice(*, party: str, ground: str, text: str, now: datetime, key: str = "") -> int:
    """Take a notice about what is shown of a party; gives its number.

    `key` is the party's own: with it, neither the notices that strangers gave nor the site's budget stand in the way.
    Raises Http404 for a key that is not this party's.
    """
    if not PARTY_ID.fullmatch(party):
        raise Refused(NO_PARTY)
    if ground not in set(Dispute.Ground) - {Dispute.Ground.COUNTER}:
        raise Refused(NO_GROUND)
    row = Dispute(party=party, ground=ground, text=_words(text), on=now.date())
    if not key:
        _spend_budget()
    with vault_session(Purpose.STATISTICS):
        most = MOST_OPEN
        if key:
            _check_key(key, party)
            most += MOST_OPEN
        if Dispute.objects.filter(party=party, decided_on=None, answers_to=None).count() >= most:
            raise Refused(TOO_MANY)
        _add(row, now)
    return int(row.pk)


def give_counter_notice(number: int, *, text: str, now: datetime) -> int:
    """Take an answer to a notice; a notice about which something was decided can be answered too."""
    words = _words(text)
    _spend_budget()
    with vault_session(Purpose.STATISTICS):
        to = _dispute(number)
        if to.counters.filter(decided_on=None).count() >= MOST_OPEN:
            raise Refused(TOO_MANY)
        row = Dispute(party=to.party, ground=Dispute.Ground.COUNTER, text=words, answers_to=to, on=now.date())
        _add(row, now)
    return int(row.pk)


def decide(number: int, *, decision: str, reason: str, staff: int, now: datetime, chosen: Chosen | None = None) -> None:
    """Decide a notice with a reason; `chosen` is what has to go, or to stand again.

    The words go first: where that fails, the notice still waits and can be decided once more.
    """
    chosen = chosen or Chosen()
    if not reason.strip() or decision not in set(Dispute.Decision):
        raise Refused("a decision needs a reason")
    if bool(chosen) == (decision == Dispute.Decision.KEPT):
        raise Refused("tick what goes or comes back; tick nothing where all stays")
    with vault_session(Purpose.STATISTICS):
        party = _dispute(number).party
        check_chosen(party, chosen, stands=decision != Dispute.Decision.RESTORED)
    decide_words(chosen, show=decision == Dispute.Decision.RESTORED, reason=reason, staff=staff, now=now)
    with vault_session(Purpose.STATISTICS):
        row = _dispute(number)
        row.decision, row.decided_on, row.reason = decision, now.date(), reason.strip()[:200]
        row.save()
        end_reports(party, chosen, now)
        detail = {"party": party, "decision": decision, "why": row.reason, "by": staff, "reports": len(chosen.reports)}
        record_act(None, "notice decided", detail, now=now)
    if chosen.reports:
        take_down(party, now=now)


def _spend_budget() -> None:
    try:
        BUDGET.spend()
    except Busy:
        raise Refused(MANY_AT_ONCE) from None


def _check_key(key: str, party: str) -> None:
    if notice_for_key(key_mac(read_receipt(key).digits)).party != party:
        raise Http404


def _add(row: Dispute, now: datetime) -> None:
    add_row(row)
    record_act(None, "notice given", {"party": row.party, "ground": row.ground}, now=now)


def _words(text: str) -> str:
    if not text.strip():
        raise Refused(EMPTY)
    check_text(text)
    return text.strip()


def _dispute(number: int) -> Dispute:
    found = Dispute.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
