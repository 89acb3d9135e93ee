"""What we run is locked by hash, names no index, and carries a licence that lets everyone run it."""

from __future__ import annotations

import re
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.architecture.tree import ROOT

LOCKS = ("run", "dev")
BANNED = re.compile(r"AGPL|Affero|SSPL|Server Side Public|Commons Clause|BUSL|Elastic", re.IGNORECASE)
COPYLEFT = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public", re.IGNORECASE)


def entries(text: str) -> dict[str, tuple[Requirement, int]]:
    """Read a lock: each requirement and how many hashes it has."""
    found = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", "\n" + text):
        line = block.strip().split(" --hash")[0].replace("\\", "").split("\n")[0].strip()
        if line and not line.startswith("#"):
            one = Requirement(line)
            found[one.name.lower()] = (one, block.count("--hash=sha256:"))
    return found


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_has_an_exact_version_and_hashes(name: str) -> None:
    locked = entries(lock(name))
    assert len(locked) > 20
    loose = [
        one for one, (wanted, hashes) in locked.items() if not hashes or not str(wanted.specifier).startswith("==")
    ]
    assert loose == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_index(name: str) -> None:
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host", lock(name))


def test_the_dev_lock_holds_everything_of_the_run_lock() -> None:
    run, dev = entries(lock("run")), entries(lock("dev"))
    assert {name: str(one.specifier) for name, (one, _) in run.items()}.items() <= {
        name: str(one.specifier) for name, (one, _) in dev.items()
    }.items()


def licence_of(package: PackageMetadata) -> str:
    """Put together what a package says of its licence: expression, classifiers, the first words of the field."""
    classifiers = [line for line in package.get_all("Classifier") or [] if line.startswith("License ::")]
    free_text = (package.get("License") or "")[:200]
    return " | ".join(filter(None, [package.get("License-Expression"), *classifiers, free_text]))


def run_dependencies() -> list[str]:
    return [name for name, (one, _) in entries(lock("run")).items() if one.marker is None or one.marker.evaluate()]


@pytest.mark.parametrize("name", run_dependencies())
def test_every_run_dependency_lets_everyone_run_it(name: str) -> None:
    licence = licence_of(metadata(name))
    assert licence, f"{name} names no licence"
    assert not BANNED.search(licence), licence
    assert not COPYLEFT.search(licence) or "LGPL" in licence or "Lesser" in licence, licence


@pytest.mark.parametrize("words", ["AGPL-3.0-or-later", "GNU Affero General Public License v3", "SSPL-1.0", "GPL-3.0"])
def test_a_licence_that_does_not_would_be_seen(words: str) -> None:
    assert BANNED.search(words) or COPYLEFT.search(words)


def test_a_lock_without_hashes_would_be_seen(tmp_path: Path) -> None:
    locked = entries("django==5.2.19 \\\n    --hash=sha256:aa\nsegno==1.6.6\n    # via -r run.in\n")
    assert (locked["django"][1], locked["segno"][1]) == (1, 0)
