"""The two halves of Safar in processes of their own: what each answers, what each has imported, what each can reach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from safar.foundation.environment import BadSetting
from safar.foundation.serving import served
from tests.architecture.tree import ROOT

ASK = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
for side in settings.DATABASES:
    call_command("migrate", database=side, verbosity=0)
client = Client(raise_request_exception=False)
said = {path: client.get(path).status_code for path in sys.argv[1:]}
loaded = [name for name in sys.modules if name.startswith("safar.readers")]
print(json.dumps({"said": said, "readers": loaded, "databases": list(settings.DATABASES)}))
"""
OF_THE_RECORD = ("/api/v1/openapi.json", "/check", "/registers", "/staff/registry/queue", "/how-it-works")
OF_CASES = ("/sealed/v1/work", "/journal/", "/staff/requests/")
OF_BOTH = ("/health", "/safety", "/ar/safety", "/transparency", "/figures", "/staff/login/")


@cache
def process(serve: str) -> Any:
    paths = ("/", *OF_THE_RECORD, *OF_CASES, *OF_BOTH)
    environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK, *paths],
        cwd=ROOT,
        env=environment | {"SAFAR_SERVE": serve},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", OF_BOTH)
@pytest.mark.parametrize("serve", ["public", "private", "both"])
def test_what_holds_nothing_private_is_served_by_each(serve: str, path: str) -> None:
    assert process(serve)["said"][path] == 200


@pytest.mark.parametrize("path", OF_CASES)
def test_cases_are_not_to_be_found_on_the_public_process(path: str) -> None:
    assert process("public")["said"][path] == 404
    assert process("private")["said"][path] in {200, 302}
    assert process("both")["said"][path] in {200, 302}


@pytest.mark.parametrize("path", OF_THE_RECORD)
def test_the_record_is_not_to_be_found_on_the_private_process(path: str) -> None:
    assert process("private")["said"][path] == 404
    assert process("public")["said"][path] in {200, 302}


def test_the_private_process_never_imports_a_reader() -> None:
    assert process("private")["readers"] == []
    assert process("public")["readers"] != [], "or the test could not fail"


def test_the_public_process_has_no_way_to_the_vault() -> None:
    assert process("public")["databases"] == ["default"]
    assert process("private")["databases"] == ["default", "vault"]


def test_another_word_stops_the_start() -> None:
    with pytest.raises(BadSetting, match="SAFAR_SERVE"):
        served("privat")
