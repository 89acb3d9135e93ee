"""Checks a public draw with nothing but Python: python3 verify_draw.py FOLDER [SALT REGISTRATION]

FOLDER holds rules.json, entries.csv, closed.json, drawn.json as they were published. With salt and registration from a
receipt it also says where that entry came. It checks SHA-256(signature) = randomness and everything after it. The
beacon's signature itself is checked where drand-verify is installed (pip install drand-verify); it says which it did.
Ends with 0 if all is right, with 1 if something isn't.
"""

from __future__ import annotations

import csv
import hmac
import json
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

Row = tuple[bytes, int, int, bytes]
CLOCKS = {"drand quicknet": (1_692_803_367, 3), "drand default": (1_595_431_050, 30)}
SIGNATURE_BYTES = {"drand quicknet": 48, "drand default": 96}


def fields(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def merkle_root(leaves: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()


def leaf(row: Row) -> bytes:
    mark, tickets, places, household = row
    numbers = tickets.to_bytes(4, "big"), places.to_bytes(4, "big")
    return sha256(b"\x00" + fields(b"safar/1 draw leaf", mark, *numbers, household)).digest()


def rank(seed: bytes, row: Row) -> bytes:
    tickets = (fields(b"safar/1 draw rank", row[0], number.to_bytes(4, "big")) for number in range(row[1]))
    return min(hmac.digest(seed, ticket, "sha256") for ticket in tickets)


def rules_bytes(rules: dict[str, Any]) -> bytes:
    flag = "1" if rules["one_per_household"] else "0"
    parts = rules["title"], str(rules["places"]), str(rules["round"]), rules["beacon"], rules["overflow"], flag
    return fields(*(part.encode() for part in (*parts, rules["fallback"])))


def drawn(rules: dict[str, Any], order: list[Row]) -> dict[str, list[str]]:
    """Hand out the places in order of rank by the household rule and the rule for what no longer fits."""
    found: dict[str, list[str]] = {"selected": [], "waiting": [], "void": []}
    households: set[bytes] = set()
    taken, stopped = 0, False
    for mark, _, places, household in order:
        fits = taken + places <= rules["places"]
        exceeds = rules["overflow"] == "exceed" and taken < rules["places"]
        if rules["one_per_household"] and household and household in households:
            found["void"].append(mark.hex())
        elif not stopped and (fits or exceeds):
            found["selected"].append(mark.hex())
            taken += places
            households.add(household)
        else:
            stopped = stopped or (rules["overflow"] == "stop" and not fits)
            found["waiting"].append(mark.hex())
    return found


def read_rows(folder: Path) -> list[Row]:
    with (folder / "entries.csv").open(encoding="utf-8", newline="") as file:
        cells = [(one["commitment"], one["tickets"], one["places"], one["household"]) for one in csv.DictReader(file)]
    rows = [
        (bytes.fromhex(mark), int(tickets), int(places), bytes.fromhex(tag)) for mark, tickets, places, tag in cells
    ]
    return sorted(rows)


def beacon(rules: dict[str, Any], signature: bytes) -> tuple[str, bool]:
    """Check the beacon's own signature with drand-verify, where it is installed; say what was done."""
    not_checked = "beacon's signature: NOT checked here; compare it with the beacon's published round"
    if len(signature) != SIGNATURE_BYTES.get(rules["beacon"], len(signature)):
        return "beacon's signature: as long as this beacon's signatures are", False
    if rules["beacon"] != "drand quicknet":
        return not_checked, True
    try:
        from drand_verify import verify_quicknet
    except ImportError:
        return f"{not_checked}, or install drand-verify", True
    try:
        return "beacon's signature: checked by drand-verify", bool(verify_quicknet(rules["round"], signature.hex()))
    except (ValueError, OverflowError):
        return "beacon's signature: checked by drand-verify", False


def not_early(rules: dict[str, Any]) -> tuple[str, bool]:
    """Compare the day on which the round is due with this computer's clock."""
    if rules["beacon"] not in CLOCKS:
        return "the round is due: NOT checked, nobody knows this beacon's clock", True
    first, period = CLOCKS[rules["beacon"]]
    return "the round is due", first + (rules["round"] - 1) * period <= time.time()


def checks(folder: Path) -> list[tuple[str, bool]]:
    """Give every check with its outcome."""
    rules, closed, told = (json.loads((folder / f"{name}.json").read_bytes()) for name in ("rules", "closed", "drawn"))
    rows = read_rows(folder)
    root = merkle_root([leaf(row) for row in rows])
    signature = bytes.fromhex(told["signature"])
    randomness = sha256(signature).digest()
    seed = sha256(fields(b"safar/1 draw seed", sha256(rules_bytes(rules)).digest(), root, randomness)).digest()
    order = sorted(rows, key=lambda row: (rank(seed, row), row[0]))
    found = drawn(rules, order)
    places = {row[0].hex(): row[2] for row in rows}
    return [
        ("no entry stands twice", len({row[0] for row in rows}) == len(rows) == closed["entries"]),
        ("root of the entries", root.hex() == closed["root"]),
        ("SHA-256(signature) = randomness", randomness.hex() == told["randomness"]),
        ("seed of rules, root and randomness", seed.hex() == told["seed"]),
        *((f"{name}, in order", found[name] == told[name]) for name in ("selected", "waiting", "void")),
        ("places taken", sum(places[one] for one in found["selected"]) == told["places_taken"]),
        not_early(rules),
        beacon(rules, signature),
    ]


def own_place(folder: Path, salt: str, registration: str) -> str:
    """Say where the entry of a receipt came."""
    mark = sha256(fields(b"safar/1 draw entry", bytes.fromhex(salt), registration.encode())).hexdigest()
    told = json.loads((folder / "drawn.json").read_bytes())
    for name in ("selected", "waiting", "void"):
        if mark in told[name]:
            return f"your entry: {name}, number {told[name].index(mark) + 1}"
    return "your entry: NOT in the list"


def main(words: list[str]) -> int:
    if len(words) not in {1, 3}:
        sys.stderr.write("python3 verify_draw.py FOLDER [SALT REGISTRATION]\n")
        return 2
    folder = Path(words[0])
    try:
        found = checks(folder)
        mine = own_place(folder, words[1], words[2]) if len(words) == 3 else ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as why:
        sys.stdout.write(f"WRONG: the record can't be read: {type(why).__name__} {why}\n")
        return 1
    for words_of, is_right in found:
        sys.stdout.write(f"{'right' if is_right else 'WRONG'}: {words_of}\n")
    if mine:
        sys.stdout.write(f"{mine}\n")
    return int(not all(is_right for _, is_right in found) or "NOT" in mine)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
