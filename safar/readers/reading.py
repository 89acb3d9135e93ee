"""The shapes that every reader gives back: rows, rejects and a reading, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from safar.rules.status import Status


class Unreadable(Exception):
    """The file can't be read as what it should be. The message names the line where it can, in plain words."""


class Incomplete(Exception):
    """The file is a walk over pages that misses some: publishing it would look like removals. Refused, not unreadable.

    `rows_read` is what it held all the same.
    """

    def __init__(self, message: str, rows_read: int = 0) -> None:
        super().__init__(message)
        self.rows_read = rows_read


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be read: its line in the file (1 = first) and why. Nothing is dropped in silence."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of a publisher says about one party.

    `cells` are the publisher's cells, verbatim, in the source's own column order: two editions are compared by them.
    `key` groups the rows of one source that speak of the same record (same licence number, or same name and town).
    `words` are the publisher's words about the state; `status` is what our vocabulary makes of them, before any day
    is judged; `mapped` is False where the vocabulary did not know them.
    `identifiers` are (scheme, value) pairs such as ("kvk", "16051874"); `details` are (label, text) pairs that a page
    shows beneath the statement. `rows_read` counts one of these, duplicates included.
    """

    line: int
    cells: tuple[str, ...]
    key: str
    name: str
    legal_name: str = ""
    other_names: tuple[str, ...] = ()
    country: str = ""
    place: str = ""
    address: str = ""
    scope: str = ""
    words: str = ""
    status: Status = Status.UNKNOWN
    mapped: bool = True
    since: date | None = None
    until: date | None = None
    pause_since: date | None = None
    pause_until: date | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    is_person: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day that one file of a series covers."""

    first: date
    last: date


@dataclass(slots=True)
class Reading:
    """An opened file: what is known before the rows, and the rows as they come.

    `rows` may be walked once; `rejects` is complete when the walk has ended, and `Unreadable` or `Incomplete` may be
    raised during it. `printed` is a date that stands in the file, `period` the one a series file covers (its last day
    counts as published), `metadata` the document's own date (xlsx or PDF properties).
    """

    rows: Iterator[Row]
    rejects: list[Reject] = field(default_factory=list)
    printed: date | None = None
    period: Period | None = None
    metadata: date | None = None


@dataclass(slots=True)
class Table:
    """A file taken apart into a header and lines of text cells, before anyone asks what the columns mean.

    Odd formats only have to make one of these; the mapping of columns to a Row is the source's TOML for all of them.
    `lines` gives (line number in the file, cells) with as many cells as the header has; titles, notes and blank lines
    are left out; a line that can't be read goes to `rejects` instead.
    """

    header: tuple[str, ...]
    lines: Iterator[tuple[int, tuple[str, ...]]]
    rejects: list[Reject] = field(default_factory=list)
    printed: date | None = None
    period: Period | None = None
    metadata: date | None = None
