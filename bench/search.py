"""How fast a name is found, beside SQLite's FTS5 trigram index and rapidfuzz over the same names in the same run.

Limits: p50 ≤ 3 ms and p99 ≤ 12 ms among 127,000 names, 30 times faster than FTS5 at no lower recall; among 2.5 million
names (made up from the parts of real ones) p99 ≤ 60 ms and 4 GB. The queries are noisy names (bench/_noise.py). Times
are processor time: a search keeps to one core, so that on a machine with nothing else to do the clock says the same.

    SAFAR_REAL_DATA=… .venv/bin/python bench/search.py [--large [MILLIONS]]
"""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from anyascii import anyascii
from rapidfuzz import fuzz, process

from bench._names import noisy, rank_of, uk_entries
from safar.foundation.search import Entry, NameIndex
from safar.rules.names import search_words

P50, P99, FASTER = 3.0, 12.0, 30
LARGE, LARGE_P99, LARGE_GB = 2.5, 60.0, 4.0
Queries = list[tuple[str, str, str]]


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def timed(find: Callable[[str], list[str]], queries: Queries) -> tuple[list[float], list[int]]:
    """Give milliseconds of processor time and ranks; the first queries only warm up."""
    for _, written, _ in queries[:20]:
        find(written)
    times, ranks = [], []
    for _, written, name in queries:
        start = time.process_time()
        names = find(written)
        times.append((time.process_time() - start) * 1000)
        ranks.append(rank_of(names, name))
    return times, ranks


def line(said: str, times: list[float], ranks: list[int]) -> None:
    first, tenth = (sum(place < within for place in ranks) / len(ranks) for within in (1, 10))
    p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
    print(
        f"{said:24} p50 {p50:8.2f} ms  p99 {p99:8.2f} ms  R@1 {first:.3f}  R@10 {tenth:.3f}  n={len(times)}", flush=True
    )


def plain(name: str) -> str:
    """Give a name as one would index it without this project's rules: transliterated, lower case."""
    return str(anyascii(name)).lower()


def normalised(name: str) -> str:
    """Give a name as this project's index holds it: no legal form, words of the trade in common form."""
    return " ".join(search_words(name))


def fts5(entries: list[Entry], write: Callable[[str], str]) -> Callable[[str], list[str]]:
    """Give SQLite's trigram search: any trigram of the query, best by its own BM25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE names USING fts5(text, name UNINDEXED, tokenize='trigram')")
    rows = ((write(entry.name), entry.name) for entry in entries)
    database.executemany("INSERT INTO names VALUES (?, ?)", rows)

    def find(written: str) -> list[str]:
        text = write(written).replace('"', " ")
        grams = dict.fromkeys(text[at : at + 3] for at in range(len(text) - 2))
        asked = " OR ".join(f'"{gram}"' for gram in grams)
        found = database.execute("SELECT name FROM names WHERE text MATCH ? ORDER BY rank LIMIT 10", (asked,))
        return [name for (name,) in found] if grams else []

    return find


def rapid(entries: list[Entry]) -> Callable[[str], list[str]]:
    """Give rapidfuzz's plain ratio over the same normalised names."""
    texts = [" ".join(search_words(entry.name)) for entry in entries]

    def find(written: str) -> list[str]:
        found = process.extract(" ".join(search_words(written)), texts, scorer=fuzz.ratio, limit=10)
        return [entries[at].name for _, _, at in found]

    return find


def small(folder: Path) -> None:
    entries = uk_entries()
    start = time.perf_counter()
    index = NameIndex.open(folder)
    index.rebuild(entries, 1)
    print(f"{len(entries):,} parties indexed in {time.perf_counter() - start:.1f} s")
    queries = list(noisy(entries, 100, 41))
    ours = timed(lambda written: [hit.name for hit in index.find(written)], queries)
    line("safar", *ours)
    p50, p99 = percentile(ours[0], 0.5), percentile(ours[0], 0.99)
    print(f"  p50 {p50 / P50:.2f} of the limit of {P50} ms, p99 {p99 / P99:.2f} of {P99} ms")
    some = queries[::6]
    same = timed(lambda written: [hit.name for hit in index.find(written)], some)
    line("safar, every sixth query", *same)
    for said, write in (("FTS5 trigram", plain), ("FTS5 on our words", normalised)):
        beside = timed(fts5(entries, write), some)
        line(said, *beside)
        p50, p99 = (percentile(beside[0], share) / percentile(same[0], share) for share in (0.5, 0.99))
        print(f"  safar is {p50:.0f} times faster at p50, {p99:.0f} at p99 (limit {FASTER} times)")
    line("rapidfuzz ratio", *timed(rapid(entries), some))


def made_up(entries: list[Entry], count: int) -> Iterator[Entry]:
    """Make names from the beginnings and endings of real ones."""
    chance = Random(7)
    words = [entry.name.split() for entry in entries]
    for at in range(count):
        one, other = chance.choice(words), chance.choice(words)
        name = " ".join([*one[: (len(one) + 1) // 2], *other[len(other) // 2 :]])
        yield Entry(f"p{at}", name, (), "GB", "", ())


def large(folder: Path, millions: float) -> None:
    entries = uk_entries()
    start = time.perf_counter()
    index = NameIndex.open(folder)
    index.rebuild((entry for part in (entries, made_up(entries, int(millions * 1e6))) for entry in part), 1)
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e9
    print(
        f"{millions:g} million made-up names indexed in {time.perf_counter() - start:.0f} s, {disk:.2f} GB on the disk"
    )
    times, ranks = timed(lambda written: [hit.name for hit in index.find(written)], list(noisy(entries, 60, 43)))
    line("safar, large", times, ranks)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  p99 {percentile(times, 0.99) / LARGE_P99:.2f} of the limit of {LARGE_P99} ms;", end=" ")
    print(f"peak {peak:.2f} GB with the build, {peak / LARGE_GB:.2f} of {LARGE_GB} GB")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        if "--large" in sys.argv:
            given = sys.argv[sys.argv.index("--large") + 1 :]
            large(Path(folder), float(given[0]) if given else LARGE)
        else:
            small(Path(folder))


if __name__ == "__main__":
    main()
