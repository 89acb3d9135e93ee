"""What a promise says, so that the one who holds it and an auditor read the same."""

from __future__ import annotations

from datetime import date

from safar.foundation.journal.notes import BadNote, decoded, encoded
from safar.rules.merkle import HASH_BYTES

FIRST = "safar/1 promise"


def promise_text(leaf: bytes, due: date) -> str:
    """Give the text of a promise; its first line can't be mistaken for the name of a journal."""
    return f"{FIRST}\n{encoded(leaf)}\nby {due}\n"


def read_promise(text: str) -> tuple[bytes, date]:
    """Read the leaf and the day of a promise; raises BadNote."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[0] != FIRST or lines[3] or not lines[2].startswith("by "):
        raise BadNote("a promise has three lines: what it is, leaf, day")
    leaf = decoded(lines[1])
    try:
        due = date.fromisoformat(lines[2].removeprefix("by "))
    except ValueError:
        raise BadNote("a promise's day is no date") from None
    if len(leaf) != HASH_BYTES:
        raise BadNote("a promise's leaf has 32 bytes")
    return leaf, due
