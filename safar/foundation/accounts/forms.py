"""Forms of staff accounts: a password for a one-time link, and a one-time code that truly works once."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.cache import cache

from safar.foundation.accounts.access import token_hash
from safar.foundation.accounts.models import Staff


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="New password",
        strip=False,
        help_text=password_validators_help_text_html,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="The same password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.staff)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError("The two passwords differ.")
        return again


class OnceOnly:
    """Refuses a code that was used within the 90 seconds in which it counts; allauth's own memory lasts 30."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        key = f"code-used:{self.user.pk}:{token_hash(code.strip())}"  # type: ignore[attr-defined]
        if not cache.add(key, True, timeout=settings.ONE_TIME_CODE_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceOnly, AuthenticateForm):
    """The question for the second factor at login."""


class CodeAgainForm(OnceOnly, ReauthenticateForm):
    """The same question in the middle of a session."""
