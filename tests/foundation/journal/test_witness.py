"""Two instances, each a process with a vault of its own: one watches the other and refuses what doesn't follow."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from safar.foundation.fetching import FetchFailed, fetch
from safar.foundation.journal.keys import journal_signer, witness_signer
from safar.foundation.journal.witnessing import watch

ROOT = Path(__file__).resolve().parents[3]
NAME = (
    "from safar.foundation.journal.witnessing import name_witness; name_witness('{}');"
    "from safar.foundation.journal.keys import journal_signer; print(journal_signer().key)"
)
CLOSE = (
    "from datetime import date; from safar.foundation.journal.closing import close_day; close_day(date(2026, 11, {}))"
)


@dataclass
class Instance:
    """A site of its own, driven by the command line as an operator drives it."""

    name: str
    var: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.var.mkdir(exist_ok=True)
        kept = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
        own = {"SAFAR_VAR": str(self.var), "SAFAR_JOURNAL_NAME": f"{self.name}.example/journal"}
        self.environment = kept | own | {"DJANGO_SETTINGS_MODULE": "tests.foundation.journal.served"}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def said(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def close(self, day: int) -> None:
        self.said("shell", "--no-imports", "-c", CLOSE.format(day))

    @contextmanager
    def served(self, port: int) -> Iterator[str]:
        """Serve the site on loopback as long as the block runs."""
        command = [sys.executable, "-m", "gunicorn", "safar.wsgi", "--bind", f"127.0.0.1:{port}"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=quiet, stderr=quiet)
        try:
            _wait(f"http://127.0.0.1:{port}/journal/key")
            yield f"http://127.0.0.1:{port}/journal"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


def _wait(url: str) -> bytes:
    for _ in range(100):
        with suppress(FetchFailed):
            return fetch(url).content
        time.sleep(0.1)
    raise AssertionError("the instance doesn't answer")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty site, made once and copied for each instance."""
    instance = Instance("empty", tmp_path_factory.mktemp("empty"))
    prepared = [sys.executable, "-m", "safar.foundation.prepare"]
    subprocess.run(prepared, cwd=ROOT, env=instance.environment, check=True, capture_output=True)
    return instance.var


@pytest.fixture
def watched(migrated: Path, tmp_path: Path) -> Instance:
    shutil.copytree(migrated, tmp_path / "watched")
    return Instance("watched", tmp_path / "watched")


def friend(*words: str) -> str:
    """Let this process, with a vault of its own, be the witness; gives what it says and how it ends."""
    said = StringIO()
    try:
        call_command(*words, stdout=said)
    except CommandError as error:
        return f"{error.returncode} {said.getvalue()}"
    return f"0 {said.getvalue()}"


@pytest.mark.django_db(databases=["default", "vault"])
def test_a_witness_signs_what_follows_and_refuses_a_fork(watched: Instance, tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/journal"
    ours = str(witness_signer().key)
    key = watched.said("shell", "--no-imports", "-c", f"{CLOSE.format(20)}; {NAME.format(ours)}")
    shutil.copytree(watched.var, tmp_path / "fork")  # the same host, with another past from the second day on
    friend("witness", "add", "watched.example/journal", key, url)
    with watched.served(port):
        assert friend("witness", "sign") == "0 watched.example/journal: signed\n"
        watched.close(21)
        assert friend("witness", "sign") == "0 watched.example/journal: signed\n"
        assert witness_signer().name.encode() in fetch(f"{url}/checkpoint").content
        assert f"signed by the witness {witness_signer().name}" in friend("audit", "--live", url, "--witness", ours)
        assert b"signed the checkpoint of 21 November 2026" in fetch(f"{url}/").content
    _refuses_the_fork(Instance("watched", tmp_path / "fork"), port)


def _refuses_the_fork(fork: Instance, port: int) -> None:
    with fork.served(port):
        assert "leaves were removed" in friend("witness", "sign")
        fork.close(21)
        assert "fork: it signed two roots for 128 leaves" in friend("witness", "sign")
        fork.close(22)
        refused = friend("witness", "sign")
        assert refused.startswith("1 ")
        assert "fork: no proof that its 192 leaves begin with the 128" in refused
        assert witness_signer().name.encode() not in fetch(f"http://127.0.0.1:{port}/journal/checkpoint").content


@pytest.mark.django_db(databases=["default", "vault"])
def test_a_journal_that_cannot_be_reached_is_not_signed() -> None:
    watch(journal_signer().name, str(journal_signer().key), "http://127.0.0.1:9/journal")
    said = friend("witness", "sign")
    assert said.startswith("1 ")
    assert "not signed" in said


KILLED = """
import os, signal
from datetime import date
from django.db import connections
from safar.foundation.journal.closing import close_day
asked = 0
def kill(execute, *words):
    global asked
    asked += 1
    if asked == {}:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*words)
with connections["vault"].execute_wrapper(kill):
    close_day(date(2026, 11, 20))
"""
FILL = """
from safar.foundation.journal.models import WaitingAct
WaitingAct.objects.bulk_create(
    WaitingAct(hash=number.to_bytes(32, "big"), salt=b"s", act=b"a", folder=1) for number in range(3000)
)
"""
COUNT = """
from safar.foundation.journal.models import ClosedAct, Leaf, WaitingAct
print(*(model.objects.count() for model in (Leaf, ClosedAct, WaitingAct)))
"""


def test_a_closing_that_is_killed_leaves_a_whole_tree(watched: Instance) -> None:
    """kill -9 before any of its statements: the tree is as it was, and the next closing appends all acts, once."""
    watched.said("shell", "--no-imports", "-c", FILL)
    for statement in (2, 9, 16, 23, 30):
        assert watched.run("shell", "--no-imports", "-c", KILLED.format(statement)).returncode == -signal.SIGKILL
    assert watched.said("shell", "--no-imports", "-c", COUNT) == "0 0 3000"
    watched.close(20)
    assert watched.said("shell", "--no-imports", "-c", COUNT) == "4096 3000 0"
    watched.said("journal", "publish", str(watched.var / "public"))
    assert watched.said("audit", str(watched.var / "public")).endswith("clean")
