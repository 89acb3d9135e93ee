"""Addresses of staff accounts, included at /staff/: of allauth's many views only those that staff need."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from django.conf import settings
from django.urls import URLPattern, path
from django.views.generic import View

from safar.foundation.accounts import views
from safar.foundation.accounts.pages import staff_page


def keys_possible() -> bool:
    """Browsers tie a passkey to a domain name; a site reached by a bare IP address can't have any."""
    host: str = settings.SITE_HOST
    return not host.replace(".", "").isdigit() and ":" not in host


def page(address: str, view: type[View], name: str, template: str) -> URLPattern:
    """Put one of allauth's views into our template, in English, never cached."""
    into = view.as_view(template_name=f"accounts/{template}.html", extra_context={"keys_possible": keys_possible})
    return path(address, staff_page(into), name=name)


urlpatterns = [
    path("", views.home, name="staff_home"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
    page("login/", account.LoginView, "account_login", "login"),
    page("logout/", account.LogoutView, "account_logout", "logout"),
    page("inactive/", account.AccountInactiveView, "account_inactive", "inactive"),
    page("reauthenticate/", account.ReauthenticateView, "account_reauthenticate", "reauthenticate"),
    page("password/", account.PasswordChangeView, "account_change_password", "password_change"),
    page("second-factor/", factor.IndexView, "mfa_index", "second_factor"),
    page("second-factor/show/", factor.AuthenticateView, "mfa_authenticate", "second_factor_show"),
    page("second-factor/again/", factor.ReauthenticateView, "mfa_reauthenticate", "reauthenticate"),
    page("second-factor/app/", views.SetUpApp, "mfa_activate_totp", "app_add"),
    page("second-factor/app/remove/", app.DeactivateTOTPView, "mfa_deactivate_totp", "app_remove"),
    page("second-factor/codes/", codes.ViewRecoveryCodesView, "mfa_view_recovery_codes", "recovery_codes"),
    page(
        "second-factor/codes/new/", codes.GenerateRecoveryCodesView, "mfa_generate_recovery_codes", "recovery_codes_new"
    ),
    page("second-factor/keys/", key.ListWebAuthnView, "mfa_list_webauthn", "keys"),
    page("second-factor/keys/add/", views.SetUpKey, "mfa_add_webauthn", "key_add"),
    page("second-factor/keys/<int:pk>/remove/", key.RemoveWebAuthnView, "mfa_remove_webauthn", "key_remove"),
    page("second-factor/keys/again/", key.ReauthenticateWebAuthnView, "mfa_reauthenticate_webauthn", "key_show"),
]
