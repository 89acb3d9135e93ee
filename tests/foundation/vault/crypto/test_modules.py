"""The browser's modules: small enough for a slow phone, one release at a time, and without anything but themselves."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from safar import settings as real_settings
from safar.foundation import vault
from tests.foundation.vault.crypto import vector

FOLDER = Path(vault.__file__).parent / "static" / "vault"
FORMATS = ("wire", "keys", "hpke", "padding", "envelopes", "signatures", "cleaning", "selftest")
MODULES = [FOLDER / f"{name}.js" for name in (*FORMATS, "members")]
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""")


def imports(text: str) -> list[str]:
    return IMPORT.findall(text)


def reached(name: str) -> set[str]:
    """Give the modules that a module brings with it, itself too."""
    found, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [path.removeprefix("./") for path in imports((FOLDER / one).read_text(encoding="utf-8"))]
    return found


def test_what_a_worker_loads_stays_below_20_kilobytes() -> None:
    sizes = {name: len(gzip.compress((FOLDER / f"{name}.js").read_bytes(), 9)) for name in FORMATS}
    print({**sizes, "together": sum(sizes.values())})  # noqa: T201 - shown by pytest -s
    assert sum(sizes.values()) <= 20_000
    assert sizes["hpke"] <= 1_600


def test_the_self_test_brings_every_module_of_the_workers_side_and_no_other() -> None:
    assert reached("selftest.js") == {f"{name}.js" for name in FORMATS}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_modules_need_nothing_from_elsewhere_and_write_no_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert all(re.fullmatch(r"\./[a-z_]+\.js", one) for one in imports(text))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|\beval\b|localStorage|sessionStorage|console\.", text)
    assert not re.search(r"https?://|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket", text)


def test_hashed_names_reach_the_imports(settings: Settings, tmp_path: Path) -> None:
    """Collected as on a real site, every import names a file that is there and carries the hash of its content."""
    settings.STATIC_ROOT, settings.STORAGES = tmp_path, real_settings.STORAGES
    call_command("collectstatic", verbosity=0, interactive=False)
    names = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    for name in (f"vault/{path.name}" for path in MODULES):
        original = imports((tmp_path / name).read_text(encoding="utf-8"))
        hashed = imports((tmp_path / names[name]).read_text(encoding="utf-8"))
        assert ["./" + Path(names["vault/" + one.removeprefix("./")]).name for one in original] == hashed
        assert all((tmp_path / "vault" / one).is_file() for one in hashed)


def test_the_fingerprint_is_that_of_the_case_made_here() -> None:
    text = (FOLDER / "selftest.js").read_text(encoding="utf-8")
    assert f'FINGERPRINT = "{vector.fingerprint()}"' in text
