"""Signed notes, the form in which checkpoints and promises travel: C2SP signed-note, tlog-checkpoint, tlog-cosignature.

A note is a text, an empty line, and lines of signatures. Anybody can check one with the verifier key alone, and any
witness that knows these formats can read ours.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNER, WITNESS = 1, 4
"""Kinds of Ed25519 key in C2SP: of a log, which signs the text, and of a witness, which signs time and text."""
DASH = "\u2014 "
MOST = 64 * 1024


class BadNote(ValueError):
    """A text is no note, no key or no checkpoint; the message says where it breaks."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Whose signature, of which kind, under which public key; written `name+hash+key`."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read a verifier key; raises BadNote where its parts don't belong together."""
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise BadNote("a key has the form name+hash+key")
        raw = decoded(parts[2])
        key = cls(parts[0], raw[0] if raw else 0, raw[1:])
        if len(key.public) != 32 or key.kind not in {SIGNER, WITNESS} or key.id.hex() != parts[1] or not parts[0]:
            raise BadNote("the key's hash doesn't fit its name and value")
        return key

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encoded(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key and the name it signs under."""

    name: str
    kind: int
    private: Ed25519PrivateKey

    @property
    def key(self) -> VerifierKey:
        return VerifierKey(self.name, self.kind, self.private.public_key().public_bytes_raw())

    def line(self, text: str, *, day: date | None = None) -> str:
        """Sign a note's text. A witness signs its time too, and its clock shows days only."""
        stamp = b"" if self.kind == SIGNER else _seconds(day or date.min).to_bytes(8, "big")
        signature = self.private.sign(_signed(self.kind, text, stamp))
        return f"{DASH}{self.name} {encoded(self.key.id + stamp + signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the lines signed under it."""

    text: str
    lines: tuple[str, ...]

    @classmethod
    def parse(cls, note: str) -> Note:
        """Read a note; raises BadNote for anything else."""
        text, blank, signatures = note.rpartition("\n\n")
        lines = signatures.splitlines(keepends=True)
        if not blank or not text or len(note) > MOST or not lines or not note.endswith("\n"):
            raise BadNote("a note is a text, an empty line and signatures")
        if not all(line.startswith(DASH) and len(line.split(" ")) == 3 for line in lines):
            raise BadNote("a signature is a dash, a name and a value")
        return cls(text + "\n", tuple(lines))

    def line_by(self, key: VerifierKey) -> str:
        """Give the line that this key signed, or an empty text."""
        return next((line for line in self.lines if is_signed(self.text, line, key)), "")

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(self.lines)}"


@dataclass(frozen=True, slots=True)
class Head:
    """What a checkpoint says: the log's name, how many leaves, their root, the day, and how many leaves are open.

    The number of open leaves is signed too: one that is left out of the published list would otherwise look closed.
    """

    origin: str
    size: int
    root: bytes
    day: date
    open: int

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read a checkpoint's text; raises BadNote for anything else."""
        lines = text.split("\n")
        if len(lines) != 6 or lines[5] or not lines[0]:
            raise BadNote("a checkpoint has five lines: name, size, root, day, open")
        root = decoded(lines[2])
        if len(root) != 32:
            raise BadNote("a checkpoint's root has 32 bytes")
        return cls(
            lines[0], _number(lines[1]), root, _day(_after("day ", lines[3])), _number(_after("open ", lines[4]))
        )

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\nday {self.day}\nopen {self.open}\n"


def signed_note(text: str, signer: Signer) -> str:
    """Write a note with one signature."""
    return str(Note(text, (signer.line(text),)))


def is_signed(text: str, line: str, key: VerifierKey) -> bool:
    """Is the line this key's own, true signature under the text?"""
    name, _, value = line.removeprefix(DASH).rstrip("\n").rpartition(" ")
    try:
        raw = decoded(value)
    except BadNote:
        return False
    stamp, signature = raw[4:-64], raw[-64:]
    if name != key.name or raw[:4] != key.id or len(stamp) != (0 if key.kind == SIGNER else 8):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, _signed(key.kind, text, stamp))
    except (InvalidSignature, ValueError):
        return False
    return True


def opened(note: str, key: VerifierKey) -> Head:
    """Read a checkpoint that this key signed; raises BadNote where it didn't."""
    found = Note.parse(note)
    if not found.line_by(key):
        raise BadNote("the checkpoint isn't signed by the journal's key")
    head = Head.parse(found.text)
    if head.origin != key.name:
        raise BadNote("the checkpoint is of another journal")
    return head


def encoded(value: bytes) -> str:
    """Write bytes as the notes do: standard base64."""
    return base64.b64encode(value).decode()


def decoded(text: str) -> bytes:
    """Read standard base64, strictly; raises BadNote."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("a value is not base64") from None


def _signed(kind: int, text: str, stamp: bytes) -> bytes:
    if kind == SIGNER:
        return text.encode()
    return f"cosignature/v1\ntime {int.from_bytes(stamp, 'big')}\n{text}".encode()


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def _after(word: str, line: str) -> str:
    if not line.startswith(word):
        raise BadNote(f"a checkpoint's line doesn't begin with '{word.strip()}'")
    return line.removeprefix(word)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 18 or (text.startswith("0") and text != "0"):
        raise BadNote("a checkpoint's number is none")
    return int(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadNote("a checkpoint's day is no date") from None
    if text != day.isoformat():
        raise BadNote("a checkpoint's day has another form")
    return day
