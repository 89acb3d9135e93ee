"""Plain reads for the paths that must answer within a blink: one statement, tuples back, no objects built.

Django's query compiler takes longer than the database for a read by key; a search makes three such reads.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connections, router
from django.db.models import Model


def rows(
    model: type[Model], sql: str, values: Sequence[Any] = (), among: Sequence[Any] | None = None
) -> list[tuple[Any, ...]]:
    """Run a read on the database that holds the model.

    `IN (?)` in it stands for all the values; where `among` is given it stands for those instead, after the values.
    """
    connection = connections[router.db_for_read(model)]
    several = values if among is None else among
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("(?)", f"({', '.join(['%s'] * len(several))})"), [*values, *(among or ())])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def certain_day(value: Any) -> date:
    """Read a date column that is never empty."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_day(value: Any) -> date | None:
    """Read a date column: SQLite gives text, PostgreSQL a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_json(value: Any) -> Any:
    """Read a JSON column: SQLite gives text, so does a plain cursor on PostgreSQL."""
    return json.loads(value) if isinstance(value, str) else value
