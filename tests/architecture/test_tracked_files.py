"""The project speaks of itself alone: no file names a machine or a package index. And the promised files exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.architecture.tree import ROOT, plant, tracked

INDEXES = ["pypi" + ".org/simple", "files.python" + "hosted.org", "registry.npm" + "js.org", "proxy.golang" + ".org"]
PLACES = re.compile(r"(?<![\w.])/(?:ro" + r"ot|wo" + r"rk|ho" + r"me/\w+|Us" + r"ers/\w+)/[\w.]")


def own_index() -> list[str]:
    """Host names that this machine's pip is told to use: they must never slip into a file."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    addresses = re.findall(r"https?://[^\s'\"\\]+", listed.stdout + os.environ.get("PIP_INDEX_URL", ""))
    return [host for one in addresses if (host := urlsplit(one).hostname) and host != "py" + "pi.org"]


def leaks(paths: list[Path], hosts: list[str]) -> list[str]:
    found = []
    for path in paths:
        if path.suffix in {".png", ".woff2", ".gz", ".xlsx", ".xls", ".pdf", ".zip", ".ico"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path}: {hit[0]}" for hit in [PLACES.search(text)] if hit]
        found += [f"{path}: {host}" for host in hosts if host in text]
    return found


def test_no_file_names_a_machine_or_an_index() -> None:
    assert leaks(tracked(), INDEXES + own_index()) == []


@pytest.mark.parametrize(
    "text", ["see /ro" + "ot/.venv", "--index-url https://pypi" + ".org/simple", "cd /wo" + "rk/main"]
)
def test_a_planted_leak_is_seen(tmp_path: Path, text: str) -> None:
    assert len(leaks([plant(tmp_path, "docs/a.md", text)], INDEXES)) == 1


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE"])
def test_the_files_that_a_stranger_looks_for_are_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 200


@pytest.mark.parametrize("command", ["./script/server", "./script/test"])
def test_the_two_commands_of_the_readme_exist(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert os.access(ROOT / command, os.X_OK)


def long_lines(changelog: str) -> list[str]:
    """Entries of more than 17 words; a list's marker and code marks aren't words."""
    entries = [line[2:] for line in changelog.splitlines() if line.startswith(("- ", "* "))]
    return [line for line in entries if len(line.split()) > 17]


def test_the_changelog_is_one_short_line_a_change() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [line for line in changelog.splitlines() if line.startswith("- ")]
    assert long_lines(changelog) == []


def test_a_long_entry_would_be_seen() -> None:
    assert long_lines("- " + "word " * 18) and not long_lines("- " + "word " * 17)


def test_the_version_is_one(tmp_path: Path) -> None:
    import tomllib

    from safar import VERSION

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
