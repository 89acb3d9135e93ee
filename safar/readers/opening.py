"""Open a publisher's file: find out what it really is, whatever it is called, and give back its rows.

A gzip file is read as its content, a workbook named .csv as a workbook, and a web page that came instead of a table is
refused with those words. For the load command, the reviewer of a refused load, and every layout.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from importlib import import_module
from io import BytesIO
from typing import Protocol, cast

from safar.readers.description import Layout, Source
from safar.readers.mapping import map_rows
from safar.readers.reading import Reading, Row, Table, Unreadable

LARGEST = 400 * 1024 * 1024  # bytes, unpacked: ten times the largest register known to us
LARGEST_RATIO = 200  # of unpacked to packed: ordinary tables stay below 30
_SMALL = 20 * 1024 * 1024  # below this the ratio doesn't matter
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta|title)\b", re.I | re.S)
_NAMES = {
    "text": "a text file",
    "xlsx": "a workbook (xlsx)",
    "html": "a web page (HTML)",
    "json": "JSON",
    "pdf": "a PDF",
    "xml": "XML",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes, unpacked, with what they really are: text, xlsx, html, json, pdf or xml."""

    kind: str
    content: bytes
    name: str


class LayoutModule(Protocol):
    """What a module of safar.readers.layouts offers: the kinds of content it reads, and the reading itself."""

    KINDS: frozenset[str]

    def read(self, opened: Opened, layout: Layout) -> Table: ...


def open_reading(source: Source, content: bytes, name: str) -> Reading:
    """Open a file of a source. Raises Unreadable; the rows may raise Unreadable or Incomplete while they are walked."""
    opened = open_content(content, name)
    layout, header, table = _first_that_fits(source, opened)
    rejects = table.rejects
    reading = Reading(iter(()), rejects, table.printed, table.period, table.metadata)
    reading.rows = _rows(source, layout.canonical(header), table, reading)
    return reading


def _rows(source: Source, columns: tuple[str, ...], table: Table, reading: Reading) -> Iterator[Row]:
    """Map the lines, and take over what a layout learns of dates only at the end of its walk."""
    yield from map_rows(source, columns, table)
    reading.printed, reading.period, reading.metadata = table.printed, table.period, table.metadata


def _first_that_fits(source: Source, opened: Opened) -> tuple[Layout, tuple[str, ...], Table]:
    """Try the source's layouts for this kind of content in turn; the first one's complaint is the one to tell."""
    complaint: Unreadable | None = None
    for layout in source.layouts:
        module = layout_module(layout.name)
        kind = _kind_for(module, opened)
        if kind is None or (layout.file_name and not fnmatch(opened.name.lower(), layout.file_name.lower())):
            continue
        try:
            table = module.read(replace(opened, kind=kind), layout)
            return layout, matching_header(table.header, layout), table
        except Unreadable as why:
            complaint = complaint or why
    raise complaint or Unreadable(f"line 1: the file is {_NAMES[opened.kind]}; {_readable_as(source)}")


def _kind_for(module: LayoutModule, opened: Opened) -> str | None:
    """A text that begins like JSON is still a text for a layout that reads no JSON."""
    if opened.kind in module.KINDS:
        return opened.kind
    return "text" if opened.kind == "json" and "text" in module.KINDS else None


def _readable_as(source: Source) -> str:
    kinds = {kind for layout in source.layouts for kind in layout_module(layout.name).KINDS}
    return f"{source.id} is read from {' or '.join(_NAMES[kind] for kind in sorted(kinds))}"


def layout_module(name: str) -> LayoutModule:
    """Give the module of a layout, imported when the first file needs it."""
    return cast(LayoutModule, import_module(f"safar.readers.layouts.{name}"))


def matching_header(found: tuple[str, ...], layout: Layout, line: int = 1) -> tuple[str, ...]:
    """Give the accepted header that a file's header equals, case and outer blanks apart, or raise Unreadable."""
    folded = [column.strip().casefold() for column in found]
    for header in layout.headers:
        if folded == [column.strip().casefold() for column in header]:
            return header
    expected = " or ".join(", ".join(header) for header in layout.headers)
    shown = ", ".join(column[:60] for column in found[:40])
    raise Unreadable(f"line {line}: the columns are not those of this register. Expected: {expected}. Found: {shown}")


def open_content(content: bytes, name: str) -> Opened:
    """Unpack and name what the bytes are. Raises Unreadable for an empty, packed-too-tight or unknown file."""
    if content.startswith(b"\x1f\x8b"):
        content = gunzip(content)
        name = name.removesuffix(".gz")
        if content.startswith(b"\x1f\x8b"):
            raise Unreadable("the file is packed twice; unpack it once")
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        raise Unreadable("the file is empty")
    return Opened(_kind(content), content, name)


def _kind(content: bytes) -> str:
    if content.startswith(b"PK\x03\x04"):
        check_archive(content)
        return "xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("the file is an Excel workbook of the old kind (xls); save it as xlsx or CSV")
    if content.startswith(b"%PDF"):
        return "pdf"
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(start):
        return "html"
    if start.lstrip().startswith(b"<?xml"):
        return "html" if b"<html" in start.lower() else "xml"
    return "json" if start.lstrip()[:1] in (b"{", b"[") else "text"


def gunzip(content: bytes) -> bytes:
    """Unpack gzip up to the largest size. Raises Unreadable for a truncated file or a bomb."""
    unpacked, size = [], 0
    while content:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            part = unpacker.decompress(content, LARGEST - size + 1)
        except zlib.error as error:
            raise Unreadable(f"the gzip file is damaged: {error}") from error
        size += len(part)
        if size > LARGEST or unpacker.unconsumed_tail:
            raise Unreadable(f"the gzip file unpacks to more than {LARGEST // 1024 // 1024} MB; it is not read")
        if not unpacker.eof:
            raise Unreadable("the gzip file is truncated: its end is missing")
        unpacked.append(part)
        content = unpacker.unused_data.lstrip(b"\0")
        if content and not content.startswith(b"\x1f\x8b"):
            raise Unreadable("the gzip file has something else after its end")
    return b"".join(unpacked)


def check_archive(content: bytes) -> None:
    """Refuse a zip file that is truncated, no workbook, or would unpack to too much."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(f"the workbook is truncated or damaged: {error}") from error
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise Unreadable("the file is a zip archive and not a workbook (xlsx); unpack it first")
    size = sum(member.file_size for member in members)
    if size > LARGEST or (size > _SMALL and size > LARGEST_RATIO * len(content)):
        raise Unreadable(f"the workbook unpacks to {size // 1024 // 1024} MB; it is not read")
