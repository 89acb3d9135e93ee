"""The one table of the audit."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One write to the public record. `actor` is `staff 12` or `command line`: never a person's name."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        indexes = (models.Index(fields=("target", "id"), name="audit_target"),)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.target}"
