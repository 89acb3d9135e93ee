"""Why a request for what a worker told is refused, with the rule of the place where it is made.

For whoever must answer an official who stands at the desk, and for the letter that the official gets. Only an order of
a judge can be answered otherwise; an authority that controls who may stay never is (FW-08).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safar.rules.firewall import BodyKind
from safar.rules.safety_levels import Jurisdiction, Level, is_fresh

EVERYWHERE = (
    "UN Special Rapporteur on the human rights of migrants, A/HRC/26/35, paragraph 62",
    "Joint General Comment No. 3 (CMW) and No. 22 (CRC) of 2017, as quoted in A/73/178/Rev.1, paragraph 35",
    "ECRI General Policy Recommendation No. 16",
)
"""What is cited whatever the country: the firewall as international bodies state it."""
_ORDER = (Level.LAW, Level.AGREEMENT, Level.PRACTICE)


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a refusal rests here. `to_check` marks a rule that nobody has seen in force within the last 180 days."""

    level: Level
    citation: str = ""
    dated: date | None = None
    to_check: bool = False


NO_RULE = Grounds(Level.UNKNOWN)


def grounds(rows: Iterable[Jurisdiction], country: str, kind: BodyKind | None, today: date) -> Grounds:
    """Give the strongest cited rule of a country for a kind of body (None: for any), a fresh one before an old one."""
    about = [row for row in rows if row.country == country and row.citation and row.level in _ORDER]
    meant = [row for row in about if kind is None or kind in row.kinds]
    if not meant:
        return NO_RULE
    best = min(meant, key=lambda row: (not is_fresh(row, today), _ORDER.index(row.level), row.id))
    return Grounds(best.level, best.citation, best.dated, not is_fresh(best, today))
