"""The one door from the private side to the public: monthly counts, made safe, published once and frozen.

Two tables leave: requests for data (about those who ask, so each is counted) and outcomes of cases (about workers, so
small cells are withheld). The server does not know employers, so no table below a whole jurisdiction exists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from safar.foundation.journal.actions import record_open
from safar.foundation.journal.models import Checkpoint, WaitingAct
from safar.foundation.journal.queries import open_leaves
from safar.foundation.release.actions import publish_once
from safar.foundation.release.queries import released_months
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_reading, vault_session
from safar.rooms.casework.models import DataRequest, Outcome
from safar.rooms.casework.requested import month_counts
from safar.rules.small_cells import Counted, Table, month_of, published

DATA_REQUESTS = "data-requests"
OUTCOMES = "outcomes"
SETTLES = timedelta(days=7)
"""A small body's outcome bears the Monday of its week: a month is over when no week can reach back into it."""


def publish_requests(*, now: datetime) -> int:
    """Publish the counts of every month that is over: in the journal as an open leaf, and as a table equal to it."""
    today, count = now.date(), 0
    with vault_session(KEEP_HOUSE):
        stated = _stated_months()
        for month in _months(_first_day(today), today):
            if month not in stated:
                stated[month] = month_counts(month)
                record_open(DATA_REQUESTS, stated[month], now=now)
    for month in sorted(stated.keys() - released_months(DATA_REQUESTS)):
        publish_once(DATA_REQUESTS, month, stated[month], today=today)
        count += 1
    return count


def publish_outcomes(*, now: datetime) -> int:
    """Publish how cases ended in every month that is over and settled, by jurisdiction and outcome."""
    settled, done = now.date() - SETTLES, released_months(OUTCOMES)
    with vault_reading(KEEP_HOUSE):
        first = Outcome.objects.order_by("on").values_list("on", flat=True).first()
        months = [month for month in _months(first or settled, settled) if month not in done]
        tables = {month: published({}, month, _cases_of(month), settled) for month in months}
    for month, table in tables.items():
        if table is not None:
            publish_once(OUTCOMES, month, table_json(table), today=now.date())
    return len(months)


def table_json(table: Table) -> dict[str, Any]:
    """Write a table as it is kept; null is withheld."""
    cells = [[row, column, count] for (row, column), count in sorted(table.cells.items())]
    return {"rows": list(table.rows), "columns": list(table.columns), "cells": cells}


def table_of(content: Mapping[str, Any]) -> Table:
    """Read it back."""
    cells = {(row, column): count for row, column, count in content["cells"]}
    return Table(tuple(content["rows"]), tuple(content["columns"]), cells)


def _cases_of(month: str) -> list[Counted]:
    """A case is a group of its own: people who filed together hold one case."""
    rows = Outcome.objects.values_list("folder_id", "folder__case__jurisdiction", "code", "on")
    return [Counted(place or "unknown", code, folder) for folder, place, code, on in rows if month_of(on) == month]


def _stated_months() -> dict[str, dict[str, Any]]:
    """Give what the journal has said already, waiting leaves too."""
    said = [leaf.content for leaf in open_leaves()]
    said += [bytes(act) for act in WaitingAct.objects.filter(is_open=True).values_list("act", flat=True)]
    leaves = (json.loads(one) for one in said)
    return {leaf["content"]["month"]: leaf["content"] for leaf in leaves if leaf["kind"] == DATA_REQUESTS}


def _first_day(today: date) -> date:
    """The journal's first day, or the first request's: from then on zero rows are printed too."""
    days = [
        Checkpoint.objects.order_by("day").values_list("day", flat=True).first(),
        DataRequest.objects.order_by("received_on").values_list("received_on", flat=True).first(),
    ]
    return min((day for day in days if day is not None), default=today)


def _months(first: date, today: date) -> Iterator[str]:
    """Give the months from a day's own on that are over."""
    day = first.replace(day=1)
    while month_of(day) < month_of(today):
        yield month_of(day)
        day = (day + timedelta(days=31)).replace(day=1)
