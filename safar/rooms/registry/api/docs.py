"""The API's documentation as a page of our own, made on the server from the API's description, without script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from safar.foundation.design.context import page_in
from safar.foundation.design.parts import Cell, Table

EXAMPLES = {
    "/api/v1/find": "/api/v1/find?name=alrashed+manpwr&limit=3",
    "/api/v1/sources": "/api/v1/sources",
    "/api/v1/numbers": "/api/v1/numbers?text=RL-1057",
}


BOUNDS = {"minimum": "from", "maximum": "to", "maxLength": "of at most"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with what it takes and gives."""

    path: str
    summary: str
    words: str
    takes: Table | None
    gives: Table | None
    content_type: str
    example: str


class DocsPage(DocsBase):
    """Takes the place of the viewers that django-ninja fetches from elsewhere. In English alone, without a switch."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        shown = {"info": schema["info"], "operations": operations(schema), "page": page_in("en")}
        with override("en"):
            return render(request, "registry/api_docs.html", shown)


def operations(schema: dict[str, Any]) -> list[Operation]:
    """Read the addresses out of an OpenAPI description."""
    return [_operation(schema, path, methods["get"]) for path, methods in schema["paths"].items()]


def _operation(schema: dict[str, Any], path: str, told: dict[str, Any]) -> Operation:
    [(content_type, answer)] = told["responses"][200]["content"].items()
    takes = tuple(_parameter(one) for one in told.get("parameters", ()))
    gives = tuple(_fields(schema, answer.get("schema", {})))
    return Operation(
        path=path,
        summary=told["summary"],
        words=told.get("description", ""),
        takes=Table("What it takes", ("Name", "Where", "Kind", "Meaning"), takes) if takes else None,
        gives=Table("What it gives", ("Field", "Kind"), gives) if gives else None,
        content_type=content_type,
        example=EXAMPLES.get(path, ""),
    )


def _parameter(told: dict[str, Any]) -> tuple[Cell, ...]:
    kind = told["schema"]
    words = told.get("description") or kind.get("description", "")
    needed = " (needed)" if told.get("required") else ""
    return Cell(told["name"]), Cell(told["in"] + needed), Cell(_kind(kind)), Cell(words)


def _fields(schema: dict[str, Any], answer: dict[str, Any]) -> list[tuple[Cell, ...]]:
    """Give the fields of an answer, or of the things it is a list of."""
    name = answer.get("items", answer).get("$ref", "").rpartition("/")[2]
    properties = schema["components"]["schemas"].get(name, {}).get("properties", {})
    return [(Cell(field), Cell(_kind(kind))) for field, kind in properties.items()]


def _kind(told: dict[str, Any]) -> str:
    """Say in a few words what may stand in a field."""
    if "anyOf" in told:
        return " or ".join(_kind(one) for one in told["anyOf"])
    if "$ref" in told:
        return str(told["$ref"].rpartition("/")[2])
    if told.get("type") == "array":
        return f"list of {_kind(told['items'])}"
    bounds = [f"{word} {told[key]}" for key, word in BOUNDS.items() if key in told]
    return " ".join([str(told.get("format") or told.get("type", "any")), *bounds])
