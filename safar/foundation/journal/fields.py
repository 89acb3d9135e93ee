"""A row id that is the row's only place: no hidden counter beside it tells in which order rows were written.

SQLite numbers the rows of a table with a `bigint` key in secret (`rowid`), in the order of their writing. With exactly
`integer` the key itself is the row's number.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class RowId(models.BigIntegerField):  # type: ignore[type-arg]
    """A primary key that we choose: a random number or a position."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


def random_id() -> int:
    """Give a row id that says nothing: 63 random bits, never 0."""
    return secrets.randbits(63) or 1
