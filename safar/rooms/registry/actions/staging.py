"""Stage a file: read it whole, fold its rows into records and statements, and count, before anything is written."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from safar.readers import open_reading
from safar.readers.reading import Incomplete, Period, Reading, Reject, Row, Unreadable
from safar.readers.source import Source
from safar.rules.status import Term, status_on

SEPARATOR = "\x1f"


@dataclass(slots=True)
class StagedStatement:
    """The rows of a file that say the same of the same record, and how many they are."""

    row: Row
    rows: int = 1


@dataclass(slots=True)
class Staged:
    """A file taken in and counted. `broken` says why it is no file of this source, `incomplete` why it is not whole."""

    sha256: str
    statements: dict[int, StagedStatement] = field(default_factory=dict)
    row_digests: array[int] = field(default_factory=lambda: array("q"))
    newest: dict[str, Row] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    states: dict[tuple[str, str], Row] = field(default_factory=dict)
    unmapped: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    rows_read: int = 0
    duplicate_rows: int = 0
    printed: date | None = None
    period: Period | None = None
    metadata: date | None = None
    broken: str = ""
    incomplete: str = ""


def stage(source: Source, content: bytes, name: str) -> Staged:
    """Read a file of a source into counted statements. Never raises for what is in the file."""
    staged = Staged(hashlib.sha256(content).hexdigest())
    try:
        reading = open_reading(source, content, name)
        _take_in(staged, reading)
    except Unreadable as why:
        staged.broken = str(why)
    except Incomplete as why:
        staged.incomplete = str(why)
        staged.rows_read = max(staged.rows_read, why.rows_read)
    return staged


def _take_in(staged: Staged, reading: Reading) -> None:
    seen: set[int] = set()
    staged.rejects = reading.rejects
    for row in reading.rows:
        _take_row(staged, row, seen)
    staged.rows_read += len(reading.rejects)
    staged.row_digests = array("q", sorted(seen))
    staged.printed, staged.period, staged.metadata = reading.printed, reading.period, reading.metadata


def _take_row(staged: Staged, row: Row, seen: set[int]) -> None:
    staged.rows_read += 1
    if not row.mapped:
        staged.unmapped[row.words] += 1
    whole = _digest(SEPARATOR.join(row.cells))
    if whole in seen:
        staged.duplicate_rows += 1
    seen.add(whole)
    staged.newest[row.key] = row
    folded = fold_name(row.name)
    staged.names.add(folded)
    staged.states[(folded, fold_name(row.scope))] = row
    said = _digest(_identity(row))
    if said in staged.statements:
        staged.statements[said].rows += 1
    else:
        staged.statements[said] = StagedStatement(row)


def fold_name(name: str) -> str:
    """Names of two editions are compared stripped and without case.

    >>> fold_name(" ABC Ltd ")
    'abc ltd'
    """
    return name.strip().casefold()


def judged_status(row: Row, day: date) -> str:
    """Give a row's state on the day its edition was published."""
    return status_on(Term(row.status, row.since, row.until, row.pause_since, row.pause_until), day)


def _identity(row: Row) -> str:
    """All that a statement says and of whom; the cells that only number a row stay out of it."""
    dates = (row.since, row.until, row.pause_since, row.pause_until)
    parts = [row.key, row.name, row.legal_name, row.scope, row.words, row.status, row.place, row.address]
    parts += [day.isoformat() if day else "" for day in dates]
    parts += row.other_names
    parts += [text for pair in row.details for text in pair]
    return SEPARATOR.join(parts)


def _digest(text: str) -> int:
    """Eight bytes of BLAKE2b: two of a million rows collide about once in 40 million files."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
