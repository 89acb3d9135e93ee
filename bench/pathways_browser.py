"""Rulebooks on the worker's device: the same answers as the engine for 1,000 persons each, and what they cost there.

    script/bench pathways_browser

Every programme in the system's Chromium; then sixty programmes for one person on a processor slowed four times.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import sys

from playwright.sync_api import Page, sync_playwright

from safar.rooms.pathways.words import wording_in
from safar.rules.rulebook.browser import as_json
from safar.rules.rulebook.scalar import told_of
from tests.needs import chromium
from tests.pathways_device import COUNTRIES, MODULES, by_engine, on_device, people_of, rules_of, serve_modules
from tests.rulebook_people import books, person, today

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safar.settings")
LANGUAGES = ("en", "ar", "es", "fil", "hi", "ne")
PERSONS, ASKED, PROGRAMMES, ROUNDS, SLOWED = 1_000, 20, 60, 15, 4
MOST_MILLISECONDS, MOST_BYTES = 20, 60_000
TIMED = """async ([files, people, rounds]) => {
  const { evaluate, opened } = await import("/evaluate.js");
  const open = files.map(opened);
  const ready = people.map(([at, id, told]) => [open[at], id, new Map(Object.entries(told))]);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    for (const one of ready) evaluate(...one);
    times.push(performance.now() - begin);
  }
  return [times[0], times.sort((a, b) => a - b)[Math.floor(rounds / 2)]];
}"""


def compare(page: Page) -> tuple[int, int]:
    """Give how many persons were compared, and how many answers differ."""
    compared = different = 0
    for country in COUNTRIES:
        people = people_of(country, PERSONS, ASKED, seed="bench")
        for one, there in zip(people, on_device(page, country, people), strict=True):
            compared += 1
            different += there != by_engine(*one)
    return compared, different


def timed(page: Page) -> tuple[float, float]:
    """Give the first and the median time of sixty programmes for one person, in milliseconds, slowed."""
    rnd, names = random.Random(3), sorted(books())[:PROGRAMMES]
    people = [
        (COUNTRIES.index(books()[name].country), name, told_of(today(name), person(name, rnd, told=0.7)))
        for name in names
    ]
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    first, median = page.evaluate(TIMED, [[rules_of(one) for one in COUNTRIES], people, ROUNDS])
    return float(first), float(median)


def sizes() -> int:
    """Print the bytes of script and of the largest country's rules, language by language; give the most that travel."""
    scripts = [path.read_bytes() for path in MODULES.glob("*.js")]
    most = 0
    for language in LANGUAGES:
        rules = max((text_of(country, language) for country in COUNTRIES), key=len)
        parts = [*scripts, rules]
        packed = sum(len(gzip.compress(part)) for part in parts)
        print(f"script and rules of the largest country, {language}: {sum(map(len, parts)):,} bytes, {packed:,} packed")
        most = max(most, packed)
    return most


def text_of(country: str, language: str) -> bytes:
    editions = [today(name) for name, book in sorted(books().items()) if book.country == country]
    made = as_json(editions, wording_in(language))
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def main() -> None:
    travels = sizes()
    print(f"the most that travels: {travels:,} bytes; at most {MOST_BYTES:,}")
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        page = browser.new_page()
        serve_modules(page)
        compared, different = compare(page)
        print(f"{compared:,} persons over {len(books())} programmes: {different} answers differ; at most 0")
        first, median = timed(page)
        print(
            f"{PROGRAMMES} programmes, processor slowed {SLOWED} times: {median:.1f} ms (the first time {first:.1f} ms)"
        )
        print(f"at most {MOST_MILLISECONDS} ms")
        browser.close()
    sys.exit(bool(different) or median > MOST_MILLISECONDS or travels > MOST_BYTES)


if __name__ == "__main__":
    main()
