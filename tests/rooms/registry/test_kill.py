"""A load that is killed, or finds the disk full, leaves the last edition served and the next load working."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MANY = 6_000


class Site:
    """A record of its own in a folder, driven by the command line as an operator drives it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
        self.environment |= {"SAFAR_VAR": str(var), "DJANGO_SETTINGS_MODULE": "safar.settings"}
        self.run("migrate", "--verbosity", "0")

    def command(self, *words: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )

    def load(self, path: Path, *more: str) -> dict[str, object]:
        done = self.run("load", "xb-sponsors", str(path), "--json", *more)
        assert done.stdout, done.stderr
        report: dict[str, object] = json.loads(done.stdout)
        return report

    def kill_load(self, path: Path, seconds: float) -> int:
        """Start a load and kill it after some time; give how it ended."""
        process = subprocess.Popen(
            self.command("load", "xb-sponsors", str(path)),
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return process.wait()

    def names(self, text: str) -> list[str]:
        return [found["name"] for found in json.loads(self.run("find", text, "--json").stdout)]


def employers(path: Path, first: int, count: int) -> Path:
    """Write a made-up register of many employers."""
    rows = "".join(
        f"Works {number} of {number * 7919 % 9973},Town,A,Skilled\n" for number in range(first, first + count)
    )
    path.write_text("Employer,Town,Rating,Route\n" + rows, encoding="utf-8")
    return path


def test_killed_at_any_moment(tmp_path: Path) -> None:
    site = Site(tmp_path / "var")
    first = employers(tmp_path / "xb-2026-10-01.csv", 0, MANY)
    second = employers(tmp_path / "xb-2026-11-01.csv", 100, MANY)
    assert site.load(first)["status"] == "published"
    whole = time.monotonic()
    assert site.run("standing", "nobody").returncode == 4
    start = time.monotonic() - whole
    killed = 0
    for step in range(5):
        killed += site.kill_load(second, start * 0.6 + step * 0.3) == -signal.SIGKILL
        found = site.names("Works 50 of 6 9")
        assert any(name.startswith("Works 50 of") for name in found)
    assert killed >= 1, "the kills came too late to prove anything"
    report = site.load(second)
    assert report["status"] in {"published", "unchanged"}
    assert any(
        name.startswith(f"Works {MANY + 50} of")
        for name in site.names(f"Works {MANY + 50} of {(MANY + 50) * 7919 % 9973}")
    )


def test_a_full_disk_says_so_and_publishes_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path / "var")
    small = employers(tmp_path / "xb-2026-10-01.csv", 0, 50)
    large = employers(tmp_path / "xb-2026-11-01.csv", 0, MANY)
    assert site.load(small)["status"] == "published"
    limit = f"ulimit -f 1600; exec {sys.executable} {ROOT / 'manage.py'} load xb-sponsors {large} --json"
    done = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; {limit}"],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "nothing was published" in done.stderr
    assert site.names("Works 3 of")
    assert site.load(large)["status"] == "published"


def test_a_real_file_killed_in_the_middle(registers: Path, tmp_path: Path) -> None:
    """The same with publishers' files: a period is held, the next one's load is killed, and the first stays whole."""
    site = Site(tmp_path / "var")
    held, killed = (registers / "ca" / "lmia_positive" / name for name in ("March-2017.csv", "December-2024.xlsx"))
    done = site.run("load", "ca-lmia-positive", str(held), "--json")
    assert json.loads(done.stdout)["status"] == "published", done.stderr
    before = site.names("cargill")
    ends, seen = zip(*(kill_after(site, killed, wait) for wait in (0.8, 1.6, 2.4)), strict=True)
    again = site.run("load", "ca-lmia-positive", str(killed), "--json")
    assert json.loads(again.stdout)["status"] in {"published", "unchanged"}
    assert (ends[0], seen[0]) == (-signal.SIGKILL, before), "the first kill came too late to prove anything"
    assert all(names in (before, site.names("cargill")) for names in seen)


def kill_after(site: Site, file: Path, wait: float) -> tuple[int, list[str]]:
    """Kill a load of Canada's file some seconds after its start; give how it ended, and what the record then says."""
    process = subprocess.Popen(
        site.command("load", "ca-lmia-positive", str(file)),
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(wait)
    process.kill()
    return process.wait(), site.names("cargill")
