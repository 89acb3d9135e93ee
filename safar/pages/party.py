"""A party's page: what authorities say on top, what workers report beside it, neither mixed with the other.

For the worker who is about to sign. The registry knows the first half, the reports room the second; this joins them.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safar.foundation.page_cache import keep_page
from safar.rooms.registry.queries.party import party_called
from safar.rooms.reports.queries.cards import card_of


@keep_page
def party(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one party; an id that was joined into another leads there."""
    today = timezone.now().date()
    found = party_called(reference, today)
    if found.id != reference:
        return redirect("pages:party", reference=found.id, permanent=False)
    shown = {"party": found, "told": card_of(found.id, today), "may_report": not found.is_person}
    return render(request, "pages/party.html", shown | {"cases_address": settings.CASES_ADDRESS})
