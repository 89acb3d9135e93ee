"""Backups, restores and recovery attempts on a vault of its own: what was deleted is in no file's bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from safar.foundation.vault.backups import NoBackup, remove_old, restore
from safar.foundation.vault.wire import unb64
from tests.architecture.tree import ROOT
from tests.needs import lack
from tests.postgres import find_binaries, throwaway_cluster

FILE = """
import json, os, sys
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from tests.device import Device, found_body
from safar.foundation.vault.wire import b64
desk = found_body("centre")
told = []
for number in range(6):
    device = Device(Client())
    filing = device.filing(desk)
    assert device.post("file", filing).status_code == 201
    told.append({"proof": device.proof(), "blob": filing["entries"][0]["blob"], "cid": b64(device.cid),
                 "slot": filing["epoch"]["slots"][0]["sealed"], "record": filing["epoch"]["receipts"][0]["record"]})
print(json.dumps(told))
"""
COUNT = """
from safar.foundation.vault.models import Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
with vault_session(KEEP_HOUSE):
    print(Folder.objects.count())
"""
DELETE = """
import json, os
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
for proof in json.loads(os.environ["PROOFS"]):
    assert Client().post("/sealed/v1/delete", json.dumps(proof), content_type="application/json").status_code == 204
"""


class Site:
    def __init__(self, var: Path, addresses: dict[str, str] | None = None) -> None:
        self.var = var
        self.environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
        self.environment |= {
            "SAFAR_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "safar.settings",
            "PYTHONWARNINGS": "ignore",
        }
        self.environment |= addresses or {}

    def run(self, words: list[str], **more: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment | more, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, code: str, **more: str) -> str:
        return self.run(["manage.py", "shell", "-v0", "-c", code], **more)

    def safar(self, *words: str) -> str:
        return self.run(["manage.py", *words])


def pieces(text: str) -> bytes:
    """Some bytes of a sealed value, as they lie in a row."""
    raw = unb64(text)
    return raw[40:72] if len(raw) > 72 else raw


def hold(folder: Path, piece: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and piece in path.read_bytes()]


def test_what_was_deleted_is_in_no_byte_of_the_vault_and_comes_back_from_no_backup(
    prepared: Path, tmp_path: Path
) -> None:
    site = site_from(prepared, tmp_path)
    told = json.loads(site.shell(FILE))
    gone, kept = told[:3], told[3:]
    backup = Path(site.safar("vault", "backup", str(tmp_path / "backups")).strip())
    assert backup.stat().st_mode & 0o077 == 0
    assert hold(tmp_path / "var", pieces(gone[0]["blob"])), "or the search finds nothing at all"
    site.shell(DELETE, PROOFS=json.dumps([one["proof"] for one in gone]))
    site.safar("tick")
    for one in gone:
        for part in ("blob", "slot", "record", "cid"):
            assert hold(tmp_path / "var", pieces(one[part])) == []
    assert hold(tmp_path / "var", pieces(kept[0]["blob"])) == ["vault.sqlite3"]
    assert "3 deleted folders stay deleted" in site.safar("vault", "restore", str(backup))
    assert site.shell(COUNT).strip() == "3"
    assert hold(tmp_path / "var", pieces(gone[0]["blob"])) == []
    assert hold(tmp_path / "backups", b"pepper") == []


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty record and vault, made once and copied."""
    var = tmp_path_factory.mktemp("prepared") / "var"
    Site(var).run(["-m", "safar.foundation.prepare"])
    return var


def site_from(prepared: Path, folder: Path) -> Site:
    shutil.copytree(prepared, folder / "var")
    return Site(folder / "var")


def test_without_the_list_a_restore_would_bring_it_back(prepared: Path, tmp_path: Path) -> None:
    site = site_from(prepared, tmp_path)
    told = json.loads(site.shell(FILE))
    backup = site.safar("vault", "backup", str(tmp_path / "backups")).strip()
    site.shell(DELETE, PROOFS=json.dumps([told[0]["proof"]]))
    (tmp_path / "var" / "deletions").unlink()
    assert "0 deleted" in site.safar("vault", "restore", backup)
    assert site.shell(COUNT).strip() == "6"


@pytest.mark.parametrize(
    ("name", "says"), [("vault-2020-01-01.sqlite3", "older than seven"), ("x.sqlite3", "own name")]
)
def test_an_old_or_foreign_file_is_refused(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(NoBackup, match=says):
        restore(tmp_path / name, today=date(2026, 11, 26))


def test_old_backups_go(tmp_path: Path) -> None:
    for day in ("2026-11-18", "2026-11-19", "2026-11-26"):
        (tmp_path / f"vault-{day}.sqlite3").write_bytes(b"old")
    assert remove_old(tmp_path, today=date(2026, 11, 26)) == 1
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["vault-2026-11-19", "vault-2026-11-26"]


def test_on_postgresql_too(tmp_path: Path) -> None:
    if find_binaries() is None:
        lack("postgres")
    with throwaway_cluster() as addresses:
        site = Site(tmp_path / "var", addresses)
        site.run(["-m", "safar.foundation.prepare"])
        told = json.loads(site.shell(FILE))
        backup = site.safar("vault", "backup", str(tmp_path / "backups")).strip()
        site.shell(DELETE, PROOFS=json.dumps([one["proof"] for one in told[:2]]))
        site.safar("tick")
        assert "2 deleted folders stay deleted" in site.safar("vault", "restore", backup)
        assert site.shell(COUNT).strip() == "4"
