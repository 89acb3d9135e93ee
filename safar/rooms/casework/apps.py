"""Django's entry for casework."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "safar.rooms.casework"
    label = "casework"
    verbose_name = "casework: complain safely, be answered, get the money back"
