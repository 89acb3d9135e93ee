"""Download the publishers' newest files and load them: what has an address by itself, the rest is told to be by hand.

A list that is unchanged is noted as seen today, which keeps it from growing stale. A publisher's server that answers
with an error, a challenge page or half a walk changes nothing: the last edition stays.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import time
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from safar.foundation.fetching import MOST_BYTES, Fetched, FetchFailed, fetch, link_on_page
from safar.readers.source import Source
from safar.rooms.registry.actions.editions import EXIT_CODES, LoadReport
from safar.rooms.registry.actions.load import load_content, note_shown
from safar.rooms.registry.models import Edition

MOST_PAGES = 500
PAUSE = 0.5  # seconds between the pages of a walk: we are guests there
FIRST_PAGE = re.compile(r"([?&]page=)1\b")
FURTHER_PAGE = re.compile(rb"[?&](?:amp;)?page=(\d{1,4})\b")


@dataclass(frozen=True, slots=True)
class Note:
    """What the last sync left beside the record: the file's marks, and how it went."""

    outcome: str = ""
    message: str = ""
    checked_at: str = ""
    url: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


@dataclass(slots=True)
class SyncReport:
    """What became of one source. `status` is a load's, or `failed` (nothing came) or `manual` (fetch it by hand)."""

    source: str
    status: str
    reason: str = ""
    url: str = ""
    newest: str | None = None
    is_late: bool = False
    load: LoadReport | None = None

    @property
    def exit_code(self) -> int:
        """Nothing fetched is as bad as a file that can't be read; what is done by hand is no mistake."""
        return EXIT_CODES[self.load.status] if self.load else {"failed": 2}.get(self.status, 0)

    def as_json(self) -> dict[str, Any]:
        """Give the form that `script/safar sync` prints: a load's, where there was one, with what sync knows."""
        own = {name: value for name, value in asdict(self).items() if name != "load"}
        return (self.load.as_json() if self.load else {}) | own


def sync_source(source: Source, *, now: datetime, actor: str) -> SyncReport:
    """Download and load the newest file of a source, and note how it went."""
    if source.fetch.method == "manual":
        report = SyncReport(
            source.id, "manual", f"fetch by hand at {source.page or source.fetch.url or source.authority.website}"
        )
        return _with_age(report, source, now.date())
    note = read_note(source.id)
    got: Fetched | None = None
    try:
        got = _download(source, note)
        report = _taken_in(source, got, note, now, actor)
    except FetchFailed as why:
        report = SyncReport(source.id, "failed", str(why), source.fetch.url)
    except (OSError, DatabaseError, sqlite3.Error) as why:
        report = SyncReport(
            source.id, "failed", f"{why}; nothing was published, the last edition stays", source.fetch.url
        )
    _keep_note(source.id, report, note, got, now)
    return _with_age(report, source, now.date())


def read_note(source: str) -> Note:
    """Read what the last sync left; a note that can't be read is none."""
    try:
        kept = json.loads(_note_path(source).read_text(encoding="utf-8"))
        return Note(**{name: str(kept.get(name, "")) for name in Note.__dataclass_fields__})
    except (OSError, ValueError, AttributeError):
        return Note()


def _download(source: Source, note: Note) -> Fetched:
    url = source.fetch.url
    if source.fetch.method == "link-on-page":
        page = fetch(url)
        url = link_on_page(page.content, page.came_from, source.fetch.link)
    if FIRST_PAGE.search(url):
        return _walk(url)
    if note.url == url and _is_newest(source, note.sha256):
        return fetch(url, etag=note.etag, last_modified=note.last_modified)
    return fetch(url)


def _walk(url: str) -> Fetched:
    """Fetch page after page, and put them one after the other as their reader takes them. One that fails, fails all."""
    first = fetch(url)
    pages, last, number = [first.content], _last_page(first.content), 1
    while number < last:
        number += 1
        time.sleep(PAUSE)
        page = fetch(FIRST_PAGE.sub(rf"\g<1>{number}", url), most_bytes=MOST_BYTES - sum(map(len, pages)))
        pages.append(page.content)
        last = max(last, _last_page(page.content))
        if last > MOST_PAGES:
            raise FetchFailed(f"{url} tells of {last} pages; {MOST_PAGES} at most are walked")
    return Fetched(url, content=b"\n".join(pages), file_name=first.file_name)


def _last_page(content: bytes) -> int:
    """Give the highest page that a page tells of: a feed in its meta, a web page by its links."""
    try:
        told = json.loads(content)["meta"]["lastPage"]
        return told if isinstance(told, int) else 1
    except (ValueError, TypeError, KeyError, RecursionError):
        return max((int(number) for number in FURTHER_PAGE.findall(content)), default=1)


def _taken_in(source: Source, got: Fetched, note: Note, now: datetime, actor: str) -> SyncReport:
    if got.is_unchanged:
        note_shown(source, note.sha256, now.date())
        return SyncReport(source.id, "unchanged", "the publisher's server says that nothing is new", got.url)
    loaded = load_content(
        source, got.content, got.file_name, now=now, actor=actor, fetched=True, modified=_modified(got, now)
    )
    return SyncReport(source.id, loaded.status, loaded.reason, got.url, load=loaded)


def _modified(got: Fetched, now: datetime) -> date | None:
    """Give the day of which the server says that the file was changed last; none in the future."""
    try:
        return min(parsedate_to_datetime(got.last_modified).date(), now.date())
    except (TypeError, ValueError):
        return None


def _is_newest(source: Source, sha256: str) -> bool:
    """Ask "has it changed?" only where what we hold is what the answer would be compared with."""
    held = Edition.objects.filter(source=source.id, state=Edition.State.PUBLISHED)
    newest = held.order_by("-published", "-pk").values_list("sha256", flat=True).first()
    return bool(sha256) and newest == sha256


def _keep_note(source: str, report: SyncReport, before: Note, got: Fetched | None, now: datetime) -> None:
    """Write the note whole or not at all. The marks of a file are kept only where it stands in the record."""
    marks = {name: getattr(before, name) for name in ("url", "etag", "last_modified", "sha256")}
    if got is not None and report.load is not None and report.load.status in {"published", "unchanged"}:
        digest = hashlib.sha256(got.content).hexdigest()
        marks = {"url": got.url, "etag": got.etag, "last_modified": got.last_modified, "sha256": digest}
    note = Note(report.status, report.reason, now.isoformat(), **marks)
    path = _note_path(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.write_text(json.dumps(asdict(note), ensure_ascii=False, indent=1), encoding="utf-8")
    half.replace(path)


def _with_age(report: SyncReport, source: Source, today: date) -> SyncReport:
    """Say how old the newest edition is. A frozen address that answers well is late all the same."""
    held = Edition.objects.filter(source=source.id, state=Edition.State.PUBLISHED)
    newest = held.order_by("-published").values_list("published", flat=True).first()
    report.newest = newest.isoformat() if newest else None
    report.is_late = newest is not None and today - newest > timedelta(days=source.cadence_days)
    return report


def _note_path(source: str) -> Path:
    return Path(settings.VAR) / "sync" / f"{source}.json"
