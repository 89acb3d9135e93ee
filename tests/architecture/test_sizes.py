"""Nothing grows past what one reads at a glance: function 60 lines, view 20, module 400, template 120."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, functions, modules, plant, templates

FUNCTION, VIEW, MODULE, TEMPLATE = 60, 20, 400, 120
FOLDERS = ("safar", "tests", "bench")


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_view(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A function of a room or of the pages whose first argument is the request."""
    shown = "rooms" in path.parts or "pages" in path.parts
    return shown and "safar" in path.parts and bool(node.args.args) and node.args.args[0].arg == "request"


def too_long(root: Path) -> list[str]:
    found = []
    for path, tree in modules(*FOLDERS, root=root):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MODULE:
            found.append(f"{path.relative_to(root)}: {lines} lines")
        for node in functions(tree):
            limit = VIEW if is_view(path, node) else FUNCTION
            if length(node) > limit:
                found.append(f"{path.relative_to(root)}: {node.name} has {length(node)} lines, limit {limit}")
    for path in templates(root):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > TEMPLATE:
            found.append(f"{path.relative_to(root)}: {lines} lines")
    return found


def test_nothing_is_too_long() -> None:
    assert too_long(ROOT) == []


def test_each_limit_is_felt(tmp_path: Path) -> None:
    plant(tmp_path, "safar/rooms/a/views.py", "def show(request):\n" + "    x = 1\n" * 20)
    plant(tmp_path, "safar/rules/a.py", "def work():\n" + "    x = 1\n" * 60)
    plant(tmp_path, "safar/rules/b.py", "x = 1\n" * 401)
    plant(tmp_path, "safar/rooms/a/templates/a/show.html", "<p>\n" * 121)
    assert len(too_long(tmp_path)) == 4


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    plant(tmp_path, "safar/rooms/a/views.py", "def show(request):\n" + "    x = 1\n" * 19)
    plant(tmp_path, "safar/rules/a.py", "def work():\n" + "    x = 1\n" * 59)
    assert too_long(tmp_path) == []
