"""Turn the lines of a table into rows, by the source's [row] and [status]: for every tabular register alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from safar.readers.columns import Cells, Columns, Unfit, clean
from safar.readers.description import Source, WordRule
from safar.readers.masks import MASKS
from safar.readers.persons import named_person, same_person
from safar.readers.reading import Reject, Row, Table
from safar.readers.vocabulary import Meaning, Vocabulary
from safar.rules.status import Status

LONGEST_NAME = 500

Pairs = tuple[tuple[str, str], ...]


def map_rows(source: Source, columns: tuple[str, ...], table: Table) -> Iterator[Row]:
    """Map each line of a table whose columns are named as the source names them; what doesn't fit is rejected."""
    mapped = RowMaker(source, columns)
    for line, cells in table.lines:
        try:
            yield mapped.row(line, cells)
        except Unfit as why:
            table.rejects.append(Reject(line, str(why)))


class RowMaker:
    """The mapping of one source to one order of columns, made ready for many lines."""

    def __init__(self, source: Source, columns: tuple[str, ...]) -> None:
        row = source.row
        self.arrange = _arranger(source, columns)
        columns_of = Columns(source.columns, row.empty)
        places = columns_of.places
        self.name = columns_of.text(row.name, clean)
        self.legal_name = columns_of.text(row.legal_name)
        self.other_names = columns_of.names(row.other_names)
        self.country = columns_of.country(row.country, source.country)
        self.place = columns_of.text(row.place)
        self.address = columns_of.text(row.address, clean)
        self.scope = columns_of.text(row.scope)
        self.words = columns_of.text(row.words)
        self.since = columns_of.day(row.since)
        self.until = columns_of.day(row.until)
        self.pause_since = columns_of.day(row.pause_since)
        self.pause_until = columns_of.day(row.pause_until)
        self.identifiers = [(each.scheme, each.column, columns_of.number(each)) for each in row.identifiers]
        self.details = [(label, columns_of.text(text)) for label, text in row.details]
        self.key = columns_of.key(row)
        self.vocabulary = Vocabulary(source.status)
        self.without_until = source.status.without_until
        self.exceptions = [(places[rule.column], rule) for rule in source.status.exceptions]
        self.looks_at_names = bool(row.person.titles or row.person.given_names)
        self.is_called_so = named_person(row.person)
        self.person_name = columns_of.text(row.person.name)
        self.masked = places.get(row.person.masked, -1)
        self.same_as = [places[column] for column in row.person.same_as]
        self.dropped = [places[column] for column in row.drop]

    def row(self, line: int, found: Cells) -> Row:
        """Make the row of one line."""
        cells = self.arrange(found)
        name = self.name(cells)
        is_person = bool(name) and self._is_person(name, cells)
        if not name:
            name = self.person_name(cells)
            is_person = bool(name)
        if not name:
            raise Unfit("the name is empty, or says only that there is none")
        if len(name) > LONGEST_NAME:
            raise Unfit(f"a name of {len(name)} characters, more than {LONGEST_NAME}")
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

    def _identifiers(self, cells: Cells) -> tuple[Pairs, Pairs]:
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
