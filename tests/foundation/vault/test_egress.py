"""A whole life of a case, and the day's duties: the private process opens no connection to anybody (FW-21)."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.architecture.tree import ROOT

LIVE = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
seen = []
WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "smtplib.connect")
sys.addaudithook(lambda event, args: seen.append(event) if event in WATCHED else None)
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
for side in settings.DATABASES:
    call_command("migrate", database=side, verbosity=0)
from django.test import Client
from django.utils import timezone
from safar.rooms.casework.actions.tick import tick
from tests.device import Device, found_body
device, desk = Device(Client(raise_request_exception=False)), found_body("centre")
assert device.file(desk).status_code == 201
device.add("more")
device.folder()
for path in ("/help", "/safety", "/transparency", "/figures", "/health", "/bodies/", "/journal/", "/no-such-page"):
    device.client.get(path)
said = [one.duty for one in tick(now=timezone.now()) if not one.error]
device.post("delete", device.proof())
before = list(seen)
import socket
try:
    socket.create_connection(("127.0.0.1", 9), timeout=0.1)
except OSError:
    pass
print(json.dumps({"seen": before, "duties": said, "control": seen[len(before):]}))
"""


def test_no_connection_is_opened() -> None:
    environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LIVE],
        cwd=ROOT,
        env=environment | {"SAFAR_SERVE": "private"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["seen"] == []
    assert len(found["duties"]) >= 8
    assert "socket.connect" in found["control"], "or the hook sees nothing"
