"""A worker's device under test: the room's own modules in the system's Chromium, and what the engine says beside it."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from safar.rules.rulebook.browser import as_json
from safar.rules.rulebook.scalar import told_of
from tests.rulebook_people import Answers, asking, books, person, ready, today

MODULES = Path(__file__).parents[1] / "safar" / "rooms" / "pathways" / "static" / "pathways"
HOST = "http://device.example"
COUNTRIES = tuple(sorted({book.country for book in books().values()}))
WORK_OUT = """async ([file, people]) => {
  const { evaluate, opened } = await import("/evaluate.js");
  const { needs } = await import("/needs.js");
  const open = opened(file);
  const ends = (points) => points && points.map((one) => (Number.isFinite(one) ? one : String(one)));
  return people.map(([id, told, asks]) => {
    const known = new Map(Object.entries(told)), found = evaluate(open, id, known);
    const criteria = Object.fromEntries(found.criteria.map((one) => [one.id, one.code]));
    return [found.code, ends(found.points), criteria, asks ? needs(open, id, known).map((one) => one.fact) : null];
  });
}"""


@cache
def rules_of(country: str) -> Any:
    """Give a country's rulebooks as they travel to the device."""
    editions = [today(name) for name, book in sorted(books().items()) if book.country == country]
    return json.loads(json.dumps(as_json(editions)))


def serve_modules(page: Page) -> None:
    """Give the page the room's modules and nothing else."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{HOST}/")
        if not name:
            route.fulfill(content_type="text/html", body="<!doctype html><title>device</title>")
        else:
            route.fulfill(content_type="text/javascript", body=(MODULES / name).read_text(encoding="utf-8"))

    page.route("**/*", answer)
    page.goto(f"{HOST}/")


def people_of(country: str, count: int, asks: int, seed: str = "device") -> list[tuple[str, Answers, bool]]:
    """Make up persons for every programme of a country; for the first few of each, the questions are compared too."""
    found = []
    for name in sorted(name for name, book in books().items() if book.country == country):
        rnd = random.Random(f"{seed} {name}")
        for place in range(count):
            told = 1.0 if place % 3 == 2 else 0.6
            found.append((name, person(name, rnd, told=told, totals=0.2), place < asks))
    return found


def on_device(page: Page, country: str, people: list[tuple[str, Answers, bool]]) -> list[Any]:
    """Work out persons in the browser: outcome, points, criteria, needs."""
    told = [(name, told_of(today(name), answers), asks) for name, answers, asks in people]
    found: list[Any] = page.evaluate(WORK_OUT, [rules_of(country), told])
    return found


def by_engine(name: str, answers: Answers, asks: bool) -> list[Any]:
    """Give what the engine says, in the device's form."""
    result = ready(name).evaluate(answers)
    points = [one if abs(one) != float("inf") else _infinite(one) for one in result.points] if result.points else None
    criteria = {finding.id: int(finding.outcome) for finding in result.criteria}
    needs = [need.fact for need in asking(name).needs(answers)] if asks else None
    return [int(result.outcome), points, criteria, needs]


def _infinite(end: float) -> str:
    return "Infinity" if end > 0 else "-Infinity"
