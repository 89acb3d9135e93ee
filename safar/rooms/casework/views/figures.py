"""How cases ended, in counts that give nobody away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safar.rooms.casework.queries.figures import figures as released_figures
from safar.rules.firewall import SMALLEST_COUNT


def figures(request: HttpRequest) -> HttpResponse:
    """Show the frozen tables."""
    shown = {"months": released_figures(), "smallest": SMALLEST_COUNT, "quick_exit": True}
    return render(request, "casework/figures.html", shown)
