"""What the page of figures shows: how cases ended, by month, with small counts withheld for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from safar.foundation.design.formats import country_in, number_in
from safar.foundation.design.parts import Cell, Table
from safar.foundation.languages import active_language
from safar.foundation.release.queries import Released, released

OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class Figures:
    """A month of outcomes, None where nothing of it can be shown."""

    month: str
    table: Table | None
    sha256: str


def figures() -> tuple[Figures, ...]:
    """Give all published months, the newest first."""
    return tuple(Figures(one.month, _table(one), one.sha256) for one in released(OUTCOMES))


def _table(one: Released) -> Table | None:
    cells: dict[tuple[str, str], int | None] = {(row, column): count for row, column, count in one.content["cells"]}
    if not any(cells.values()):
        return None
    rows, columns = [*one.content["rows"], ""], [*one.content["columns"], ""]
    heads = (_("Country"), *(column or _("Together") for column in columns))
    return Table(one.month, heads, tuple(_line(row, columns, cells) for row in rows))


def _line(row: str, columns: list[str], cells: dict[Any, int | None]) -> tuple[Cell, ...]:
    language = active_language()
    head = Cell(country_in(language, row) if row else _("Together"))
    return (head, *(_count(language, cells.get((row, column))) for column in columns))


def _count(language: str, count: int | None) -> Cell:
    return Cell(_("withheld") if count is None else number_in(language, count), is_number=True)
