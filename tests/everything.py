"""Runs the whole suite on SQLite, then what depends on the database again on PostgreSQL; ends with one line of counts.

script/test calls it with the names of the checks that failed before it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.needs import HOW, is_required
from tests.postgres import find_binaries, throwaway_cluster

TESTS = Path(__file__).parent
FIRST = ("rules", "readers", "architecture", "foundation", "rooms")
LAST = ("journeys",)


def folders() -> list[str]:
    """The quick and certain first, the browser last."""
    others = {path.name for path in TESTS.iterdir() if any(path.glob("**/test_*.py"))} - {*FIRST, *LAST}
    return [f"tests/{name}" for name in (*FIRST, *sorted(others), *LAST) if (TESTS / name).is_dir()]


def pytest(arguments: list[str], environment: dict[str, str]) -> Counter[str]:
    """Run pytest in a process of its own and read the counts that conftest.py leaves."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        environment = {**os.environ, **environment, "SAFAR_TEST_REPORT": report.name}
        code = subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode
        counts = Counter(json.loads(Path(report.name).read_text() or "{}"))
    if code not in {0, 1, 5} or (code == 1 and not counts["failed"]):
        counts["failed"] += 1
    return counts


def main(failed_checks: list[str]) -> int:
    start = time.monotonic()
    counts = Counter(passed=0, failed=len(failed_checks))
    print("== pytest on SQLite", flush=True)
    counts += pytest(folders(), {})
    print("== pytest on PostgreSQL: what depends on the database", flush=True)
    if find_binaries() is not None:
        with throwaway_cluster() as addresses:
            counts += pytest(["-m", "postgres", *folders()], addresses)
    elif is_required("postgres"):
        counts["failed"] += 1
        print(HOW["postgres"])
    else:
        counts["skipped: " + HOW["postgres"]] += 1
    return summarise(counts, failed_checks, time.monotonic() - start)


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
