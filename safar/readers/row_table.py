"""Read the [row] and [status] tables of a source's TOML file: which column is what, and what the words mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safar.readers.description import (
    CountryFrom,
    DateFrom,
    IdentifierFrom,
    NamesFrom,
    PersonRules,
    RowMapping,
    StatusRules,
    TextFrom,
    WordRule,
)
from safar.readers.masks import MASKS
from safar.readers.toml_table import TomlTable
from safar.rules.status import Status

STATUSES = tuple(status.value for status in Status)


def row_mapping(table: TomlTable) -> RowMapping:
    """Make the mapping of columns from the [row] table."""
    mapping = RowMapping(
        name=_text_from(table, "name"),
        key=_key(table),
        legal_name=_text_from(table, "legal_name"),
        other_names=_names_from(table),
        country=_country_from(table),
        place=_text_from(table, "place"),
        address=_text_from(table, "address"),
        scope=_text_from(table, "scope"),
        words=_text_from(table, "words"),
        since=_date_from(table, "since"),
        until=_date_from(table, "until"),
        pause_since=_date_from(table, "pause_since"),
        pause_until=_date_from(table, "pause_until"),
        identifiers=tuple(_identifier(each) for each in table.tables("identifiers")),
        details=_details(table.table("details")),
        person=_person(table.table("person")),
        empty=table.texts("empty"),
        mask=_masks(table),
        drop=table.texts("drop"),
    )
    if not mapping.name.columns:
        raise table.wrong("name", "is missing: which column holds the name?")
    table.close()
    return mapping


def status_rules(table: TomlTable) -> StatusRules:
    """Make the meaning of the publisher's words from the [status] table."""
    rules = StatusRules(
        constant=_status(table, "constant"),
        blank=_status(table, "blank"),
        without_until=_status(table, "without_until"),
        words=_vocabulary(table, "words"),
        patterns=_vocabulary(table, "patterns"),
        date_formats=table.texts("date_formats"),
        exceptions=tuple(_exception(each) for each in table.tables("exceptions")),
    )
    table.close()
    _check_patterns(table, rules)
    if rules.constant is None and not rules.words and not rules.patterns and rules.blank is None:
        raise table.wrong("", "give constant, or words that say what each of the publisher's words means")
    return rules


def checked_columns(table: TomlTable, columns: tuple[str, ...], row: RowMapping, status: StatusRules) -> None:
    """Refuse a mapping that names a column which no header has."""
    for place, column in _named_columns(row, status):
        if column not in columns:
            raise table.wrong(place, f"there is no column {column!r}; there are: {', '.join(columns)}")


def _named_columns(row: RowMapping, status: StatusRules) -> Iterator[tuple[str, str]]:
    for field in ("name", "legal_name", "place", "address", "scope", "words"):
        yield from ((f"row.{field}", column) for column in getattr(row, field).columns)
    for field in ("since", "until", "pause_since", "pause_until", "other_names"):
        if (where := getattr(row, field)) is not None:
            yield f"row.{field}", where.column
    if row.country.column:
        yield "row.country", row.country.column
    yield from (("row.key", column) for alternative in row.key for column in alternative)
    yield from (("row.identifiers", each.column) for each in row.identifiers)
    yield from ((f"row.details.{label}", column) for label, text in row.details for column in text.columns)
    yield from (("row.person", column) for column in (*row.person.name.columns, *row.person.same_as))
    if row.person.masked:
        yield "row.person.masked", row.person.masked
    yield from (("row.mask", column) for column in row.mask)
    yield from (("row.drop", column) for column in row.drop)
    yield from (("status.exceptions", each.column) for each in status.exceptions)


def _text_from(table: TomlTable, key: str) -> TextFrom:
    """Read a column, a list of columns to be joined, or a table with columns and joined_by, or a constant."""
    value = table.raw(key)
    if value is None:
        return TextFrom()
    if isinstance(value, str):
        return TextFrom((value,))
    if isinstance(value, list):
        return TextFrom(table.texts(key))
    inner = table.table(key)
    text = TextFrom(inner.texts("columns"), inner.text("joined_by", ", "), inner.text("constant", ""))
    inner.close()
    if bool(text.columns) == bool(text.constant):
        raise table.wrong(key, "give either columns or a constant")
    return text


def _key(table: TomlTable) -> tuple[tuple[str, ...], ...]:
    value = table.raw("key")
    right = isinstance(value, list) and value and all(isinstance(each, list) and each for each in value)
    if not right or not all(isinstance(column, str) for each in value for column in each):
        raise table.wrong("key", 'must be a list of lists of columns: [["Licence No"], ["Name", "Town"]]')
    return tuple(tuple(each) for each in value)


def _names_from(table: TomlTable) -> NamesFrom | None:
    if not table.has("other_names"):
        return None
    inner = table.table("other_names")
    names = NamesFrom(inner.text("column"), inner.text("separator"))
    inner.close()
    return names


def _country_from(table: TomlTable) -> CountryFrom:
    value = table.raw("country")
    if value is None or isinstance(value, str):
        return CountryFrom(constant=value or "")
    inner = table.table("country")
    names = {name.strip().casefold(): code for name, code in inner.text_table("names").items()}
    country = CountryFrom(inner.text("otherwise", ""), inner.text("column"), names)
    inner.close()
    return country


def _date_from(table: TomlTable, key: str) -> DateFrom | None:
    if not table.has(key):
        return None
    inner = table.table(key)
    where = DateFrom(inner.text("column"), inner.texts("formats"), inner.choice("several", ("last",), ""))
    inner.close()
    if not where.formats:
        raise inner.wrong("formats", 'is missing: how is the date written? ["%Y-%m-%d"] means 2026-11-22')
    return where


def _identifier(table: TomlTable) -> IdentifierFrom:
    identifier = IdentifierFrom(
        table.text("scheme"), table.text("column"), table.text("shape", ""), table.number("digits", 0)
    )
    table.close()
    _check_pattern(table, "shape", identifier.shape)
    return identifier


def _details(table: TomlTable) -> tuple[tuple[str, TextFrom], ...]:
    details = tuple((label, _text_from(table, label)) for label in table.values)
    table.close()
    return details


def _person(table: TomlTable) -> PersonRules:
    rules = PersonRules(
        titles=tuple(title.casefold() for title in table.texts("titles")),
        given_names=tuple(name.casefold() for name in table.texts("given_names")),
        organisation_words=tuple(word.casefold() for word in table.texts("organisation_words")),
        masked=table.text("masked", ""),
        name=_text_from(table, "name"),
        same_as=table.texts("same_as"),
    )
    table.close()
    return rules


def _masks(table: TomlTable) -> dict[str, str]:
    masks = table.text_table("mask")
    for column, mask in masks.items():
        if mask not in MASKS:
            raise table.wrong(f"mask.{column}", f"there is no mask {mask!r}; there are: {', '.join(MASKS)}")
    return masks


def _status(table: TomlTable, key: str) -> Status | None:
    table.asked.add(key)
    return Status(table.choice(key, STATUSES)) if table.has(key) else None


def _vocabulary(table: TomlTable, key: str) -> dict[str, Status]:
    inner = table.table(key)
    words = {word: Status(inner.choice(word, STATUSES)) for word in inner.values}
    inner.close()
    return words


def _exception(table: TomlTable) -> WordRule:
    rule = WordRule(
        table.text("column"),
        tuple(word.casefold() for word in table.texts("contains")),
        Status(table.choice("status", STATUSES)),
    )
    table.close()
    if not rule.contains:
        raise table.wrong("contains", "is missing: which words?")
    return rule


def _check_patterns(table: TomlTable, rules: StatusRules) -> None:
    for pattern in rules.patterns:
        if pattern.count("{date}") + pattern.count("{day}") != 1:
            raise table.wrong("patterns", f"{pattern!r} must hold {{date}}, an end, or {{day}}, no end, once")
    if rules.patterns and not rules.date_formats:
        raise table.wrong("date_formats", "is missing: how is the {date} of the patterns written?")


def _check_pattern(table: TomlTable, key: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise table.wrong(key, f"{pattern!r} is not a pattern: {error}") from error
