"""The public directory: countries, the bodies of one, and each body's own page. Nothing private is read for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from safar.rooms.casework.in_force import agreements_today
from safar.rooms.casework.queries import directory as read
from safar.rooms.casework.queries.effectiveness import effectiveness_of


def bodies(request: HttpRequest) -> HttpResponse:
    """List the countries, what is about to change, and what authorities have agreed."""
    today = timezone.now().date()
    listed = {"countries": read.countries(today), "proposals": read.proposals(today)}
    agreed = {"agreements": agreements_today(today), "quick_exit": True}
    return render(request, "casework/bodies.html", listed | agreed)


def country(request: HttpRequest, code: str) -> HttpResponse:
    """List the bodies of a country and the levels of its authorities."""
    today, code = timezone.now().date(), code.upper()
    shown = {"code": code, "listings": read.bodies_in(code, today), "levels": read.levels_in(code, today)}
    return render(request, "casework/bodies_country.html", shown | {"quick_exit": True})


def body(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one body: what it can do, how safe it is, how well it works."""
    found = read.body_called(reference, timezone.now().date())
    shown = {"listing": found, "works": effectiveness_of(found.body.id, found.body.kind), "quick_exit": True}
    return render(request, "casework/body.html", shown)
