"""Rules are told the day; they never ask for it. (Imports of clocks are refused by the import contracts.)"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, modules, plant

CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "time_ns", "monotonic", "localtime", "gmtime"}
INPUTS = {"open", "input", "print", "exec", "eval", "__import__"}


def asks_a_clock(called: ast.expr) -> bool:
    """Is this date.today, datetime.now, time.time …? A moment's own `.time()` is none."""
    if not isinstance(called, ast.Attribute):
        return False
    return called.attr in CLOCKS or ast.unparse(called) == "time.time"


def impure(root: Path) -> list[str]:
    """Calls of a clock anywhere in rules and readers; calls of input and output in rules."""
    found = []
    for path, tree in modules("safar/rules", "safar/readers", root=root):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            if asks_a_clock(node.func):
                found.append(f"{path.relative_to(root)}:{node.lineno} asks a clock")
            if isinstance(node.func, ast.Name) and node.func.id in INPUTS and "rules" in path.parts:
                found.append(f"{path.relative_to(root)}:{node.lineno} calls {node.func.id}")
    return found


def test_rules_and_readers_ask_no_clock() -> None:
    assert impure(ROOT) == []


@pytest.mark.parametrize(
    "line",
    ["date.today()", "datetime.now()", "timezone.now()", "time.time()", "datetime.datetime.utcnow()", "open('x')"],
)
def test_a_planted_clock_is_seen(tmp_path: Path, line: str) -> None:
    plant(tmp_path, "safar/rules/status.py", f"def is_live() -> bool:\n    return bool({line})\n")
    assert len(impure(tmp_path)) == 1
