"""The one door of reports to the public: cards, once a month at most, frozen; and their coming down at once.

A card is published when it says something else than the one that stands. Nothing of it depends on who asks or when:
the rule draws it again from all reports ever made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from safar.foundation.release.actions import publish_once
from safar.foundation.release.queries import released, released_months
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.counted import by_party, of_party
from safar.rooms.reports.drawing import draw
from safar.rooms.reports.models import ProposedParty, Remark, Report
from safar.rooms.reports.released import CARD, DOWN, NAMED
from safar.rooms.reports.snapshots import card_json
from safar.rules.firewall import Purpose
from safar.rules.report_cards import Card, Publication
from safar.rules.small_cells import month_of

FOLLOWED = timedelta(days=7)
ONCE = "once"
"""The month of what is published once and for all."""


def publish_cards(*, now: datetime) -> int:
    """Publish the month's cards that say something new; gives how many."""
    today, count, scored = now.date(), 0, set()
    with vault_reading(Purpose.STATISTICS):
        texts = _remarks()
        for party, rows in by_party():
            one = draw(party, rows, today)
            scored |= {party} if one.state is Publication.SCORED else set()
            content = {"card": card_json(one), "remarks": _shown(one, texts.get(party, []))}
            count += _publish(party, content, today)
        names = _names(scored)
    for party, name in names.items():
        publish_once(f"{NAMED} {party}", ONCE, name, today=today)
    return count


def take_down(party: str, *, now: datetime) -> bool:
    """Take a card down on the day on which fewer than five stand behind it; say whether it came down."""
    shown = released(f"{CARD} {party}")
    if not shown or shown[0].content["card"]["state"] != Publication.SCORED:
        return False
    with vault_reading(Purpose.STATISTICS):
        now_drawn = draw(party, list(of_party(party)), now.date())
    if now_drawn.state is Publication.SCORED:
        return False
    publish_once(f"{DOWN} {party}", month_of(now.date()), {"on": now.date().isoformat()}, today=now.date())
    return True


def take_down_due(*, now: datetime) -> int:
    """Look at every card that stands, in case a withdrawal was not followed to its end; gives how many came down."""
    with vault_reading(Purpose.STATISTICS):
        lately = Report.objects.filter(withdrawn_on__gte=now.date() - FOLLOWED)
        parties = set(lately.values_list("party", flat=True))
    return sum(take_down(party, now=now) for party in sorted(parties))


def _publish(party: str, content: Mapping[str, Any], today: date) -> bool:
    """Publish a card if it is not the one that stands. In a month that has one already, the next month brings it."""
    name, month = f"{CARD} {party}", month_of(today)
    stand = released(name)
    came_down = [one for one in released(f"{DOWN} {party}") if stand and one.published_on >= stand[0].published_on]
    if stand and _figures(stand[0].content) == _figures(content) and not came_down:
        return False
    if not stand and content["card"]["state"] == Publication.NONE:
        return False
    if month in released_months(name):
        return False
    publish_once(name, month, content, today=today)
    return True


def _figures(content: Mapping[str, Any]) -> Any:
    """Give what makes a card a new one: all but estimates, which also move with what is usual in the corridor."""
    shares = [
        {name: share[name] for name in ("question", "answers", "drawn_on")} for share in content["card"]["shares"]
    ]
    return {**content, "card": {**content["card"], "shares": shares}}


def _remarks() -> dict[str, list[str]]:
    held: dict[str, list[str]] = defaultdict(list)
    for row in Remark.objects.filter(state=Remark.State.SHOWN, report__withdrawn_on=None):
        held[row.party].append(row.text)
    return held


def _shown(one: Card, texts: list[str]) -> list[str]:
    """Texts stand beside numbers only, in an order that tells nothing."""
    return sorted(texts) if one.state is Publication.SCORED else []


def _names(scored: set[str]) -> dict[str, dict[str, str]]:
    """Give the names of parties that are in no register and have a card now, or were checked by a centre."""
    rows = (row for row in ProposedParty.objects.filter(listed_as="", is_household=False))
    shown = (row for row in rows if row.pk in scored or row.checked_on is not None)
    return {row.pk: {"name": row.name, "place": row.place, "country": row.country} for row in shown}
