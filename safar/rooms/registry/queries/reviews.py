"""Refused editions as their review shows them: why, how much, which rows and words could not be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from safar.rooms.registry.models import Edition
from safar.rooms.registry.queries.slices import Slice, slice_of
from safar.rooms.registry.sources import all_sources

MOST_REJECTS = 200
COUNTS = {
    "rows_read": "Rows read",
    "duplicate_rows": "Rows that stand there twice",
    "records": "Records in the register after it",
    "rows_added": "Rows added",
    "rows_removed": "Rows removed",
    "names_added": "Names added",
    "names_removed": "Names removed",
}


@dataclass(frozen=True, slots=True)
class Review:
    """One load's report as a person reads it. `rejected` holds the first rows only, `rejects` counts all."""

    id: int
    source: str
    title: str
    file_name: str
    sha256: str
    published: date | None
    loaded_at: datetime
    reason: str
    counts: tuple[tuple[str, int], ...]
    rejects: int
    rejected: tuple[tuple[int, str], ...]
    unknown_words: tuple[tuple[str, int], ...]
    status_changes: int
    dismissed_by: str
    dismissed_at: datetime | None


def waiting_reviews(page: int) -> Slice[Review]:
    """Give the refused editions that nobody has answered, the oldest first."""
    waiting = _refused().exclude(report__has_key="dismissed").order_by("loaded_at", "pk")
    return slice_of(waiting, page, review_of)


def dismissed_reviews(page: int) -> Slice[Review]:
    """Give the refused editions that somebody has put aside, the newest first."""
    return slice_of(_refused().filter(report__has_key="dismissed").order_by("-loaded_at", "-pk"), page, review_of)


def review_of(edition: Edition) -> Review:
    """Read an edition's report."""
    report: dict[str, Any] = edition.report
    source = all_sources().get(edition.source)
    dismissed = report.get("dismissed") or {}
    return Review(
        id=edition.pk,
        source=edition.source,
        title=source.title if source else edition.source,
        file_name=edition.file_name,
        sha256=edition.sha256,
        published=edition.published,
        loaded_at=edition.loaded_at,
        reason=edition.reason,
        counts=tuple((words, report[key]) for key, words in COUNTS.items()),
        rejects=len(report["rejected"]),
        rejected=tuple((reject["line"], reject["reason"]) for reject in report["rejected"][:MOST_REJECTS]),
        unknown_words=tuple(report["unmapped_status"].items()),
        status_changes=len(report["status_changes"]),
        dismissed_by=dismissed.get("by", ""),
        dismissed_at=datetime.fromisoformat(dismissed["at"]) if dismissed else None,
    )


def published_as(source: str, sha256: str) -> int | None:
    """Give the newest published edition made of a file, if there is one."""
    published = Edition.objects.filter(source=source, sha256=sha256, state=Edition.State.PUBLISHED)
    return published.order_by("-published", "-pk").values_list("pk", flat=True).first()


def _refused() -> QuerySet[Edition]:
    return Edition.objects.filter(state=Edition.State.REFUSED)
