"""Reads on released tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from safar.foundation.release.models import ReleasedTable


@dataclass(frozen=True, slots=True)
class Released:
    """One table as it was published."""

    month: str
    content: dict[str, Any]
    sha256: str
    published_on: date


def released(name: str) -> tuple[Released, ...]:
    """Give the published months of a table, the newest first."""
    rows = ReleasedTable.objects.filter(name=name).order_by("-month")
    return tuple(Released(row.month, row.content, row.sha256, row.published_on) for row in rows)


def released_months(name: str) -> frozenset[str]:
    """Give the months that stand already."""
    return frozenset(ReleasedTable.objects.filter(name=name).values_list("month", flat=True))


def count_released() -> int:
    """Count all that was ever published; nothing of it is changed or taken away."""
    return ReleasedTable.objects.count()


def released_under(prefix: str) -> tuple[tuple[str, Released], ...]:
    """Give all that was published under names that begin so, each with its name, the newest first."""
    rows = ReleasedTable.objects.filter(name__startswith=prefix).order_by("-month", "name")
    return tuple((row.name, Released(row.month, row.content, row.sha256, row.published_on)) for row in rows)
