"""The import contracts of pyproject.toml know every room, and break when a forbidden import is planted."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tree import ROOT, plant


def contracts() -> dict[str, dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["name"][0]: one for one in settings["tool"]["importlinter"]["contracts"]}


def rooms() -> set[str]:
    return {path.parent.name for path in (ROOT / "safar" / "rooms").glob("*/apps.py")}


def test_every_room_stands_in_the_contracts() -> None:
    names = {f"safar.rooms.{room}" for room in rooms()}
    assert set(contracts()["4"]["containers"]) == names
    assert set(contracts()["5"]["layers"]) == rooms()
    with_rows = {f"{name}.models" for name in names if (ROOT / name.replace(".", "/") / "models.py").is_file()}
    assert set(contracts()["6"]["protected_modules"]) == with_rows


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with one bad import for each contract that can be broken by one room."""
    root = tmp_path_factory.mktemp("contracts")
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copytree(ROOT / "safar", root / "safar", ignore=shutil.ignore_patterns("static", "templates", "__pycache__"))
    plant(root, "safar/rules/planted.py", "import random\n")
    plant(root, "safar/readers/planted.py", "from django.conf import settings\n")
    plant(root, "safar/foundation/planted.py", "from safar.rooms.registry import queries\n")
    plant(root, "safar/pages/planted.py", "from safar.rooms.registry import models\n")
    plant(root, "safar/pages/sealing.py", "from safar.foundation.vault import holdings\n")
    plant(root, "safar/foundation/vault/planted.py", "from safar.readers import dates\n")
    plant(root, "safar/rooms/registry/access/__init__.py", "from safar.rooms.registry import views\n")
    (root / "safar/rooms/registry/access.py").unlink(missing_ok=True)
    return root


def test_planted_imports_break_the_contracts(copy: Path) -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=copy, capture_output=True, text=True, check=False)
    broken = {line.split(".")[0].strip() for line in done.stdout.splitlines() if line.rstrip().endswith("BROKEN")}
    assert broken == {"1", "2", "3", "4", "6", "7", "8"}, done.stdout
