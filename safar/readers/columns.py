"""Look-ups of a line's cells by column: texts, names, countries, dates, numbers and the key of a record.

Each is made once for a source and then called for every line, so that a register of 140,000 rows takes about as long
as a few times its parsing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from html import unescape

from safar.readers.dates import last_date, read_date
from safar.readers.description import CountryFrom, DateFrom, IdentifierFrom, NamesFrom, RowMapping, TextFrom

Cells = tuple[str, ...]
Text = Callable[[Cells], str]
Number = Callable[[Cells], tuple[str, bool]]  # the number as text, and whether it has its shape
Day = Callable[[Cells], "date | None"]

_SIGNS = re.compile(r"[\s./-]")
_AROUND_SIGNS = re.compile(r"\s*([-/])\s*")  # 0008 / RWP is 0008/RWP


class Unfit(Exception):
    """A line that can't become a row, with the reason."""


class Columns:
    """The places of a source's columns, and the words by which it says that a cell is empty."""

    def __init__(self, names: tuple[str, ...], empty: tuple[str, ...]) -> None:
        self.places = {name: place for place, name in enumerate(names)}
        self.empty = frozenset(text.casefold() for text in empty)

    def text(self, where: TextFrom, cleaned: Callable[[str], str] | None = None) -> Text:
        """Make the look-up of a text; constants and single columns take the short way."""
        cleaned = cleaned or remembered
        if where.constant or not where.columns:
            return lambda cells: where.constant
        places = [self.places[column] for column in where.columns]
        one, empty = places[0], self.empty
        if len(places) == 1 and not empty:
            return lambda cells: cleaned(cells[one])
        if len(places) == 1:
            return lambda cells: "" if (text := clean(cells[one])).casefold() in empty else text
        joined_by = where.joined_by

        def joined(cells: Cells) -> str:
            texts = [clean(cells[place]) for place in places]
            return joined_by.join(text for text in texts if text and text.casefold() not in empty)

        return joined

    def names(self, where: NamesFrom | None) -> Callable[[Cells], Cells]:
        """Make the look-up of several names in one cell."""
        if where is None:
            return lambda cells: ()
        place, separator = self.places[where.column], where.separator

        def names(cells: Cells) -> Cells:
            return tuple(name for part in cells[place].split(separator) if (name := clean(part)))

        return names

    def country(self, where: CountryFrom, default: str) -> Text:
        """Make the look-up of a country's two letters."""
        if not where.column:
            country = where.constant or default
            return lambda cells: country
        place, names, otherwise = self.places[where.column], where.names, where.constant

        def country_of(cells: Cells) -> str:
            printed = remembered(cells[place])
            if not names and re.fullmatch("[A-Za-z]{2}", printed):
                return printed.upper()
            return names.get(printed.casefold(), otherwise)

        return country_of

    def day(self, where: DateFrom | None) -> Day:
        """Make the look-up of a date; a cell that holds something else makes its line unfit."""
        if where is None:
            return lambda cells: None
        place, column, formats, empty = self.places[where.column], where.column, where.formats, self.empty
        several = where.several == "last"

        def day(cells: Cells) -> date | None:
            text = cells[place].strip()
            if not text or text.casefold() in empty:
                return None
            found = read_date(text, formats) or (last_date(text, formats) if several else None)
            if found is None:
                raise Unfit(f"{column}: {text[:40]!r} is not a date written as {' or '.join(formats)}")
            return found

        return day

    def number(self, where: IdentifierFrom) -> Number:
        """Make the look-up of a number, as text."""
        place, digits, empty = self.places[where.column], where.digits, self.empty
        shape = re.compile(where.shape or (rf"\d{{{digits}}}" if digits else ".+"))

        def value(cells: Cells) -> tuple[str, bool]:
            text = _AROUND_SIGNS.sub(r"\1", clean(cells[place]))
            if text.casefold() in empty:
                return "", True
            bare = _SIGNS.sub("", text) if digits else ""
            if bare.isdecimal():
                text = bare.zfill(digits)
            return text, shape.fullmatch(text) is not None

        return value

    def key(self, row: RowMapping) -> Text:
        """Make the key: the first of the alternatives whose first column isn't empty, folded.

        A later alternative is marked by its place, so that a name never meets a number of the first.
        """
        numbers = {where.column: self.number(where) for where in row.identifiers if where.shape or where.digits}
        alternatives = [
            (
                f"{count}:" if count > 1 else "",
                [
                    _part(self.places[column], self.empty, numbers.get(column), first=column == columns[0])
                    for column in columns
                ],
            )
            for count, columns in enumerate(row.key, 1)
        ]

        def key(cells: Cells) -> str:
            for mark, parts in alternatives:
                if first := parts[0](cells):
                    return mark + "|".join([first, *[part(cells) for part in parts[1:]]])
            return ""

        return key


def _part(place: int, empty: frozenset[str], number: Number | None, *, first: bool) -> Text:
    """A part of a key: a folded cell, or a number if it has its shape. An ill-shaped number can't be the first part."""
    if number is None and not empty:
        return lambda cells: cells[place].strip().casefold()

    def part(cells: Cells) -> str:
        if number is not None:
            value, fits = number(cells)
            return value.casefold() if fits or not first else ""
        folded = cells[place].strip().casefold()
        return "" if folded in empty else folded

    return part


@lru_cache(maxsize=4096)
def _unescaped(text: str) -> str:
    return unescape(text)


def clean(text: str) -> str:
    """Make a publisher's cell readable: HTML entities, odd blanks, line breaks and doubled quotes. Words stay.

    >>> clean("A&amp;W   Canada\\xa0Ltd ")
    'A&W Canada Ltd'
    """
    if "&" in text:
        text = _unescaped(text)
    if '""' in text:
        text = text.replace('""', '"')
    return " ".join(text.split())


remembered = lru_cache(maxsize=32768)(clean)  # towns, routes and ratings come again and again
