"""Write a whole register at once: COPY on PostgreSQL, executemany on SQLite, always inside the caller's transaction.

Django's bulk_create builds an object and a long statement for every row; a register of 140,000 rows then takes most
of a minute. Here rows are plain tuples in the order of the columns named.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max, Model

Rows = Iterable[tuple[Any, ...]]


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave the garbage collector out of a load: its rows hold no cycles, and it would walk all of them, often."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def connection_of(model: type[Model]) -> BaseDatabaseWrapper:
    """Give the connection that a model is written through."""
    return connections[router.db_for_write(model)]


def next_id(model: type[Model]) -> int:
    """Give the first free number of a model's key. Call it inside the transaction that will insert."""
    highest = model._default_manager.aggregate(top=Max("pk"))["top"]
    return (highest or 0) + 1


def insert(model: type[Model], columns: Sequence[str], rows: Rows) -> None:
    """Insert tuples into a model's table. Dates go in as ISO text, JSON as text."""
    connection = connection_of(model)
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(name) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            _move_sequence(connection, model)
        else:
            marks = ", ".join(["%s"] * len(columns))
            # sqlite3 takes any iterable; Django's type asks for a list, which would hold a register twice in memory.
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", cast(Any, rows))  # noqa: S608 (ours)


def run_many(model: type[Model], sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Run one statement for many tuples, through the model's connection."""
    with connection_of(model).cursor() as cursor:
        cursor.executemany(sql, list(rows))


def _move_sequence(connection: BaseDatabaseWrapper, model: type[Model]) -> None:
    """Rows came with their numbers, so the table's own counter has to follow."""
    field = model._meta.pk
    if field is None or not field.get_internal_type().endswith("AutoField"):
        return
    table, column = model._meta.db_table, field.column or field.attname
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT MAX({connection.ops.quote_name(column)})"  # noqa: S608
            f" FROM {connection.ops.quote_name(table)}))",
            [table, column],
        )
