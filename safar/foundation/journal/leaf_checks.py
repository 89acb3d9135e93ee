"""Checks of what the open leaves say: each is what was hashed, none is hidden, and no body's key was swapped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

from safar.foundation.journal.actions import KINDS, canonical
from safar.foundation.journal.body_keys import WAIT, JournalKey, OfferedKey
from safar.foundation.journal.notes import Head
from safar.foundation.journal.published import Published
from safar.rules.merkle import leaf_hash

Findings = Iterator[str]


def body_keys(leaves: Sequence[tuple[int, bytes]]) -> tuple[JournalKey, ...]:
    """Read the bodies' keys from the open leaves, in the order of the tree; malformed ones are told by the audit."""
    found = []
    for _, leaf in sorted(leaves):
        try:
            content = _leaf(leaf)
            if content["kind"] == "body-key":
                found.append(JournalKey.parse(content["content"]))
        except ValueError:
            continue
    return tuple(found)


def open_leaves(found: Published, head: Head) -> Findings:
    """Each says what was hashed in its place, has a known form, and none is left out."""
    if len({position for position, _ in found.leaves}) != head.open:
        yield f"Open leaves are hidden or made up: {head.open} were signed, {len(found.leaves)} are shown."
    for position, leaf in found.leaves:
        if not 0 <= position < len(found.hashes) or found.hashes[position] != leaf_hash(leaf):
            yield f"The open leaf {position} says something else than what was signed."
            continue
        try:
            content = _leaf(leaf)
            if content["kind"] == "body-key":
                JournalKey.parse(content["content"])
        except ValueError:
            yield f"The open leaf {position} has a form that nobody can read."


def backdated(found: Published, days: Sequence[Head]) -> Findings:
    """An open leaf names a day between the checkpoint before it and the one that first holds it."""
    for (before, after), (position, leaf) in product(pairwise([None, *days]), found.leaves):
        if after is None or not (before.size if before else 0) <= position < after.size:
            continue
        with suppress(ValueError):
            day = date.fromisoformat(_leaf(leaf)["day"])
            if day > after.day or (before is not None and day < before.day):
                yield f"The open leaf {position} names the day {day}, but was signed on {after.day}."


def swapped_keys(found: Published, keys: Sequence[JournalKey], head: Head, body: str) -> Findings:
    """Every key is what its id says and was vouched for; what senders are handed stands in the journal, long enough."""
    if body and all(one.body != body for one in keys):
        yield f"The journal holds no key of {body}."
    stood = {(key.body, key.key_id): day for key, day in _stood_since(found.leaves)}
    for n, one in enumerate(keys):
        if body not in {"", one.body}:
            continue
        if not one.has_its_id:
            yield f"A key of {one.body} has an id that isn't its own."
        older = [key for key in keys[:n] if key.body == one.body]
        if older and not any(one.is_vouched_by(key) for key in older):
            yield f"Swapped key: nobody who held an older key of {one.body} vouches for the one from {one.from_day}."
        if one.from_day < stood[one.body, one.key_id] + WAIT:
            yield f"The key of {one.body} from {one.from_day} counted before it had stood three days in the journal."
    usable = [key for day in (head.day, head.day + timedelta(days=1)) for key in _in_force(keys, day)]
    for offer in found.offered:
        if body in {"", offer.body} and offer not in usable:
            yield f"Swapped key: the site hands senders a key of {offer.body} that isn't its newest in the journal."


def _in_force(keys: Sequence[JournalKey], day: date) -> list[OfferedKey]:
    """Give each body's newest key that counts on a day."""
    newest: dict[str, JournalKey] = {}
    for key in sorted(keys, key=lambda one: one.from_day):
        if key.from_day <= day:
            newest[key.body] = key
    return [OfferedKey(one.body, one.sealing, one.signing) for one in newest.values()]


def _stood_since(leaves: Sequence[tuple[int, bytes]]) -> Iterator[tuple[JournalKey, date]]:
    for _, leaf in sorted(leaves, reverse=True):
        try:
            content = _leaf(leaf)
            if content["kind"] == "body-key":
                yield JournalKey.parse(content["content"]), date.fromisoformat(content["day"])
        except ValueError:
            continue


def _leaf(raw: bytes) -> dict[str, Any]:
    """Read an open leaf; raises ValueError for any but the one form that is hashed."""
    try:
        leaf = json.loads(raw)
        if canonical(leaf) != raw or set(leaf) != {"content", "day", "kind"} or not isinstance(leaf["content"], dict):
            raise ValueError("an open leaf has kind, day and content, in their one form")
        date.fromisoformat(leaf["day"])
    except (TypeError, RecursionError):
        raise ValueError("an open leaf has another form") from None
    if leaf["kind"] not in KINDS:
        raise ValueError("an open leaf is about something unknown")
    return dict(leaf)
