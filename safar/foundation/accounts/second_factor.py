"""A second factor comes before anything else: without one, a login opens only the page that sets it up."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.queries import has_second_factor

LOGIN = frozenset({"account_login", "account_logout", "account_reauthenticate", "account_inactive"})
SET_UP = LOGIN | {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "welcome"}
PROVE = LOGIN | {"mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "welcome"}


class SecondFactorMiddleware:
    """Sends a login without a second factor to its set-up, and a login that hasn't shown it to the question for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        detour = _detour(request)
        return HttpResponseRedirect(detour) if detour else self.get_response(request)


def _detour(request: HttpRequest) -> str | None:
    """Say where this request must go first, if anywhere."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, Staff):
        return None
    if has_shown_second_factor(request, request.user):
        return None
    if has_second_factor(request.user):
        return None if _page(request) in PROVE else _question_for(request.user)
    return None if _page(request) in SET_UP else reverse("mfa_index")


def has_shown_second_factor(request: HttpRequest, person: Staff) -> bool:
    """Has this login session passed a second factor that still exists?"""
    shown = any(one.get("method") == "mfa" for one in get_authentication_records(request, person))
    return shown and has_second_factor(person)


def _question_for(person: Staff) -> str:
    has_app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    return reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")


def _page(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
