"""Draw a party's card by the rule from the rows of the vault, inside a session that publishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from safar.rooms.reports.counted import counted
from safar.rooms.reports.models import PartyNotice, ProposedParty, Report
from safar.rooms.reports.released import usual_of
from safar.rules.report_cards import Card, Corridor, card


def draw(party: str, rows: Iterable[Report], today: date, *, as_if_notified: bool = False) -> Card:
    """Draw a party's card by the rule, inside a session that publishes."""
    told = list(rows)
    notice = PartyNotice.objects.filter(party=party).first() or PartyNotice(party=party)
    proposed = ProposedParty.objects.filter(pk=party).first()
    return card(
        map(counted, told),
        None,
        today,
        notified_on=date.min if as_if_notified else notice.notified_on,
        answered_on=notice.answered_on,
        is_household=notice.is_household or (proposed is not None and proposed.is_household),
        workforce=notice.workforce,
        corridor=_corridor(told),
    )


def _corridor(rows: Iterable[Report]) -> Corridor:
    """Give what is usual in the corridor of most of the reports, as it was published: nothing private moves a card."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if row.origin and row.destination:
            counts[row.origin, row.destination] += 1
    if not counts:
        return Corridor()
    return Corridor(usual=usual_of(*max(counts, key=lambda ends: (counts[ends], ends))))
