"""What reports has released, by name: the public side of the room, which needs no vault."""

from __future__ import annotations

from safar.foundation.release.queries import released
from safar.rules.shares import Usual

CARD, DOWN, REPLY, NAMED, WORDS = "card", "down", "reply", "named", "words"
"""Of a party: its card, that it came down, its replies, its name where no register has it, workers' own words."""
CORRIDOR, COUNTS = "corridor", "reports"
"""Of a corridor: the shares of all its reports. Of a month: counts of reports by country of work."""
FEE_PAID, OTHER_HARM, NO_HARM = "fee-paid", "other-harm", "no-harm"
"""The columns of the counts: each report stands in one."""
STRENGTH = 4.0
"""How many reports' worth of the corridor's share a party's own share is drawn towards."""


def usual_of(origin: str, destination: str) -> dict[str, Usual]:
    """Give the share of yes to each question that is usual in a corridor, as it was last published."""
    stand = released(f"{CORRIDOR} {origin}-{destination}")
    shares = stand[0].content["shares"] if stand else ()
    return {one["question"]: Usual(min(max(one["share"], 0.02), 0.98), STRENGTH) for one in shares}
