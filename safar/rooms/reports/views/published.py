"""What is published of reports: how cards are made, corridors, open data, recruiters in no register. All is public."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safar.foundation.design.context import page_in
from safar.foundation.languages import active_language
from safar.rooms.reports import corridor_charts, count_tables
from safar.rooms.reports.queries import corridors as read
from safar.rooms.reports.queries.cards import card_of
from safar.rooms.reports.queries.how import how_made


def how(request: HttpRequest) -> HttpResponse:
    """Say how a card is made, with every threshold as the rules hold it."""
    return render(request, "reports/how.html", {"how": how_made(), "cases_address": settings.CASES_ADDRESS})


def reported(request: HttpRequest) -> HttpResponse:
    """List the recruiters and employers that are in no register and may be named."""
    return render(request, "reports/reported.html", {"parties": read.named_parties()})


def proposed(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a recruiter or employer that is in no register, once its card may be seen."""
    found = read.named_party(reference)
    if found is None:
        raise Http404
    shown = {"party": found, "told": card_of(found.party, _today()), "cases_address": settings.CASES_ADDRESS}
    return render(request, "reports/proposed.html", shown)


def corridors(request: HttpRequest) -> HttpResponse:
    """List the corridors with figures."""
    return render(request, "reports/corridors.html", {"corridors": read.corridors(_today())})


def corridor(request: HttpRequest, pair: str) -> HttpResponse:
    """Show what workers of one corridor report: fees, harms, each as a drawing and as a table."""
    ends = pair.upper().split("-")
    if len(ends) != 2 or not all(len(end) == 2 and end.isascii() and end.isalpha() for end in ends):
        raise Http404
    if pair != pair.lower():
        return redirect("reports:corridor", pair=pair.lower(), permanent=True)
    found, language = read.corridor(ends[0], ends[1], _today()), active_language()
    charts = corridor_charts.charts_of(found, language, page_in(language).direction)
    shown = {"corridor": found, "charts": charts, "parts": settings.CORRIDOR_PARTS}
    return render(request, "reports/corridor.html", shown)


def data(request: HttpRequest) -> HttpResponse:
    """Show the published counts, and where machines get all of it."""
    return render(request, "reports/data.html", {"months": count_tables.tables(read.month_counts())})


def _today() -> date:
    return timezone.now().date()
