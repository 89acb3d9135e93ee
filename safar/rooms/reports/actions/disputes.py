"""Notice and counter-notice: somebody says that what is shown is wrong; somebody else answers; a reason decides.

Words alone are taken, and nothing about a worker is asked for. What is removed is removed with its reason in the
journal, and a report that is removed counts from then on like one that was withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.actions.change import end_report
from safar.rooms.reports.actions.publish import take_down
from safar.rooms.reports.models import Dispute, Report
from safar.rooms.reports.telling import NO_PARTY, PARTY_ID, check_text
from safar.rules.firewall import Purpose
from safar.rules.messages import gettext_noop

MOST_OPEN = 20
EMPTY = gettext_noop("Write what is wrong")
NO_GROUND = gettext_noop("Choose one of the reasons")
TOO_MANY = gettext_noop("Many notices about this party wait already; they are looked at in turn")


def give_notice(*, party: str, ground: str, text: str, now: datetime) -> int:
    """Take a notice about what is shown of a party; gives its number."""
    if not PARTY_ID.fullmatch(party):
        raise Refused(NO_PARTY)
    if ground not in set(Dispute.Ground) - {Dispute.Ground.COUNTER}:
        raise Refused(NO_GROUND)
    return _add(Dispute(party=party, ground=ground, text=_words(text), on=now.date()), now)


def give_counter_notice(number: int, *, text: str, now: datetime) -> int:
    """Take an answer to a notice; a notice about which something was decided can be answered too."""
    with vault_session(Purpose.STATISTICS):
        to = _dispute(number)
    row = Dispute(party=to.party, ground=Dispute.Ground.COUNTER, text=_words(text), answers_to=to, on=now.date())
    return _add(row, now)


def decide(number: int, *, decision: str, reason: str, staff: int, now: datetime, reports: Sequence[int] = ()) -> None:
    """Decide a notice with a reason; `reports` are those that have to go."""
    if not reason.strip() or decision not in set(Dispute.Decision):
        raise Refused("a decision needs a reason")
    if reports and decision != Dispute.Decision.REMOVED:
        raise Refused("reports go only where something is removed")
    with vault_session(Purpose.STATISTICS):
        row = _dispute(number)
        row.decision, row.decided_on, row.reason = decision, now.date(), reason.strip()[:200]
        row.save()
        for report in Report.objects.filter(pk__in=reports, party=row.party, withdrawn_on=None):
            end_report(report, "removed", now)
        detail = {"party": row.party, "decision": decision, "why": row.reason, "by": staff, "reports": len(reports)}
        record_act(None, "notice decided", detail, now=now)
    if reports:
        take_down(row.party, now=now)


def remove_report(number: int, *, reason: str, staff: int, now: datetime) -> None:
    """Remove a report that a moderator found to be made up or unlawful."""
    if not reason.strip():
        raise Refused("a removal needs a reason")
    with vault_session(Purpose.STATISTICS):
        report = Report.objects.filter(pk=number, withdrawn_on=None).first()
        if report is None:
            raise Http404
        party = report.party
        end_report(report, "removed", now)
        record_act(None, "report removed", {"party": party, "why": reason.strip()[:200], "by": staff}, now=now)
    take_down(party, now=now)


def _add(row: Dispute, now: datetime) -> int:
    with vault_session(Purpose.STATISTICS):
        if Dispute.objects.filter(party=row.party, decided_on=None).count() >= MOST_OPEN:
            raise Refused(TOO_MANY)
        add_row(row)
        record_act(None, "notice given", {"party": row.party, "ground": row.ground}, now=now)
    return int(row.pk)


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
