"""How Safar works, in plain words: where answers come from, what each mark means, what we keep, what we don't know."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safar.foundation.design.statuses import MARKS
from safar.foundation.page_cache import keep_page


@keep_page
def about(request: HttpRequest) -> HttpResponse:
    """Show every mark the site uses, gravest first, and what stands behind it."""
    return render(request, "pages/about.html", {"codes": list(MARKS)})
