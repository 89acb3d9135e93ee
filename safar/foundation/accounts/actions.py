"""Writes on staff accounts, each with its line in the audit. The command line and the one-time link call these."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import Http404

from safar.foundation.accounts import access
from safar.foundation.accounts.models import Duty, Invitation, Staff
from safar.foundation.accounts.roles import ROLES_IN_A_BODY, Role
from safar.foundation.audit.actions import record

LINK_LIVES = timedelta(hours=72)


class Refused(ValueError):
    """The account can't be made or changed as asked; the message says why."""


def add_staff(*, username: str, name: str, roles: Iterable[Role], body: str, actor: str, now: datetime) -> Staff:
    """Make an account without a password; `invite` gives the person the link to choose one."""
    wanted = frozenset(roles)
    _check_roles(wanted, body)
    if Staff.objects.filter(username__iexact=username).exists():
        raise Refused(f"there is already an account named {username}")
    with transaction.atomic():
        staff = Staff(username=username, name=name, body=body)
        staff.set_unusable_password()
        staff.full_clean()
        staff.save()
        _set_duties(staff, wanted)
        record(actor, "add staff", _target(staff), {"roles": sorted(wanted), "body": body}, now)
    return staff


def change_roles(staff: Staff, *, roles: Iterable[Role], body: str, actor: str, now: datetime) -> None:
    """Give other roles in place of those held; they count from the next click on."""
    wanted = frozenset(roles)
    _check_roles(wanted, body)
    with transaction.atomic():
        staff.body = body
        staff.save(update_fields=["body"])
        _set_duties(staff, wanted)
        record(actor, "change roles", _target(staff), {"roles": sorted(wanted), "body": body}, now)


def invite(staff: Staff, *, actor: str, now: datetime) -> str:
    """Make the token of a new one-time link; older links of this person stop working."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(staff=staff, used_at=None).delete()
        Invitation.objects.create(staff=staff, token_sha256=access.token_hash(token), expires_at=now + LINK_LIVES)
        record(actor, "make one-time link", _target(staff), {}, now)
    return token


def choose_password(*, token: str, password: str, now: datetime) -> Staff:
    """Use the one-time link; of two who open it at once, one gets a 404. Every open session of the account ends."""
    with transaction.atomic():
        invitation = access.invitation_for(token, now)
        staff = invitation.staff
        validate_password(password, staff)
        if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now):
            raise Http404
        staff.set_password(password)
        staff.save(update_fields=["password"])
        record(_target(staff), "choose password", _target(staff), {}, now)
    return staff


def forget_second_factor(staff: Staff, *, actor: str, now: datetime) -> None:
    """For a lost telephone: the next login has to set up a new second factor before anything else."""
    with transaction.atomic():
        Authenticator.objects.filter(user=staff).delete()
        record(actor, "forget second factor", _target(staff), {}, now)


def set_active(staff: Staff, active: bool, *, actor: str, now: datetime) -> None:
    """Close an account at once, open sessions too, or open it again."""
    with transaction.atomic():
        staff.is_active = active
        staff.save(update_fields=["is_active"])
        record(actor, "enable staff" if active else "disable staff", _target(staff), {}, now)


def _check_roles(roles: frozenset[Role], body: str) -> None:
    if not roles:
        raise Refused("an account needs at least one role")
    in_body = roles & ROLES_IN_A_BODY
    if in_body and not body:
        raise Refused(f"{', '.join(sorted(in_body))} needs --body")
    if in_body and in_body != roles:
        raise Refused("a role in a body and a role of the house need two accounts")


def _set_duties(staff: Staff, roles: frozenset[Role]) -> None:
    Duty.objects.filter(staff=staff).exclude(role__in=roles).delete()
    for role in sorted(roles):
        Duty.objects.get_or_create(staff=staff, role=role)


def _target(staff: Staff) -> str:
    return f"staff {staff.pk}"
