"""The health page: can this process serve the record? For the proxy in front of it and whoever is on call."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache

from safar import VERSION


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when both databases answer, have every migration and the search an index, else 503.

    It names no host and no file.
    """
    databases = {alias: _state_of(alias) for alias in connections}
    well = set(databases.values()) == {"ok"}
    search = import_string(settings.SEARCH_STATE)() if well else "not asked"
    well = well and search != "missing"
    answer = {"status": "ok" if well else "not ok", "version": VERSION, "databases": databases, "search": search}
    return JsonResponse(answer, status=200 if well else 503)


def _state_of(alias: str) -> str:
    """Say `ok`, `unreachable` or `migrations missing`."""
    try:
        executor = MigrationExecutor(connections[alias])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unreachable"
    return "migrations missing" if waiting else "ok"
