"""The real server on a site of its own, for tests that kill it, dump it, or look at every byte it leaves behind."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import public_of
from safar.foundation.vault.wire import b64
from tests.architecture.tree import ROOT
from tests.device import Desk

FOUND = """
import json, os
from datetime import date
from safar.foundation.vault.models import Body, BodyKey, Member, MemberWrap
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.foundation.vault.wire import unb64
told = json.loads(os.environ["TOLD"])
day = date(2026, 1, 1)
with vault_session(KEEP_HOUSE):
    body = Body.objects.create(id=told["id"], name="Centre", kind="resource-centre", country="XA",
                               organisation="Centre", from_day=day)
    key = BodyKey.objects.create(key_id=unb64(told["key_id"]), body=body, sealing=unb64(told["sealing"]),
                                 signing=unb64(told["signing"]), from_day=day)
    for staff in (1, 2):
        member = Member.objects.create(body=body, staff=staff, public=unb64(told["sealing"]), wrapped=b"x")
        MemberWrap.objects.create(key=key, member=member, sealed=b"x")
"""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status_code: int
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class Site:
    """A site in a folder: its files, its log, its temporary files, its processes."""

    folder: Path
    more: dict[str, str] = field(default_factory=dict)
    port: int = 0
    running: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        for name in ("var", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
        own = {"SAFAR_VAR": str(self.folder / "var"), "TMPDIR": str(self.folder / "tmp")}
        fixed = {"SAFAR_INSTANCE": b64(instance_id()), "DJANGO_SETTINGS_MODULE": "safar.settings"}
        return kept | own | fixed | self.more | {"PYTHONWARNINGS": "ignore"}

    def prepare(self, desk: Desk) -> None:
        """Migrate, collect the static files, and bring in a body with its public keys."""
        self.run("-m", "safar.foundation.prepare")
        self.run("manage.py", "collectstatic", "--noinput", "-v0")
        publics = {"sealing": b64(public_of(desk.sealing)), "signing": b64(public_of(desk.signing))}
        told = json.dumps({"id": desk.id, "key_id": b64(desk.key_id)} | publics)
        self.run("manage.py", "shell", "-v0", "-c", FOUND, TOLD=told)

    def run(self, *words: str, **more: str) -> str:
        command = [sys.executable, *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment | more, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Serve as script/server does."""
        command = ["gunicorn", "safar.wsgi", "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"]
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-m", *command, "--threads", "8", "--log-level", "warning"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def kill(self) -> None:
        """Kill the server and its workers at once, as a power cut does."""
        assert self.running is not None
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()

    def processes(self) -> list[int]:
        """The server's process and its workers."""
        assert self.running is not None
        parent = self.running.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [parent, *map(int, children)]

    def post(self, path: str, data: str | bytes, content_type: str = "application/json", **_: Any) -> Answer:
        """Post as a browser does; the test's Device takes this in place of Django's client."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, data, {"Content-Type": content_type})
            answer = connection.getresponse()
            return Answer(answer.status, answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read())
        finally:
            connection.close()


@contextlib.contextmanager
def served_site(folder: Path, desk: Desk, **more: str) -> Iterator[Site]:
    """A site that runs, and is gone afterwards."""
    site = Site(folder, more)
    site.prepare(desk)
    site.start()
    try:
        yield site
    finally:
        if site.running is not None and site.running.poll() is None:
            site.kill()
