"""The 26 requirements of the firewall: each stands in docs/rooms/casework.md with tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

from tests.architecture.tree import ROOT

ROW = re.compile(r"^\| (FW-\d\d) \|(.*)$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def rows() -> dict[str, list[tuple[str, str]]]:
    text = (ROOT / "docs" / "rooms" / "casework.md").read_text(encoding="utf-8")
    return {number: NAMED.findall(rest) for number, rest in ROW.findall(text)}


def exists(root: Path, name: str, test: str) -> bool:
    path = root / "tests" / name
    return path.is_file() and f"def {test}(" in path.read_text(encoding="utf-8")


def test_every_requirement_names_its_tests() -> None:
    assert sorted(rows()) == [f"FW-{number:02}" for number in range(1, 27)]
    assert [number for number, named in rows().items() if not named] == []


def test_every_test_that_is_named_exists() -> None:
    named = [pair for found in rows().values() for pair in found]
    assert [pair for pair in named if not exists(ROOT, *pair)] == []
    assert not exists(ROOT, "architecture/test_requirements.py", "test_of_nothing")
