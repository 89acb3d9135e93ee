"""Insert rows with plain statements: an intake of hundreds a second spends its time in Django's compiler else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Field, Model

from safar.foundation.databases import VAULT

Row = TypeVar("Row", bound=Model)


def add_row(row: Row) -> Row:
    """Insert a row that carries its own key, as `create` would; constraints and rules of rows count all the same."""
    add_rows([row])
    return row


def add_rows(rows: Sequence[Model]) -> None:
    """Insert rows in their order. PostgreSQL gets them in one message: the ways to it cost more than the rows."""
    connection = connections[VAULT]
    asked = [_bound(row, connection) for row in rows]
    at_once = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for sql, values in [_joined(asked)] if at_once and asked else asked:
            cursor.execute(sql, values)
    for row in rows:
        row._state.adding, row._state.db = False, VAULT


def _bound(row: Model, connection: Any) -> tuple[str, list[Any]]:
    sql, columns = _statement(type(row), connection.vendor)
    return sql, [field.get_db_prep_save(getattr(row, field.attname), connection) for field in columns]


def _joined(asked: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    return "; ".join(sql for sql, _ in asked), [value for _, values in asked for value in values]


@cache
def _statement(model: type[Model], vendor: str) -> tuple[str, tuple[Field[Any, Any], ...]]:
    quote = connections[VAULT].ops.quote_name
    columns = tuple(model._meta.concrete_fields)
    names = ", ".join(quote(str(field.column)) for field in columns)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", columns  # noqa: S608 - names of ours
