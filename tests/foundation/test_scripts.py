"""The scripts as people run them: real processes, an empty folder, and nothing but the result on standard output."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var") / "made by the script"


def safar(var: Path, *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAFAR_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    kept.pop("VAULT_URL", None)
    command = [str(ROOT / "script" / "safar"), *words]
    return subprocess.run(
        command, cwd=cwd, env={**kept, "SAFAR_VAR": str(var)}, capture_output=True, text=True, check=False
    )


def test_an_empty_folder_gets_both_databases_and_only_the_result_is_printed(var: Path) -> None:
    done = safar(var, "staff", "add", "amina", "--role", "judge")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/staff/welcome/[\w-]{43}/\n", done.stdout)
    assert "Preparing the two databases" in done.stderr
    assert {path.name for path in var.glob("*.sqlite3")} == {"record.sqlite3", "vault.sqlite3"}


def test_the_second_time_nothing_is_prepared(var: Path) -> None:
    done = safar(var, "staff", "list")
    assert done.stdout.startswith("amina\tjudge")
    assert "Preparing" not in done.stderr


def test_it_loads_no_example(var: Path) -> None:
    with sqlite3.connect(var / "record.sqlite3") as record:
        tables = [name for (name,) in record.execute("SELECT name FROM sqlite_master WHERE name LIKE 'registry_%'")]
        assert "registry_edition" in tables
        assert record.execute("SELECT count(*) FROM registry_edition").fetchone() == (0,)


def test_the_vault_has_no_table_of_the_record(var: Path) -> None:
    with sqlite3.connect(var / "vault.sqlite3") as vault:
        names = {name for (name,) in vault.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names <= {"django_migrations", "sqlite_sequence"}


def test_a_database_taken_away_is_made_again(var: Path) -> None:
    for path in var.glob("record.sqlite3*"):
        path.unlink()
    done = safar(var, "staff", "list")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Preparing" in done.stderr


def test_it_runs_from_anywhere_and_paths_count_from_there(tmp_path: Path) -> None:
    done = safar(Path("here"), "staff", "list", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "here" / "record.sqlite3").exists()


def test_a_mistake_ends_with_an_error_and_an_empty_output(var: Path) -> None:
    done = safar(var, "staff", "add", "jo", "--role", "immigration officer")
    assert done.returncode != 0
    assert done.stdout == ""
    assert "is none of" in done.stderr


@pytest.mark.parametrize("name", ["server", "test", "safar", "lock", "messages", "bench", "_env", "_record"])
def test_a_script_is_read_at_a_glance(name: str) -> None:
    text = (ROOT / "script" / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 30
    assert name.startswith("_") or (text.startswith("#!/bin/sh\n") and os.access(ROOT / "script" / name, os.X_OK))
    shell = subprocess.run(["sh", "-n", ROOT / "script" / name], capture_output=True, text=True, check=False)
    assert shell.returncode == 0, shell.stderr
