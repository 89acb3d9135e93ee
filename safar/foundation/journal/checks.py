"""Checks of the tree itself: its root was signed, its past is the one signed before, and witnesses saw the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from safar.foundation.journal.notes import BadNote, Head, Note, VerifierKey, opened
from safar.foundation.journal.promises import read_promise
from safar.foundation.journal.published import Published

Findings = Iterator[str]
Roots = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the auditor kept of an earlier visit: a signed note, and the open leaves if the whole folder was kept."""

    note: str
    leaves: tuple[tuple[int, bytes], ...] = ()


def other_key(found: Published, key: VerifierKey) -> Findings:
    if found.key != str(key):
        yield "The site publishes another key of the journal than the one you hold."


def whole(found: Published, head: Head, key: VerifierKey, roots: Roots) -> Findings:
    """The leaves give the signed root, at each day that was signed."""
    if len(found.hashes) != head.size:
        yield f"Leaves were removed or added: the checkpoint names {head.size}, there are {len(found.hashes)}."
    elif roots(head.size) != head.root:
        yield "Leaves were altered or moved: they don't give the root that was signed."
    before: Head | None = None
    for note in found.days:
        try:
            day = opened(note, key)
        except BadNote as error:
            yield f"A day's checkpoint doesn't count: {error}."
            continue
        if day.size <= len(found.hashes) and roots(day.size) != day.root:
            yield f"Fork: the checkpoint of {day.day} was signed for other leaves than those shown."
        if day.size > head.size or (before is not None and not _follows(before, day)):
            yield f"Fork: the checkpoint of {day.day} doesn't follow the one before it."
        if before is not None and day.day - before.day > timedelta(days=1):
            yield f"No checkpoint was signed between {before.day} and {day.day}."
        before = day
    if before is not None and before != head:
        yield "The newest checkpoint isn't the last of the days."


def _follows(before: Head, after: Head) -> bool:
    return before.size < after.size and before.day < after.day and before.open <= after.open


def earlier_visit(found: Published, head: Head, key: VerifierKey, earlier: Earlier, roots: Roots) -> Findings:
    """The tree begins with the one that the auditor saw before."""
    try:
        old = opened(earlier.note, key)
    except BadNote as error:
        yield f"Your earlier checkpoint doesn't fit this journal: {error}."
        return
    if old.size > head.size:
        yield f"Leaves were removed: there were {old.size} at your earlier visit, now there are {head.size}."
    elif old.size <= len(found.hashes) and roots(old.size) != old.root:
        yield f"Fork: the checkpoint that you kept of {old.day} and the one shown now can't both be true."
    gone = {position for position, _ in set(earlier.leaves) - set(found.leaves)}
    yield from (f"The open leaf {position} that you saw before is gone or says something else." for position in gone)


def day_heads(found: Published, key: VerifierKey) -> list[Head]:
    """Read the days' checkpoints that count; the others are told as troubles."""
    heads = []
    for note in found.days:
        with suppress(BadNote):
            heads.append(opened(note, key))
    return heads


def false_witnesses(found: Published, witness: str) -> Findings:
    named = witness_keys(found)
    if len(named) != len(found.witnesses):
        yield "The key of a witness can't be read."
    notes = _notes(found)
    if witness and not any(note.line_by(VerifierKey.parse(witness)) for note in notes):
        yield "Your witness has signed none of the checkpoints."
    for one in named:
        own = [(note, line) for note in notes for line in note.lines if line.split(" ")[1] == one.name]
        if any(note.line_by(one) != line for note, line in own):
            yield f"A line in the name of the witness {one.name} was not signed by it."


def broken_promise(found: Published, head: Head, key: VerifierKey, promise: str) -> Findings:
    """The leaf that a worker was promised stands in the tree by the day that was promised."""
    try:
        note = Note.parse(promise)
        leaf, due = read_promise(note.text)
    except BadNote as error:
        yield f"Your promise can't be read: {error}."
        return
    if not note.line_by(key):
        yield "Your promise was not signed by this journal."
    elif leaf not in found.hashes and due <= head.day:
        yield f"Broken promise: your leaf was to stand in the tree by {due}, and doesn't."


def witness_keys(found: Published) -> list[VerifierKey]:
    keys = []
    for text in found.witnesses:
        with suppress(BadNote):
            keys.append(VerifierKey.parse(text))
    return keys


def _notes(found: Published) -> list[Note]:
    """Read the notes that can be read; the others are told elsewhere."""
    notes = []
    for text in (found.checkpoint, *found.days):
        with suppress(BadNote):
            notes.append(Note.parse(text))
    return notes


def late(head: Head, today: date | None) -> Findings:
    if today is not None and today - head.day > timedelta(days=1):
        yield f"The newest checkpoint is of {head.day}: one must be signed every day, on days without acts too."
