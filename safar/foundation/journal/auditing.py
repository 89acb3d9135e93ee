"""Checks a journal from its published files alone: for auditors, data-protection offices, unions, and rival bodies.

It finds leaves that were removed, altered or moved, a past that was rewritten (a fork), open leaves that are hidden or
say something else than what was hashed, and a body's key that was swapped. It needs no database and asks nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from safar.foundation.journal import checks, leaf_checks
from safar.foundation.journal.body_keys import JournalKey
from safar.foundation.journal.checks import Earlier
from safar.foundation.journal.notes import BadNote, Note, VerifierKey, opened
from safar.foundation.journal.published import Published
from safar.rules.merkle import subtrees


@dataclass(frozen=True, slots=True)
class Asked:
    """What the auditor brings: copies of the journal's and a witness's key, a promise, a body, the date if live."""

    key: str = ""
    witness: str = ""
    promise: str = ""
    body: str = ""
    live_on: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit found. No trouble: the journal is what it was, and what it says of itself is true."""

    troubles: tuple[str, ...]
    origin: str
    size: int
    day: date | None
    witnesses: tuple[str, ...]
    keys: tuple[JournalKey, ...]

    @property
    def is_clean(self) -> bool:
        return not self.troubles


def audit(found: Published, earlier: Earlier | None = None, asked: Asked | None = None) -> Report:
    """Check everything that can be checked; troubles are told in plain words, the gravest first."""
    asked = asked or Asked()
    try:
        key = VerifierKey.parse(asked.key or found.key)
        head = opened(found.checkpoint, key)
    except BadNote as error:
        return Report((f"The newest checkpoint doesn't count: {error}.",), "", 0, None, (), ())
    tree = subtrees(found.hashes)
    roots = partial(tree, 0)
    keys = leaf_checks.body_keys(found.leaves)
    troubles = [
        *checks.other_key(found, key),
        *checks.whole(found, head, key, roots),
        *(checks.earlier_visit(found, head, key, earlier, roots) if earlier else ()),
        *(checks.broken_promise(found, head, key, asked.promise) if asked.promise else ()),
        *leaf_checks.open_leaves(found, head),
        *leaf_checks.backdated(found, checks.day_heads(found, key)),
        *leaf_checks.swapped_keys(found, keys, head, asked.body),
        *checks.false_witnesses(found, asked.witness),
        *checks.late(head, asked.live_on),
    ]
    signed_by = tuple(one.name for one in checks.witness_keys(found) if Note.parse(found.checkpoint).line_by(one))
    shown = tuple(one for one in keys if asked.body in {"", one.body})
    return Report(tuple(dict.fromkeys(troubles)), head.origin, head.size, head.day, signed_by, shown)
