"""The API of reports, version 1: what is published for everybody, and for the worker's own browser her own report.

The public process serves the first half alone.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from safar.foundation.public_answers import problem
from safar.foundation.vault.load import Busy
from safar.foundation.vault.sealed import Refused
from safar.rooms.reports.api import published, routes

__all__ = ["api"]

api = NinjaAPI(
    title="Safar reports",
    version="1",
    description="What workers report of recruiters and employers: cards above the threshold, and one's own report.",
    urls_namespace="reports-v1",
    docs_url=None,
)
api.add_router("", published.router)
if settings.SERVE.has_cases:
    api.add_router("", routes.router)


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, "nothing is here under this name or receipt")


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(422, str(error))


def _twice(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(409, "this was sent before, or stands here already")


def _busy(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem(503, "many people are writing at the moment; fetch the work and try again")
    answer.headers["Retry-After"] = "5"
    return answer


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    said = [f"{one['loc'][-1]}: {one['msg'].removeprefix('Value error, ')}" for one in error.errors]
    return problem(422, "; ".join(said))


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "the request can't be read")


api.add_exception_handler(Http404, _not_found)
api.add_exception_handler(Refused, _refused)
api.add_exception_handler(IntegrityError, _twice)
api.add_exception_handler(Busy, _busy)
api.add_exception_handler(ValidationError, _invalid)
api.add_exception_handler(HttpError, _http)
