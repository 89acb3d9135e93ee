"""The private process's log: a canary in arguments, path, body and message of an error, and none of it written."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from safar.foundation.vault.private_logs import PrivateFormatter
from tests.architecture.tree import ROOT

CANARY = "canary-5f1e"
SERVE = """
import os, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
for side in settings.DATABASES:
    call_command("migrate", database=side, verbosity=0)
from django.core import mail
from django.test import Client
import safar.rooms.casework.api.routes as routes
def fail(*args, **more):
    raise RuntimeError(f"a secret: {args} {more}")
routes.file_case = fail
client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77")
print(client.post("/sealed/v1/file?where=CANARY", sys.argv[1], content_type="application/json").status_code)
print(client.get("/no-such-page/CANARY").status_code)
print(client.get("/health", HTTP_HOST="CANARY.example").status_code)
import logging
logging.getLogger("some.library").warning("said %s", "CANARY")
logging.getLogger("gunicorn.error").error("Error handling request /CANARY")
logging.getLogger("django.security.csrf").error("CANARY")
""".replace("CANARY", CANARY)


def filing() -> str:
    from tests.device import b64

    zero = {size: b64(bytes(size)) for size in (16, 32, 64)}
    entry = {
        "eid": zero[16],
        "kind": "account",
        "form": "1",
        "seen": zero[32],
        "blob": b64(CANARY.encode().ljust(4124)),
    }
    slot = {"body": CANARY, "key_id": zero[16], "purpose": "advise", "sealed": b64(bytes(113))}
    receipt = {"tag": b64(CANARY.encode().ljust(32)), "record": b64(bytes(4096))}
    epoch = {"epoch": zero[16], "commit": zero[32], "token_sha256": zero[32], "receipts": [receipt], "slots": [slot]}
    coarse = {"keep": "90-days", "category": "money", "jurisdiction": "XA", "filer": "worker", "urgency": "normal"}
    point = b64(b"\x04" + bytes(64))
    return json.dumps({"cid": zero[16], "consent_key": point, "epoch": epoch, "entries": [entry], **coarse})


@pytest.mark.parametrize("serve", ["private", "both"])
def test_no_message_path_argument_or_address_is_written(serve: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SERVE, filing()],
        cwd=ROOT,
        env=environment | {"SAFAR_SERVE": serve},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["500", "404", "400"]
    for secret in (CANARY, CANARY[7:], "203.0.113", "sealed/v1", "a secret", "said"):
        assert secret not in done.stderr, done.stderr
    assert " ERROR RuntimeError " in done.stderr
    assert "Traceback" not in done.stderr


def record(**more: object) -> logging.LogRecord:
    return logging.LogRecord("x", logging.ERROR, str(Path("/a/secret.py")), 7, f"{CANARY} %s", (CANARY,), **more)  # type: ignore[arg-type]


def test_a_line_names_class_module_line_and_day_alone() -> None:
    try:
        int(CANARY)
    except ValueError:
        line = PrivateFormatter().format(record(exc_info=sys.exc_info()))
    day, level, what, where = line.split()
    assert (len(day), level, what) == (10, "ERROR", "ValueError")
    assert where.startswith(("tests.foundation.vault.test_logs:", "test_logs:"))


def test_a_line_without_an_error_names_its_place() -> None:
    assert PrivateFormatter().format(record(exc_info=None)).split()[1:] == ["ERROR", "-", "secret:7"]


def test_another_formatter_would_be_seen() -> None:
    assert CANARY in logging.Formatter().format(record(exc_info=None))
