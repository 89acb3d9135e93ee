"""Turn the lines of a table into rows, by the source's [row] and [status]: for every tabular register alike.

The columns are found once, before the first line; what is left for each line is a handful of look-ups, so that a
register of 140,000 rows takes about as long as parsing it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from html import unescape

from safar.readers.dates import last_date, read_date
from safar.readers.description import CountryFrom, DateFrom, IdentifierFrom, Source, TextFrom, WordRule
from safar.readers.masks import MASKS
from safar.readers.persons import named_person, same_person
from safar.readers.reading import Reject, Row, Table
from safar.readers.vocabulary import Meaning, Vocabulary
from safar.rules.status import Status

LONGEST_NAME = 500
_SIGNS = re.compile(r"[\s./-]")
_AROUND_SIGNS = re.compile(r"\s*([-/])\s*")  # 0008 / RWP is 0008/RWP

Cells = tuple[str, ...]
Text = Callable[[Cells], str]
Number = Callable[[Cells], tuple[str, bool]]  # the number as text, and whether it has its shape
Day = Callable[[Cells], "date | None"]
Identifiers = tuple[tuple[str, str], ...]
Details = tuple[tuple[str, str], ...]


class _Unfit(Exception):
    """A line that can't become a row, with the reason."""


def map_rows(source: Source, columns: tuple[str, ...], table: Table) -> Iterator[Row]:
    """Map each line of a table whose columns are named as the source names them; what doesn't fit is rejected."""
    mapped = RowMaker(source, columns)
    for line, cells in table.lines:
        try:
            yield mapped.row(line, cells)
        except _Unfit as why:
            table.rejects.append(Reject(line, str(why)))


class RowMaker:
    """The mapping of one source to one order of columns, made ready for many lines."""

    def __init__(self, source: Source, columns: tuple[str, ...]) -> None:
        row = source.row
        self.arrange = _arranger(source, columns)
        self.places = {column: place for place, column in enumerate(source.columns)}
        self.empty = frozenset(text.casefold() for text in row.empty)
        self.name = self._text(row.name, clean)
        self.legal_name = self._text(row.legal_name)
        self.other_names = self._other_names(source)
        self.country = self._country(row.country, source.country)
        self.place = self._text(row.place)
        self.address = self._text(row.address, clean)
        self.scope = self._text(row.scope)
        self.words = self._text(row.words)
        self.since = self._day(row.since)
        self.until = self._day(row.until)
        self.pause_since = self._day(row.pause_since)
        self.pause_until = self._day(row.pause_until)
        self.identifiers = [self._identifier(each) for each in row.identifiers]
        self.details = [(label, self._text(text)) for label, text in row.details]
        self.key = self._key(source)
        self.vocabulary = Vocabulary(source.status)
        self.without_until = source.status.without_until
        self.exceptions = [(self.places[rule.column], rule) for rule in source.status.exceptions]
        self.looks_at_names = bool(row.person.titles or row.person.given_names)
        self.is_called_so = named_person(row.person)
        self.person_name = self._text(row.person.name)
        self.masked = self.places.get(row.person.masked, -1)
        self.same_as = [self.places[column] for column in row.person.same_as]
        self.dropped = [self.places[column] for column in row.drop]

    def row(self, line: int, found: Cells) -> Row:
        """Make the row of one line."""
        cells = self.arrange(found)
        name = self.name(cells)
        is_person = bool(name) and self._is_person(name, cells)
        if not name:
            name = self.person_name(cells)
            is_person = bool(name)
        if not name:
            raise _Unfit("the name is empty, or says only that there is none")
        if len(name) > LONGEST_NAME:
            raise _Unfit(f"a name of {len(name)} characters, more than {LONGEST_NAME}")
        until = self.until(cells)
        words, meaning = self._meaning(cells)
        identifiers, ill_shaped = self._identifiers(cells)
        return Row(
            line,
            self._kept(cells),
            self.key(cells) or name.casefold(),
            name,
            self.legal_name(cells),
            self.other_names(cells),
            self.country(cells),
            self.place(cells),
            self.address(cells),
            self.scope(cells),
            words,
            self._status(meaning, until),
            meaning.mapped,
            self.since(cells),
            until or meaning.until,
            self.pause_since(cells),
            self.pause_until(cells),
            identifiers,
            tuple([(label, text) for label, of in self.details if (text := of(cells))]) + ill_shaped,
            is_person,
        )

    def _status(self, meaning: Meaning, until: date | None) -> Status:
        if self.without_until and until is None and meaning.status is Status.BARRED_UNTIL and meaning.until is None:
            return self.without_until
        return meaning.status

    def _meaning(self, cells: Cells) -> tuple[str, Meaning]:
        """Give the publisher's words and their meaning; an exception's column speaks before the words."""
        for place, rule in self.exceptions:
            if _holds(rule, cells[place]):
                return clean(cells[place]), Meaning(rule.status, None, True)
        words = self.words(cells)
        return words, self.vocabulary.meaning(words)

    def _is_person(self, name: str, cells: Cells) -> bool:
        if (self.looks_at_names and self.is_called_so(name)) or (self.masked >= 0 and "*" in cells[self.masked]):
            return True
        return bool(self.same_as) and same_person(name, [cells[place] for place in self.same_as])

    def _identifiers(self, cells: Cells) -> tuple[Identifiers, Details]:
        """Give the numbers that have their shape, and the others as what was printed."""
        if not self.identifiers:
            return (), ()
        found: list[tuple[str, str]] = []
        ill_shaped: list[tuple[str, str]] = []
        for scheme, label, of in self.identifiers:
            value, fits = of(cells)
            if value and "*" not in value:
                (found if fits else ill_shaped).append((scheme if fits else label, value))
        return tuple(found), tuple(ill_shaped)

    def _kept(self, cells: Cells) -> Cells:
        if not self.dropped:
            return cells
        kept = list(cells)
        for place in self.dropped:
            kept[place] = ""
        return tuple(kept)

    def _text(self, where: TextFrom, cleaned: Callable[[str], str] | None = None) -> Text:
        """Make the look-up of a text; constants and single columns take the short way."""
        cleaned = cleaned or _remembered
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

    def _other_names(self, source: Source) -> Callable[[Cells], Cells]:
        where = source.row.other_names
        if where is None:
            return lambda cells: ()
        place, separator = self.places[where.column], where.separator

        def names(cells: Cells) -> Cells:
            return tuple(name for part in cells[place].split(separator) if (name := clean(part)))

        return names

    def _country(self, where: CountryFrom, default: str) -> Text:
        if not where.column:
            country = where.constant or default
            return lambda cells: country
        place, names, otherwise = self.places[where.column], where.names, where.constant

        def country_of(cells: Cells) -> str:
            printed = _remembered(cells[place])
            if not names and re.fullmatch("[A-Za-z]{2}", printed):
                return printed.upper()
            return names.get(printed.casefold(), otherwise)

        return country_of

    def _day(self, where: DateFrom | None) -> Day:
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
                raise _Unfit(f"{column}: {text[:40]!r} is not a date written as {' or '.join(formats)}")
            return found

        return day

    def _identifier(self, where: IdentifierFrom) -> tuple[str, str, Number]:
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

        return where.scheme, where.column, value

    def _key(self, source: Source) -> Text:
        """Make the key: the first of the alternatives whose first column isn't empty, folded.

        A later alternative is marked by its place, so that a name never meets a number of the first.
        """
        numbers = {where.column: self._identifier(where)[2] for where in source.row.identifiers if _is_shaped(where)}
        alternatives = [
            (
                f"{count}:" if count > 1 else "",
                [
                    _part(self.places[column], self.empty, numbers.get(column), first=column == columns[0])
                    for column in columns
                ],
            )
            for count, columns in enumerate(source.row.key, 1)
        ]

        def key(cells: Cells) -> str:
            for mark, parts in alternatives:
                if first := parts[0](cells):
                    return mark + "|".join([first, *[part(cells) for part in parts[1:]]])
            return ""

        return key


def _is_shaped(where: IdentifierFrom) -> bool:
    return bool(where.shape or where.digits)


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


def _holds(rule: WordRule, cell: str) -> bool:
    folded = cell.casefold()
    return any(word in folded for word in rule.contains)


def _arranger(source: Source, columns: tuple[str, ...]) -> Callable[[Cells], Cells]:
    """Bring a line into the source's own order of columns; a column that this form lacks is empty. Mask as told."""
    places = {column: place for place, column in enumerate(columns)}
    order = [places.get(column, -1) for column in source.columns]
    masks = [(source.columns.index(column), MASKS[mask]) for column, mask in source.row.mask.items()]
    if columns == source.columns and not masks:
        return lambda cells: cells

    def arranged(cells: Cells) -> Cells:
        found = [cells[place] if place >= 0 else "" for place in order]
        for place, mask in masks:
            found[place] = mask(found[place])
        return tuple(found)

    return arranged


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


_remembered = lru_cache(maxsize=32768)(clean)  # towns, routes and ratings come again and again
