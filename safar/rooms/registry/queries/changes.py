"""What a source's list gained, lost and changed between two days."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from safar.rooms.registry.models import Statement
from safar.rooms.registry.sources import sources_with_persons
from safar.rules.status import Status, Term, status_on

COLUMNS = [
    "name",
    "scope",
    "words",
    "status",
    "since",
    "until",
    "pause_since",
    "pause_until",
    "first_on",
    "gone_on",
    "line",
]
State = tuple[str, str]  # mapped state on the day, the publisher's words


@dataclass(frozen=True, slots=True)
class Changes:
    """Names that came and went, and states that changed, between two days."""

    added: list[str]
    removed: list[str]
    status_changes: list[dict[str, str]]

    def as_json(self) -> dict[str, Any]:
        """Give the form that `script/safar changes` prints and the API serves."""
        return asdict(self)


@dataclass(slots=True)
class _Day:
    names: dict[str, str]
    states: dict[tuple[str, str], tuple[State, str, str]]  # (state, words), name and scope as printed


def changes(source: str, first: date, last: date, *, public: bool = False) -> Changes:
    """Compare what the source said on two days. Names are compared stripped and without case, states by scope too.

    `public` leaves out natural persons where they may not be found: in filings and certificates.
    """
    hidden = public and source not in sources_with_persons()
    before, after = _on(source, first, hidden), _on(source, last, hidden)
    return Changes(
        added=sorted(after.names[name] for name in after.names.keys() - before.names.keys()),
        removed=sorted(before.names[name] for name in before.names.keys() - after.names.keys()),
        status_changes=[
            {"name": name, "scope": scope, "from": old[0], "to": new[0], "from_words": old[1], "to_words": new[1]}
            for key, (new, name, scope) in after.states.items()
            if key in before.states and (old := before.states[key][0])[0] != new[0]
        ],
    )


def _on(source: str, day: date, without_persons: bool) -> _Day:
    held = _Day({}, {})
    rows = Statement.objects.filter(source=source, first_on__lte=day).filter(Q(gone_on=None) | Q(gone_on__gt=day))
    rows = rows.filter(record__is_person=False) if without_persons else rows
    for name, scope, words, status, *dates, _, _, _ in rows.order_by("line").values_list(*COLUMNS).iterator():
        folded = name.strip().casefold()
        held.names[folded] = name.strip()
        state = status_on(Term(Status(status), *dates), day)
        held.states[(folded, scope.strip().casefold())] = ((state, words), name.strip(), scope.strip())
    return held
