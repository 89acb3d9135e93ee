"""Keep the search index in step with the record: after every edition, and whenever it is found behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Q, QuerySet

from safar.foundation import reads
from safar.foundation.search import Entry, IndexBusy, NameIndex
from safar.rooms.registry.models import Identifier, Party, Record, RecordVersion
from safar.rooms.registry.sources import sources_with_persons

MOST_UPDATED = 20_000  # changed parties; beyond this building anew is quicker
WAITS, WAIT_SECONDS = 100, 0.3  # for another process that builds the first index


class Named(NamedTuple):
    """One record's names, as the index needs them."""

    party: str
    pk: int
    name: str
    legal_name: str
    other_names: list[str]
    country: str
    place: str


@lru_cache(maxsize=1)
def name_index() -> NameIndex:
    """Give this process's open index."""
    return NameIndex.open(Path(settings.VAR) / "index" / "names")


def record_version() -> int:
    """Give the number of the record's newest change."""
    found = reads.rows(RecordVersion, "SELECT MAX(version) FROM registry_recordversion")
    return found[0][0] or 0


def catch_up() -> NameIndex:
    """Bring the index to the record's version, by the changed parties alone where they are few.

    While another process writes it, the index before is good enough to answer from; without one, wait.
    """
    index, target = name_index(), record_version()
    index.refresh()
    for _ in range(WAITS):
        if index.version == target:
            break
        try:
            _bring_up(index, target)
        except IndexBusy:
            if index.version is not None:
                break
            time.sleep(WAIT_SECONDS)
            index.refresh()
    return index


def _bring_up(index: NameIndex, target: int) -> None:
    behind = index.version
    changed = Party.objects.filter(version__gt=behind) if behind is not None and behind < target else None
    if changed is None or changed.count() > MOST_UPDATED:
        index.rebuild(_entries(Record.objects.all()), target)
        return
    entries = list(_entries(Record.objects.filter(party__version__gt=behind)))
    gone = set(changed.values_list("pk", flat=True)) - {entry.party for entry in entries}
    index.update(entries, gone, target)


def rebuild() -> int:
    """Build the index anew from the record and give how many parties it holds."""
    index = name_index()
    entries = list(_entries(Record.objects.all()))
    index.rebuild(entries, record_version())
    return len(entries)


def searchable(records: QuerySet[Record]) -> QuerySet[Record]:
    """Keep what may be found: a natural person only as a publisher's present licensee or finding."""
    person = Q(is_person=True, gone_on=None, source__in=sources_with_persons())
    return records.filter(Q(is_person=False) | person)


def _entries(records: QuerySet[Record]) -> Iterator[Entry]:
    """Walk the records party by party, the newest first, which gives the party its name."""
    numbers = _identifiers()
    ordered = searchable(records).order_by("party_id", F("gone_on").desc(nulls_first=True), "-first_on", "-pk")
    columns = ("party_id", "pk", "name", "legal_name", "other_names", "country", "place")
    walk = (Named(*row) for row in ordered.values_list(*columns).iterator(chunk_size=5000))
    for party, group in groupby(walk, key=lambda named: named.party):
        yield _entry(party, list(group), numbers)


def _entry(party: str, records: list[Named], numbers: dict[int, list[str]]) -> Entry:
    names: dict[str, None] = {}
    for named in records:
        for name in (named.name, named.legal_name, *named.other_names):
            if name:
                names.setdefault(name)
    first = records[0]
    found = tuple(number for named in records for number in numbers.get(named.pk, ()))
    return Entry(party, first.name, tuple(names), first.country, first.place, found)


def index_state() -> str:
    """Say for the health page whether the search can answer: ok, behind or missing."""
    index = name_index()
    index.refresh()
    if index.version is None:
        return "ok" if not Record.objects.exists() else "missing"
    return "ok" if index.version == record_version() else "behind"


def _identifiers() -> dict[int, list[str]]:
    numbers: dict[int, list[str]] = {}
    for record, value in Identifier.objects.values_list("record_id", "value").iterator():
        numbers.setdefault(record, []).append(value)
    return numbers
