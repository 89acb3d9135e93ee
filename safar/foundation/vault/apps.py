"""Django's entry for the vault."""

from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "safar.foundation.vault"
    label = "vault"
    verbose_name = "vault of sealed folders"
