"""What the tests of draws do again and again: open, enter people, verify, look at the page; a round that is over."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import call_command
from django.test import Client

from tests.rules.test_public_draw import RULES, SIGNATURE

ROUND = RULES.round
DUE = datetime(2023, 9, 15, 11, 0, 3, tzinfo=UTC)
DAY = timedelta(days=1)
Clock = Callable[[timedelta], None]
VERIFIER = Path(__file__).parents[3] / "safar/rooms/pathways/static/pathways/verify_draw.py"


def twin_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a small twin of drand-verify in its place: it knows one signature, and raises for any other."""

    def verify_quicknet(number: int, signature: str) -> str:
        if (number, signature) != (ROUND, SIGNATURE.hex()):
            raise ValueError("Verification Failed")
        return "fc18"

    package = ModuleType("drand_verify")
    package.verify_quicknet = verify_quicknet  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "drand_verify", package)


def one_line(number: int) -> str:
    household = f"H{number // 4}" if number % 3 else ""
    return f"P-{number},{1 + number % 3},{1 + number % 2},{household},{('south', 'north')[number % 2]}"


PEOPLE = "\n".join(["registration,tickets,places,household,group", *map(one_line, range(60))])


def run(*words: object) -> str:
    out = io.StringIO()
    call_command("draw", *map(str, words), stdout=out)
    return out.getvalue().strip()


def verified(folder: Path, *receipt: str, package: Path | None = None) -> tuple[int, str]:
    """Run the verifier with the standard library alone, or with one folder of packages beside it."""
    alone = ["-S"] if package else ["-I", "-S"]
    command = [sys.executable, *alone, VERIFIER, folder, *receipt]
    path = {"PYTHONPATH": str(package)} if package else {}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=path)
    return done.returncode, done.stdout


def shown(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'")


def opened(folder: Path, *more: str) -> Path:
    run("open", folder, "--title", "Pacific places", "--places", 12, "--round", ROUND, *more)
    return folder


def entered(folder: Path, text: str = PEOPLE) -> list[dict[str, str]]:
    path = folder.parent / "people.csv"
    path.write_text(text, encoding="utf-8")
    return list(csv.DictReader(io.StringIO(run("commit", folder, path))))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
