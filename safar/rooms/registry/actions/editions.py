"""What a load found, in the form that script/safar prints and the register page shows."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

LoadStatus = Literal["published", "unchanged", "refused", "unreadable"]
EXIT_CODES: dict[LoadStatus, int] = {"published": 0, "unchanged": 0, "refused": 3, "unreadable": 2}


@dataclass(slots=True)
class LoadReport:
    """One load's result. The fields and their names are an interface that others call."""

    source: str
    file: str
    published: str | None = None
    sha256: str = ""
    status: LoadStatus = "unreadable"
    reason: str = ""
    rows_read: int = 0
    duplicate_rows: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    records: int = 0
    rows_added: int = 0
    rows_removed: int = 0
    names_added: int = 0
    names_removed: int = 0
    status_changes: list[dict[str, str]] = field(default_factory=list)
    unmapped_status: dict[str, int] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.status]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class When:
    """The day an edition counts as published, and the period it covers where it is one of a series."""

    published: date
    first: date | None = None
    last: date | None = None
