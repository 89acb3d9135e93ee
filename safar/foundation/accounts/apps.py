"""Django's entry for staff accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "safar.foundation.accounts"
    label = "accounts"
    verbose_name = "staff accounts"
