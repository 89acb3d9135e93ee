"""The published counts of reports as tables: by month, by country of work, with small numbers withheld for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from safar.foundation.design.formats import country_in, month_in, number_in
from safar.foundation.design.parts import Cell, Table
from safar.foundation.languages import active_language
from safar.rooms.reports.queries.corridors import MonthCounts
from safar.rooms.reports.released import FEE_PAID, NO_HARM, OTHER_HARM


@dataclass(frozen=True, slots=True)
class MonthTable:
    """A month with its table; None where nothing of it may be shown."""

    month: str
    sha256: str
    table: Table | None


def tables(months: Sequence[MonthCounts]) -> tuple[MonthTable, ...]:
    """Give every month in the reader's language."""
    return tuple(MonthTable(_name(one.month), one.sha256, _table(one)) for one in months)


def _name(month: str) -> str:
    return month_in(active_language(), date.fromisoformat(f"{month}-01"))


def _table(one: MonthCounts) -> Table | None:
    if not any(one.cells.values()):
        return None
    words = {FEE_PAID: _("Paid a fee"), OTHER_HARM: _("Other harm"), NO_HARM: _("No harm"), "": _("Together")}
    columns = [*one.columns, ""]
    heads = (_("Country of work"), *(words[column] for column in columns))
    return Table(_("Reports by country of work"), heads, tuple(_line(one, row, columns) for row in (*one.rows, "")))


def _line(one: MonthCounts, row: str, columns: list[str]) -> tuple[Cell, ...]:
    language = active_language()
    counts = (one.cells.get((row, column)) for column in columns)
    cells = (Cell(_("withheld") if count is None else number_in(language, count), is_number=True) for count in counts)
    return Cell(country_in(language, row) if row else _("Together")), *cells
