"""Reads on staff accounts for the command line and the staff home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse

from safar.foundation.accounts.models import Staff


@dataclass(frozen=True, slots=True)
class Account:
    """One account as `staff list` shows it."""

    username: str
    name: str
    roles: tuple[str, ...]
    body: str
    is_active: bool
    has_second_factor: bool
    last_login: datetime | None


@dataclass(frozen=True, slots=True)
class Door:
    """One staff page: the name of its URL, what it is for, and who may open it. `settings.STAFF_DOORS` lists them."""

    url_name: str
    words: str
    roles: tuple[str, ...]

    @property
    def address(self) -> str:
        return reverse(self.url_name)


def accounts() -> tuple[Account, ...]:
    """List everyone, closed accounts too."""
    secured = set(_with_second_factor())
    return tuple(
        Account(
            username=one.username,
            name=one.name,
            roles=tuple(sorted(duty.role for duty in one.duties.all())),
            body=one.body,
            is_active=one.is_active,
            has_second_factor=one.pk in secured,
            last_login=one.last_login,
        )
        for one in Staff.objects.prefetch_related("duties")
    )


def doors_of(staff: Staff) -> tuple[Door, ...]:
    """List the staff pages that this person may open."""
    held = set(staff.duties.values_list("role", flat=True))
    return tuple(door for door in (Door(*row) for row in settings.STAFF_DOORS) if held & set(door.roles))


def has_second_factor(staff: Staff) -> bool:
    """Recovery codes alone are none: they exist only beside an app or a key."""
    return bool(Authenticator.objects.filter(user=staff, type__in=FACTORS).exists())


FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def _with_second_factor() -> list[int]:
    return list(Authenticator.objects.filter(type__in=FACTORS).values_list("user_id", flat=True))
