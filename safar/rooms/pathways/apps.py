"""Registers the room with Django. It has no tables: nothing that a person answers is kept."""

from __future__ import annotations

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "safar.rooms.pathways"
    label = "pathways"
    verbose_name = "Pathways"
