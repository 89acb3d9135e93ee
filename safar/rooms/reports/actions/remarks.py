"""A report's own words: taken where the site takes any, looked at by a moderator, set aside where they are a copy."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from safar.foundation.journal.actions import record_act
from safar.foundation.release.actions import take_quotes_off
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.access import remark_for
from safar.rooms.reports.models import BurstSeen, Remark, Report
from safar.rooms.reports.released import WORDS
from safar.rules.firewall import Purpose
from safar.rules.messages import gettext_noop
from safar.rules.near_copies import is_near_copy, sketch

NO_TEXT = gettext_noop("This site takes answers, no text")


def add_remark(report: Report, text: str, language: str) -> None:
    """Keep a text for the moderators."""
    if not settings.REPORT_TEXTS:
        raise Refused(NO_TEXT)
    told = {"report": report, "party": report.party, "text": text, "language": language[:8]}
    add_row(Remark(**told, sketch=list(sketch(text)), on=report.made_on))


def set_copies_aside() -> int:
    """Set texts aside that are near copies of others; gives how many. The first of them stays with the moderators."""
    with vault_session(Purpose.STATISTICS):
        known = [tuple(row.sketch) for row in Remark.objects.exclude(state__in=("waiting", "copy"))]
        count = 0
        for row in Remark.objects.filter(state=Remark.State.WAITING).order_by("on", "report_id"):
            if is_near_copy(row.sketch, known):
                row.state, count = Remark.State.COPY, count + 1
                row.save(update_fields=["state"])
            known.append(tuple(row.sketch))
    return count


def decide_remark(number: int, *, show: bool, reason: str, staff: int, now: datetime) -> None:
    """Show a text or refuse it, with the reason in the journal."""
    if not reason.strip():
        raise Refused("a decision needs a reason")
    with vault_session(Purpose.STATISTICS):
        remark = remark_for(number)
        remark.state = Remark.State.SHOWN if show else Remark.State.REFUSED
        remark.save(update_fields=["state"])
        record_act(None, "text shown" if show else "text refused", {"why": reason.strip()[:200], "by": staff}, now=now)
        name, text = f"{WORDS} {remark.party}", remark.text
    if not show:
        take_quotes_off(name, text)


def note_burst_seen(party: str, *, reports: int, staff: int, now: datetime) -> None:
    """A moderator has looked at a burst of so many reports of harm; it comes back with the next one in it."""
    with vault_session(Purpose.STATISTICS):
        BurstSeen.objects.update_or_create(party=party, defaults={"on": now.date(), "reports": reports})
        record_act(None, "burst looked at", {"party": party, "by": staff}, now=now)
