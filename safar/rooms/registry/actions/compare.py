"""Hold a staged file against what the record has: what is new, what is gone, what changed its state."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from safar.readers.reading import Row
from safar.readers.source import Source
from safar.rooms.registry.actions.editions import LoadReport, When
from safar.rooms.registry.actions.staging import Staged, fold_name, judged_status
from safar.rooms.registry.models import Edition, Statement
from safar.rules.status import Status, Term, status_on

OVER = frozenset({Status.BAN_ENDED, Status.EXPIRED})
TERM_COLUMNS = ("status", "since", "until", "pause_since", "pause_until")


@dataclass(slots=True)
class Live:
    """What the record holds of a source (or of one period of a series) before the load."""

    ids: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # digest: statement, record, rows
    keys: dict[str, bool] = field(default_factory=dict)  # record key: does it say anything not yet over by its own date
    names: set[str] = field(default_factory=set)
    states: dict[tuple[str, str], tuple[int, str, str]] = field(default_factory=dict)  # line, state, words


@dataclass(slots=True)
class Comparison:
    """The differences that the report counts and that publishing writes."""

    unchanged: Edition | None = None
    newest_published: date | None = None
    before: Edition | None = None
    live: Live = field(default_factory=Live)
    rows_added: int = 0
    rows_removed: int = 0
    names_added: int = 0
    names_removed: int = 0
    records: int = 0
    records_before: int = 0
    records_gone: int = 0
    status_changes: list[dict[str, str]] = field(default_factory=list)

    @property
    def share_gone(self) -> float:
        """Give the share of the records before that the file no longer has, apart from those whose time was over."""
        return self.records_gone / self.records_before if self.records_before else 0.0

    def fill(self, report: LoadReport) -> None:
        """Write the counts into a report."""
        report.records = self.records
        report.rows_added, report.rows_removed = self.rows_added, self.rows_removed
        report.names_added, report.names_removed = self.names_added, self.names_removed
        report.status_changes = self.status_changes


def compare(source: Source, staged: Staged, when: When | None) -> Comparison:
    """Compare a staged file with the edition before it (of the same period, for a series)."""
    published = Edition.objects.filter(source=source.id, state=Edition.State.PUBLISHED)
    newest = published.order_by("-published", "-pk").first()
    comparison = Comparison(newest_published=newest.published if newest else None)
    comparison.unchanged = _same_file(source, published, staged, newest, when)
    comparison.before = newest
    if source.kind == "series":
        comparison.before = published.filter(period_last=when.last).first() if when else None
    day = when.published if when else date.max
    if comparison.unchanged or when is None:
        comparison.records = _records_held(source, set())
    if comparison.unchanged:
        return comparison
    if comparison.before is not None:
        comparison.live = _live(source, when, day, comparison.before.published or day)
    _count(source, staged, comparison, day)
    return comparison


def _same_file(
    source: Source, published: QuerySet[Edition], staged: Staged, newest: Edition | None, when: When | None
) -> Edition | None:
    """Give the edition that these very bytes are. A snapshot that goes back to what it said before is a new one."""
    same = published.filter(sha256=staged.sha256).order_by("-published", "-pk").first()
    if source.kind == "series" or same == newest or when is None:
        return same
    goes_back = newest is not None and newest.published is not None and when.published > newest.published
    return None if goes_back else same


def _count(source: Source, staged: Staged, comparison: Comparison, day: date) -> None:
    live = comparison.live
    old_rows = _row_digests(comparison.before)
    new_rows = set(staged.row_digests)
    comparison.rows_added = len(new_rows - old_rows)
    comparison.rows_removed = len(old_rows - new_rows)
    comparison.names_added = len(staged.names - live.names)
    comparison.names_removed = len(live.names - staged.names)
    if source.kind == "snapshot":
        comparison.records = len(staged.newest)
        comparison.records_before = len(live.keys)
        comparison.records_gone = sum(still for key, still in live.keys.items() if key not in staged.newest)
    else:
        comparison.records = _records_held(
            source, set(staged.newest), comparison.before.period_last if comparison.before else None
        )
    comparison.status_changes = list(_status_changes(staged, live, day))


def _row_digests(edition: Edition | None) -> set[int]:
    digests = array("q")
    if edition is not None:
        digests.frombytes(bytes(edition.row_digests))
    return set(digests)


def _records_held(source: Source, more: set[str], replaced: date | None = None) -> int:
    """Count the keys a source holds: those live now, with those of a new period of a series."""
    held = Statement.objects.filter(source=source.id, gone_on=None).exclude(period=replaced, period__isnull=False)
    return len(more.union(held.values_list("record__key", flat=True)))


def _live(source: Source, when: When | None, day: date, before: date) -> Live:
    live = Live()
    period = when.last if when and source.kind == "series" else None
    statements = Statement.objects.filter(source=source.id, period=period, gone_on=None)
    columns = ("digest", "pk", "record_id", "rows", "record__key", "name", "scope", "words", "line", *TERM_COLUMNS)
    for digest, pk, record, rows, key, name, scope, words, line, *term in statements.values_list(*columns).iterator():
        live.ids[digest] = (pk, record, rows)
        then, now = _states(term, before, day)
        live.keys[key] = live.keys.get(key, False) or now == term[0] or now not in OVER
        folded = fold_name(name)
        live.names.add(folded)
        state = (folded, fold_name(scope))
        if state not in live.states or live.states[state][0] <= line:
            live.states[state] = (line, then, words)
    return live


def _states(term: list[Any], before: date, day: date) -> tuple[str, str]:
    """Give a term's state on two days; most terms hold no date, and those are the same on both."""
    status, *dates = term
    if not any(dates):
        return status, status
    dated = Term(Status(status), *dates)
    return status_on(dated, before), status_on(dated, day)


def _status_changes(staged: Staged, live: Live, day: date) -> Iterator[dict[str, str]]:
    """Name and scope are the key; where a file has several rows of one key the last one counts."""
    for key, row in staged.states.items():
        if key not in live.states:
            continue
        _, before, words = live.states[key]
        after = judged_status(row, day)
        if before != after:
            yield change(row, before, after, words)


def change(row: Row, before: str, after: str, words: str) -> dict[str, str]:
    """Give one status change in the form that others call, with the publisher's words beside the mapped states."""
    return {
        "name": row.name.strip(),
        "scope": row.scope.strip(),
        "from": before,
        "to": after,
        "from_words": words,
        "to_words": row.words,
    }
