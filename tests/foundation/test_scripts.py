"""The scripts as people run them: real processes, an empty folder, and nothing but the result on standard output."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from safar.foundation.databases import PRIVATE_APPS
from tests.needs import lack
from tests.postgres import find_binaries, throwaway_cluster

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var") / "made by the script"


def without_settings() -> dict[str, str]:
    """The environment of someone who has set nothing; the tests' own settings stay out of it."""
    ours = ("SAFAR_", "DJANGO_", "DATABASE_URL", "VAULT_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def safar(var: Path, *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "script" / "safar"), *words]
    clean = {**without_settings(), "SAFAR_VAR": str(var)}
    return subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)


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
    private = tuple(f"{app}_" for app in PRIVATE_APPS)
    assert {name for name in names if not name.startswith(private)} <= {"django_migrations", "sqlite_sequence"}
    assert "vault_folder" in names


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


@contextmanager
def server(var: Path, **environment: str) -> Iterator[str]:
    """Run script/server on a free port until the block ends."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    clean = {**without_settings(), "SAFAR_VAR": str(var), "SAFAR_BIND": address, **environment}
    with (var.parent / "server.log").open("wb") as log:
        running = subprocess.Popen([ROOT / "script" / "server"], env=clean, stderr=log, start_new_session=True)
        try:
            yield f"http://{address}"
        finally:
            running.terminate()
            running.wait(timeout=20)


def answer(address: str, seconds: float = 60) -> tuple[int, bytes]:
    """Ask until the server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urlopen(address, timeout=10) as page:  # noqa: S310 - our own server
                return page.status, page.read()
        except HTTPError as refused:
            return refused.code, b""
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def check_serves_the_example(var: Path, **environment: str) -> None:
    with server(var, **environment) as site:
        assert answer(f"{site}/health")[0] == 200
        status, home = answer(f"{site}/")
        assert (status, b"<h1" in home) == (200, True)
        assert answer(f"{site}/static/design/tokens.css")[0] == 200


def test_the_server_makes_what_it_needs_and_serves_the_example(tmp_path: Path) -> None:
    check_serves_the_example(tmp_path / "var")
    with sqlite3.connect(tmp_path / "var" / "record.sqlite3") as record:
        assert record.execute("SELECT count(*) FROM registry_edition").fetchone()[0] > 0
    assert safar(tmp_path / "var", "example", "--clear").returncode == 0
    with server(tmp_path / "var") as site:
        assert answer(f"{site}/health")[0] == 200
    with sqlite3.connect(tmp_path / "var" / "record.sqlite3") as record:
        assert record.execute("SELECT count(*) FROM registry_edition").fetchone() == (0,), "cleared, it stays away"


def test_the_same_on_postgresql(tmp_path: Path) -> None:
    if find_binaries() is None:
        lack("postgres")
    with throwaway_cluster() as addresses:
        check_serves_the_example(tmp_path / "var", **addresses)
        assert not list((tmp_path / "var").glob("*.sqlite3"))
