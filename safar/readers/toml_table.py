"""A TOML table that is read key by key, so that a mistake is named with its file, its place and its reason.

For whoever writes a register's file by hand: a misspelt key is refused, not ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


class SourceError(ValueError):
    """A source's TOML file is wrong. The message gives the file, the place in it and the reason, in plain words."""


@dataclass(slots=True)
class TomlTable:
    """A table of a file; `path` is where it stands. Each key may be asked once; `close` refuses the keys left over."""

    file: str
    path: str
    values: Mapping[str, Any]
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, reason: str) -> SourceError:
        """Make the error that says what is wrong with a key."""
        place = f"{self.path}.{key}" if self.path and key else self.path or key
        return SourceError(f"{self.file}: {place}: {reason}" if place else f"{self.file}: {reason}")

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                known = ", ".join(sorted(self.asked))
                raise self.wrong(key, f"this key is not known here; known are: {known}")

    def has(self, key: str) -> bool:
        return key in self.values

    def raw(self, key: str) -> Any:
        """Give a value of any type, or None."""
        self.asked.add(key)
        return self.values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text; without a default it must be there and not be empty."""
        value = self.raw(key)
        if value is None:
            if default is None:
                raise self.wrong(key, "is missing")
            return default
        if not isinstance(value, str):
            raise self.wrong(key, f"must be a text in quotes, not {value!r}")
        if default is None and not value.strip():
            raise self.wrong(key, "must not be empty")
        return value

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Give a text that is one of a few."""
        value = self.text(key, default)
        if value not in allowed and value != default:
            raise self.wrong(key, f"must be one of {', '.join(allowed)}, not {value!r}")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """Give a whole number."""
        value = self.raw(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(key, "must be a whole number")
        return value

    def flag(self, key: str) -> bool:
        """Give true or false; false when absent."""
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return bool(value)

    def day(self, key: str) -> date | None:
        """Give a date, or None."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.wrong(key, "must be a date without quotes, such as 2026-11-22")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; empty when absent."""
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.wrong(key, "must be a list of texts")
        return tuple(value)

    def text_table(self, key: str) -> dict[str, str]:
        """Give a table whose values are texts; empty when absent."""
        value = self.raw(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise self.wrong(key, "must be a table of texts")
        return dict(value)

    def table(self, key: str) -> TomlTable:
        """Give a table within this one; an empty one when absent."""
        value = self.raw(key)
        if value is not None and not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return TomlTable(self.file, f"{self.path}.{key}" if self.path else key, value or {})

    def tables(self, key: str) -> list[TomlTable]:
        """Give a list of tables ([[key]]); empty when absent."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            raise self.wrong(key, f"must be written as [[{key}]]")
        path = f"{self.path}.{key}" if self.path else key
        return [TomlTable(self.file, f"{path}[{place}]", table) for place, table in enumerate(value, 1)]
