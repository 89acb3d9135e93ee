"""Every address of the site with sample values, and every API description; for tests that walk them all."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja import NinjaAPI

from safar import rooms

SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-4000-8000-000000000000", "path": "x"}


@dataclass(frozen=True)
class Address:
    """One address: a path that can be asked for, and the name it has in the code."""

    path: str
    name: str


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[Address]:
    """Walk the URL configuration down to its leaves."""
    resolver = resolver or get_resolver()
    for one in resolver.url_patterns:
        here = before + filled(str(one.pattern))
        if isinstance(one, URLResolver):
            yield from addresses(one, here)
        elif isinstance(one, URLPattern):
            yield Address("/" + here, one.name or "")


def filled(pattern: str) -> str:
    """Put a sample in the place of each variable: <int:pk> becomes 1, an unknown kind x."""
    filled_in = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), pattern)
    return filled_in.removeprefix("^").removesuffix("$").removesuffix("\\Z")


def apis() -> list[NinjaAPI]:
    """The APIs of all rooms."""
    found = []
    for room in pkgutil.iter_modules(rooms.__path__, "safar.rooms."):
        try:
            module = importlib.import_module(f"{room.name}.api")
        except ModuleNotFoundError:
            continue
        found += [value for value in vars(module).values() if isinstance(value, NinjaAPI)]
    return found


def schemas() -> list[Any]:
    return [api.get_openapi_schema() for api in apis()]
