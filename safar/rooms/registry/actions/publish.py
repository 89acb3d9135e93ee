"""Write a compared edition into the record, or set a refused one aside for a person to look at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from safar.foundation import bulk
from safar.readers.reading import Row
from safar.readers.source import Source
from safar.rooms.registry.actions.compare import Comparison
from safar.rooms.registry.actions.editions import LoadReport, When
from safar.rooms.registry.actions.joining import Joiner, record_key
from safar.rooms.registry.actions.staging import Staged, StagedStatement
from safar.rooms.registry.actions.versions import next_version
from safar.rooms.registry.models import Edition, Identifier, Party, Record, Statement
from safar.rules.licence_numbers import fold_number

Key = TypeVar("Key", int, str)
KEPT_EDITIONS = Edition.objects.filter(state=Edition.State.PUBLISHED)
STATEMENT_COLUMNS = [
    "id",
    "record_id",
    "source",
    "period",
    "digest",
    "line",
    "rows",
    "name",
    "scope",
    "words",
    "status",
    "since",
    "until",
    "pause_since",
    "pause_until",
    "details",
    "first_on",
    "gone_on",
]
RECORD_COLUMNS = [
    "id",
    "source",
    "key",
    "party_id",
    "name",
    "legal_name",
    "other_names",
    "match_key",
    "country",
    "place",
    "address",
    "is_person",
    "first_on",
    "gone_on",
]


def publish(
    source: Source, staged: Staged, comparison: Comparison, report: LoadReport, when: When, *, now: datetime
) -> None:
    """Make a staged file the source's newest edition. The caller holds the transaction."""
    version = next_version()
    held = {
        key: (pk, party)
        for key, pk, party in Record.objects.filter(source=source.id).values_list("key", "pk", "party_id").iterator()
    }
    heard_from = _heard_from(source, comparison, when)
    first = _add_records(source, staged, held, heard_from, version)
    fresh = _add_statements(source, staged, comparison, held, when, heard_from)
    touched = _retire_statements(staged, comparison, when.published)
    if source.kind == "snapshot":
        _mark_gone(source, staged, held, when.published, comparison)
    changed = {held[row.key][0] for row in fresh if held[row.key][0] < first} | touched
    _renew_records(staged, held, {row.key for row in fresh} if comparison.before else set())
    _touch_parties(changed, version)
    _add_edition(source, staged, report, when, now)


def _heard_from(source: Source, comparison: Comparison, when: When) -> date:
    """Give the first day for which the edition speaks: a list dated only by its month speaks for all of it."""
    if source.kind == "series" or when.first is None:
        return when.published
    newest = comparison.newest_published
    return max(when.first, newest) if newest else when.first


def refuse(source: Source, staged: Staged, report: LoadReport, when: When | None, *, now: datetime) -> None:
    """Note that a file was refused, and why, once."""
    Edition.objects.update_or_create(
        source=source.id,
        sha256=staged.sha256,
        state=Edition.State.REFUSED,
        defaults=_edition_fields(report, when, now),
    )


def hold_for_review(sha256: str, content: bytes) -> Path:
    """Keep the bytes of a refused file, so that a person's yes loads just what was refused."""
    path = held_file(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def held_file(sha256: str) -> Path:
    """Give the place where a refused file waits."""
    return Path(settings.VAR) / "held" / sha256


def _edition_fields(report: LoadReport, when: When | None, now: datetime) -> dict[str, Any]:
    return {
        "published": when.published if when else None,
        "period_first": when.first if when else None,
        "period_last": when.last if when else None,
        "file_name": report.file[:300],
        "reason": report.reason[:200],
        "loaded_at": now,
        "report": report.as_json(),
    }


def _add_edition(source: Source, staged: Staged, report: LoadReport, when: When, now: datetime) -> None:
    before = KEPT_EDITIONS.filter(source=source.id, period_last=when.last)
    if source.kind == "series":
        before.update(state=Edition.State.REPLACED, row_digests=b"")
    else:
        before.exclude(row_digests=b"").update(row_digests=b"")
    Edition.objects.filter(source=source.id, sha256=staged.sha256, state=Edition.State.REFUSED).delete()
    Edition.objects.create(
        source=source.id,
        sha256=staged.sha256,
        state=Edition.State.PUBLISHED,
        row_digests=staged.row_digests.tobytes(),
        **_edition_fields(report, when, now),
    )
    held_file(staged.sha256).unlink(missing_ok=True)


def _add_records(source: Source, staged: Staged, held: dict[str, tuple[int, str]], day: date, version: int) -> int:
    """Insert the records whose keys are new, each in a party: one it is the same as, or one of its own.

    Gives the number of the first; older records have smaller ones.
    """
    rows = {key: row for key, row in staged.newest.items() if key not in held}
    first = bulk.next_id(Record)
    if not rows:
        return first
    joiner = Joiner(source, rows, first, day, version)
    bulk.insert(Party, ("id", "number", "country", "made_for", "made_on", "version"), joiner.new_parties())
    bulk.insert(Record, RECORD_COLUMNS, _record_tuples(source, rows, joiner, first, day))
    held.update({key: (first + place, joiner.parties[place]) for place, key in enumerate(rows)})
    joiner.note_judgements()
    for batch in _batches(sorted(joiner.joined)):
        Party.objects.filter(pk__in=batch).update(version=version)
    _add_identifiers((held[key][0], row) for key, row in rows.items())
    return first


def _record_tuples(
    source: Source, rows: dict[str, Row], joiner: Joiner, first: int, day: date
) -> Iterator[tuple[Any, ...]]:
    for place, (key, row) in enumerate(rows.items()):
        facts = _record_facts(row, joiner.keys[place])
        yield (first + place, source.id, key, joiner.parties[place], *facts, day.isoformat(), None)


def _record_facts(row: Row, key: str) -> tuple[Any, ...]:
    """A record's own columns from its newest row, in the order of RECORD_COLUMNS."""
    return (
        row.name.strip(),
        row.legal_name.strip(),
        _json(row.other_names),
        key,
        row.country,
        row.place.strip(),
        row.address,
        row.is_person,
    )


def _add_identifiers(records: Iterable[tuple[int, Row]]) -> None:
    numbers = count(bulk.next_id(Identifier))
    bulk.insert(
        Identifier,
        ("id", "record_id", "scheme", "value", "folded"),
        (
            (next(numbers), record, scheme, value[:100], fold_number(value)[:100])
            for record, row in records
            for scheme, value in row.identifiers
            if value
        ),
    )


def _add_statements(
    source: Source, staged: Staged, comparison: Comparison, held: dict[str, tuple[int, str]], when: When, day: date
) -> list[Row]:
    """Insert what the file says that the record did not yet hold; give back the rows that say it."""
    new = [(digest, said) for digest, said in staged.statements.items() if digest not in comparison.live.ids]
    first = bulk.next_id(Statement)
    period = when.last.isoformat() if when.last and source.kind == "series" else None
    bulk.insert(
        Statement,
        STATEMENT_COLUMNS,
        (
            (
                first + place,
                held[said.row.key][0],
                source.id,
                period,
                digest,
                *_statement_facts(said),
                day.isoformat(),
                None,
            )
            for place, (digest, said) in enumerate(new)
        ),
    )
    return [said.row for _, said in new]


def _statement_facts(said: StagedStatement) -> tuple[Any, ...]:
    row = said.row
    return (
        row.line,
        said.rows,
        row.name,
        row.scope[:300],
        row.words[:500],
        str(row.status),
        *(day.isoformat() if day else None for day in (row.since, row.until, row.pause_since, row.pause_until)),
        _json(row.details),
    )


def _retire_statements(staged: Staged, comparison: Comparison, day: date) -> set[int]:
    """Close what the file no longer says; give back the records concerned."""
    gone = [held for digest, held in comparison.live.ids.items() if digest not in staged.statements]
    for batch in _batches(pk for pk, _, _ in gone):
        Statement.objects.filter(pk__in=batch).update(gone_on=day)
    recounted = [
        (said.rows, comparison.live.ids[digest][0])
        for digest, said in staged.statements.items()
        if digest in comparison.live.ids and comparison.live.ids[digest][2] != said.rows
    ]
    table = Statement._meta.db_table
    if recounted:
        bulk.run_many(Statement, f"UPDATE {table} SET rows = %s WHERE id = %s", recounted)  # noqa: S608 (ours)
    return {record for _, record, _ in gone}


def _mark_gone(
    source: Source, staged: Staged, held: dict[str, tuple[int, str]], day: date, comparison: Comparison
) -> None:
    """A snapshot says who is listed: records that it has no more are gone, those that are back are not."""
    gone = (held[key][0] for key in comparison.live.keys if key not in staged.newest)
    for batch in _batches(gone):
        Record.objects.filter(pk__in=batch).update(gone_on=day)
    absent = Record.objects.filter(source=source.id, gone_on__isnull=False).values_list("key", "pk")
    back = [pk for key, pk in absent.iterator() if key in staged.newest]
    for batch in _batches(back):
        Record.objects.filter(pk__in=batch).update(gone_on=None)


def _renew_records(staged: Staged, held: dict[str, tuple[int, str]], keys: set[str]) -> None:
    """Give records that said something new the newest row's names and places."""
    table = Record._meta.db_table
    facts = RECORD_COLUMNS[4:12]
    sets = ", ".join(f"{column} = %s" for column in facts)
    newest = ((staged.newest[key], held[key][0]) for key in keys)
    rows = [(*_record_facts(row, record_key(row)), record) for row, record in newest]
    if rows:
        bulk.run_many(Record, f"UPDATE {table} SET {sets} WHERE id = %s", rows)  # noqa: S608 (ours)


def _touch_parties(records: set[int], version: int) -> None:
    for batch in _batches(records):
        Party.objects.filter(records__in=batch).update(version=version)


def _json(texts: tuple[Any, ...]) -> str:
    return json.dumps(texts, ensure_ascii=False) if texts else "[]"


def _batches(numbers: Iterable[Key], size: int = 800) -> Iterator[list[Key]]:
    """SQLite takes only so many parameters in one statement."""
    walk = iter(numbers)
    while batch := list(islice(walk, size)):
        yield batch
