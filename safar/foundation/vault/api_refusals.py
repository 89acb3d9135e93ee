"""How an API over the vault refuses: in words, with nothing of what was sent, and alike for unknown and forbidden."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from safar.foundation.public_answers import problem
from safar.foundation.vault.load import Busy
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.wire import Unreadable


def refuse_in_words(api: NinjaAPI, nothing: str) -> None:
    """Teach an API its refusals; `nothing` is said where nothing is found."""
    api.add_exception_handler(Http404, lambda request, error: problem(404, nothing))
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Unreadable, _refused)
    api.add_exception_handler(IntegrityError, _twice)
    api.add_exception_handler(Busy, _busy)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http)


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
