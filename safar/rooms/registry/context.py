"""Tells every template whether the record is the made-up example, so that every page can say so."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from safar.foundation.page_cache import content_version
from safar.rooms.registry.queries.registers import is_example


def example_record(request: HttpRequest) -> dict[str, bool]:
    """Context processor: add `example_record`."""
    return {"example_record": bool(cache.get_or_set(f"is-the-example-at-{content_version()}", is_example))}
