"""Runs the whole suite on SQLite, and what depends on the database again on PostgreSQL; ends with one line of counts.

script/test calls it with the names of the checks that failed before it. The groups run three at a time, each a process
of its own, the longest first, so that both cores are busy to the end although each waits now and then; the journeys run
in two browsers at once. What they print appears group by group, the quick and certain first, the browser last.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tests.needs import HOW, is_required
from tests.postgres import find_binaries, throwaway_cluster

TESTS = Path(__file__).parent
GROUPS = (("rules", "readers", "architecture", "foundation"), ("rooms", "pages"), ("journeys",))

AT_ONCE = 3
TWO_BROWSERS = ("-n", "2", "--dist", "worksteal")

RUNNING: list[subprocess.Popen[str]] = []


@dataclass(frozen=True)
class Outcome:
    """What one group of tests printed, and its counts."""

    title: str
    printed: str
    counts: Counter[str]


def has_tests(name: str) -> bool:
    return any((TESTS / name).rglob("test_*.py"))


def groups() -> list[list[str]]:
    """The folders of each group; a folder that no group names comes with the rooms."""
    named = {name for group in GROUPS for name in group}
    others = sorted(path.name for path in TESTS.iterdir() if path.is_dir() and path.name not in named)
    wanted = (GROUPS[0], (*GROUPS[1], *others), GROUPS[2])
    return [[f"tests/{name}" for name in group if has_tests(name)] for group in wanted]


def pytest(title: str, arguments: list[str], environment: dict[str, str]) -> Outcome:
    """Run pytest in a process of its own and read the counts that conftest.py leaves."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        running = subprocess.Popen(
            [sys.executable, "-m", "pytest", *arguments],
            env={**os.environ, **environment, "SAFAR_TEST_REPORT": report.name},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        RUNNING.append(running)
        printed, _ = running.communicate()
        counts = Counter(json.loads(Path(report.name).read_text(encoding="utf-8") or "{}"))
    if running.returncode not in {0, 1, 5} or (running.returncode == 1 and not counts["failed"]):
        counts["failed"] += 1
    return Outcome(title, printed, counts)


def on_sqlite(folders: list[str], *more: str) -> Outcome:
    title = f"pytest on SQLite: {' '.join(folders)}"
    return pytest(title, [*more, *folders], {"DATABASE_URL": "", "VAULT_URL": ""})


def on_postgres(folders: list[str]) -> Outcome:
    """Run what is marked `postgres` on a throwaway cluster; without PostgreSQL, say what to install."""
    title = "pytest on PostgreSQL: what depends on the database"
    if find_binaries() is None:
        lacking = Counter({"failed" if is_required("postgres") else "skipped: " + HOW["postgres"]: 1})
        return Outcome(title, HOW["postgres"], lacking)
    with throwaway_cluster() as addresses:
        return pytest(title, ["-m", "postgres", *folders], addresses)


def types() -> Outcome:
    """Check the types, which takes one core for half a minute and so goes along with the tests."""
    title = "types: mypy"
    running = subprocess.Popen(
        [sys.executable, "-m", "mypy"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    RUNNING.append(running)
    printed, _ = running.communicate()
    return Outcome(title, printed, Counter(failed=1) if running.returncode else Counter())


def stop(*_: object) -> NoReturn:
    """Asked to end, end the groups too, so that the throwaway cluster is taken down."""
    for running in RUNNING:
        running.terminate()
    sys.exit(143)


def main(failed_checks: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    start = time.monotonic()
    total = Counter(passed=0, failed=len(failed_checks))
    first, rooms, journeys = groups()
    with ThreadPoolExecutor(max_workers=AT_ONCE if (os.cpu_count() or 1) > 1 else 1) as slots:
        of_journeys, of_rooms = slots.submit(on_sqlite, journeys, *TWO_BROWSERS), slots.submit(on_sqlite, rooms)
        of_first, of_types = slots.submit(on_sqlite, first), slots.submit(types)
        of_postgres = slots.submit(on_postgres, [*first, *rooms])
        try:
            for one in (of_types, of_first, of_rooms, of_postgres, of_journeys):
                outcome = one.result()
                print(f"== {outcome.title}", outcome.printed.rstrip(), sep="\n", flush=True)
                total += outcome.counts
        finally:
            slots.shutdown(cancel_futures=True)
    return summarise(total, failed_checks, time.monotonic() - start)


def summarise(counts: Counter[str], failed_checks: list[str], seconds: float) -> int:
    """Say what was skipped and how to enable it, which checks failed, and the counts on the last line."""
    skipped = {key.removeprefix("skipped: "): number for key, number in counts.items() if key.startswith("skipped: ")}
    for reason, number in sorted(skipped.items()):
        print(f"skipped {number}: {reason}")
    for name in failed_checks:
        print(f"check failed: {name} (see above)")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {sum(skipped.values())} skipped in {seconds:.0f} s")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
