"""What a source's list gained, lost and changed between two days."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from safar.rooms.registry.models import Statement
from safar.rooms.registry.sources import sources_with_persons
from safar.rules.status import Status, Term, status_on

COLUMNS = (
    *("name", "scope", "words", "status", "since", "until", "pause_since", "pause_until", "line"),
    *("first_on", "gone_on"),
)
NAME, SCOPE, WORDS, STATUS, LINE = 0, 1, 2, 3, 8
DATES = slice(4, 8)
Row = tuple[Any, ...]
Key = tuple[str, str]  # name and scope, stripped and without case


@dataclass(frozen=True, slots=True)
class Changes:
    """Names that came and went, and states that changed, between two days."""

    added: list[str]
    removed: list[str]
    status_changes: list[dict[str, str]]

    def as_json(self) -> dict[str, Any]:
        """Give the form that `script/safar changes` prints and the API serves."""
        return asdict(self)


def changes(source: str, first: date, last: date, *, public: bool = False) -> Changes:
    """Compare what the source said on two days. Names are compared stripped and without case, states by scope too.

    `public` leaves out natural persons where they may not be found: in filings and certificates.
    """
    before, after = _rows(source, first, last, without_persons=public and source not in sources_with_persons())
    old, new = {name for name, _ in before}, {name for name, _ in after}
    return Changes(
        added=_printed(after, new - old),
        removed=_printed(before, old - new),
        status_changes=_status_changes(before, after, first, last),
    )


def _rows(source: str, first: date, last: date, *, without_persons: bool) -> tuple[dict[Key, Row], dict[Key, Row]]:
    """Walk what stood on either day once, and give the row that counts for each name and scope: the file's last."""
    said = Statement.objects.filter(source=source, first_on__lte=max(first, last))
    said = said.filter(Q(gone_on=None) | Q(gone_on__gt=min(first, last)))
    said = said.filter(record__is_person=False) if without_persons else said
    before: dict[Key, Row] = {}
    after: dict[Key, Row] = {}
    for row in said.values_list(*COLUMNS).iterator(chunk_size=5000):
        key = (row[NAME].strip().casefold(), row[SCOPE].strip().casefold())
        *_, first_on, gone_on = row
        for day, held in ((first, before), (last, after)):
            if (
                first_on <= day
                and (gone_on is None or gone_on > day)
                and (key not in held or held[key][LINE] <= row[LINE])
            ):
                held[key] = row
    return before, after


def _printed(held: dict[Key, Row], names: set[str]) -> list[str]:
    """Give names as the publisher wrote them."""
    return sorted({name: row[NAME].strip() for (name, _), row in held.items() if name in names}.values())


def _status_changes(before: dict[Key, Row], after: dict[Key, Row], first: date, last: date) -> list[dict[str, str]]:
    found = []
    for key, row in after.items():
        old = before.get(key)
        if old is None or (old is row and not any(row[DATES])):
            continue
        was, now = _state(old, first), _state(row, last)
        if was != now:
            found.append((row[LINE], _change(row, was, now, old[WORDS])))
    return [change for _, change in sorted(found, key=lambda one: one[0])]


def _state(row: Row, day: date) -> str:
    return status_on(Term(Status(row[STATUS]), *row[DATES]), day)


def _change(row: Row, was: str, now: str, words: str) -> dict[str, str]:
    names = {"name": row[NAME].strip(), "scope": row[SCOPE].strip()}
    return {**names, "from": was, "to": now, "from_words": words, "to_words": row[WORDS]}
