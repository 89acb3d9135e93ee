"""The project's own files, for tests that walk the tree."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".venv", "var", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis"}


def tracked(root: Path = ROOT) -> list[Path]:
    """Files that are part of the project or about to be; without git, everything that isn't made by running it."""
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return sorted(path for line in listed.stdout.splitlines() if (path := root / line).is_file())
    return sorted(path for path in root.rglob("*") if path.is_file() and not NOT_OURS & set(path.parts))


def modules(*folders: str, root: Path = ROOT) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file in the folders with its syntax tree, migrations left out."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def templates(root: Path = ROOT) -> list[Path]:
    return sorted((root / "safar").rglob("templates/**/*.html"))


def plant(root: Path, name: str, text: str) -> Path:
    """Write a made-up file, for the half of a test that proves that it can fail."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
