"""A small made-up register for the tests of the readers: its TOML, its rows, and the files that carry them."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

from openpyxl import Workbook

from safar.readers import open_reading
from safar.readers.reading import Reading, Row
from safar.readers.source import Source, load_sources
from safar.readers.source import source_from as _source_from

ROOT = Path(__file__).parents[2]
REGISTERS = ROOT / "data" / "registers"
HEADER = ["Licence No", "Agency", "Town", "Status", "Valid until"]
ROWS = [
    ["0007", "Blue Heron Recruiting Ltd.", "Port Aster", "In force", "31/12/2026"],
    ["0012", "Gulf & Valley Manpower", "Kelm", "Suspended", ""],
]
TOML = """
id = "xc-recruiters"
title = "Licensed agencies (made up)"
publisher = "Ministry of Work (made up)"
country = "XC"
kind = "snapshot"
evidence_kind = "licence"
licence_for = "to recruit workers"
licence = "made up"
cadence_days = 31
stale_after_days = 93
made_up = true
seen_on = 2026-11-22
confidence = "seen"

[authority]
name = "Ministry of Work"

[fetch]
method = "manual"

[[layouts]]
name = "csv"
encodings = ["utf-8"]
headers = [["Licence No", "Agency", "Town", "Status", "Valid until"]]

[[layouts]]
name = "xlsx"
headers = [["Licence No", "Agency", "Town", "Status", "Valid until"]]

[row]
name = "Agency"
key = [["Licence No"], ["Agency", "Town"]]
place = "Town"
words = "Status"
until = { column = "Valid until", formats = ["%d/%m/%Y", "%Y-%m-%d"] }

[[row.identifiers]]
scheme = "xc-licence"
column = "Licence No"
digits = 4

[status.words]
"In force" = "licensed"
"Suspended" = "suspended"
"""


def source(*changes: tuple[str, str]) -> Source:
    """The register's source, with parts of its TOML replaced."""
    return source_from(toml_with(*changes))


def toml_with(*changes: tuple[str, str]) -> str:
    text = TOML
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def source_from(text: str) -> Source:
    return _source_from("xc-recruiters.toml", tomllib.loads(text))


def ours(name: str) -> Source:
    """A source that comes with Safar."""
    return load_sources(REGISTERS)[name]


def csv_text(rows: list[list[str]], *, header: list[str] = HEADER, separator: str = ",", end: str = "\r\n") -> str:
    return "".join(separator.join(cells) + end for cells in [header, *rows])


def workbook(rows: list[list[object]], *, header: list[str] = HEADER) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in [header, *rows]:
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(source: Source, content: bytes | str, name: str = "register.csv") -> tuple[list[Row], Reading]:
    """Read a whole file; the reading comes back with its rejects."""
    reading = open_reading(source, content.encode() if isinstance(content, str) else content, name)
    return list(reading.rows), reading
