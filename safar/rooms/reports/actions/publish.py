"""The one door of reports to the public: cards, once a month at most, frozen; and their coming down at once.

A card is published when it says something else than the one that stands. Nothing of it depends on who asks or when:
the rule draws it again from all reports ever made. Texts are no part of it, because they can be taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from safar.foundation.release.actions import publish_once, show_quotes, take_quotes_off
from safar.foundation.release.queries import Released, quotes, quotes_under, released, released_months
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.counted import by_party, joins_from, of_party
from safar.rooms.reports.drawing import draw
from safar.rooms.reports.models import PartyNotice, ProposedParty, Remark, Report
from safar.rooms.reports.released import CARD, DOWN, NAMED, WORDS
from safar.rooms.reports.snapshots import card_json
from safar.rules.firewall import Purpose
from safar.rules.report_cards import Publication
from safar.rules.small_cells import month_of

FOLLOWED = timedelta(days=7)
ONCE = "once"
"""The month of what is published once and for all."""


def publish_cards(*, now: datetime) -> int:
    """Publish the month's cards that say something new; gives how many."""
    today, count, scored = now.date(), 0, set()
    with vault_reading(Purpose.STATISTICS):
        texts = _texts()
        for party, rows in by_party():
            one = draw(party, rows, today)
            scored |= {party} if one.state is Publication.SCORED else set()
            count += _publish(party, {"card": card_json(one)}, today)
        names = _names(scored)
    _show_texts(texts, scored, today)
    for party, name in names.items():
        publish_once(f"{NAMED} {party}", ONCE, name, today=today)
    return count


def take_down(party: str, *, now: datetime) -> bool:
    """Take a card down on the day from which it may not stand; say whether it came down."""
    shown = released(f"{CARD} {party}")
    if not shown or shown[0].content["card"]["state"] != Publication.SCORED or _came_down(party, shown[0]):
        return False
    with vault_reading(Purpose.STATISTICS):
        now_drawn = draw(party, list(of_party(party)), now.date())
    if now_drawn.state is Publication.SCORED:
        return False
    publish_once(f"{DOWN} {party}", month_of(now.date()), {"on": now.date().isoformat()}, today=now.date())
    return True


def take_down_due(*, now: datetime) -> int:
    """Look at cards again, in case a withdrawal or a noted fact was not followed to its end; gives how many fell."""
    with vault_reading(Purpose.STATISTICS):
        lately = Report.objects.filter(withdrawn_on__gte=now.date() - FOLLOWED)
        noted = PartyNotice.objects.filter(Q(is_household=True) | Q(workforce__isnull=False))
        parties = {*lately.values_list("party", flat=True), *noted.values_list("party", flat=True)}
    return sum(take_down(party, now=now) for party in sorted(parties))


def _publish(party: str, content: Mapping[str, Any], today: date) -> bool:
    """Publish a card if it is not the one that stands. In a month that has one already, the next month brings it.

    So does it where one came down in this month: a month says but once that a card is down.
    """
    name, month, state = f"{CARD} {party}", month_of(today), content["card"]["state"]
    stand = released(name)
    if stand and _figures(stand[0].content) == _figures(content) and not _came_down(party, stand[0]):
        return False
    if not stand and state == Publication.NONE:
        return False
    is_again = state == Publication.SCORED and month in released_months(f"{DOWN} {party}")
    if is_again or month in released_months(name):
        return False
    publish_once(name, month, content, today=today)
    return True


def _figures(content: Mapping[str, Any]) -> Any:
    """Give what makes a card a new one: all but estimates, which also move with what is usual in the corridor."""
    shares = [
        {name: share[name] for name in ("question", "answers", "drawn_on")} for share in content["card"]["shares"]
    ]
    return {**content["card"], "shares": shares}


def _came_down(party: str, card: Released) -> bool:
    return any(one.published_on >= card.published_on for one in released(f"{DOWN} {party}"))


def _texts() -> dict[str, dict[str, date]]:
    """Give what moderators let through and nobody took back, by party, with the day from which it may be shown."""
    held: dict[str, dict[str, date]] = defaultdict(dict)
    for row in Remark.objects.filter(state=Remark.State.SHOWN, report__withdrawn_on=None).select_related("report"):
        held[f"{WORDS} {row.party}"][row.text] = joins_from(row.report)
    return held


def _show_texts(texts: Mapping[str, Mapping[str, date]], scored: Collection[str], today: date) -> None:
    """Show texts beside numbers only, once a month like cards, and of reports alone that may stand behind one."""
    for one in quotes_under(f"{WORDS} "):
        if one.text not in texts.get(one.name, {}):
            take_quotes_off(one.name, one.text)
    for name in sorted(f"{WORDS} {party}" for party in scored):
        held = quotes(name)
        if not any(month_of(one.shown_on) == month_of(today) for one in held):
            known = {one.text for one in held}
            joined = (text for text, day in texts.get(name, {}).items() if day < today.replace(day=1))
            show_quotes(name, sorted({*joined} - known), today=today)


def _names(scored: set[str]) -> dict[str, dict[str, str]]:
    """Give the names of parties that are in no register and have a card now, or were checked by a centre."""
    households = PartyNotice.objects.filter(is_household=True).values("party")
    rows = ProposedParty.objects.filter(listed_as="", is_household=False).exclude(pk__in=households)
    shown = (row for row in rows if row.pk in scored or row.checked_on is not None)
    return {row.pk: {"name": row.name, "place": row.place, "country": row.country} for row in shown}
