"""What the page of figures shows: how cases ended, by month, with small counts withheld for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from safar.foundation.design.formats import country_in, month_in, number_in
from safar.foundation.design.parts import Cell, Table
from safar.foundation.languages import active_language
from safar.foundation.release.queries import Released, released
from safar.rules.case_outcomes import Ending

OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class Figures:
    """A month of outcomes, None where nothing of it can be shown."""

    month: str
    table: Table | None


def figures() -> tuple[Figures, ...]:
    """Give all published months, the newest first."""
    return tuple(Figures(_name(one.month), _table(one)) for one in released(OUTCOMES))


def _name(month: str) -> str:
    return month_in(active_language(), date.fromisoformat(f"{month}-01"))


def _table(one: Released) -> Table | None:
    cells: dict[tuple[str, str], int | None] = {(row, column): count for row, column, count in one.content["cells"]}
    if not any(cells.values()):
        return None
    rows, columns = [*one.content["rows"], ""], [*one.content["columns"], ""]
    heads = (_("Country"), *(_endings().get(column, column) for column in columns))
    return Table(_("Complaints by how they ended"), heads, tuple(_line(row, columns, cells) for row in rows))


def _line(row: str, columns: list[str], cells: dict[Any, int | None]) -> tuple[Cell, ...]:
    language = active_language()
    head = Cell(country_in(language, row) if row else _("Together"))
    return (head, *(_count(language, cells.get((row, column))) for column in columns))


def _count(language: str, count: int | None) -> Cell:
    return Cell(_("withheld") if count is None else number_in(language, count), is_number=True)


def _endings() -> dict[str, str]:
    return {
        "": _("Together"),
        Ending.PAID_IN_FULL: _("Paid in full"),
        Ending.PAID_IN_PART: _("Paid in part"),
        Ending.AGREED_WITHOUT_MONEY: _("Agreed, without money"),
        Ending.ORDERED: _("Ordered to pay, not yet paid"),
        Ending.DECIDED_AGAINST: _("Decided against the worker"),
        Ending.MADE_SAFE: _("Made safe"),
        Ending.WENT_HOME: _("Went home"),
        Ending.ADVISED: _("Advised"),
        Ending.TAKEN_ON_ELSEWHERE: _("Taken on by another office"),
        Ending.NO_RESULT: _("No result"),
        Ending.LOST_TOUCH: _("Lost touch"),
    }
