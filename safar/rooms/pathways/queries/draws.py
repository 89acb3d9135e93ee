"""Public draws as they are shown, before and after they are drawn, and what is wrong with a draw's record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.validators import slug_re
from django.utils import timezone

from safar.rooms.pathways.beacon import BEACONS, is_signed, round_due
from safar.rooms.pathways.draw_record import CLOSED, DRAWN, FILES, RULES, Listed, read_entries, read_json, read_rules
from safar.rules.public_draw import (
    Rules,
    Uniformity,
    beacon_randomness,
    draw,
    published_root,
    seed,
    uniformity,
)


@dataclass(frozen=True, slots=True)
class Group:
    """How many of a group entered, won, and would win on average in a fair draw."""

    name: str
    entered: int
    won: int
    expected: float


@dataclass(frozen=True, slots=True)
class Checked:
    """What working a draw out again found; `is_signed`: by the beacon, None where the signature wasn't checked."""

    mistakes: tuple[str, ...] = ()
    is_signed: bool | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A draw whose record can't be read: its files can still be had."""

    slug: str
    files: tuple[str, ...]
    rules: None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A draw for its page: `closed` and `drawn` are empty until then; no `spread` where tickets differ."""

    slug: str
    rules: Rules
    closed: dict[str, Any]
    drawn: dict[str, Any]
    groups: tuple[Group, ...]
    spread: Uniformity | None
    checked: Checked
    files: tuple[str, ...]


def draws() -> list[str]:
    """Name the draws of this site, finished or not, that an address can name."""
    folder: Path = settings.DRAWS
    return sorted(path.parent.name for path in folder.glob(f"*/{RULES}") if slug_re.fullmatch(path.parent.name))


def draw_called(slug: str) -> Shown | Unreadable | None:
    """Give a draw, None where there is none."""
    if slug not in draws():
        return None
    folder: Path = settings.DRAWS / slug
    files = tuple(name for name in FILES if (folder / name).is_file())
    try:
        return _shown(folder, files, timezone.now())
    except (ValueError, OSError):
        return Unreadable(slug, files)


def _shown(folder: Path, files: tuple[str, ...], now: datetime) -> Shown:
    rules, listed = read_rules(folder), read_entries(folder)
    closed = read_json(folder, CLOSED) if CLOSED in files else {}
    drawn = read_json(folder, DRAWN) if DRAWN in files else {}
    checked = _checked(folder, _stamps(folder), is_due(rules, now)) if drawn else Checked()
    groups, spread = _spread(listed, set(drawn.get("selected", [])))
    return Shown(folder.name, rules, closed, drawn, groups, spread, checked, files)


def record_file(slug: str, name: str) -> bytes | None:
    """Give one of the four published files of a draw."""
    if slug not in draws() or name not in FILES:
        return None
    path: Path = settings.DRAWS / slug / name
    return path.read_bytes() if path.is_file() else None


@lru_cache(maxsize=32)
def _checked(folder: Path, stamps: tuple[int, ...], was_due: bool) -> Checked:
    """Check a record once for each state of its files: a large draw takes a second."""
    return checked(folder, was_due)


def _stamps(folder: Path) -> tuple[int, ...]:
    found = [(folder / name).stat() for name in FILES]
    return tuple(part for one in found for part in (one.st_mtime_ns, one.st_size))


def is_due(rules: Rules, now: datetime) -> bool:
    """Can the round be over? Of a beacon whose clock we don't know nobody can say that it isn't."""
    return rules.beacon not in BEACONS or round_due(rules) <= now


def checked(folder: Path, was_due: bool) -> Checked:
    """Work the whole draw out again and say what differs; no mistakes where all is as it must be."""
    rules, listed = read_rules(folder), read_entries(folder)
    closed, drawn = read_json(folder, CLOSED), read_json(folder, DRAWN)
    entries = [one.entry for one in listed]
    try:
        signature, root = bytes.fromhex(drawn["signature"]), published_root(entries)
        randomness = beacon_randomness(signature)
        again = seed(rules, root, [randomness])
        result = draw(rules, again, entries)
    except ValueError as why:
        return Checked((f"{DRAWN} can't be worked out again: {why}",))
    wanted = {"randomness": randomness.hex(), "seed": again.hex(), "places_taken": result.places_taken}
    wanted |= {name: [one.hex() for one in getattr(result, name)] for name in ("selected", "waiting", "void")}
    signed = is_signed(rules, signature)
    found = {
        f"{CLOSED}: the root isn't that of the entries": (closed["root"], closed["entries"])
        == (root.hex(), len(entries)),
        f"{DRAWN}: it was drawn before the round was due": was_due,
        f"{DRAWN}: the signature isn't the beacon's for this round": signed is not False,
        **{f"{DRAWN}: {name} differs": drawn[name] == value for name, value in wanted.items()},
    }
    return Checked(tuple(mistake for mistake, is_right in found.items() if not is_right), signed)


def _spread(listed: list[Listed], selected: set[str]) -> tuple[tuple[Group, ...], Uniformity | None]:
    entered = Counter(one.group for one in listed)
    won = Counter(one.group for one in listed if one.entry.commitment.hex() in selected)
    is_even = len({one.entry.tickets for one in listed}) == 1
    if len(entered) < 2 or not won or not is_even:
        return (), None
    spread = uniformity(entered, won)
    groups = (Group(name, entered[name], won[name], spread.expected[name]) for name in sorted(entered))
    return tuple(groups), spread
