"""What is usual in a corridor, and the open data: what was published of cards, corridors and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from safar.foundation.release.queries import Released, released, released_under
from safar.rooms.reports.released import CORRIDOR, COUNTS, NAMED
from safar.rooms.reports.snapshots import fee_from, share_from
from safar.rules.fees_told import MedianFee
from safar.rules.report_cards import Share


@dataclass(frozen=True, slots=True)
class CorridorPage:
    """A corridor's shares and median fee; empty where fewer than ten answered."""

    origin: str
    destination: str
    shares: tuple[Share, ...]
    fee: MedianFee | None
    published_on: date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """A month's table of reports by country of work; None is withheld."""

    month: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], int | None]
    sha256: str


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A recruiter or employer that is in no register, as it may be named in public. No telephone."""

    party: str
    name: str
    place: str
    country: str


def corridor(origin: str, destination: str, today: date) -> CorridorPage:
    """Give a corridor's figures as they stand on a day."""
    stand = _newest(f"{CORRIDOR} {origin}-{destination}", today)
    if stand is None:
        return CorridorPage(origin, destination, (), None, None, "")
    return _page(origin, destination, stand)


def corridors(today: date) -> tuple[CorridorPage, ...]:
    """Give every corridor with a figure."""
    named = {name.removeprefix(f"{CORRIDOR} ") for name, _ in released_under(f"{CORRIDOR} ")}
    ends = sorted(name.partition("-") for name in named)
    pages = (corridor(origin, destination, today) for origin, _, destination in ends)
    return tuple(page for page in pages if page.shares)


def month_counts() -> tuple[MonthCounts, ...]:
    """Give the published months, the newest first."""
    return tuple(_counts(one) for one in released(COUNTS))


def named_party(party: str) -> NamedParty | None:
    """Give the name of a party that is in no register, once it may be public."""
    stand = released(f"{NAMED} {party}")
    return NamedParty(party, **stand[0].content) if stand else None


def named_parties() -> tuple[NamedParty, ...]:
    """Give all of them, by name: no search of the registers finds one."""
    held = released_under(f"{NAMED} ")
    named = (NamedParty(name.removeprefix(f"{NAMED} "), **one.content) for name, one in held)
    return tuple(sorted(named, key=lambda one: (one.name.casefold(), one.place.casefold(), one.party)))


def _page(origin: str, destination: str, stand: Released) -> CorridorPage:
    shares = tuple(share_from(one) for one in stand.content["shares"])
    fee: dict[str, Any] | None = stand.content["fee"]
    return CorridorPage(origin, destination, shares, fee_from(fee) if fee else None, stand.published_on, stand.sha256)


def _counts(one: Released) -> MonthCounts:
    cells = {(row, column): count for row, column, count in one.content["cells"]}
    return MonthCounts(one.month, tuple(one.content["rows"]), tuple(one.content["columns"]), cells, one.sha256)


def _newest(name: str, today: date) -> Released | None:
    return next((one for one in released(name) if one.published_on <= today), None)
