"""How well "same, maybe or different" decides pairs from two Canadian lists, and how fast.

Limits: precision of *same* at least .99 at a recall of at least .95, and 5,000 decisions a second. The labels 1 and 0
of the pairs count; pairs whose label is open are only shown. Beside it stands what the bare equality of names would do.

    SAFAR_REAL_DATA=… .venv/bin/python bench/pairs.py
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from safar.rules.matching import candidate_from, decide
from safar.rules.names import match_key

PRECISION, RECALL, SPEED = 0.99, 0.95, 5_000


def rows() -> list[dict[str, str]]:
    path = Path(os.environ["SAFAR_REAL_DATA"]) / "registers" / "match" / "ca_ircc_x_lmia_pairs_dev.csv"
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def decision(row: dict[str, str]) -> str:
    one = candidate_from(row["ircc_operating"], row["ircc_legal"], row["ircc_address"])
    other = candidate_from(row["lmia_employer"], "", row["lmia_address"])
    return decide(one, other).decision


def by_name_alone(row: dict[str, str]) -> str:
    keys = {match_key(row["ircc_operating"]), match_key(row["ircc_legal"])}
    return "same" if match_key(row["lmia_employer"]) in keys else "different"


def scores(decided: list[tuple[str, str]]) -> tuple[float, float]:
    """Give precision and recall of *same* on the pairs labelled 1 or 0."""
    count = Counter((label, found == "same") for label, found in decided if label in "01")
    right, wrong, missed = count["1", True], count["0", True], count["1", False]
    return right / max(1, right + wrong), right / max(1, right + missed)


def main() -> None:
    pairs = rows()
    start = time.process_time()
    decided = [(row["rule_label"], decision(row)) for row in pairs]
    speed = len(pairs) / (time.process_time() - start)
    precision, recall = scores(decided)
    plain = scores([(row["rule_label"], by_name_alone(row)) for row in pairs])
    print(
        f"{len(pairs)} pairs; precision of same {precision:.4f} ({precision / PRECISION:.2f} of the limit),"
        f" recall {recall:.4f} ({recall / RECALL:.2f} of the limit)"
    )
    print(f"beside it, equal names alone: precision {plain[0]:.4f}, recall {plain[1]:.4f}")
    print(f"{speed:,.0f} decisions a second of processor time, first reading of each name included:", end=" ")
    print(f"{speed / SPEED:.1f} times the limit of {SPEED:,}")
    for (label, found), count in sorted(Counter(decided).items()):
        print(f"  label {label:2} {found:9} {count}")
    if "--missed" in sys.argv:
        for row, (label, found) in zip(pairs, decided, strict=True):
            if (label == "1" and found != "same") or (label == "0" and found == "same"):
                print(label, found, [row[key] for key in list(row)[:3]], row["lmia_employer"], row["lmia_address"])


if __name__ == "__main__":
    main()
