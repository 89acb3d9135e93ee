"""What a source's TOML file says, as frozen values: the publisher, how to get the file, how to read it, what it means.

For the generic reader, the pages about a register, and whoever writes a special layout. docs/data.md explains each
field to a newcomer; `safar.readers.source` makes these values from the TOML files and refuses what is wrong in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from safar.rules.status import Status

Option = str | int | bool | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom a worker can ask or complain to about this register. An untested number is shown as not yet tested."""

    name: str
    phone: str = ""
    phone_tested_on: date | None = None
    complain_at: str = ""
    website: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fetch:
    """How `sync` gets the newest file: direct (url), link-on-page (url + link pattern) or manual."""

    method: str
    url: str = ""
    link: str = ""
    tried_live_on: date | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One form in which the publisher's file comes: the module that takes it apart, and the headers it may have.

    `headers` are the accepted headers, each in its order; `same` says which column of a variant means which column of
    the source. `file_name` (a pattern such as *.txt) guards a form that has no header to be known by. `options` belong
    to the layout's module alone.
    """

    name: str
    headers: tuple[tuple[str, ...], ...]
    same: Mapping[str, str] = field(default_factory=dict)
    encodings: tuple[str, ...] = ("utf-8",)
    separator: str = ","
    file_name: str = ""
    title_lines: int = 0
    printed: str = ""
    printed_formats: tuple[str, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)

    def canonical(self, header: tuple[str, ...]) -> tuple[str, ...]:
        """Give the source's own names for the columns of one of the headers."""
        return tuple(self.same.get(column, column) for column in header)


@dataclass(frozen=True, slots=True)
class TextFrom:
    """Where a text comes from: columns joined, or the same words on every row."""

    columns: tuple[str, ...] = ()
    joined_by: str = ", "
    constant: str = ""


@dataclass(frozen=True, slots=True)
class NamesFrom:
    """A column of further names with what stands between them."""

    column: str
    separator: str


@dataclass(frozen=True, slots=True)
class CountryFrom:
    """The country of the party: the same for all, or a column whose words are looked up in a table.

    Without a table the column holds ISO 3166 codes itself. The constant stands where the column says nothing known.
    """

    constant: str = ""
    column: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DateFrom:
    """A date column with the ways it is written; `several` = last takes the last date of a cell that holds several."""

    column: str
    formats: tuple[str, ...]
    several: str = ""


@dataclass(frozen=True, slots=True)
class IdentifierFrom:
    """A number that names the party, always text. One that has not the shape is shown but not used as a number.

    `digits` says how many there are: signs between them go, and lost leading zeros come back.
    """

    scheme: str
    column: str
    shape: str = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class PersonRules:
    """What marks a row as a natural person.

    A title or a given name at the start counts where no word of an organisation stands in the name. A column with a
    masked number (***.123.456-**) counts always.
    `name` gives the person's name for a row whose organisation is empty; `same_as` are columns of a person's name: an
    organisation that is called exactly so is that person.
    """

    titles: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()
    organisation_words: tuple[str, ...] = ()
    masked: str = ""
    name: TextFrom = TextFrom()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowMapping:
    """Which columns make which field of a Row."""

    name: TextFrom
    key: tuple[tuple[str, ...], ...]
    legal_name: TextFrom = TextFrom()
    other_names: NamesFrom | None = None
    country: CountryFrom = CountryFrom()
    place: TextFrom = TextFrom()
    address: TextFrom = TextFrom()
    scope: TextFrom = TextFrom()
    words: TextFrom = TextFrom()
    since: DateFrom | None = None
    until: DateFrom | None = None
    pause_since: DateFrom | None = None
    pause_until: DateFrom | None = None
    identifiers: tuple[IdentifierFrom, ...] = ()
    details: tuple[tuple[str, TextFrom], ...] = ()
    person: PersonRules = PersonRules()
    empty: tuple[str, ...] = ()
    mask: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordRule:
    """Rows whose column holds one of some words mean something else; that column's text is then the words."""

    column: str
    contains: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class StatusRules:
    """What the publisher's words mean: a vocabulary, or one meaning for every row.

    `blank` is the meaning of an empty cell, `without_until` that of a barred-until whose row gives no end.
    """

    constant: Status | None = None
    blank: Status | None = None
    without_until: Status | None = None
    words: Mapping[str, Status] = field(default_factory=dict)
    patterns: Mapping[str, Status] = field(default_factory=dict)
    date_formats: tuple[str, ...] = ()
    exceptions: tuple[WordRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's list or file series. `columns` is the order of the cells of its rows, over all header variants."""

    id: str
    title: str
    publisher: str
    country: str
    kind: str
    evidence_kind: str
    authority: Authority
    fetch: Fetch
    layouts: tuple[Layout, ...]
    columns: tuple[str, ...]
    row: RowMapping
    status: StatusRules
    licence: str
    page: str
    cadence_days: int
    stale_after_days: int
    seen_on: date
    confidence: str
    compiled_from: str = ""
    licence_for: str = ""
    number_scheme: str = ""
    made_up: bool = False
    note: str = ""
