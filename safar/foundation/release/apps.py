"""Django's entry for released tables."""

from __future__ import annotations

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    name = "safar.foundation.release"
    label = "release"
    verbose_name = "released tables"
