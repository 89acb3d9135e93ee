"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "safar.rooms.registry"
    label = "registry"
    verbose_name = "Registry"
