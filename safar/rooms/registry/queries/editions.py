"""When each source was last read: the dates that every statement's "read on" comes from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from safar.rooms.registry.indexing import record_version
from safar.rooms.registry.models import Edition


@dataclass(frozen=True, slots=True)
class Readings:
    """The published editions of one source, oldest first."""

    published: tuple[date, ...]
    checked: date | None  # the newest day on which the publisher still showed the newest of them

    def seen_on(self, day: date) -> date | None:
        """Give the newest day on or before `day` on which we know what the source said."""
        place = bisect_right(self.published, day)
        if place == 0:
            return None
        newest = self.published[place - 1]
        if place == len(self.published) and self.checked is not None and newest < self.checked <= day:
            return self.checked
        return newest

    def before(self, day: date) -> date | None:
        """Give the newest edition published before the day."""
        earlier = [published for published in self.published if published < day]
        return earlier[-1] if earlier else None


NONE = Readings((), None)
SECONDS = 3600


def readings() -> dict[str, Readings]:
    """Give the readings of every source that has any. They change only when the record does."""
    key = f"readings-{record_version()}"
    kept: dict[str, Readings] | None = cache.get(key)
    if kept is None:
        kept = _readings()
        cache.set(key, kept, SECONDS)
    return kept


def _readings() -> dict[str, Readings]:
    dates: dict[str, list[date]] = {}
    checked: dict[str, date | None] = {}
    rows = Edition.objects.filter(state=Edition.State.PUBLISHED).order_by("published", "pk")
    for source, published, last_checked in rows.values_list("source", "published", "checked_on"):
        if published is not None:
            dates.setdefault(source, []).append(published)
            checked[source] = last_checked
    return {source: Readings(tuple(days), checked[source]) for source, days in dates.items()}
