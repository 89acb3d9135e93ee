"""Reads what a permit costs, how long a decision takes and how to apply: `[[costs]]`, `[[times]]`, `[apply]`.

Nothing is decided by it. For the person who has seen that a way is open, and asks what it takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from safar.rules.rulebook.model import PAID_BY, Application, Cost, Source, Steps, Wait
from safar.rules.rulebook.reading import read_basis
from safar.rules.rulebook.table import Table

CURRENCY = re.compile(r"[A-Z]{3}")


def read_application(top: Table, sources: Mapping[str, Source]) -> Application:
    """Read all three; each figure has its source, or is refused."""
    way = top.one("apply")
    return Application(
        tuple(_cost(table, sources) for table in top.tables("costs")),
        tuple(_wait(table, sources) for table in top.tables("times")),
        None if way is None else _steps(way, sources),
    )


def _cost(table: Table, sources: Mapping[str, Source]) -> Cost:
    cost = Cost(
        table.text("words"),
        _least_and_most(table, "amounts"),
        table.text("currency"),
        table.choice("paid_by", PAID_BY),
        read_basis(table, sources),
    )
    if not CURRENCY.fullmatch(cost.currency):
        raise table.wrong("currency", "must be three capitals, such as GBP")
    table.close()
    return cost


def _wait(table: Table, sources: Mapping[str, Source]) -> Wait:
    days = tuple(int(day) for day in _least_and_most(table, "days"))
    if days != table.figures("days"):
        raise table.wrong("days", "must be whole days")
    wait = Wait(table.text("words"), days, table.flag("working_days"), read_basis(table, sources))
    table.close()
    return wait


def _steps(table: Table, sources: Mapping[str, Source]) -> Steps:
    found = Steps(table.texts("steps"), table.text("page", ""), read_basis(table, sources))
    if not found.steps:
        raise table.wrong("steps", "is missing")
    if found.page and not found.page.startswith("https://"):
        raise table.wrong("page", "must begin with https://")
    table.close()
    return found


def _least_and_most(table: Table, key: str) -> tuple[float, ...]:
    found = table.figures(key)
    if not 1 <= len(found) <= 2 or list(found) != sorted(found) or found[0] < 0:
        raise table.wrong(key, "must be a list of one figure, or of the least and the most")
    return found
