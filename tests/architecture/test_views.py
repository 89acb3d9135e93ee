"""Views ask `access` and `queries`; they never reach into tables themselves."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, modules, plant

SHELL = {"views.py", "staff_views.py", "api.py", "feeds.py", "reconcile.py"}


def reaching_in(root: Path) -> list[str]:
    """Uses of `.objects` in the shell of a room."""
    found = []
    for path, tree in modules("safar/rooms", "safar/pages", "safar/foundation", root=root):
        if (path.name in SHELL and path.parent.name != "queries") or path.parent.name in {"views", "api"}:
            found += [
                f"{path.relative_to(root)}:{node.lineno}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
            ]
    return found


def test_no_view_reaches_into_tables() -> None:
    assert reaching_in(ROOT) == []


def test_one_that_does_would_be_seen(tmp_path: Path) -> None:
    plant(tmp_path, "safar/rooms/a/views.py", "def show(request, pk):\n    return Party.objects.get(pk=pk)\n")
    assert len(reaching_in(tmp_path)) == 1
