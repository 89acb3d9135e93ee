"""Reads on the audit for its page: newest first, one page at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from safar.foundation.audit.models import Entry

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit page."""

    at: datetime
    actor: str
    verb: str
    target: str
    detail: str


@dataclass(frozen=True, slots=True)
class Lines:
    """One page of the audit; `older` is the id to go on from, None at the end."""

    lines: tuple[Line, ...]
    older: int | None


def entries(*, before: int | None = None, target: str = "") -> Lines:
    """List the entries older than `before`, of one target if given. Ids only grow, so a page never shifts."""
    found = Entry.objects.order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    if target:
        found = found.filter(target=target)
    rows = list(found[: PAGE + 1])
    return Lines(lines=tuple(map(_line, rows[:PAGE])), older=rows[PAGE - 1].pk if len(rows) > PAGE else None)


def _line(entry: Entry) -> Line:
    detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True) if entry.detail else ""
    return Line(at=entry.at, actor=entry.actor, verb=entry.verb, target=entry.target, detail=detail)
