"""Rows of staff accounts: the person, their roles, and the one-time links by which they choose a password."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models

from safar.foundation.accounts.roles import Role


class Staff(AbstractBaseUser):
    """A member of staff. `body` is the public id of the body they work for, blank for staff of the house."""

    username = models.CharField(max_length=40, unique=True, validators=[ASCIIUsernameValidator()])
    name = models.CharField(max_length=80, blank=True)
    body = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "username"

    class Meta:
        ordering = ("username",)
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.username


class Duty(models.Model):
    """One role of one member of staff."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        verbose_name_plural = "duties"
        constraints = (
            models.UniqueConstraint(fields=("staff", "role"), name="one_duty_per_role"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_role"),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role}"


class Invitation(models.Model):
    """A one-time link, known here by the SHA-256 of its token only: a copy of this table opens nothing."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.staff_id} until {self.expires_at:%Y-%m-%d %H:%M}"
