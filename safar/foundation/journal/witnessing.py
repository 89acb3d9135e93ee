"""Two halves of being watched: naming witnesses of our own journal, and being the witness of another instance's.

A witness signs a checkpoint only after a proof that the tree begins with the one it signed last. It keeps that size and
root for each journal and never signs two trees that can't both be true; so a host can't show one past to one person
and another past to another without a witness that refuses.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from safar.foundation.databases import VAULT
from safar.foundation.fetching import FetchFailed, fetch
from safar.foundation.journal.keys import witness_signer
from safar.foundation.journal.models import Checkpoint, Cosignature, Watched, Witness
from safar.foundation.journal.notes import WITNESS, BadNote, Head, Note, VerifierKey, decoded, opened
from safar.foundation.journal.sending import NotSent, send
from safar.rules.merkle import is_consistent

Get = Callable[[str], bytes]
MOST_BYTES = 64 * 1024


class NotOurs(ValueError):
    """A note isn't one of our checkpoints with a line by a witness that we name."""


class Refused(Exception):
    """A witness doesn't sign; the message says why, in words for both operators."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one journal that we watch."""

    name: str
    is_signed: bool
    words: str


def name_witness(key: str) -> str:
    """Ask the holder of this key to be our witness; gives its name. Raises BadNote."""
    parsed = VerifierKey.parse(key)
    if parsed.kind != WITNESS:
        raise BadNote("this is a journal's key: a witness prints its own with `witness key`")
    Witness.objects.update_or_create(name=parsed.name, defaults={"key": str(parsed)})
    return parsed.name


def accept(text: str) -> int:
    """Keep the lines of our witnesses under one of our checkpoints; gives how many. Raises BadNote or NotOurs."""
    note = Note.parse(text)
    ours = Checkpoint.objects.filter(size=Head.parse(note.text).size).first()
    if ours is None or Note.parse(ours.note).text != note.text:
        raise NotOurs
    lines = {one: note.line_by(VerifierKey.parse(one.key)) for one in Witness.objects.all()}
    signed = {one: line for one, line in lines.items() if line}
    if not signed:
        raise NotOurs
    for one, line in signed.items():
        Cosignature.objects.get_or_create(checkpoint=ours, witness=one, defaults={"line": line})
    return len(signed)


def watch(name: str, key: str, url: str) -> None:
    """Be the witness of a journal from its next checkpoint on. Raises BadNote."""
    parsed = VerifierKey.parse(key)
    if parsed.name != name or parsed.kind == WITNESS:
        raise BadNote("the key is not that journal's: its operator prints it with `journal key`")
    if Watched.objects.filter(name=name).exclude(key=str(parsed)).exists():
        raise BadNote("we watch this journal under another key, and a journal never changes its key")
    Watched.objects.update_or_create(name=name, defaults={"key": str(parsed), "url": url.rstrip("/")})


def sign_all(today: date) -> list[Outcome]:
    """Visit every journal that we watch, sign what can be signed, and send it back."""
    return [_visit(one, today) for one in Watched.objects.order_by("name")]


def checked(kept: Watched, get: Get) -> Note:
    """Give the newest checkpoint of a journal if it follows the one that we signed last; raises Refused."""
    try:
        note = Note.parse(get("checkpoint").decode())
        head = opened(str(note), VerifierKey.parse(kept.key))
    except (BadNote, UnicodeDecodeError) as error:
        raise Refused(f"its checkpoint doesn't count: {error}") from None
    if head.size < kept.size:
        raise Refused(f"it shows {head.size} leaves, and we signed {kept.size}: leaves were removed")
    if head.size == kept.size and head.root != bytes(kept.root):
        raise Refused(f"fork: it signed two roots for {head.size} leaves")
    if 0 < kept.size < head.size and not _follows(kept, head, get):
        raise Refused(f"fork: no proof that its {head.size} leaves begin with the {kept.size} that we signed")
    return note


def _visit(kept: Watched, today: date) -> Outcome:
    try:
        note = checked(kept, lambda name: fetch(f"{kept.url}/{name}", most_bytes=MOST_BYTES).content)
        signed = _sign(kept, note, today)
        send(f"{kept.url}/cosignature", signed.encode())
    except Refused as why:
        return Outcome(kept.name, False, f"not signed: {why}")
    except FetchFailed as why:
        return Outcome(kept.name, False, f"not signed: {why}")
    except NotSent as why:
        return Outcome(kept.name, False, f"signed, but it didn't take the signature: {why}")
    return Outcome(kept.name, True, "signed")


def _sign(kept: Watched, note: Note, today: date) -> str:
    """Remember what we sign before we sign it; another run that was quicker makes this one start over next time."""
    head = Head.parse(note.text)
    with transaction.atomic(using=VAULT):
        row = Watched.objects.select_for_update().get(pk=kept.pk)
        if (row.size, bytes(row.root)) != (kept.size, bytes(kept.root)):
            raise Refused("another run is visiting it")
        row.size, row.root, row.note = head.size, head.root, str(note)
        row.save(update_fields=["size", "root", "note"])
    return str(Note(note.text, (*note.lines, witness_signer().line(note.text, day=today))))


def _follows(kept: Watched, head: Head, get: Get) -> bool:
    try:
        answer = json.loads(get(f"consistency?from={kept.size}&to={head.size}"))
        path = [decoded(step) for step in answer["path"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return is_consistent(kept.size, head.size, path, bytes(kept.root), head.root)
