"""What rulebooks cost: a population on the full CRS table, sixty programmes for one person, beside OpenFisca-core.

OpenFisca-core (AGPL, no part of Safar) works out the same rules for the same made-up persons in the same run, in an
environment that is made in a temporary folder and thrown away. Times are of the processor, the least of several runs,
so that a busy machine says less; both sides are measured so.

    script/bench pathways
"""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

import numpy as np

from safar.rules.rulebook.asked import trial_values
from safar.rules.rulebook.browser import as_json
from safar.rules.rulebook.columns import Floats
from safar.rules.rulebook.population import Worked, work_out
from tests.rulebook_people import books, person, ready, today

PERSONS, ROUNDS, PROGRAMMES = 100_000, 9, 60
CRS = "ca-crs"
PEER = Path(__file__).with_name("_openfisca_crs.py")
LIMIT_MILLISECONDS, LIMIT_MILLIONS, LIMIT_RATIO = 2, 5, 3


def least(call: Callable[[], object]) -> float:
    """Give the least processor time of a call, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def population() -> dict[str, Floats]:
    """Make up persons with complete answers, near the figures that the table tells apart."""
    rng, book = np.random.default_rng(1), books()[CRS]
    trials = trial_values(today(CRS))
    asked = [name for name in book.facts if name not in book.totals]
    return {name: rng.choice([max(0, int(one)) for one in trials[name]], PERSONS).astype(np.int64) for name in asked}


def with_gaps(people: dict[str, Floats]) -> dict[str, Floats]:
    """Leave a third of the answers out."""
    rng = np.random.default_rng(2)
    return {
        name: np.where(rng.random(PERSONS) < 1 / 3, np.nan, column.astype(np.float64))
        for name, column in people.items()
    }


def peer(people: dict[str, Floats]) -> dict[str, str | float]:
    """Let OpenFisca-core work out the same persons, in an environment of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        venv.create(home / "venv", with_pip=True)
        python = home / "venv" / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-qq", "openfisca-core"], check=True, capture_output=True)
        (home / "rules.json").write_text(json.dumps(as_json([today(CRS)])), encoding="utf-8")
        np.savez(home / "people.npz", allow_pickle=False, **people)
        command = [python, PEER, home / "rules.json", home / "people.npz"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found: dict[str, str | float] = json.loads(done.stdout)
        return found


def digest(worked: Worked) -> str:
    assert worked.points is not None
    return hashlib.sha256(worked.points.low.astype(np.int64).tobytes()).hexdigest()


def main() -> None:
    people, edition = population(), today(CRS)
    ours = least(lambda: work_out(edition, people, PERSONS))
    print(f"CRS, {PERSONS:,} persons, all told: {PERSONS / ours / 1e6:.1f} M/s; at least {LIMIT_MILLIONS}")
    gaps = with_gaps(people)
    unsure = least(lambda: work_out(edition, gaps, PERSONS))
    print(f"a third of the answers missing: {PERSONS / unsure / 1e6:.2f} M/s")
    rnd, names = random.Random(3), sorted(books())[:PROGRAMMES]
    ones = {name: ready(name) for name in names}
    answers = {name: person(name, rnd, told=0.7) for name in names}
    whole = least(lambda: [one.evaluate(answers[name]) for name, one in ones.items()]) * 1000
    print(f"{PROGRAMMES} programmes with trace, one person: {whole:.2f} ms; at most {LIMIT_MILLISECONDS}")
    try:
        theirs = peer(people)
    except subprocess.CalledProcessError:
        sys.exit("OpenFisca-core could not be installed or run: no comparison")
    assert theirs["digest"] == digest(work_out(edition, people, PERSONS)), "the two don't agree"
    for what, key in (("filling its simulation counted", "whole"), ("its formulas alone", "only")):
        ratio = float(theirs[key]) / ours
        print(f"OpenFisca-core, the same totals: {ratio:.1f} times our time, {what}; at least {LIMIT_RATIO}")


if __name__ == "__main__":
    main()
