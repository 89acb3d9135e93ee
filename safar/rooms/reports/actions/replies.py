"""What a verified party answers: shown beside its card once somebody has looked that it exposes no worker.

A reply removes nothing and takes no files: a worker's contract shown as proof would be a way to find who wrote.
"""

from __future__ import annotations

from datetime import date, datetime

from safar.foundation.journal.actions import record_act
from safar.foundation.release.actions import publish_once
from safar.foundation.release.queries import released_under
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import vault_session
from safar.rooms.reports.access import notice_for_key, reply_for
from safar.rooms.reports.actions.notices import answered, key_mac
from safar.rooms.reports.models import Reply
from safar.rooms.reports.released import REPLY
from safar.rooms.reports.telling import check_text
from safar.rules.firewall import Purpose
from safar.rules.messages import gettext_noop
from safar.rules.receipts import read_receipt
from safar.rules.small_cells import month_of

MOST_WAITING = 5
EMPTY = gettext_noop("Write what you want to say")
ENOUGH_WAITS = gettext_noop("What you wrote before is still being looked at")


def reply(text: str, *, key: str, now: datetime) -> str:
    """Take a verified party's words; gives the party's id. Raises Http404 for a key that is nobody's."""
    if not text.strip():
        raise Refused(EMPTY)
    check_text(text)
    with vault_session(Purpose.STATISTICS):
        party = notice_for_key(key_mac(read_receipt(key).digits)).party
        if Reply.objects.filter(party=party, state=Reply.State.WAITING).count() >= MOST_WAITING:
            raise Refused(ENOUGH_WAITS)
        add_row(Reply(party=party, text=text.strip(), written_on=now.date()))
        answered(party, now.date())
        record_act(None, "party replied", {"party": party}, now=now)
    return party


def decide_reply(number: int, *, show: bool, reason: str, staff: int, now: datetime) -> None:
    """Show a reply beside the card, or refuse it or take it off again, with the reason in the journal."""
    if not reason.strip():
        raise Refused("a decision needs a reason")
    with vault_session(Purpose.STATISTICS):
        row = reply_for(number)
        row.state = Reply.State.SHOWN if show else Reply.State.REFUSED
        row.decided_on, row.reason = now.date(), reason.strip()[:200]
        row.save()
        said = {"party": row.party, "why": row.reason, "by": staff}
        record_act(None, "reply shown" if show else "reply refused", said, now=now)
        shown = _shown(row.party)
    _release(row.party, shown, now.date())


def _shown(party: str) -> list[dict[str, str]]:
    rows = Reply.objects.filter(party=party, state=Reply.State.SHOWN).order_by("-written_on")
    return [{"text": row.text, "on": (row.decided_on or row.written_on).isoformat()} for row in rows]


def _release(party: str, shown: list[dict[str, str]], today: date) -> None:
    """Publish all replies that stand. Released rows never change, so each decision of a day has a number of its own."""
    before = f"{REPLY} {party} {today:%d}."
    number = sum(1 for _, one in released_under(before) if one.month == month_of(today))
    publish_once(f"{before}{number:03}", month_of(today), {"replies": shown}, today=today)
