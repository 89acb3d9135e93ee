"""What happens to a worker's status if she complains, permit by permit: effect, window, certifier, first step.

For the worker who fears that a complaint costs her the permit. What isn't read in a source is shown as *check*.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date

from safar.rules.rulebook import model
from safar.rules.rulebook.loading import read_source
from safar.rules.rulebook.model import Basis
from safar.rules.rulebook.reading import read_basis
from safar.rules.rulebook.refusals import RulebookError, header_lines
from safar.rules.rulebook.table import Table


@dataclass(frozen=True, slots=True)
class Permit:
    """One permit: what a complaint does to it.

    `window_days` is None where no number of days is fixed, and the shortest that a window of months can be.
    `sure_until` is the last day on which it is known to be open, None where nothing says that it ends.
    """

    id: str
    country: str
    name: str
    status: str
    effect: str
    window_days: int | None
    window_words: str
    certifier: str
    first_step: str
    caution: str
    basis: Basis
    sure_until: date | None = None

    def is_to_check(self, today: date) -> bool:
        """Must this be checked before anyone relies on it? From memory, in dispute, or not in force as written."""
        is_past = self.sure_until is not None and today > self.sure_until
        return is_past or bool(self.basis.doubt) or self.basis.source.seen_on > today


def load_permits(text: str, name: str) -> dict[str, Permit]:
    """Read the permits of a text, by id; mistakes are named with file, line and place."""
    try:
        top = Table(name, "", tomllib.loads(text), header_lines(text))
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(name, "", 1, f"is no TOML: {error}") from None
    sources = {key: read_source(table) for key, table in top.named("sources")}
    found: dict[str, Permit] = {}
    for table in top.tables("permits"):
        window = table.figure("window_days")
        permit = Permit(
            id=table.text("id"),
            country=table.text("country"),
            name=table.text("name"),
            status=table.choice("status", (*model.STATUSES, "unknown")),
            effect=table.text("effect"),
            window_days=None if window is None else int(window),
            window_words=table.text("window_words"),
            certifier=table.text("certifier"),
            first_step=table.text("first_step"),
            caution=table.text("caution", ""),
            basis=read_basis(table, sources),
            sure_until=table.day("sure_until"),
        )
        table.close()
        if permit.id in found:
            raise table.wrong("id", f"'{permit.id}' stands here twice")
        found[permit.id] = permit
    top.close()
    return found
