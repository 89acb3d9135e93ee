"""What the transparency page shows: requests for data by month, as the journal states them, and who runs this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from safar.foundation.design.formats import month_in, number_in
from safar.foundation.design.parts import Cell, Table
from safar.foundation.languages import active_language
from safar.foundation.release.queries import Released, released
from safar.rooms.casework.requested import COUNTED

DATA_REQUESTS = "data-requests"


@dataclass(frozen=True, slots=True)
class Month:
    """The requests of one month: its name, the table, how many there were."""

    month: str
    table: Table
    received: int


def months() -> tuple[Month, ...]:
    """Give all published months, the newest first."""
    return tuple(_month(one) for one in released(DATA_REQUESTS))


def _month(one: Released) -> Month:
    rows: list[dict[str, Any]] = one.content["rows"]
    name = month_in(active_language(), date.fromisoformat(f"{one.month}-01"))
    table = Table(_("Requests by who asked"), _heads(), tuple(_line(row) for row in rows))
    return Month(name, table, sum(row["received"] for row in rows))


def _line(row: dict[str, Any]) -> tuple[Cell, ...]:
    words = _requesters().get(row["requester"], row["requester"])
    numbers = (number_in(active_language(), row[name]) for name in COUNTED)
    return (Cell(words), *(Cell(number, is_number=True) for number in numbers))


def _heads() -> tuple[str, ...]:
    return (
        _("Who asked"),
        _("Requests received"),
        _("with an order of a judge"),
        _("with an order or warrant without a judge"),
        _("with no basis named"),
        _("Refused"),
        _("Given in part"),
        _("Given in full"),
        _("Telling the worker forbidden by a judge"),
    )


def _requesters() -> dict[str, str]:
    return {
        "court": _("A court"),
        "police": _("Police or prosecution"),
        "control": _("Immigration enforcement"),
        "authority": _("Another authority"),
        "employer": _("An employer or recruiter"),
        "other": pgettext("who asked for data", "Somebody else"),
    }
