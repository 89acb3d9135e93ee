"""The room's pages. None of them takes an answer: they give rules, and the device works with them."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from safar.foundation.languages import active_language
from safar.foundation.page_cache import keep_page
from safar.rooms.pathways.queries.draws import draw_called, record_file
from safar.rooms.pathways.queries.draws import draws as all_draws
from safar.rooms.pathways.queries.places import Place, countries_asked, open_to_apply, place_called, rules_of
from safar.rooms.pathways.queries.places import places as all_places
from safar.rooms.pathways.queries.sheet import after_complaints, sheets_of
from safar.rooms.pathways.sources import safeguarded


@keep_page
def places(request: HttpRequest) -> HttpResponse:
    """List the countries whose rules we hold."""
    return render(request, "pathways/places.html", {"places": all_places(), "quick_exit": True})


@keep_page
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a country's rules with the page that asks, one question at a time, on the device."""
    found = _place(slug)
    shown = {
        "place": found,
        "books": open_to_apply(found.code),
        "countries": countries_asked(found.code),
        "rules": rules_of(found.code, _today(), active_language()),
        "quick_exit": True,
    }
    return render(request, "pathways/place.html", shown)


@keep_page
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a country's rules for paper, with boxes to tick."""
    found, today = _place(slug), _today()
    shown = {"place": found, "sheets": sheets_of(found.code, today), "today": today, "quick_exit": True}
    return render(request, "pathways/sheet.html", shown)


@keep_page
def complain(request: HttpRequest) -> HttpResponse:
    """Say what happens to each permit when its holder complains."""
    shown = {"countries": after_complaints(_today()), "quick_exit": True}
    return render(request, "pathways/complain.html", shown)


@keep_page
def health_workers(request: HttpRequest) -> HttpResponse:
    """Warn recruiters of health workers by WHO's list."""
    return render(request, "pathways/health_workers.html", {"countries": safeguarded()})


def draws(request: HttpRequest) -> HttpResponse:
    """List the public draws of this site."""
    found = [one for slug in all_draws() if (one := draw_called(slug))]
    return render(request, "pathways/draws.html", {"draws": found})


def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a draw: rules and root before, result and statistics after, and how to check it."""
    found = draw_called(slug)
    if found is None:
        raise Http404
    return render(request, "pathways/draw.html", {"draw": found})


def draw_file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Give a file of a draw's record as it is."""
    found = record_file(slug, name)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="text/csv" if name.endswith(".csv") else "application/json")


def _place(slug: str) -> Place:
    found = place_called(slug)
    if found is None:
        raise Http404
    return found


def _today() -> date:
    return timezone.now().date()
