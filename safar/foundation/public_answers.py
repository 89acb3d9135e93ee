"""Answers to programs: readable from any site, errors in words, and kept by the reader until the record changes.

For the API and the reconciliation service. Only what is public and read may be wrapped: the answers carry no cookie
and know no visitor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from safar import VERSION

View = Callable[..., HttpResponseBase]
LONGEST_ADDRESS = 8000  # characters: a batch of questions may come in the address, a book may not
A_MINUTE = "public, max-age=60"
NOT_SHARED = "private, no-cache"  # for answers whose address holds what somebody typed


def problem(status: int, detail: str) -> JsonResponse:
    """Say in words what is wrong, in the shape of RFC 9457 (Problem Details for HTTP APIs)."""
    said = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def readable_from_anywhere(view: View, *, methods: tuple[str, ...] = ("GET",)) -> View:
    """Answer OPTIONS and HEAD, refuse addresses that are no text, and let every site read the answer."""

    @csrf_exempt
    @wraps(view)
    def open_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wrong = "" if request.method == "OPTIONS" else what_is_wrong(request)
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
        elif wrong:
            response = problem(400, wrong)
        elif request.method == "HEAD" and "GET" in methods:
            response = _without_body(view, request, *args, **kwargs)
        elif request.method not in methods:
            response = problem(405, f"this address answers {', '.join(methods)} only")
        else:
            response = view(request, *args, **kwargs)
        return _opened(response, methods)

    return open_view


def kept_until_changed(version: Callable[[], int], cache: str = A_MINUTE) -> Callable[[View], View]:
    """Mark good answers with a tag made of the record's version, the day and the address; a known tag answers 304."""

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            tag = _tag(request, version())
            known = {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}
            response = HttpResponse(status=304) if tag in known else view(request, *args, **kwargs)
            if response.status_code in {200, 304}:
                response.headers["ETag"] = tag
                response.headers["Cache-Control"] = cache
            return response

        return kept

    return decorate


def what_is_wrong(request: HttpRequest) -> str:
    """Say why an address can't be read as text, or nothing."""
    raw = request.META.get("QUERY_STRING", "")
    if len(raw) > LONGEST_ADDRESS:
        return f"the address is longer than {LONGEST_ADDRESS} characters"
    try:
        text = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return "the address holds bytes that are not UTF-8"
    if "\0" in text or "\0" in request.path:
        return "the address holds a NUL character"
    return ""


def _without_body(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    request.method = "GET"
    response = view(request, *args, **kwargs)
    bare = HttpResponse(status=response.status_code, headers=dict(response.items()))
    if isinstance(response, HttpResponse):
        bare.headers["Content-Length"] = str(len(response.content))
    response.close()
    return bare


def _opened(response: HttpResponseBase, methods: tuple[str, ...]) -> HttpResponseBase:
    allowed = ", ".join([*methods, "HEAD", "OPTIONS"])
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    if response.status_code in {204, 405}:
        response.headers["Allow"] = allowed
        response.headers["Access-Control-Allow-Methods"] = allowed
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _tag(request: HttpRequest, version: int) -> str:
    parts = (VERSION, version, timezone.now().date(), request.build_absolute_uri())
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()
    return f'"{digest[:32]}"'
