"""The worker's path without script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def plain_step(request: HttpRequest) -> HttpResponse:
    """Take a step."""
    return HttpResponse("later", status=503)
