"""What goes from the public by a moderator's word, and what of it comes back: reports, answers of parties, texts.

A report that is removed counts from then on like one that was withdrawn. It never comes back: its worker's number
opens nothing any more. An answer or a text can stand again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.actions.change import end_report
from safar.rooms.reports.actions.publish import take_down
from safar.rooms.reports.actions.remarks import decide_remark
from safar.rooms.reports.actions.replies import decide_reply
from safar.rooms.reports.models import Remark, Reply, Report
from safar.rules.firewall import Purpose


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a moderator ticked of one party, by its numbers. A text bears the number of its report."""

    reports: Collection[int] = ()
    replies: Collection[int] = ()
    texts: Collection[int] = ()

    def __bool__(self) -> bool:
        return bool(self.reports or self.replies or self.texts)


def remove(party: str, chosen: Chosen, *, reason: str, staff: int, now: datetime) -> None:
    """Take off what a moderator found to be made up, unlawful or a danger to somebody, without any notice."""
    if not reason.strip():
        raise Refused("a removal needs a reason")
    if not chosen:
        raise Refused("tick what goes")
    with vault_session(Purpose.STATISTICS):
        check_chosen(party, chosen, stands=True)
    decide_words(chosen, show=False, reason=reason, staff=staff, now=now)
    with vault_session(Purpose.STATISTICS):
        end_reports(party, chosen, now)
        detail = {"party": party, "why": reason.strip()[:200], "by": staff, "reports": len(chosen.reports)}
        record_act(None, "shown things removed", detail, now=now)
    take_down(party, now=now)


def check_chosen(party: str, chosen: Chosen, *, stands: bool) -> None:
    """Refuse a number that is nothing of this party, or is no longer as the page showed it; inside a session."""
    state = Reply.State.SHOWN if stands else Reply.State.REFUSED
    reports = Report.objects.filter(pk__in=chosen.reports, party=party, withdrawn_on=None)
    replies = Reply.objects.filter(pk__in=chosen.replies, party=party, state=state)
    texts = Remark.objects.filter(pk__in=chosen.texts, party=party, state=state)
    if not stands and chosen.reports:
        raise Refused("a report that was removed does not come back")
    for found, asked in ((reports, chosen.reports), (replies, chosen.replies), (texts, chosen.texts)):
        if found.count() != len(set(asked)):
            raise Refused("something that is ticked is not there any more: open the page again")


def decide_words(chosen: Chosen, *, show: bool, reason: str, staff: int, now: datetime) -> None:
    """Take answers and texts off, or let them stand again; outside any session, each has its own."""
    for number in chosen.replies:
        decide_reply(number, show=show, reason=reason, staff=staff, now=now)
    for number in chosen.texts:
        decide_remark(number, show=show, reason=reason, staff=staff, now=now)


def end_reports(party: str, chosen: Chosen, now: datetime) -> None:
    """End the reports that were ticked; inside a session."""
    for report in Report.objects.filter(pk__in=chosen.reports, party=party, withdrawn_on=None):
        end_report(report, "removed", now)
