"""Registers templates, tags and static files of the look."""

from __future__ import annotations

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """No models: the look owns no data."""

    name = "safar.foundation.design"
    label = "design"
