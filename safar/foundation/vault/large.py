"""Let a sealed file of 4 MB through where one may come; every other address of the site keeps Django's small limit."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from safar.foundation.public_answers import problem

MOST = 6_000_000
"""One file of the largest class as base64url, and what goes with it."""

View = Callable[..., HttpResponseBase]


def takes_files(view: View) -> View:
    """Read the whole body first, or say that it is too large before a byte is read."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdigit() or int(said) > MOST:
            return problem(413, f"at most {MOST} bytes at once")
        request._body = request.read(int(said))  # what HttpRequest.body gives from now on
        return view(request, *args, **kwargs)

    return reading
