"""One-time codes: made in a row, kept as marks under the pepper, spent unseen, marked in a daily shuffled batch.

A code is sixteen digits. The house can't tell from a code which report it brought: the rows have no key in common, lie
in transactions of their own, and a spent code shows as spent on the day after, together with all others of the day.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError
from django.db.models.functions import Length

from safar.foundation.journal.actions import record_act
from safar.foundation.vault.access import body_for
from safar.foundation.vault.pepper import tag_mac
from safar.foundation.vault.rows import add_row
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, WORKER, vault_session
from safar.rooms.reports.access import campaign_for
from safar.rooms.reports.models import Campaign, Code, SpentCode
from safar.rules.firewall import Purpose
from safar.rules.messages import gettext_noop
from safar.rules.receipts import Problem, read_receipt

DIGITS = 16
MOST_CODES = 500
LONGEST_DAYS = 366
MARK = 32
REMEMBERED = timedelta(days=90)
"""So long somebody who holds an old sheet is told that a code has run out; then nobody can ask what became of one."""

NOT_OURS = gettext_noop("This code is not one of ours: look again at the sheet")
USED = gettext_noop("This code has been used already; you can report without one")
RUN_OUT = gettext_noop("This code has run out; you can report without one")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The codes of a campaign, shown once and printed: the house keeps none of them."""

    campaign: int
    title: str
    until: date
    codes: tuple[str, ...]


def add_campaign(*, body: str, title: str, until: date, now: datetime) -> int:
    """Begin a campaign of a body; gives its number."""
    days = (until - now.date()).days
    if not 0 < days <= LONGEST_DAYS:
        raise Refused("a campaign ends after today and within a year")
    if not title.strip():
        raise Refused("a campaign needs a title")
    with vault_session(Purpose.ADVISE, body=body):
        holder = body_for(body, now.date())
        campaign = Campaign(body=holder, title=title.strip()[:120], made_on=now.date(), until=until)
        add_row(campaign)
        record_act(None, "campaign begun", {"body": body}, now=now)
    return int(campaign.pk)


def make_codes(*, body: str, campaign: int, count: int, now: datetime) -> Sheet:
    """Make one-time codes. They are given here and nowhere else."""
    if not 1 <= count <= MOST_CODES:
        raise Refused(f"one to {MOST_CODES} codes at once")
    with vault_session(Purpose.ADVISE, body=body):
        held = campaign_for(body, campaign)
        if held.until < now.date():
            raise Refused("this campaign is over")
        codes = tuple(new_code() for _ in range(count))
        for code in codes:
            add_row(Code(campaign=held, body_id=body, mac=code_mac(code), until=held.until))
        record_act(None, "codes made", {"body": body, "codes": count}, now=now)
    return Sheet(held.pk, held.title, held.until, codes)


def spend(code: str, today: date) -> None:
    """Use a code up, or say plainly why it can't be."""
    mac = code_mac(read_code(code))
    try:
        with vault_session(WORKER, mark=mac):
            held = Code.objects.filter(mac=mac).first()
            if held is None:
                raise Refused(NOT_OURS)
            if held.is_spent:
                raise Refused(USED)
            if held.until < today:
                raise Refused(RUN_OUT)
            add_row(SpentCode(mac=mac))
    except IntegrityError:
        raise Refused(USED) from None


def unspend(code: str) -> None:
    """Give a code back whose report could not be stored."""
    mac = code_mac(read_code(code))
    with vault_session(WORKER, mark=mac):
        SpentCode.objects.filter(mac=mac).delete()


def mark_spent(now: datetime) -> int:
    """Mark the codes spent since the last batch, in an order of chance; gives how many there were."""
    with vault_session(KEEP_HOUSE):
        spent = list(SpentCode.objects.all())
        for row in _shuffled(spent):
            Code.objects.filter(mac=bytes(row.mac)).update(is_spent=True)
            row.delete()
        _forget_marks(now.date() - REMEMBERED)
    return len(spent)


def _forget_marks(before: date) -> None:
    """Put a code's own number, which no paper bears, in place of its mark; the row still counts as made and used."""
    over = Code.objects.annotate(size=Length("mac")).filter(until__lt=before, size=MARK)
    for row in over:
        row.mac = row.pk.to_bytes(8)
    Code.objects.bulk_update(over, ["mac"], batch_size=500)


def new_code() -> str:
    """Make a code: sixteen digits, each equally likely."""
    return "".join(str(secrets.randbelow(10)) for _ in range(DIGITS))


def read_code(text: str) -> str:
    """Read a code as people type it: in any script's digits, grouped or not."""
    typed = read_receipt(text)
    if typed.problem is Problem.OTHER_SIGNS or len(typed.digits) != DIGITS:
        raise Refused(NOT_OURS)
    return typed.digits


def code_mac(code: str) -> bytes:
    """Give what the house keeps of a code: a mark under the pepper."""
    return tag_mac(hmac.digest(b"safar/1 campaign code", code.encode(), "sha256"))


def _shuffled(rows: Sequence[SpentCode]) -> list[SpentCode]:
    return sorted(rows, key=lambda _: secrets.token_bytes(8))
