"""The journal's published files, in a folder or on a live site: all that an auditor needs, and nothing that is private.

key                journal's verifier key            witnesses    verifier keys of the witnesses it names
checkpoint         newest signed note                open         open leaves, byte by byte as they were hashed
checkpoints/DAY    each day's signed note            offered      bodies' keys that the site hands to senders
hashes/000000      leaf hashes, 65,536 a file        (on a live site: leaves?from=&to=)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from safar.foundation.fetching import FetchFailed, fetch
from safar.foundation.journal.body_keys import OfferedKey
from safar.foundation.journal.notes import BadNote, Head, Note
from safar.foundation.vault.wire import Malformed, b64, unb64
from safar.rules.merkle import HASH_BYTES

A_FILE = 65_536
AT_ONCE = 8_192
LARGEST = 1 << 24
Read = Callable[[str], bytes]


class CannotRead(Exception):
    """The published files are not there or not what they should be; the message says which."""


@dataclass(frozen=True, slots=True)
class Published:
    """A journal as its files tell it. Nothing of it is checked yet."""

    key: str
    checkpoint: str
    days: tuple[str, ...]
    hashes: tuple[bytes, ...]
    leaves: tuple[tuple[int, bytes], ...]
    offered: tuple[OfferedKey, ...]
    witnesses: tuple[str, ...]


def from_folder(folder: Path) -> Published:
    """Read the files that `journal publish` wrote; raises CannotRead."""
    days = [path.name for path in sorted((folder / "checkpoints").glob("*-*-*"))]

    def read(name: str) -> bytes:
        try:
            return (folder / name).read_bytes()
        except OSError as error:
            raise CannotRead(f"{name} can't be read: {error.strerror}") from None

    names = [f"hashes/{path.name}" for path in sorted((folder / "hashes").glob("*"))]
    return _parsed(read, [f"checkpoints/{day}" for day in days], names)


def from_site(url: str) -> Published:
    """Read the same from a live site's journal pages; raises CannotRead."""

    @cache
    def read(name: str) -> bytes:
        try:
            return fetch(f"{url.rstrip('/')}/{name}").content
        except FetchFailed as error:
            raise CannotRead(str(error)) from None

    size = head_of(_text(read, "checkpoint")).size
    return _parsed(
        read, [], [f"leaves?from={start}&to={min(start + AT_ONCE, size)}" for start in range(0, size, AT_ONCE)]
    )


def head_of(note: str) -> Head:
    """Read a note's head without asking who signed it; raises CannotRead."""
    try:
        head = Head.parse(Note.parse(note).text)
    except BadNote as error:
        raise CannotRead(f"the checkpoint can't be read: {error}") from None
    if head.size > LARGEST:
        raise CannotRead("the checkpoint names more leaves than we can read")
    return head


def open_json(leaves: Iterable[tuple[int, bytes]]) -> bytes:
    """Write the open leaves; `leaf` is the text that was hashed."""
    return _json({"leaves": [{"position": position, "leaf": leaf.decode()} for position, leaf in leaves]})


def offered_json(keys: Iterable[OfferedKey]) -> bytes:
    """Write the keys that the site hands to senders."""
    rows = [{"body": one.body, "sealing": b64(one.sealing), "signing": b64(one.signing)} for one in keys]
    return _json({"keys": rows})


def write(folder: Path, name: str, content: bytes) -> None:
    """Put a file in place whole, or not at all."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)


def _parsed(read: Read, days: Iterable[str], hashes: Iterable[str]) -> Published:
    offered, leaves = _object(read, "offered", "keys"), _object(read, "open", "leaves")
    try:
        keys = tuple(OfferedKey(str(one["body"]), unb64(one["sealing"]), unb64(one["signing"])) for one in offered)
        opened = tuple((int(one["position"]), str(one["leaf"]).encode()) for one in leaves)
    except (KeyError, TypeError, ValueError, Malformed):
        raise CannotRead("open      or offered      has another form") from None
    return Published(
        key=_text(read, "key").strip(),
        checkpoint=_text(read, "checkpoint"),
        days=tuple(_text(read, day) for day in days),
        hashes=_cut(b"".join(read(name) for name in hashes)),
        leaves=opened,
        offered=keys,
        witnesses=tuple(_text(read, "witnesses").split()),
    )


def _text(read: Read, name: str) -> str:
    try:
        return read(name).decode()
    except UnicodeDecodeError:
        raise CannotRead(f"{name} is no text") from None


def _object(read: Read, name: str, key: str) -> list[Any]:
    try:
        found = json.loads(_text(read, name))[key]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CannotRead(f"{name} is not the JSON it should be") from None
    if not isinstance(found, list):
        raise CannotRead(f"{name} is not the JSON it should be")
    return found


def _cut(raw: bytes) -> tuple[bytes, ...]:
    if len(raw) % HASH_BYTES:
        raise CannotRead("the leaf hashes end in the middle of one")
    return tuple(raw[start : start + HASH_BYTES] for start in range(0, len(raw), HASH_BYTES))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
