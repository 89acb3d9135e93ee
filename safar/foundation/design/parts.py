"""What the parts of a page need to know, one frozen dataclass a part. The templates are in templates/design/.

Rooms make these in their queries or views and hand them to the tags of `templatetags/safar`; no part asks a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way to this page. The last one has no address: it is where the reader is."""

    words: Words
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a definition table. `source` says where it is from; `is_foreign` marks a publisher's own words."""

    term: Words
    value: Words
    address: str = ""
    source: Words = ""
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """One point on the line of time.

    `code` picks the mark (any key of `statuses.MARKS`), empty for a plain point. `quote` is the publisher's own words,
    `by` the publisher, `address` where to read it. A stop without a day reads "no date given".
    """

    day: date | None
    words: Words
    code: str = ""
    quote: str = ""
    by: Words = ""
    address: str = ""
    is_future: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: words, a link, a number (set in columns), or a status by its code."""

    words: Words
    address: str = ""
    is_number: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. Its first cell heads the row; below 40 em each row is read as a small list."""

    caption: Words
    columns: tuple[Words, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def heads(self) -> tuple[tuple[Words, bool], ...]:
        """Give each column's head, and whether numbers stand under it."""
        numbers = tuple(cell.is_number for cell in self.rows[0]) if self.rows else (False,) * len(self.columns)
        return tuple(zip(self.columns, numbers, strict=True))

    @property
    def lines(self) -> tuple[tuple[tuple[Words, Cell], ...], ...]:
        """Give each cell with the head of its column, which a narrow screen writes beside it."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a long list stands. An empty address means that there is no such page."""

    number: int
    last: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A page to hand on: its address, a QR code as SVG, and the address that opens a message with it."""

    address: str
    qr: SafeString | None = None
    message: str = ""
