"""What we hold and what we don't: every source with its editions, its age and how it is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count

from safar.readers.source import Source
from safar.rooms.registry.indexing import record_version
from safar.rooms.registry.models import Edition, Party, Record
from safar.rooms.registry.queries.editions import NONE, SECONDS, Readings, readings
from safar.rooms.registry.sources import all_sources

EDITION_COLUMNS = (
    *("id", "published", "period_first", "period_last", "file_name", "sha256", "state", "reason", "report"),
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A source, and how much of it the record holds on a day."""

    source: Source
    records: int
    newest: date | None
    seen_on: date | None
    is_late: bool  # older than its cadence
    is_stale: bool  # older than its staleness limit: "licensed" is no longer said

    @property
    def is_held(self) -> bool:
        return self.newest is not None


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition as the register page lists it."""

    id: int
    published: date | None
    period_first: date | None
    period_last: date | None
    file_name: str
    sha256: str
    state: str
    reason: str
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Register:
    """A source's page: what it is, its editions, its age."""

    holding: Holding
    editions: tuple[EditionLine, ...]
    last_two: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Totals:
    """The record in numbers, for the home page."""

    registers: int
    countries: int
    parties: int
    newest: date | None
    is_made_up: bool


def holdings(today: date) -> list[Holding]:
    """Give every known source with what is held of it, those held first."""
    counts, dates = _counts(), readings()
    held = [
        _holding(source, counts.get(source.id, 0), dates.get(source.id, NONE), today)
        for source in all_sources().values()
        if source.id in dates or not source.made_up
    ]
    return sorted(held, key=lambda holding: (not holding.is_held, holding.source.country, holding.source.id))


def holding_of(source: Source, today: date) -> Holding:
    """Give what is held of one source."""
    return _holding(source, _counts().get(source.id, 0), readings().get(source.id, NONE), today)


def _counts() -> dict[str, int]:
    """Count every source's records, once for each version of the record: every answer to a name tells what is held."""
    key = f"records-{record_version()}"
    kept: dict[str, int] | None = cache.get(key)
    if kept is None:
        kept = dict(Record.objects.filter(gone_on=None).values_list("source").annotate(Count("pk")))
        cache.set(key, kept, SECONDS)
    return kept


def _holding(source: Source, records: int, dates: Readings, today: date) -> Holding:
    seen_on = dates.seen_on(today)
    age = today - seen_on if seen_on else timedelta(0)
    return Holding(
        source=source,
        records=records,
        newest=dates.published[-1] if dates.published else None,
        seen_on=seen_on,
        is_late=age > timedelta(days=source.cadence_days),
        is_stale=age > timedelta(days=source.stale_after_days),
    )


def register(source: Source, today: date) -> Register:
    """Gather the page of one source, its newest editions first."""
    rows = Edition.objects.filter(source=source.id).order_by("-published", "-pk").values_list(*EDITION_COLUMNS)[:100]
    editions = tuple(EditionLine(*row) for row in rows)
    dates = [edition.published for edition in editions if edition.state == "published" and edition.published]
    last_two = (dates[1], dates[0]) if len(dates) > 1 and source.kind == "snapshot" else None
    return Register(holding_of(source, today), editions, last_two)


def editions(source: Source, *, before: int | None, limit: int) -> list[EditionLine]:
    """Give editions in the order of loading, the newest first, from the one before the number on."""
    rows = Edition.objects.filter(source=source.id).order_by("-pk")
    rows = rows.filter(pk__lt=before) if before is not None else rows
    return [EditionLine(*row) for row in rows.values_list(*EDITION_COLUMNS)[:limit]]


def totals(today: date) -> Totals:
    """Count what the record holds."""
    held = [holding for holding in holdings(today) if holding.is_held]
    return Totals(
        registers=len(held),
        countries=len({holding.source.country for holding in held}),
        parties=Party.objects.filter(joined_into=None).count(),
        newest=max((holding.newest for holding in held if holding.newest), default=None),
        is_made_up=any(holding.source.made_up for holding in held),
    )


def is_example() -> bool:
    """Say whether the record holds made-up registers."""
    made_up = [source.id for source in all_sources().values() if source.made_up]
    return Edition.objects.filter(source__in=made_up, state=Edition.State.PUBLISHED).exists()
