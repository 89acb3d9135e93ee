"""The matcher's work on a second machine, from files alone: no database, no network, the keys opened by seven words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safar.foundation.vault.holdings import Held, HoldPlace, open_hold
from safar.foundation.vault.members import BodyKeys, WrapPlace, unwrap_body_keys, unwrap_member_key
from safar.foundation.vault.wire import Unreadable, b64, unb64
from safar.rules.held_cases import Waiting, match


class BadFile(Exception):
    """A file has another form, or belongs to another site or matcher."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a matching: the file for the site, what to remember, and how many notes nobody could read."""

    content: dict[str, Any]
    gone: Mapping[str, int]
    unreadable: int


def read_json(path: Path) -> Any:
    """Read a file of ours."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise BadFile(f"{path.name} can't be read") from None
    if not isinstance(content, dict) or content.get("v") != 1:
        raise BadFile(f"{path.name} has another form")
    return content


def open_keyring(ring: Any, words: str) -> dict[bytes, BodyKeys]:
    """Open a matcher's keys with a member's seven words."""
    try:
        instance, member, matcher = unb64(ring["instance"]), str(ring["member"]), str(ring["matcher"])
        wrapped, public = unb64(ring["wrapped"]), unb64(ring["public"])
        private = unwrap_member_key(words, instance, member, wrapped, public)
        places = {unb64(one["key_id"]): unb64(one["sealed"]) for one in ring["keys"]}
        return {
            key_id: unwrap_body_keys(private, WrapPlace(instance, matcher, key_id, member), sealed)
            for key_id, sealed in places.items()
        }
    except (KeyError, TypeError):
        raise BadFile("the key file has another form") from None


def match_files(ring: Any, keys: Mapping[bytes, BodyKeys], held: Any, gone: Mapping[str, int]) -> Found:
    """Group what waits by party, and open the slots of those that may go."""
    if (held.get("instance"), held.get("matcher")) != (ring.get("instance"), ring.get("matcher")):
        raise BadFile("what waits is of another site or matcher")
    opened, unreadable = _opened(keys, held)
    notes = [Waiting(number, one.note.party, one.note.threshold) for number, one in opened.items()]
    matched = match(notes, gone)
    released = [{"case": str(number), "slot": b64(opened[number].slot)} for number in sorted(matched.released)]
    return Found({"v": 1, "instance": held["instance"], "released": released}, matched.gone, unreadable)


def _opened(keys: Mapping[bytes, BodyKeys], held: Any) -> tuple[dict[int, Held], int]:
    found: dict[int, Held] = {}
    unreadable = 0
    for one in held["waiting"]:
        try:
            key_id = unb64(one["key_id"])
            place = HoldPlace(unb64(held["instance"]), held["matcher"], key_id)
            found[int(one["case"])] = open_hold(keys[key_id].sealing, place, unb64(one["note"]), unb64(one["inner"]))
        except (Unreadable, KeyError, ValueError, TypeError):
            unreadable += 1
    return found, unreadable
