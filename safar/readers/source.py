"""Load the sources: one TOML file each, checked key by key. The format is explained in docs/data.md.

In short: the top says whose list it is and what it proves; [authority] whom a worker can ask; [fetch] where the file
is; each [[layouts]] one form of the file with its accepted headers; [row] which column becomes which field of a Row;
[status] what the publisher's words mean.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from safar.readers.description import Authority, Fetch, Layout, Source
from safar.readers.row_table import checked_columns, row_mapping, status_rules
from safar.readers.toml_table import SourceError, TomlTable

__all__ = ["Authority", "Fetch", "Layout", "Source", "SourceError", "load_source", "load_sources", "source_from"]

NOT_A_SOURCE = frozenset({"licence_numbers.toml"})
KINDS = ("snapshot", "series")
EVIDENCE_KINDS = ("licence", "finding", "filing", "certificate")
METHODS = ("direct", "link-on-page", "manual")
CONFIDENCES = ("seen", "described", "memory")


def load_sources(folder: Path) -> dict[str, Source]:
    """Load every source of a folder, by id. Raises SourceError for the first mistake found."""
    files = sorted(path for path in folder.glob("*.toml") if path.name not in NOT_A_SOURCE)
    return {source.id: source for source in map(load_source, files)}


def load_source(path: Path) -> Source:
    """Load one source; the file must be named after its id."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path.name}: this is not TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path.name}: the file must be UTF-8: {error}") from error
    return source_from(path.name, values)


def source_from(file: str, values: dict[str, Any]) -> Source:
    """Make a source from what its TOML file holds; the id must be the file's name."""
    table = TomlTable(file, "", values)
    source = _source(table)
    if f"{source.id}.toml" != file:
        raise table.wrong("id", f"must be the file's name without .toml, not {source.id!r}")
    return source


def _source(table: TomlTable) -> Source:
    layouts = tuple(_layout(layout) for layout in table.tables("layouts"))
    if not layouts:
        raise table.wrong("layouts", "is missing: say in [[layouts]] in which form the file comes")
    columns = tuple(dict.fromkeys(column for layout in layouts for column in _canonical_columns(layout)))
    row = row_mapping(table.table("row"))
    status = status_rules(table.table("status"))
    checked_columns(table, columns, row, status)
    source = Source(
        id=_id(table),
        title=table.text("title"),
        publisher=table.text("publisher"),
        compiled_from=table.text("compiled_from", ""),
        country=_country(table),
        kind=table.choice("kind", KINDS),
        evidence_kind=table.choice("evidence_kind", EVIDENCE_KINDS),
        licence_for=table.text("licence_for", ""),
        authority=_authority(table.table("authority")),
        fetch=_fetch(table.table("fetch")),
        layouts=layouts,
        columns=columns,
        row=row,
        status=status,
        licence=table.text("licence"),
        page=table.text("page", ""),
        cadence_days=table.number("cadence_days"),
        stale_after_days=table.number("stale_after_days"),
        number_scheme=table.text("number_scheme", ""),
        made_up=table.flag("made_up"),
        seen_on=_seen_on(table),
        confidence=table.choice("confidence", CONFIDENCES),
        note=table.text("note", ""),
    )
    table.close()
    return _sensible(table, source)


def _sensible(table: TomlTable, source: Source) -> Source:
    """Refuse what is well formed but makes no sense."""
    if source.evidence_kind == "licence" and not source.licence_for:
        raise table.wrong("licence_for", 'is missing: what may the listed do, in words such as "to recruit workers"?')
    if source.stale_after_days < source.cadence_days:
        raise table.wrong("stale_after_days", "must not be shorter than cadence_days")
    schemes = {identifier.scheme for identifier in source.row.identifiers}
    if source.number_scheme and source.number_scheme not in schemes:
        raise table.wrong("number_scheme", f"no [[row.identifiers]] has the scheme {source.number_scheme!r}")
    return source


def _seen_on(table: TomlTable) -> date:
    day = table.day("seen_on")
    if day is None:
        raise table.wrong("seen_on", "is missing: on which day were the facts of this file checked?")
    return day


def _id(table: TomlTable) -> str:
    text = table.text("id")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", text):
        raise table.wrong("id", f"must be small letters, digits and single hyphens, not {text!r}")
    return text


def _country(table: TomlTable) -> str:
    text = table.text("country")
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise table.wrong("country", f"must be the two capital letters of ISO 3166, not {text!r}")
    return text


def _authority(table: TomlTable) -> Authority:
    authority = Authority(
        name=table.text("name"),
        phone=table.text("phone", ""),
        phone_tested_on=table.day("phone_tested_on"),
        complain_at=table.text("complain_at", ""),
        website=table.text("website", ""),
        address=table.text("address", ""),
    )
    table.close()
    return authority


def _fetch(table: TomlTable) -> Fetch:
    fetch = Fetch(
        method=table.choice("method", METHODS),
        url=table.text("url", ""),
        link=table.text("link", ""),
        tried_live_on=table.day("tried_live_on"),
    )
    table.close()
    if fetch.method != "manual" and not fetch.url:
        raise table.wrong("url", f"is missing: the method {fetch.method} needs an address")
    if fetch.method == "link-on-page" and not fetch.link:
        raise table.wrong("link", "is missing: a pattern that the link's address on the page matches")
    return fetch


def _layout(table: TomlTable) -> Layout:
    name = table.text("name")
    if not name.isidentifier() or find_spec(f"safar.readers.layouts.{name}") is None:
        raise table.wrong("name", f"there is no layout {name!r}")
    layout = Layout(
        name=name,
        headers=_headers(table),
        same=table.text_table("same"),
        encodings=table.texts("encodings") or ("utf-8",),
        separator=table.text("separator", ","),
        file_name=table.text("file_name", ""),
        title_lines=table.number("title_lines", 0),
        printed=table.text("printed", ""),
        printed_formats=table.texts("printed_formats"),
        options=dict(table.table("options").values),
    )
    table.close()
    return _layout_checked(table, layout)


def _layout_checked(table: TomlTable, layout: Layout) -> Layout:
    if len(layout.separator) != 1:
        raise table.wrong("separator", "must be one character")
    for encoding in layout.encodings:
        try:
            "".encode(encoding)
        except LookupError as error:
            raise table.wrong("encodings", f"there is no encoding {encoding!r}") from error
    known = {column for header in layout.headers for column in header}
    for column in layout.same:
        if column not in known:
            raise table.wrong("same", f"{column!r} stands in none of the headers")
    return layout


def _headers(table: TomlTable) -> tuple[tuple[str, ...], ...]:
    value = table.raw("headers")
    right = isinstance(value, list) and value and all(isinstance(header, list) and header for header in value)
    if not right or not all(isinstance(column, str) for header in value for column in header):
        raise table.wrong("headers", 'must be a list of headers, each a list of columns: [["Name", "Town"]]')
    for header in value:
        if len({column.strip().casefold() for column in header}) != len(header):
            raise table.wrong("headers", "has a column twice")
    return tuple(tuple(header) for header in value)


def _canonical_columns(layout: Layout) -> list[str]:
    return [column for header in layout.headers for column in layout.canonical(header)]
