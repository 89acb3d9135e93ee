"""Headers that every answer carries, kept pages and static files too: no feature of the device, no embedding.

The content policy comes from django-csp (settings.CONTENT_SECURITY_POLICY), referrer and opener policy from Django.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

REFUSED = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "usb"),
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in REFUSED)
MAY_RECORD = PERMISSIONS.replace("microphone=()", "microphone=(self)")
"""For the one page on which a worker may say what happened."""


class HeadersMiddleware:
    """Adds what Django's own middleware doesn't; a view that set one of them itself is left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        return response
