"""Load the shapes of licence numbers from data/registers/licence_numbers.toml."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from safar.readers.toml_table import SourceError, TomlTable
from safar.rules.licence_numbers import Shape, whole_pattern

FILE = "licence_numbers.toml"
MARKS = ("seen", "template", "memory")


@lru_cache(maxsize=4)
def load_shapes(folder: Path) -> tuple[Shape, ...]:
    """Load every shape of the folder's licence_numbers.toml; none where there is no such file."""
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        table = TomlTable(FILE, "", tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{FILE}: this is not TOML: {error}") from error
    table.day("seen_on")
    shapes = tuple(_shape(each) for each in table.tables("shapes"))
    table.close()
    return shapes


def _shape(table: TomlTable) -> Shape:
    shape = Shape(
        country=table.text("country"),
        authority=table.text("authority"),
        what=table.text("what"),
        pattern=_pattern(table, table.text("prefix", ""), table.text("pattern")),
        normal=table.text("normal"),
        scheme=table.text("scheme", ""),
        examples=table.texts("examples"),
        mark=table.choice("mark", MARKS),
        source=table.text("source"),
    )
    table.close()
    return shape


def _pattern(table: TomlTable, prefix: str, pattern: str) -> re.Pattern[str]:
    try:
        return whole_pattern(prefix, pattern)
    except re.error as error:
        raise table.wrong("pattern", f"{pattern!r} is not a pattern: {error}") from error
