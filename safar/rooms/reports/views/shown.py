"""What every page of a report has: one address, a neutral title, a quick way out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def shown_page(request: HttpRequest, name: str, status: int = 200, **shown: Any) -> HttpResponse:
    """Show a page of the report at the address it was asked for."""
    shown |= {"address": request.path, "quick_exit": True}
    return render(request, f"reports/{name}.html", shown, status=status)
