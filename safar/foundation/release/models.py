"""The rows of released tables, which the database itself refuses to change (`frozen.py`), and words beside them."""

from __future__ import annotations

from django.db import models


class ReleasedTable(models.Model):
    """One table of one month. `content` is what the public sees, `sha256` names it in a citation."""

    name = models.CharField(max_length=40)
    month = models.CharField(max_length=7)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_on = models.DateField()

    class Meta:
        ordering = ("name", "month")
        constraints = (models.UniqueConstraint(fields=("name", "month"), name="one_table_a_month"),)

    def __str__(self) -> str:
        return f"{self.name} {self.month}"


class Quote(models.Model):
    """Somebody's own words beside a table. Taken back they are gone: the row stays, and is empty."""

    name = models.CharField(max_length=40, db_index=True)
    text = models.TextField(blank=True)
    shown_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.name} {self.shown_on}"
