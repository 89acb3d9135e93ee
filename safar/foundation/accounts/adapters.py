"""Where staff login differs from allauth's own: nobody signs up, no mail is ever sent, secrets are stored encrypted."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.queries import has_second_factor


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made on the command line; the site never writes to anyone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise RuntimeError("Safar sends no mail")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """A change of a second factor is told on the page that makes it."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Keep errors; the page itself says what went well."""
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **kwargs)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever has no second factor yet has just logged in and can do nothing else but set it up."""
        return has_second_factor(self.request.user)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted under the site's secret key: a copy of the database logs nobody in."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code with attributes alone: the content policy refuses styles and data: addresses."""
        drawing = BytesIO()
        segno.make(url, error="m").save(
            drawing, kind="svg", xmldecl=False, scale=5, light="#fff", dark="#000", title="QR code for the app"
        )
        return drawing.getvalue().decode()

    def get_totp_label(self, user: Staff) -> str:
        return user.username

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site to the key by its public address, not by the Host that a request claims."""
        return {"id": settings.SITE_HOST, "name": "Safar"}


def _box() -> Fernet:
    key = hashlib.sha256(b"safar second factor " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
