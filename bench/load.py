"""How long a whole national register takes to load, beside the time `csv` needs to parse the same file.

Limits: the UK register (142,000 rows) in 20 s and 500 MB, the next week's edition in 10 s. Each load runs in a process
of its own, as an operator would run it; its peak memory is the operating system's figure for that process.

    script/bench load
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST, SECOND = "uk-sponsors-2026-06-26.csv.gz", "uk-sponsors-2026-07-03.csv.gz"
LIMIT_FIRST, LIMIT_SECOND, LIMIT_MB = 20.0, 10.0, 500


def parse_seconds(path: Path) -> float:
    """Give the time the standard library's reader takes for the file, unpacking included."""
    start = time.perf_counter()
    text = gzip.decompress(path.read_bytes()).decode()
    rows = sum(1 for _ in csv.reader(io.StringIO(text, newline="")))
    assert rows > 100_000
    return time.perf_counter() - start


def processor_seconds() -> float:
    """Give the processor time of the loads so far, their processes together."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed_load(path: Path, environment: dict[str, str]) -> tuple[float, float, float, dict[str, object]]:
    """Load a file with the command and give seconds, processor seconds, peak megabytes and the report."""
    used, start = processor_seconds(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", "load", "uk-sponsors", str(path), "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return seconds, processor_seconds() - used, peak, json.loads(done.stdout)


def main() -> None:
    folder = Path(os.environ["SAFAR_REAL_DATA"]).resolve() / "registers" / "uk"
    with tempfile.TemporaryDirectory() as var:
        environment = os.environ | {"SAFAR_VAR": var}
        for database in ("default", "vault"):
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--database", database],
                cwd=ROOT,
                env=environment,
                check=True,
            )
        for name, limit in ((FIRST, LIMIT_FIRST), (SECOND, LIMIT_SECOND)):
            parse = parse_seconds(folder / name)
            seconds, used, peak, report = timed_load(folder / name, environment)
            print(
                f"{name}: {report['status']}, {report['rows_read']:,} rows in {seconds:.1f} s"
                f" with {used:.1f} s of processor time ({seconds / limit:.2f} of the limit of {limit:.0f} s;"
                f" {seconds / parse:.0f} times csv's {parse:.2f} s),"
                f" peak {peak:.0f} MB ({peak / LIMIT_MB:.2f} of {LIMIT_MB} MB)"
            )


if __name__ == "__main__":
    main()
