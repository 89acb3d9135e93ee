"""The real names that the benches of the search stand on: one public register, its parties and its namesakes."""

from __future__ import annotations

import csv
import gzip
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench._noise import LATIN, OTHERS
from safar.foundation.search import Entry, Hit
from safar.rules.names import split_names, without_legal_form

MOST_NAMESAKES = 3


def registers() -> Path:
    if "SAFAR_REAL_DATA" not in os.environ:
        sys.exit("set SAFAR_REAL_DATA to the folder of real files that holds registers/")
    return Path(os.environ["SAFAR_REAL_DATA"]).resolve() / "registers"


def uk_entries() -> list[Entry]:
    """Give the United Kingdom's sponsors, one party for each name and town."""
    path = registers() / "uk" / "uk-sponsors-2026-07-03.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = dict.fromkeys((" ".join(row[0].split()), row[1].strip()) for row in csv.reader(file))
    rows.pop(("Organisation Name", "Town/City"))
    return [Entry(f"p{at}", name, (name,), "GB", town, ()) for at, (name, town) in enumerate(rows)]


def key(name: str) -> str:
    """Give a name without legal form and spaces: namesakes count as found."""
    return without_legal_form(name).replace(" ", "")


def noisy(entries: list[Entry], each: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Give (kind of noise, noisy name, true name), `each` of every kind, from names with few namesakes."""
    chance = Random(seed)
    count = Counter(key(part) for entry in entries for part in split_names(entry.name))
    rare = [e.name for e in entries if len(key(e.name)) >= 5 and _namesakes(e.name, count) <= MOST_NAMESAKES]
    traders = [name for name in rare if len(split_names(name)) > 1]
    others = [name for name in rare if len(split_names(name)) == 1]
    for kind, noise in (LATIN | OTHERS).items():
        for name in chance.sample(traders if kind == "trading" else others, each):
            yield kind, noise(name, chance), name


def _namesakes(name: str, count: Counter[str]) -> int:
    return max(count[key(part)] for part in split_names(name))


def rank(hits: list[Hit], name: str) -> int:
    """Give the place of the first hit that is the name or a part of it, 99 for none."""
    return rank_of([hit.name for hit in hits], name)


def rank_of(names: list[str], name: str) -> int:
    wanted = {key(part) for part in split_names(name)}
    places = (at for at, found in enumerate(names) if wanted & {key(part) for part in split_names(found)})
    return next(places, 99)
