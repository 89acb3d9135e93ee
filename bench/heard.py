"""How often a name typed as it was heard, in a dozen languages, finds its party among look-alikes and a real register.

Limits: R@1 ≥ .75, R@3 ≥ .92, and no look-alike ever called the name typed. The names (bench/heard_names.csv) are made
up by us, each with look-alikes, and stand among the 127,000 of the United Kingdom's register.

    SAFAR_REAL_DATA=… .venv/bin/python bench/heard.py
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._names import uk_entries
from safar.foundation.search import Entry, NameIndex
from safar.rules.names import closeness

LIMITS = (0.75, 0.92)


def heard() -> list[tuple[str, str, str, list[str]]]:
    with Path(__file__).with_name("heard_names.csv").open(newline="", encoding="utf-8") as file:
        return [
            (row["language"], row["heard"], row["name"], row["lookalikes"].split(" | ")) for row in csv.DictReader(file)
        ]


def main() -> None:
    rows = heard()
    names = dict.fromkeys(name for _, _, right, others in rows for name in (right, *others))
    entries = [Entry(f"h{at}", name, (name,), "", "", ()) for at, name in enumerate(names)]
    ranks: dict[str, list[int]] = defaultdict(list)
    called_the_same, alone = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        index = NameIndex.open(Path(folder))
        index.rebuild([*uk_entries(), *entries], 1)
        for language, written, right, _ in rows:
            found = [hit.name for hit in index.find(written)]
            place = found.index(right) if right in found else 99
            ranks[language].append(place)
            ranks["all"].append(place)
            called_the_same += sum(closeness(written, name) == "same" for name in found if name != right)
            alone += right in found and closeness(written, right) != "far"
    for language, places in ranks.items():
        shares = [sum(place < within for place in places) / len(places) for within in (1, 3, 10)]
        print(f"{language:11} R@1 {shares[0]:.3f}  R@3 {shares[1]:.3f}  R@10 {shares[2]:.3f}  n={len(places)}")
    shares = [sum(place < within for place in ranks["all"]) / len(rows) for within in (1, 3)]
    print(f"of the limits: R@1 {shares[0] / LIMITS[0]:.3f}, R@3 {shares[1] / LIMITS[1]:.3f}")
    print(f"look-alikes called the name typed: {called_the_same} (limit 0)")
    print(f"right names found and called the same or close: {alone} of {len(rows)}")


if __name__ == "__main__":
    main()
