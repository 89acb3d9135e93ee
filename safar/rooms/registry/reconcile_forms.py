"""Read the questions of the reconciliation protocol: strict about shapes, so that every mistake is told in words."""

from __future__ import annotations

import json
from typing import Any

from safar.rooms.registry.queries.reconcile import Row

MOST_ROWS = 50
MOST_CANDIDATES = 25
LONGEST_TEXT = 1000
ASKED_BY = {"country": "Country (ISO 3166, two letters)", "place": "Town", "number": "Licence or register number"}
PROPERTIES = ASKED_BY | {
    "standing": "Standing (code)",
    "answer": "Standing in words",
    "name": "Names",
    "publisher": "Publishers of the statements",
    "read_on": "Newest reading of a statement",
}


class Unreadable(Exception):
    """The question is not what the protocol says a question is; the message says where."""


def read_batch(text: str) -> list[tuple[str, Row]]:
    """Read a batch of questions. Raises Unreadable."""
    batch = _object(_parsed(text, "queries"), "queries")
    if len(batch) > MOST_ROWS:
        raise Unreadable(f"queries: {len(batch)} questions; send at most {MOST_ROWS} at once")
    return [(read_text(key, "queries"), _row(key, _object(told, key))) for key, told in batch.items()]


def read_extension(text: str) -> tuple[list[str], list[str]]:
    """Read which properties of which parties are asked for. Raises Unreadable."""
    told = _object(_parsed(text, "extend"), "extend")
    ids = [read_text(one, "ids") for one in _list(told.get("ids"), "ids")]
    wanted = [
        read_text(_object(one, "properties").get("id"), "properties")
        for one in _list(told.get("properties"), "properties")
    ]
    if len(ids) > MOST_ROWS:
        raise Unreadable(f"ids: {len(ids)} ids; send at most {MOST_ROWS} at once")
    if unknown := [one for one in wanted if one not in PROPERTIES]:
        raise Unreadable(f"properties: there is no {unknown[0]!r}; there are: {', '.join(PROPERTIES)}")
    return ids, wanted


def _row(key: str, told: dict[str, Any]) -> Row:
    named: dict[str, list[str]] = {name: [] for name in ASKED_BY}
    for one in _list(told.get("properties", []), key):
        one = _object(one, key)
        named.setdefault(read_text(one.get("pid"), key), []).extend(_values(one.get("v"), key))
    text = read_text(told.get("query", ""), key)
    if not text and not any(named.values()):
        raise Unreadable(f"{key}: neither query nor properties say what is looked for")
    kinds = told.get("type", [])
    return Row(
        text=text,
        limit=_limit(told.get("limit", 10), key),
        kinds=frozenset(_values(kinds, key)) if kinds else frozenset(),
        needs_all_kinds=told.get("type_strict") == "all",
        country=next(iter(named["country"]), "").upper(),
        places=tuple(named["place"]),
        numbers=tuple(named["number"]),
    )


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as why:
        raise Unreadable(f"{where}: this is not JSON") from why


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(f"{where}: a JSON object is expected")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise Unreadable(f"{where}: a list is expected")
    return value


def read_text(value: Any, where: str) -> str:
    """Take a text of a length that a name can have, of characters that can be stored."""
    if not isinstance(value, str):
        raise Unreadable(f"{where}: a text is expected")
    if len(value) > LONGEST_TEXT or "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Unreadable(f"{where}: a text of at most {LONGEST_TEXT} characters without NUL is expected")
    return value


def _values(value: Any, where: str) -> list[str]:
    """Take a value or a list of them: text, number, yes or no, or an entity matched before."""
    many = value if isinstance(value, list) else [value]
    plain = [one.get("name", one.get("id")) if isinstance(one, dict) else one for one in many]
    texts = [str(one) if isinstance(one, int | float) else read_text(one, where) for one in plain]
    return [text for text in texts if text]


def _limit(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 1:
        raise Unreadable(f"{where}: limit must be a positive number")
    return int(min(value, MOST_CANDIDATES))


def read_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Unreadable("cursor: a whole number is expected")
    return int(text)
