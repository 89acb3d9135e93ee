"""Whole pages kept in memory, keyed by address, language, edition of the record and day.

A public page about a party changes only when the record does or a new day begins, so most visits cost one look-up.
Only views that say so with `keep_page` are kept, never a page that answers a question typed in, a staff page, or one
that sets a cookie. The keys hold addresses of public pages, nothing about who asked.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.module_loading import import_string

Key = tuple[str, bool, int, int]
View = Callable[..., HttpResponse]
MOST_BYTES = 48 * 1024 * 1024
VERSION_SECONDS = 1.0  # how late a page may be after an edition is published
KEEP = "_keep_page"


def keep_page(view: View) -> View:
    """Mark a view's answers as the same for everybody until the record changes."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        setattr(response, KEEP, response.status_code == 200 and not request.GET)
        return response

    return marked


class KeptPages:
    """Pages by key, the least used dropped first when the bytes run over."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._pages: OrderedDict[Key, HttpResponse] = OrderedDict()
        self._bytes = 0
        self._most = most_bytes
        self._lock = Lock()

    def get(self, key: Key) -> HttpResponse | None:
        """Give a page kept under the key."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
        return page

    def put(self, key: Key, page: HttpResponse) -> None:
        """Keep a page, dropping the least used beyond the limit."""
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += len(page.content) - (len(old.content) if old else 0)
            self._pages[key] = page
            while self._bytes > self._most and self._pages:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= len(dropped.content)

    def clear(self) -> None:
        """Forget all pages."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


PAGES = KeptPages()


class PageCacheMiddleware:
    """Answers from kept pages, and keeps what a marked view made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            request.method != "GET"
            or request.META.get("QUERY_STRING")
            or settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            return self.get_response(request)
        key = self._key(request)
        kept = PAGES.get(key)
        if kept is not None:
            return _copy(kept)
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and getattr(response, KEEP, False) and not response.cookies:
            PAGES.put(key, _copy(response))
        return response

    def _key(self, request: HttpRequest) -> Key:
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        return request.path, packed, content_version(), timezone.now().toordinal()


def _copy(page: HttpResponse) -> HttpResponse:
    """Later middleware writes headers into an answer, so each visitor gets one of their own."""
    return HttpResponse(page.content, status=page.status_code, headers=dict(page.items()))


_version: tuple[float, int] = (0.0, 0)


def content_version() -> int:
    """Give the record's version, asked at most once a second."""
    global _version
    now = time.monotonic()
    if now - _version[0] > VERSION_SECONDS or _version[0] == 0.0:
        _version = (now, _version_source()())
    return _version[1]


def forget_everything() -> None:
    """Forget pages and the version they were made at, for a record that has been put in another's place."""
    global _version
    _version = (0.0, 0)
    PAGES.clear()


@lru_cache(maxsize=1)
def _version_source() -> Callable[[], int]:
    found: Callable[[], int] = import_string(settings.PAGE_VERSION)
    return found
