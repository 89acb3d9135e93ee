"""A TOML table of a rulebook, read key by key: every mistake is named with file, line and place.

For whoever writes rulebooks by hand: a key that nobody knows is refused, not ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from safar.rules.rulebook.refusals import RulebookError, line_of


@dataclass(slots=True)
class Table:
    """One table; `path` is where it stands. `close` refuses the keys that were not asked for."""

    file: str
    path: str
    values: Mapping[str, Any]
    lines: dict[str, int]
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, reason: str) -> RulebookError:
        """Make the error that says what is wrong with a key."""
        place = f"{self.path}.{key}" if self.path and key else self.path or key
        return RulebookError(self.file, place, line_of(place, self.lines), reason)

    def close(self) -> None:
        for key in self.values:
            if key not in self.asked:
                raise self.wrong(key, f"unknown name '{key}'; known here are: {', '.join(sorted(self.asked))}")

    def has(self, key: str) -> bool:
        return key in self.values

    def raw(self, key: str) -> Any:
        self.asked.add(key)
        return self.values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text; without a default it must be there and not be empty."""
        value = self.raw(key)
        if value is None:
            if default is None:
                raise self.wrong(key, "is missing")
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, "must be a text in quotes and not be empty")
        return value

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise self.wrong(key, f"must be one of {', '.join(allowed)}, not {value!r}")
        return value

    def flag(self, key: str) -> bool:
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return bool(value)

    def day(self, key: str) -> date | None:
        value = self.raw(key)
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            raise self.wrong(key, "must be a date without quotes, such as 2026-11-22")
        return value

    def needed_day(self, key: str) -> date:
        value = self.day(key)
        if value is None:
            raise self.wrong(key, "is missing")
        return value

    def figure(self, key: str) -> float | None:
        value = self.raw(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise self.wrong(key, "must be a number")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.wrong(key, "must be a list of texts")
        return tuple(value)

    def figures(self, key: str) -> tuple[float, ...]:
        value = self.raw(key)
        if not isinstance(value, list) or not all(type(figure) in {int, float} for figure in value):
            raise self.wrong(key, "must be a list of numbers")
        return tuple(value)

    def one(self, key: str) -> Table | None:
        """Give the table under a key ([key]), None when absent."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key, f"must be written as [{key}]")
        return Table(self.file, f"{self.path}.{key}" if self.path else key, value, self.lines)

    def tables(self, key: str) -> list[Table]:
        """Give the tables of a list ([[key]]), counted from 1; none when absent."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            raise self.wrong(key, f"must be written as [[{key}]]")
        path = f"{self.path}.{key}" if self.path else key
        return [Table(self.file, f"{path}[{place}]", table, self.lines) for place, table in enumerate(value, 1)]

    def named(self, key: str) -> Iterator[tuple[str, Table]]:
        """Give the tables under a key by their names ([key.name])."""
        value = self.raw(key) or {}
        if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
            raise self.wrong(key, f"must be written as [{key}.name]")
        for name, table in value.items():
            yield name, Table(self.file, f"{key}.{name}", table, self.lines)
