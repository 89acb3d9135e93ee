"""How fresh every source is: its newest edition against its cadence, its last sync, what of it was not understood."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from safar.rooms.registry.indexing import name_index, record_version
from safar.rooms.registry.models import Edition
from safar.rooms.registry.queries.registers import Holding, holdings


@dataclass(frozen=True, slots=True)
class LastSync:
    """What the last download came to. `is_unreadable` where its note can't be read."""

    outcome: str
    message: str
    checked_at: datetime | None
    is_unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """One source. `age` is in days since we last knew what it says; rejects and words are of the newest edition."""

    holding: Holding
    age: int | None
    sync: LastSync | None
    rejects: int
    unknown_words: tuple[tuple[str, int], ...]

    @property
    def is_never_tried(self) -> bool:
        """Say whether the address of the file was never tried on the live site."""
        fetch = self.holding.source.fetch
        return fetch.method != "manual" and fetch.tried_live_on is None


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """The search index against the record that it is made from."""

    index: int | None
    record: int

    @property
    def is_behind(self) -> bool:
        return self.index != self.record


def health(today: date) -> list[Health]:
    """Look at every source: the stale ones first, then the late ones, then the rest; those never held last."""
    newest = _newest_reports()
    found = [_health(holding, newest.get(holding.source.id, {}), today) for holding in holdings(today)]
    return sorted(found, key=lambda one: (not one.holding.is_held, not one.holding.is_stale, not one.holding.is_late))


def index_health() -> IndexHealth:
    """Compare the index as it lies on this machine's disk with the record. Changes neither."""
    index = name_index()
    index.refresh()
    return IndexHealth(index.version, record_version())


def last_sync(source: str) -> LastSync | None:
    """Read the note that the last sync of a source left; nothing where it was never synced."""
    path = Path(settings.VAR) / "sync" / f"{source}.json"
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        checked = note.get("checked_at")
        when = datetime.fromisoformat(checked) if checked else None
        return LastSync(str(note.get("outcome", "")), str(note.get("message", "")), when)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError, TypeError) as error:
        return LastSync("unreadable", f"{path.name} can't be read: {error}", None, is_unreadable=True)


def _health(holding: Holding, report: dict[str, Any], today: date) -> Health:
    return Health(
        holding=holding,
        age=(today - holding.seen_on).days if holding.seen_on else None,
        sync=last_sync(holding.source.id),
        rejects=len(report.get("rejected", [])),
        unknown_words=tuple(report.get("unmapped_status", {}).items()),
    )


def _newest_reports() -> dict[str, dict[str, Any]]:
    """Give the report of each source's newest edition; the reports of older ones are not read."""
    published = Edition.objects.filter(state=Edition.State.PUBLISHED).order_by("published", "pk")
    newest = dict(published.values_list("source", "pk"))
    return dict(Edition.objects.filter(pk__in=newest.values()).values_list("source", "report"))
