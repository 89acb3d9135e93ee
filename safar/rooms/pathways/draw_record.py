"""The folder of a public draw: rules, entries, root and result as files that anyone can copy and check.

What must not be published stands beside the folder, in FOLDER.private.json: the key of the household tags, and marks of
the registrations that were entered already.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from safar.rules.public_draw import DrawError, Entry, Overflow, Rules

RULES, ENTRIES, CLOSED, DRAWN = "rules.json", "entries.csv", "closed.json", "drawn.json"
FILES = (RULES, ENTRIES, CLOSED, DRAWN)
KINDS: dict[str, dict[str, type]] = {
    RULES: {"title": str, "places": int, "round": int, "beacon": str, "one_per_household": bool, "fallback": str},
    CLOSED: {"root": str, "entries": int},
    DRAWN: {"signature": str, "randomness": str, "seed": str, "places_taken": int,
            "selected": list, "waiting": list, "void": list},
}  # fmt: skip
"""What must stand in each file: a record that came from elsewhere, or was damaged, is read by nobody who trusts it."""
COLUMNS = ("commitment", "tickets", "places", "household", "group")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it is published, with the group (a day, a country, a channel) that the statistics count by."""

    entry: Entry
    group: str


def private_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.private.json")


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """Read a JSON file, each known key of its kind. Raises `DrawError` with what is wrong."""
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DrawError(f"{folder} has no {name}") from None
    except (OSError, ValueError, RecursionError) as why:
        raise DrawError(f"{folder / name} can't be read: {why}") from None
    if not isinstance(found, dict):
        raise DrawError(f"{folder / name} is no object")
    for key, kind in KINDS.get(name, {}).items():
        if type(found.get(key)) is not kind or (kind is list and any(type(one) is not str for one in found[key])):
            raise DrawError(f"{folder / name}: {key} is missing or of the wrong kind")
    return found


def write_json(path: Path, found: dict[str, Any]) -> None:
    """Write a file that wasn't there: a published file is never changed."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    except FileExistsError:
        raise DrawError(f"{path} is there already") from None


def read_rules(folder: Path) -> Rules:
    """Read the rules that were fixed before the draw."""
    found = read_json(folder, RULES)
    try:
        rules = Rules(**{**found, "overflow": Overflow(found["overflow"])})
        rules.text()
    except (TypeError, KeyError, ValueError):
        raise DrawError(f"{folder / RULES} has not the keys of a draw's rules") from None
    return sound(rules)


def sound(rules: Rules) -> Rules:
    """Give rules back that a draw can be held by. Raises `DrawError`."""
    if rules.places < 1 or rules.round < 1 or not rules.title.strip() or not rules.beacon.strip():
        raise DrawError("a draw has a title, a beacon, a round and at least one place")
    return rules


def rules_json(rules: Rules) -> dict[str, Any]:
    return {**asdict(rules), "overflow": str(rules.overflow)}


def read_entries(folder: Path) -> list[Listed]:
    """Read the entries that were published; none where nobody entered yet."""
    path = folder / ENTRIES
    if not path.is_file():
        return []
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    try:
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DrawError(f"{path}: the columns must be {', '.join(COLUMNS)}")
        return [_listed(row, f"{path}, line {line}") for line, row in enumerate(reader, 2)]
    except csv.Error as why:
        raise DrawError(f"{path} can't be read: {why}") from None


def _listed(row: dict[str, str], place: str) -> Listed:
    if set(row) != set(COLUMNS) or None in row.values():
        raise DrawError(f"{place}: is no entry")
    try:
        household = bytes.fromhex(row["household"])
        entry = Entry(bytes.fromhex(row["commitment"]), int(row["tickets"]), int(row["places"]), household)
    except ValueError:
        raise DrawError(f"{place}: is no entry") from None
    return Listed(entry, row["group"])


def append_entries(folder: Path, listed: list[Listed]) -> None:
    """Add entries at the end of the published list."""
    path = folder / ENTRIES
    is_new = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(COLUMNS)
        for one in listed:
            entry = one.entry
            writer.writerow([entry.commitment.hex(), entry.tickets, entry.places, entry.household.hex(), one.group])
