"""Load one file of one source: stage, date, compare, publish or refuse. A load lands whole or not at all."""

from __future__ import annotations

import sqlite3
from calendar import monthrange
from datetime import date, datetime
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import Q

from safar.foundation import bulk
from safar.foundation.audit.actions import record as audit
from safar.readers.dates import date_in_name, period_in_name
from safar.readers.source import Source
from safar.rooms.registry.actions.clear import drop_example, holds_example
from safar.rooms.registry.actions.compare import Comparison, compare
from safar.rooms.registry.actions.editions import LoadReport, When
from safar.rooms.registry.actions.publish import hold_for_review, publish, refuse
from safar.rooms.registry.actions.staging import Staged, stage
from safar.rooms.registry.actions.versions import hold_record, next_version
from safar.rooms.registry.indexing import catch_up, rebuild
from safar.rooms.registry.models import Edition

MOST_REMOVED = 0.05  # of the records: more must be somebody's decision
FULL_DISK = ("disk is full", "no space left", "could not extend file", "disk full")


class LoadFailed(Exception):
    """The load broke off for a reason outside the file (a full disk, a lost database); nothing was published."""


def load_file(
    source: Source,
    path: Path,
    *,
    now: datetime,
    actor: str,
    published: str = "",
    accept_removals: bool = False,
    fetched: bool = False,
) -> LoadReport:
    """Load a file as an edition of a source and report what happened.

    `published` (ISO) overrides every date found; `accept_removals` is a person's yes to a snapshot that takes more
    than five in a hundred records away. Raises LoadFailed when disk or database give up.
    """
    try:
        content = path.read_bytes()
        return load_content(
            source,
            content,
            path.name,
            now=now,
            actor=actor,
            published=published,
            accept_removals=accept_removals,
            fetched=fetched,
        )
    except FileNotFoundError:
        return LoadReport(source.id, path.name, reason=f"there is no file {path}")
    except (IsADirectoryError, PermissionError) as error:
        return LoadReport(source.id, path.name, reason=f"{path} can't be read: {error.strerror}")
    except (OSError, DatabaseError, sqlite3.Error) as error:
        raise LoadFailed(_why(error)) from error


@bulk.without_collecting()
def load_content(
    source: Source,
    content: bytes,
    name: str,
    *,
    now: datetime,
    actor: str,
    published: str = "",
    accept_removals: bool = False,
    fetched: bool = False,
    modified: date | None = None,
) -> LoadReport:
    """Load bytes that are already in memory. See load_file.

    `fetched` says that the publisher shows them today: a snapshot without any date of its own is then dated by what
    the publisher's server says of it (`modified`), or by today, the day on which it was seen to be the list.
    """
    staged = stage(source, content, name)
    shown = (modified or now.date()) if fetched else None
    when = _when(source, staged, name, published, shown)
    report = _first_report(source, staged, name, when)
    if staged.broken:
        report.reason = staged.broken
        return report
    dropped = False
    with transaction.atomic():
        hold_record()
        comparison = compare(source, staged, when)
        comparison.fill(report)
        if comparison.unchanged:
            report.status, report.reason = "unchanged", "this file is already loaded"
            confirmed = when.published if when and published else None
            note_shown(source, staged.sha256, now.date() if fetched else confirmed)
        elif reason := _objection(source, staged, when, comparison, accept_removals, now.date()):
            report.status, report.reason = "refused", reason
            refuse(source, staged, report, when, now=now)
        elif when is not None:
            report.status = "published"
            if not source.made_up and holds_example():
                dropped = drop_example(now=now, actor=actor) > 0
            publish(source, staged, comparison, report, when, now=now)
            if fetched:
                note_shown(source, staged.sha256, now.date())
        audit(actor, f"load {report.status}", source.id, {"file": name, "reason": report.reason}, now)
    if report.status == "refused":
        hold_for_review(staged.sha256, content)
    if dropped:
        rebuild()
    elif report.status == "published":
        catch_up()
    return report


def _when(source: Source, staged: Staged, name: str, published: str, shown: date | None) -> When | None:
    """Find the published date: given by hand, printed in the file, in its name, in the document's own metadata."""
    period = staged.period or (period_in_name(name) if source.kind == "series" else None)
    found = (
        datetime.strptime(published, "%Y-%m-%d").date()  # noqa: DTZ007 (a calendar day has no zone)
        if published
        else staged.printed or (period.last if period else None) or date_in_name(name) or staged.metadata
    )
    if found is None and source.kind == "snapshot":
        found = shown
    if found is None:
        return None
    if source.kind == "snapshot":
        named = None if published or staged.printed else period_in_name(name)
        return When(found, named.first if named else None)
    return When(found, period.first, period.last) if period else When(found, None, found)


def _first_report(source: Source, staged: Staged, name: str, when: When | None) -> LoadReport:
    return LoadReport(
        source.id,
        name,
        published=when.published.isoformat() if when else None,
        sha256=staged.sha256,
        rows_read=staged.rows_read,
        duplicate_rows=staged.duplicate_rows,
        rejected=[{"line": reject.line, "reason": reject.reason} for reject in staged.rejects],
        unmapped_status=dict(staged.unmapped.most_common()),
    )


def _objection(
    source: Source, staged: Staged, when: When | None, comparison: Comparison, accept_removals: bool, today: date
) -> str:
    """Say why the edition must not be published, or nothing."""
    if staged.incomplete:
        return f"incomplete: {staged.incomplete}"
    if when is None:
        return "no date"
    if not staged.statements:
        return "no rows: a list without anybody on it is not published"
    newest = comparison.newest_published
    if source.kind == "snapshot" and newest and when.published < newest:
        return f"older than the edition of {newest.isoformat()}"
    if source.kind == "snapshot" and when.published > last_day_of_month(today):
        return f"dated in the future: {when.published.isoformat()}"
    if staged.rejects and comparison.records_gone and not accept_removals:
        return (
            f"removals: {comparison.records_gone} records would go and {len(staged.rejects)} rows can't be read,"
            " which may be theirs; mend the rows, or a person must accept this"
        )
    if comparison.share_gone > MOST_REMOVED and not accept_removals:
        return (
            f"removals: {comparison.records_gone} of {comparison.records_before} records would go"
            f" ({comparison.share_gone:.1%}, more than {MOST_REMOVED:.0%}); a person must accept this"
        )
    return ""


def note_shown(source: Source, sha256: str, day: date | None) -> None:
    """Note that the publisher still showed this file on a day, which keeps what it says from growing stale."""
    shown = Edition.objects.filter(source=source.id, sha256=sha256, state=Edition.State.PUBLISHED)
    if day is None:
        return
    with transaction.atomic():
        if shown.filter(Q(checked_on=None) | Q(checked_on__lt=day)).update(checked_on=day):
            next_version()  # kept pages and answers say when each list was last read


def last_day_of_month(day: date) -> date:
    """A file that names only its month is dated by that month's last day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _why(error: Exception) -> str:
    text = str(error)
    if any(sign in text.lower() for sign in FULL_DISK):
        return f"the disk is full ({text}); nothing was published, the last edition stays"
    return f"{text}; nothing was published, the last edition stays"
