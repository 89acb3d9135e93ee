"""Django's entry for the journal."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "safar.foundation.journal"
    label = "journal"
    verbose_name = "journal of the vault"
