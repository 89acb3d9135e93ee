"""Names say what a thing is; every module says why it is there; nothing is left half done."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.tree import ROOT, modules, plant, tracked

SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "base", "common"}
SAY_NOTHING |= {"misc", "core", "lib", "stuff"}
FOLDERS = ("safar", "tests", "bench")
UNDONE = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b")
TEXTS = {".py", ".html", ".css", ".js", ".md", ".toml", ".sh", ""}


def empty_names(root: Path) -> list[str]:
    """Modules and folders whose name, or a part of it, says nothing."""
    found = []
    for path, _ in modules(*FOLDERS, root=root):
        for part in path.relative_to(root).with_suffix("").parts:
            if SAY_NOTHING & set(part.lower().split("_")):
                found.append(str(path.relative_to(root)))
    return found


def without_a_reason(root: Path) -> list[str]:
    """Modules without a docstring; a conftest or package counts too."""
    return [str(path.relative_to(root)) for path, tree in modules(*FOLDERS, root=root) if not ast.get_docstring(tree)]


def undone(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        if path.suffix in TEXTS and UNDONE.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(str(path))
    return found


def test_every_name_says_something() -> None:
    assert empty_names(ROOT) == []


def test_every_module_says_why_it_exists() -> None:
    assert without_a_reason(ROOT) == []


def test_nothing_is_left_for_later() -> None:
    assert undone(tracked()) == []


def test_planted_offences_are_seen(tmp_path: Path) -> None:
    plant(tmp_path, "safar/rooms/a/date_utils.py", "x = 1\n")
    path = plant(tmp_path, "safar/rooms/services/a.py", '"""A reason."""\n# TO' + "DO later\n")
    assert empty_names(tmp_path) == ["safar/rooms/a/date_utils.py", "safar/rooms/services/a.py"]
    assert without_a_reason(tmp_path) == ["safar/rooms/a/date_utils.py"]
    assert undone([path]) == [str(path)]
