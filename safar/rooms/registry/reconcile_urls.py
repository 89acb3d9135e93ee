"""The addresses of the reconciliation service, outside the pages' languages."""

from __future__ import annotations

from django.urls import path

from safar.rooms.registry import reconcile

urlpatterns = [
    path("reconcile", reconcile.reconcile, name="reconcile"),
    path("reconcile/preview/<slug:reference>", reconcile.preview, name="reconcile_preview"),
    path("reconcile/suggest/entity", reconcile.suggest_entity, name="reconcile_entity"),
    path("reconcile/suggest/property", reconcile.suggest_property, name="reconcile_property"),
    path("reconcile/suggest/type", reconcile.suggest_type, name="reconcile_type"),
    path("reconcile/properties", reconcile.properties, name="reconcile_properties"),
]
