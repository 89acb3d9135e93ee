"""How often a badly written name still finds its party among 127,000 names of a real register.

Limits: Latin letters R@1 ≥ .95 and R@10 ≥ .985; Cyrillic, Arabic and Devanagari R@1 ≥ .93 and R@10 ≥ .98. The noise is
our own (bench/_noise.py); its seed here is not one that weights were chosen on. Beside it stand pairs of names that
others labelled as one organisation, without and with the ordering by likeness, so that it has to earn its place.

    SAFAR_REAL_DATA=… .venv/bin/python bench/recall.py [how many of each kind]
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._names import noisy, rank, registers, uk_entries
from bench._noise import LATIN
from safar.foundation import name_query
from safar.foundation.search import Entry, NameIndex

LIMITS = {"Latin": (0.95, 0.985), "other scripts": (0.93, 0.98)}
SEED = 20261124


def labelled() -> list[tuple[str, str]]:
    """Give pairs of names of one organisation, both ways round, as others labelled them."""
    with (registers() / "match" / "nomenklatura_name_bench_cases.csv").open(newline="", encoding="utf-8") as file:
        pairs = [
            (row["name1"], row["name2"])
            for row in csv.DictReader(file)
            if row["schema"] in ("Company", "Organization") and row["is_match"] == "true"
        ]
    training = json.loads((registers() / "match" / "osh_dedupe_training.json").read_text())
    pairs += [tuple(side["name"] for side in pair["__value__"]) for pair in training["match"]]
    return [pair for one, other in pairs if one.lower() != other.lower() for pair in ((one, other), (other, one))]


def recall(ranks: list[int], within: int) -> float:
    return sum(place < within for place in ranks) / len(ranks)


def on_noise(index: NameIndex, entries: list[Entry], each: int) -> None:
    ranks: dict[str, list[int]] = defaultdict(list)
    for kind, written, name in noisy(entries, each, SEED):
        found = rank(index.find(written), name)
        ranks[kind].append(found)
        ranks["Latin" if kind in LATIN else "other scripts"].append(found)
    for kind, places in ranks.items():
        first, tenth = recall(places, 1), recall(places, 10)
        limit = LIMITS.get(kind)
        beside = (
            f"  limits {limit[0]}, {limit[1]}: {first / limit[0]:.3f}, {tenth / limit[1]:.3f} of them" if limit else ""
        )
        print(f"{kind:15} R@1 {first:.3f}  R@10 {tenth:.3f}  n={len(places)}{beside}")


def on_labels(index: NameIndex, pairs: list[tuple[str, str]]) -> None:
    """Ask for one name of a pair and look for the other; the asked name itself, where it is held, doesn't count."""
    weights = name_query.WHOLE, name_query.OWN
    for said, (name_query.WHOLE, name_query.OWN) in (("retrieval alone", (0.0, 0.0)), ("with likeness", weights)):
        ranks = []
        for asked, wanted in pairs:
            names = [hit.name for hit in index.find(asked, limit=11) if hit.name != asked]
            ranks.append(names.index(wanted) if wanted in names else 99)
        print(f"real labels, {said:16} R@1 {recall(ranks, 1):.3f}  R@10 {recall(ranks, 10):.3f}  n={len(ranks)}")


def main() -> None:
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    entries, pairs = uk_entries(), labelled()
    more = [Entry(f"x{at}", name, (name,), "", "", ()) for at, name in enumerate(sorted({b for _, b in pairs}))]
    with tempfile.TemporaryDirectory() as folder:
        index = NameIndex.open(Path(folder))
        index.rebuild([*entries, *more], 1)
        on_noise(index, entries, each)
        on_labels(index, pairs)


if __name__ == "__main__":
    main()
