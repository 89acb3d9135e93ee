"""The public API, version 1: everything the pages know, for programs. Read only, without keys, from any site."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from safar.foundation.public_answers import A_MINUTE, NOT_SHARED, kept_until_changed, problem, readable_from_anywhere
from safar.rooms.registry.api.docs import DocsPage
from safar.rooms.registry.api.routes import router
from safar.rooms.registry.indexing import record_version

__all__ = ["api"]

WHAT = "Who may recruit and employ, and what the public record says: with source, publisher's own words and date."
TYPED = {"find_parties", "numbers"}  # their addresses hold what somebody typed: no shared cache may keep them


class PublicAPI(NinjaAPI):
    """Django-ninja's API with our own answers round every address: CORS, tags, errors in words."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = [_opened(pattern) for pattern in super()._get_urls()]
        return [*patterns, path("<path:rest>", readable_from_anywhere(_nothing), name="nothing")]


def _opened(pattern: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if not isinstance(pattern, URLPattern) or pattern.name == "openapi-view":
        return pattern
    if pattern.name == "api-root":
        pattern.callback = _root
    cache = NOT_SHARED if pattern.name in TYPED else A_MINUTE
    pattern.callback = readable_from_anywhere(kept_until_changed(record_version, cache)(pattern.callback))
    return pattern


def _root(request: HttpRequest) -> HttpResponse:
    return redirect("api-v1:openapi-view")


def _nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problem(404, "the API has no such address; /api/v1/docs lists those it has")


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, str(error) or "the public record has nothing under this id")


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, error.message)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    said = [f"{one['loc'][-1]}: {one['msg'].removeprefix('Value error, ')}" for one in error.errors]
    return problem(422, "; ".join(said))


api = PublicAPI(
    title="Safar public record",
    version="1",
    description=WHAT,
    urls_namespace="api-v1",
    docs=DocsPage(),
    openapi_extra={"info": {"license": {"name": "The terms of each source, in its `terms`"}}},
)
api.add_router("", router)
api.add_exception_handler(Http404, _not_found)
api.add_exception_handler(HttpError, _refused)
api.add_exception_handler(ValidationError, _invalid)
