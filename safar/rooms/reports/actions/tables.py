"""Publish what all reports say together: figures of each corridor, and a month's counts by country of work.

A corridor's figures and the counts are frozen like cards. In the counts one column of a row can't be worked out from
the others: small cells are withheld, and others to guard them. Counts are made of the same draws as the figures, so
that one can't be subtracted from the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from safar.foundation.release.actions import publish_once
from safar.foundation.release.queries import released, released_months
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.reports.counted import counted
from safar.rooms.reports.models import Report
from safar.rooms.reports.released import CORRIDOR, COUNTS, FEE_PAID, NO_HARM, OTHER_HARM
from safar.rooms.reports.snapshots import fee_json, share_json
from safar.rules.corridor_figures import CorridorFigures, corridor_figures, draws
from safar.rules.firewall import Purpose
from safar.rules.questionnaire import PAID_FEE, Answer, answers_harm
from safar.rules.reports_joined import Report as Counted
from safar.rules.small_cells import Counted as Cell
from safar.rules.small_cells import Table, month_of, published


def publish_corridors(*, now: datetime) -> int:
    """Publish the figures of every corridor where a figure was drawn since the last; gives how many."""
    today, count = now.date(), 0
    with vault_reading(Purpose.STATISTICS):
        figures = {name: corridor_figures(held, today) for name, held in _corridors().items()}
    for name, told in figures.items():
        content, stand = _content(told), released(name)
        is_new = stand[0].content != content if stand else bool(content["shares"])
        if is_new and month_of(today) not in released_months(name):
            publish_once(name, month_of(today), content, today=today)
            count += 1
    return count


def publish_counts(*, now: datetime) -> int:
    """Publish the counts of every month that is over; gives how many months were new.

    A month counts the reports that were drawn at its end, corridor by corridor, ten at least at a time.
    """
    today, done = now.date(), released_months(COUNTS)
    with vault_reading(Purpose.STATISTICS):
        corridors = _corridors().values()
        cells = _drawn_cells(corridors, today)
    first = min((report.joins_on for held in corridors for _, report in held), default=today)
    months = [month for month in _months(first, today) if month not in done]
    for month in months:
        drawn = [cell for day, held in cells.items() if month_of(day) == month for cell in held]
        table = published({}, month, drawn, today, below_jurisdiction=True)
        if table is not None:
            publish_once(COUNTS, month, table_json(table), today=today)
    return len(months)


def table_json(table: Table) -> dict[str, Any]:
    """Write a table as it is kept; null is withheld."""
    cells = [[row, column, count] for (row, column), count in sorted(table.cells.items())]
    return {"rows": list(table.rows), "columns": list(table.columns), "cells": cells}


def _corridors() -> dict[str, list[tuple[str, Counted]]]:
    held: dict[str, list[tuple[str, Counted]]] = defaultdict(list)
    for row in Report.objects.exclude(origin="").exclude(destination="").iterator():
        held[f"{CORRIDOR} {row.origin}-{row.destination}"].append((row.party, counted(row)))
    return held


def _drawn_cells(corridors: Iterable[list[tuple[str, Counted]]], today: date) -> dict[date, list[Cell]]:
    """Give the cells of each draw by the last day of the month that it ends."""
    cells: dict[date, list[Cell]] = defaultdict(list)
    for held in corridors:
        for day, keys in draws(held, today).items():
            found = Report.objects.in_bulk([int(key) for key in keys])
            cells[day - timedelta(days=1)] += [_cell(row) for row in found.values()]
    return cells


def _content(told: CorridorFigures) -> dict[str, Any]:
    return {"shares": [share_json(one) for one in told.shares], "fee": fee_json(told.fee) if told.fee else None}


def _cell(row: Report) -> Cell:
    if row.answers.get(PAID_FEE) == Answer.YES:
        column = FEE_PAID
    else:
        column = OTHER_HARM if answers_harm(row.answers) else NO_HARM
    return Cell(row.destination, column, row.pk, row.party)


def _months(first: date, today: date) -> Iterator[str]:
    day = first.replace(day=1)
    while month_of(day) < month_of(today):
        yield month_of(day)
        day = (day + timedelta(days=31)).replace(day=1)
