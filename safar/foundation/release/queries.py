"""Reads on released tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from safar.foundation.release.models import Quote, ReleasedTable


@dataclass(frozen=True, slots=True)
class Released:
    """One table as it was published."""

    month: str
    content: dict[str, Any]
    sha256: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that stand under a name, and since when. `text` is empty where they were taken off."""

    name: str
    text: str
    shown_on: date


def released(name: str) -> tuple[Released, ...]:
    """Give the published months of a table, the newest first."""
    rows = ReleasedTable.objects.filter(name=name).order_by("-month")
    return tuple(Released(row.month, row.content, row.sha256, row.published_on) for row in rows)


def released_months(name: str) -> frozenset[str]:
    """Give the months that stand already."""
    return frozenset(ReleasedTable.objects.filter(name=name).values_list("month", flat=True))


def count_released() -> int:
    """Count all that was ever published, shown and taken off: it grows with whatever changes a page."""
    return ReleasedTable.objects.count() + Quote.objects.count() + Quote.objects.filter(text="").count()


def released_under(prefix: str) -> tuple[tuple[str, Released], ...]:
    """Give all that was published under names that begin so, each with its name, the newest first."""
    rows = ReleasedTable.objects.filter(name__startswith=prefix).order_by("-month", "name")
    return tuple((row.name, Released(row.month, row.content, row.sha256, row.published_on)) for row in rows)


def quotes(name: str) -> tuple[Quoted, ...]:
    """Give all words that were ever shown under a name; those that were taken off are empty."""
    return tuple(Quoted(row.name, row.text, row.shown_on) for row in Quote.objects.filter(name=name))


def quotes_under(prefix: str) -> tuple[Quoted, ...]:
    """Give the words that stand under all names that begin so."""
    rows = Quote.objects.filter(name__startswith=prefix).exclude(text="")
    return tuple(Quoted(row.name, row.text, row.shown_on) for row in rows)
