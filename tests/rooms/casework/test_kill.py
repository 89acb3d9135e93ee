"""kill -9 again and again during 1,000 submissions: every receipt that was answered opens its case afterwards."""

from __future__ import annotations

import contextlib
import http.client
import json
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

from safar.foundation.vault.wire import b64, unb64
from tests.device import Desk
from tests.needs import lack
from tests.postgres import find_binaries, throwaway_cluster
from tests.served import Site

MANY, SENDERS, KILLS = 1000, 6, 4


def filing(desk: Desk) -> dict[str, Any]:
    """What a device sends; the server can't tell these random bytes from sealed ones."""
    entry = {"eid": b64(secrets.token_bytes(16)), "kind": "account", "form": "1", "seen": b64(bytes(32))}
    slot = {"body": desk.id, "key_id": b64(desk.key_id), "purpose": "advise", "sealed": b64(secrets.token_bytes(113))}
    epoch = {
        "epoch": b64(secrets.token_bytes(16)),
        "commit": b64(secrets.token_bytes(32)),
        "token_sha256": b64(secrets.token_bytes(32)),
        "receipts": [{"tag": b64(secrets.token_bytes(32)), "record": b64(secrets.token_bytes(4096))}],
        "slots": [slot],
    }
    coarse = {"keep": "90-days", "category": "money", "jurisdiction": "XA", "filer": "worker", "urgency": "normal"}
    cid, point = b64(secrets.token_bytes(16)), b64(b"\x04" + secrets.token_bytes(64))
    entry["blob"] = b64(secrets.token_bytes(4096 + 28))
    return {"cid": cid, "consent_key": point, "epoch": epoch, "entries": [entry], **coarse}


def send(site: Site, waiting: Queue[dict[str, Any]], answered: list[tuple[str, str]], over: threading.Event) -> None:
    """Send until none is left; what got no answer may be there or not, and is not asked about."""
    while not over.is_set():
        try:
            one = waiting.get_nowait()
        except Empty:
            return
        with contextlib.suppress(OSError, http.client.HTTPException):
            answer = site.post("/sealed/v1/file", json.dumps(one))
            if answer.status_code == 201:
                receipt = one["epoch"]["receipts"][0]
                answered.append((receipt["tag"], receipt["record"]))
                continue
        time.sleep(0.02)


def kill_and_send(site: Site, desk: Desk) -> list[tuple[str, str]]:
    waiting: Queue[dict[str, Any]] = Queue()
    for _ in range(MANY):
        waiting.put(filing(desk))
    answered: list[tuple[str, str]] = []
    over = threading.Event()
    site.start()
    threads = [threading.Thread(target=send, args=(site, waiting, answered, over)) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for killed in range(KILLS):
        _wait_for(lambda killed=killed: len(answered) >= (killed + 1) * 40 or waiting.empty())  # type: ignore[misc]
        site.kill()
        site.start()
    for thread in threads:
        thread.join(timeout=120)
    over.set()
    return answered


def _wait_for(said: Any) -> None:
    until = time.monotonic() + 60
    while not said():
        assert time.monotonic() < until, "nothing was answered for a minute"
        time.sleep(0.001)


@contextlib.contextmanager
def addresses(kind: str) -> Iterator[dict[str, str]]:
    if kind == "sqlite":
        yield {}
        return
    if find_binaries() is None:
        lack("postgres")
    with throwaway_cluster(durable=True) as found:
        yield found


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_receipt_that_was_answered_opens(kind: str, tmp_path: Path) -> None:
    desk = Desk("centre")
    with addresses(kind) as found:
        site = Site(tmp_path, found)
        site.prepare(desk)
        answered = kill_and_send(site, desk)
        try:
            assert len(answered) > MANY // 4, "too few were answered to prove anything"
            lost = [tag for tag, record in answered if opened(site, tag) != unb64(record)]
        finally:
            site.kill()
    assert lost == []


def opened(site: Site, tag: str) -> bytes:
    answer = site.post("/sealed/v1/open", json.dumps({"tag": tag}))
    assert answer.status_code == 200
    return answer.content
