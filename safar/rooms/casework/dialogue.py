"""In which order a case is read without script, and of which day each part is; as `static/casework/dialogue.js`.

The server tells days, and weeks for a small body, so the day inside the seal counts. Within a day, what was seen comes
before what was written after seeing it. A file says no day of its own: the text that names it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safar.foundation.vault.envelopes import seen_after
from safar.foundation.vault.wire import b64, unb64

Entry = Mapping[str, Any]
Text = tuple[Entry, dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, what stands in it where it opened, and the day it is of."""

    entry: Entry
    content: dict[str, Any] | None = field(repr=False)
    day: date


def dialogue(texts: Sequence[Text]) -> tuple[Line, ...]:
    """Put what was opened in order; her account comes first."""
    by_hash = {b64(seen_after(unb64(entry["blob"]))): entry for entry, content in texts if content is not None}
    naming = {eid: text for text in texts for eid in _named_in(*text)}

    def place(text: Text) -> tuple[bool, date, int, bool]:
        said = _said_by(text, naming)
        return text[0]["kind"] != "account", _day(*said), _depth(said[0], by_hash), said is not text

    lines = sorted(texts, key=place)
    return tuple(Line(*text, day=_day(*_said_by(text, naming))) for text in lines)


def _said_by(text: Text, naming: Mapping[str, Text]) -> Text:
    entry = text[0]
    return naming.get(entry["eid"], text) if entry["kind"] == "file" else text


def _named_in(entry: Entry, content: Mapping[str, Any] | None) -> list[str]:
    """List the files that a text of hers names; no body's text speaks for them."""
    files = (content or {}).get("files")
    if entry["role"] != "worker" or not isinstance(files, list):
        return []
    return [str(one.get("eid")) for one in files if isinstance(one, dict)]


def _depth(entry: Entry, by_hash: Mapping[str, Entry]) -> int:
    """Count what was seen before it; a chain is never longer than the case."""
    depth = 0
    while depth < len(by_hash) and (before := by_hash.get(entry["seen"])):
        entry, depth = before, depth + 1
    return depth


def _day(entry: Entry, content: Mapping[str, Any] | None) -> date:
    told, known = str((content or {}).get("on")), entry["on"]
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return known  # type: ignore[no-any-return]
    return day if day.isoformat() == told else known
