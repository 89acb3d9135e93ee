"""The emergency: destroy what finds receipts and what opens bodies' keys, at once, and bring it back from paper.

For an operator who must expect that the machine is taken. Without the pepper a copy of the vault can't be searched for
a receipt; without the wraps no words of a member open a body's key here. What is sealed stays sealed either way.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from safar.foundation.vault import pepper
from safar.foundation.vault.models import BodyKey, Entry, Folder, Member, MemberWrap, Receipt
from safar.foundation.vault.scrub import scrub
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_reading, vault_session
from safar.foundation.vault.wire import Malformed, b64, unb64

CONFIRMATION = "destroy the keys"
WIDTH = 64
FIRST, LAST = "SAFAR SHEET 1", "SAFAR SHEET END"


class BadSheet(ValueError):
    """The sheet can't be read, or was typed wrongly."""


@dataclass(frozen=True, slots=True)
class Left:
    """What remains on the machine, in numbers."""

    folders: int
    entries: int
    receipts: int
    keys: int
    wraps: int
    members_with_keys: int
    has_pepper: bool


def sheet() -> str:
    """Write the offline sheet: pepper and wrapped keys, to be printed and kept in another place."""
    with vault_reading(KEEP_HOUSE):
        members = {str(one.pk): b64(bytes(one.wrapped)) for one in Member.objects.exclude(wrapped=b"")}
        wraps = {str(one.pk): b64(bytes(one.sealed)) for one in MemberWrap.objects.exclude(sealed=b"")}
    held = {"v": 1, "pepper": pepper_text(), "members": members, "wraps": wraps}
    text = json.dumps(held, sort_keys=True, separators=(",", ":"))
    body = b64(text.encode())
    return "\n".join([FIRST, *textwrap.wrap(body, WIDTH), _check(body), LAST, ""])


def destroy() -> Left:
    """Destroy pepper and wraps, and make the files forget them; gives what is left."""
    _shred(settings.PEPPER)
    pepper.forget()
    with vault_session(KEEP_HOUSE):
        Member.objects.update(wrapped=b"", passkey=b"", passkey_wrapped=b"")
        MemberWrap.objects.update(sealed=b"")
    scrub()
    return what_is_left()


def restore_from(text: str) -> Left:
    """Put back what a sheet holds, all or nothing. Passkeys are not on it: the words make them again."""
    held = _read(text)
    with vault_session(KEEP_HOUSE):
        for number, wrapped in held["members"].items():
            Member.objects.filter(pk=int(number)).update(wrapped=unb64(wrapped))
        for number, sealed in held["wraps"].items():
            MemberWrap.objects.filter(pk=int(number)).update(sealed=unb64(sealed))
        _write(settings.PEPPER, held["pepper"])
    pepper.forget()
    return what_is_left()


def what_is_left() -> Left:
    """Count what the machine holds."""
    with vault_reading(KEEP_HOUSE):
        return Left(
            folders=Folder.objects.count(),
            entries=Entry.objects.count(),
            receipts=Receipt.objects.count(),
            keys=BodyKey.objects.count(),
            wraps=MemberWrap.objects.exclude(sealed=b"").count(),
            members_with_keys=Member.objects.exclude(wrapped=b"").count(),
            has_pepper=Path(settings.PEPPER).exists(),
        )


def pepper_text() -> str:
    """Give the pepper as it stands in its file."""
    pepper.tag_mac(b"")  # makes it at the first need
    return Path(settings.PEPPER).read_text(encoding="ascii").strip()


def _shred(path: Path) -> None:
    """Overwrite, then remove. A disk that moves blocks about may keep a copy: encrypt it as a whole."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _write(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secret)
    draft.replace(path)


def _read(text: str) -> Any:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 4 or lines[0] != FIRST or lines[-1] != LAST:
        raise BadSheet(f"a sheet begins with {FIRST} and ends with {LAST}")
    body, check = "".join(lines[1:-2]), lines[-2]
    if check != _check(body):
        raise BadSheet("the sheet was typed wrongly: " + ", ".join(_suspects(lines[1:-2])))
    try:
        held = json.loads(unb64(body))
    except (Malformed, ValueError):
        raise BadSheet("the sheet has another form") from None
    if held.get("v") != 1:
        raise BadSheet("the sheet has another form")
    return held


def _suspects(lines: list[str]) -> Iterator[str]:
    """Name lines of another length; else any may be wrong."""
    wrong = [str(number) for number, line in enumerate(lines[:-1], 1) if len(line) != WIDTH]
    yield f"look at line {', '.join(wrong)}" if wrong else "look at each line"


def _check(body: str) -> str:
    return "check " + hashlib.sha256(body.encode()).hexdigest()[:16]
