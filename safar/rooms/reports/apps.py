"""Django's entry for reports."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "safar.rooms.reports"
    label = "reports"
    verbose_name = "reports: what workers say, made fit to publish"
