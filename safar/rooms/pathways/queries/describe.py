"""Lists programmes, and the facts that a programme asks for with type, unit, allowed values and question."""

from __future__ import annotations

from typing import Any

from safar.rooms.pathways.queries.evaluate import programme_called
from safar.rooms.pathways.sources import rulebooks
from safar.rules.rulebook import Fact


def programmes() -> list[dict[str, str]]:
    """Give every programme and point table, in the order of ids."""
    return [
        {"id": book.id, "country": book.country, "name": book.name, "status": book.status}
        for _, book in sorted(rulebooks().items())
    ]


def facts_of(programme: str) -> list[dict[str, Any]]:
    """Give the facts of a programme. Raises `QuestionError` where there is no such programme."""
    return [_described(fact) for fact in programme_called(programme).facts.values()]


def _described(fact: Fact) -> dict[str, Any]:
    allowed = [True, False] if fact.type == "bool" else list(fact.choices)
    return {
        "name": fact.name,
        "type": fact.type,
        "unit": fact.unit or None,
        "values": allowed or None,
        "question": fact.question,
    }
