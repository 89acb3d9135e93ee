"""When something goes wrong the page says what, in the reader's language, and where to go."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.translation import override
from django.views.defaults import server_error

from safar.urls import urlpatterns as site
from tests.cast import Person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def unreadable(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("the number of the secret room is 7")


urlpatterns = [path("forbidden", forbidden), path("unreadable", unreadable), path("broken", broken), *site]


def test_a_page_that_is_not_there_offers_the_search(worker: Person) -> None:
    answer = worker.client.get("/nothing-here")
    assert answer.status_code == 404
    assert b"This page is not here" in answer.content
    assert b'action="/check"' in answer.content


def test_it_offers_it_in_the_reader_s_language(worker: Person) -> None:
    answer = worker.client.get("/ar/nothing-here")
    assert answer.status_code == 404
    assert b'<html lang="ar" dir="rtl">' in answer.content
    assert b'action="/ar/check"' in answer.content


@pytest.mark.parametrize(("address", "status"), [("/forbidden", 403), ("/unreadable", 400)])
def test_other_refusals_lead_home(worker: Person, address: str, status: int) -> None:
    answer = worker.client.get(address)
    assert answer.status_code == status
    assert b'<a href="/">Go to the home page</a>' in answer.content


def test_our_own_failure_is_called_ours_and_tells_nothing_more() -> None:
    answer = Client(raise_request_exception=False).get("/broken")
    assert answer.status_code == 500
    assert b"It is our mistake" in answer.content
    assert b"secret" not in answer.content


def test_our_own_failure_keeps_the_direction_of_writing() -> None:
    with override("ar"):
        answer = server_error(RequestFactory().get("/ar/"))
    assert b'<html lang="ar" dir="rtl">' in answer.content


def test_a_form_that_came_too_late_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/check")
    assert answer.status_code == 403
    assert b"Please send it again" in answer.content
