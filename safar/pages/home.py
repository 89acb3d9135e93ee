"""The home page: the question, the search box at once, then the way, then what the answers rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safar.foundation.design.formats import country_in, day_in, number_in
from safar.foundation.design.parts import Cell, Table
from safar.foundation.languages import active_language
from safar.foundation.page_cache import keep_page
from safar.pages.journey import JOURNEY, Stage
from safar.rooms.registry.queries.registers import Holding, Totals, holdings, totals

LARGEST = 5
HOW_TO_READ = ("licensed", "barred", "no-longer-listed", "filing-only", "not-held")
"""One state of each tone: with these five, every mark of the site can be read."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """All that the home page shows."""

    stages: tuple[Stage, ...]
    totals: Totals
    countries: tuple[str, ...]
    board: Table
    how_to_read: tuple[str, ...] = HOW_TO_READ


@keep_page
def home(request: HttpRequest) -> HttpResponse:
    """Show where one may begin."""
    return render(request, "pages/home.html", {"home": home_page(timezone.now().date())})


def home_page(today: date) -> HomePage:
    """Gather the home page of a day."""
    held = [holding for holding in holdings(today) if holding.is_held]
    return HomePage(
        stages=JOURNEY,
        totals=totals(today),
        countries=tuple(sorted({holding.source.country for holding in held})),
        board=_board(sorted(held, key=lambda holding: -holding.records)[:LARGEST]),
    )


def _board(held: list[Holding]) -> Table:
    heads = (_("Country"), _("Whose list"), _("Names on it"), _("Date of the list"))
    return Table(_("The largest lists we hold"), heads, tuple(_line(holding) for holding in held))


def _line(holding: Holding) -> tuple[Cell, ...]:
    language, source = active_language(), holding.source
    return (
        Cell(country_in(language, source.country)),
        Cell(source.publisher, address=reverse("registry:register", args=[source.id])),
        Cell(number_in(language, holding.records), is_number=True),
        Cell(day_in(language, holding.newest) if holding.newest else ""),
    )
