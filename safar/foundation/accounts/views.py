"""Pages of staff accounts that are our own; login and second factor are allauth's views in our templates (urls.py)."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from safar.foundation.accounts import access, actions, queries
from safar.foundation.accounts.forms import PasswordForm
from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.pages import staff_page
from safar.foundation.accounts.roles import Role


@access.require_role(*Role)
def home(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Staff)  # noqa: S101 - require_role has seen to it
    return render(request, "accounts/home.html", {"doors": queries.doors_of(request.user)})


@staff_page
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a one-time link. Opening it uses nothing up, so that a preview of the link does no harm."""
    invitation = access.invitation_for(token, timezone.now())
    form = PasswordForm(request.POST or None, staff=invitation.staff)
    if request.method == "POST" and form.is_valid():
        actions.choose_password(token=token, password=form.cleaned_data["password"], now=timezone.now())
        return redirect("account_login")
    return render(request, "accounts/welcome.html", {"form": form, "staff": invitation.staff})


class SetUpApp(ActivateTOTPView):
    """Setting up an app has just proved it: the session counts as having shown its second factor."""

    template_name = "accounts/app_add.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _count_as_shown(self.request, Authenticator.Type.TOTP)
        return response


class SetUpKey(AddWebAuthnView):
    """The same for a passkey or security key."""

    template_name = "accounts/key_add.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _count_as_shown(self.request, Authenticator.Type.WEBAUTHN)
        return response


def _count_as_shown(request: HttpRequest, kind: str) -> None:
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)
