"""A person's answer to a refused file: see what accepting it would do, accept it, or dismiss it.

The bytes that were refused are the bytes that are loaded: they were set aside, and their hash is checked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import DatabaseError, transaction

from safar.foundation.audit.actions import record as audit
from safar.readers.source import Source
from safar.rooms.registry.actions.compare import compare
from safar.rooms.registry.actions.editions import LoadReport, When
from safar.rooms.registry.actions.load import load_content
from safar.rooms.registry.actions.publish import held_file
from safar.rooms.registry.actions.staging import Staged, stage
from safar.rooms.registry.models import Edition, Record
from safar.rooms.registry.sources import all_sources

MOST_NAMES = 100


class CannotAccept(Exception):
    """Accepting is no answer to why the file was refused, or can't be done now. The message says why."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What accepting a refused file would do to the record as it is now.

    `needs` is what a person has to give: "date", "yes" (to removals), or nothing where it can't be accepted, and then
    `why_not` says so. `newest` is the edition that the file was held against.
    """

    needs: str
    why_not: str
    newest: int
    going: int = 0
    names: tuple[str, ...] = ()


def prospect(edition: Edition) -> Prospect:
    """Read the held file again and hold it against the record, without writing anything."""
    newest = newest_edition(edition.source)
    try:
        source, content = _source_of(edition), _content_of(edition)
        needs = needed_for(edition.reason)
    except CannotAccept as why:
        return Prospect("", str(why), newest)
    staged = stage(source, content, edition.file_name)
    if staged.broken:
        return Prospect("", f"The file can't be read any more: {staged.broken}", newest)
    names = sorted(_leaving(source, staged, edition), key=str.casefold)
    return Prospect(needs, "", newest, len(names), tuple(names[:MOST_NAMES]))


def accept(edition: Edition, *, published: date | None, seen: int, actor: str, now: datetime) -> LoadReport:
    """Load the held file with a person's yes to its removals, or with the date it lacked; never both at once.

    `seen` is the `newest` of the prospect the person looked at. Raises CannotAccept; the report says what came of it.
    """
    needs = needed_for(edition.reason)
    source, content = _source_of(edition), _content_of(edition)
    day = published if needs == "date" else edition.published
    if day is None:
        raise CannotAccept("The file has no date. Give the day on which it was published.")
    if newest_edition(edition.source) != seen:
        raise CannotAccept("Another edition has been published since you looked. Look at this one again.")
    detail = {"file": edition.file_name, "sha256": edition.sha256, "published": day.isoformat(), "yes_to": needs}
    audit(actor, "accept refused load", edition.source, detail, now)
    try:
        return load_content(
            source,
            content,
            edition.file_name,
            now=now,
            actor=actor,
            published=day.isoformat(),
            accept_removals=needs == "yes",
        )
    except (OSError, DatabaseError) as error:
        raise CannotAccept(f"The load broke off: {error}. Nothing was published.") from error


def dismiss(edition: Edition, *, actor: str, now: datetime) -> None:
    """Put a refused file aside for good: its bytes go, what it was and who dismissed it stays."""
    dismissed = {"by": actor, "at": now.isoformat()}
    with transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(report={**edition.report, "dismissed": dismissed})
        detail = {"file": edition.file_name, "sha256": edition.sha256, "reason": edition.reason}
        audit(actor, "dismiss refused load", edition.source, detail, now)
    held_file(edition.sha256).unlink(missing_ok=True)


def needed_for(reason: str) -> str:
    """Say what a person has to give for a refused file: "date" or "yes". Raises CannotAccept for other reasons."""
    if reason == "no date":
        return "date"
    if reason.startswith("removals:"):
        return "yes"
    raise CannotAccept(f"A person's yes does not help here. It was refused because: {reason}.")


def newest_edition(source: str) -> int:
    """Give the number of the source's newest published edition, or 0."""
    published = Edition.objects.filter(source=source, state=Edition.State.PUBLISHED)
    return published.order_by("-published", "-pk").values_list("pk", flat=True).first() or 0


def _leaving(source: Source, staged: Staged, edition: Edition) -> Iterator[str]:
    """Give the names of the records that the rule of five in a hundred counts as removed."""
    when = None
    if edition.published:
        when = When(edition.published, edition.period_first, edition.period_last)
    if source.kind == "series":
        return
    counted = compare(source, staged, when).live.keys
    for key, name in Record.objects.filter(source=source.id, gone_on=None).values_list("key", "name").iterator():
        if counted.get(key) and key not in staged.newest:
            yield name


def _source_of(edition: Edition) -> Source:
    source = all_sources().get(edition.source)
    if source is None:
        raise CannotAccept(f"There is no source {edition.source} any more.")
    return source


def _content_of(edition: Edition) -> bytes:
    try:
        content = held_file(edition.sha256).read_bytes()
    except FileNotFoundError:
        raise CannotAccept("The file is not held here any more. Load it again.") from None
    if hashlib.sha256(content).hexdigest() != edition.sha256:
        raise CannotAccept("The held file is not the file that was refused. Load it again.")
    return content
