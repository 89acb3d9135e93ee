"""Holds a public draw in a folder: open, commit entries, close under a root, draw by public randomness.

For a ministry that hands out places by lot. Each step writes a file that no later step changes; the root must be
published before the round of randomness that the rules name.
"""

from __future__ import annotations

import csv
import hmac
import io
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from safar.rooms.pathways.beacon import is_signed, round_due
from safar.rooms.pathways.draw_record import (
    CLOSED,
    DRAWN,
    RULES,
    Listed,
    append_entries,
    private_file,
    read_entries,
    read_json,
    read_rules,
    rules_json,
    sound,
    write_json,
)
from safar.rules.public_draw import (
    SALT_BYTES,
    DrawError,
    Entry,
    Rules,
    beacon_randomness,
    commitment,
    draw,
    fields,
    in_order,
    published_root,
    seed,
)

ASKED = ("registration", "tickets", "places", "household", "group")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an entrant keeps: with salt and registration anyone can find the entry in the list, without them nobody."""

    registration: str
    salt: str
    commitment: str


def open_draw(folder: Path, rules: Rules, now: datetime) -> None:
    """Fix the rules. Raises `DrawError` where the round of randomness is past or the folder holds a draw."""
    _must_be_ahead(sound(rules), now)
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / RULES, rules_json(rules))
    private_file(folder).touch(mode=0o600)
    private_file(folder).write_text(json.dumps({"key": secrets.token_hex(32), "entered": []}), encoding="utf-8")


def commit_entries(folder: Path, text: str) -> list[Receipt]:
    """Enter everyone of a CSV file, or nobody where one line is wrong. Gives the receipts, which are kept nowhere."""
    if (folder / CLOSED).exists():
        raise DrawError("this draw is closed: nobody can be entered any more")
    read_rules(folder)
    private = read_json(private_file(folder).parent, private_file(folder).name)
    key, entered = bytes.fromhex(private["key"]), set(private["entered"])
    listed, receipts = [], []
    for line, row in enumerate(_rows(text), 2):
        mark = _mark(key, b"registration", row["registration"])
        if mark in entered:
            raise DrawError(f"line {line}: this registration was entered already")
        entered.add(mark)
        one, receipt = _entry(key, row, line)
        listed.append(one)
        receipts.append(receipt)
    in_order([one.entry for one in [*read_entries(folder), *listed]])
    private_file(folder).write_text(json.dumps({"key": private["key"], "entered": sorted(entered)}), encoding="utf-8")
    append_entries(folder, listed)
    return receipts


def close_draw(folder: Path, now: datetime) -> str:
    """Close the list under its root, and give the root: it must be published before the round."""
    rules, listed = read_rules(folder), read_entries(folder)
    if not listed:
        raise DrawError("nobody was entered")
    _must_be_ahead(rules, now)
    root = published_root(one.entry for one in listed).hex()
    found = {"root": root, "entries": len(listed), "closed_at": now.isoformat(timespec="seconds")}
    write_json(folder / CLOSED, found)
    return root


def hold_draw(folder: Path, signature: bytes, now: datetime) -> dict[str, Any]:
    """Draw by the signature of the beacon's round, once it is due, and give the result as it is published."""
    rules, closed, listed = read_rules(folder), read_json(folder, CLOSED), read_entries(folder)
    entries = [one.entry for one in listed]
    root = published_root(entries)
    if root.hex() != closed["root"]:
        raise DrawError("the entries aren't those that were closed under the published root")
    if now < (due := round_due(rules)):
        raise DrawError(f"round {rules.round} of {rules.beacon} is due on {due:%Y-%m-%d %H:%M:%S} UTC: too early")
    if is_signed(rules, signature) is False:
        raise DrawError(f"this isn't the signature of round {rules.round} of {rules.beacon}")
    randomness = beacon_randomness(signature)
    drawn_by = seed(rules, root, [randomness])
    drawn = draw(rules, drawn_by, entries)
    found = {
        "signature": signature.hex(),
        "randomness": randomness.hex(),
        "seed": drawn_by.hex(),
        "places_taken": drawn.places_taken,
        "selected": [one.hex() for one in drawn.selected],
        "waiting": [one.hex() for one in drawn.waiting],
        "void": [one.hex() for one in drawn.void],
    }
    write_json(folder / DRAWN, found)
    return found


def _must_be_ahead(rules: Rules, now: datetime) -> None:
    due = round_due(rules)
    if due <= now:
        raise DrawError(f"round {rules.round} of {rules.beacon} was due on {due:%Y-%m-%d %H:%M} UTC: too late")


def _rows(text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text), restkey="more", restval="")
    header = list(reader.fieldnames or ())
    if "registration" not in header or not set(header) <= set(ASKED):
        raise DrawError(f"line 1: the columns are registration and any of {', '.join(ASKED[1:])}")
    rows = list(reader)
    for line, row in enumerate(rows, 2):
        if "more" in row or not row["registration"].strip():
            raise DrawError(f"line {line}: has no registration, or more cells than the header")
    return rows


def _entry(key: bytes, row: dict[str, str], line: int) -> tuple[Listed, Receipt]:
    salt, registration = secrets.token_bytes(SALT_BYTES), row["registration"].strip()
    household = row.get("household", "").strip()
    tag = bytes.fromhex(_mark(key, b"household", household)) if household else b""
    try:
        tickets, places = (int(row.get(name) or "1") for name in ("tickets", "places"))
    except ValueError:
        raise DrawError(f"line {line}: tickets and places must be whole numbers") from None
    try:
        entry = in_order([Entry(commitment(salt, registration), tickets, places, tag)])[0]
    except DrawError as why:
        raise DrawError(f"line {line}: {why}") from None
    return Listed(entry, row.get("group", "").strip()), Receipt(registration, salt.hex(), entry.commitment.hex())


def _mark(key: bytes, what: bytes, text: str) -> str:
    return hmac.digest(key, fields(b"safar/1 draw mark", what, text.strip().encode()), sha256).hex()
