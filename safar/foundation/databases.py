"""The wall between the two databases: every app lives in one of them, and no query crosses.

`default` holds the public record and staff accounts; `vault` holds what workers tell us. An app is private by being
named here, so that a new private table can't land in the public database by forgetting a line elsewhere.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model

PUBLIC = "default"
VAULT = "vault"
PRIVATE_APPS: frozenset[str] = frozenset({"journal", "vault", "reports", "casework"})


def side_of(app_label: str) -> str:
    """Say which database holds the tables of an app."""
    return VAULT if app_label in PRIVATE_APPS else PUBLIC


class TwoDatabases:
    """Django's router for the two databases."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return side_of(model._meta.app_label)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return side_of(model._meta.app_label)

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return side_of(one._meta.app_label) == side_of(other._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == side_of(app_label)
