"""Who asked for what workers told, how often, and what came of it: every month, zeros too."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safar.rooms.casework.queries.transparency import months


def transparency(request: HttpRequest) -> HttpResponse:
    """Show the months as the journal states them."""
    shown = {"months": months(), "serves_both": settings.SERVES_BOTH, "quick_exit": True}
    return render(request, "casework/transparency.html", shown)
