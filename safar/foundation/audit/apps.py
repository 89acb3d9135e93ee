"""Django's entry for the audit."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "safar.foundation.audit"
    label = "audit"
    verbose_name = "audit of the public record"
