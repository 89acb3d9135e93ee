"""How many complaints a second the whole stack takes in, durably, beside the best-known peer's measured rate.

An open loop: 150 filings a second for a minute, sent at their time whether or not earlier ones were answered, over
loopback through gunicorn, Django, and the vault with synchronous=FULL (on PostgreSQL, where VAULT_URL names one).
Limits: p99 at most 100 ms, 150 MB (PSS) for the one worker process. Each filing carries 6 kB of account, which is
padded to 16 kB before it is sealed. Afterwards every receipt handed out is looked up.

    script/bench intake [--postgres] [--seconds 60] [--rate 150]
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import http.client
import json
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
LIMIT_MS, LIMIT_MB = 100.0, 150
PEER_NEW, PEER_OLD = 23.0, 0.6  # filings a second of the best-known peer: newest line by proxy, and its 5.0 line
SENDERS = 24
PREPARE = """
from datetime import date
from safar.foundation.vault.models import Body, BodyKey
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
with vault_session(KEEP_HOUSE):
    body = Body.objects.create(id="centre", name="Centre", kind="resource-centre", country="XA", organisation="Centre",
                               from_day=date(2026, 1, 1))
    BodyKey.objects.create(key_id=bytes(16), body=body, sealing=b"\\x04" + bytes(64), signing=b"\\x04" + bytes(64),
                           from_day=date(2026, 1, 1))
"""


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def filing() -> tuple[bytes, bytes]:
    """Give the tag and the body of a filing; the server can't tell these random bytes from sealed ones."""
    tag = secrets.token_bytes(32)
    entry = {
        "eid": b64(secrets.token_bytes(16)),
        "kind": "account",
        "form": "1",
        "seen": b64(bytes(32)),
        "blob": b64(secrets.token_bytes(16384 + 28)),
    }
    slot = {"body": "centre", "key_id": b64(bytes(16)), "purpose": "advise", "sealed": b64(secrets.token_bytes(113))}
    epoch = {
        "epoch": b64(secrets.token_bytes(16)),
        "commit": b64(secrets.token_bytes(32)),
        "token_sha256": b64(secrets.token_bytes(32)),
        "receipts": [{"tag": b64(tag), "record": b64(secrets.token_bytes(4096))}],
        "slots": [slot],
    }
    told = {
        "cid": b64(secrets.token_bytes(16)),
        "consent_key": b64(b"\x04" + secrets.token_bytes(64)),
        "epoch": epoch,
        "entries": [entry],
        "keep": "90-days",
        "category": "money",
        "jurisdiction": "XA",
        "filer": "worker",
        "urgency": "normal",
    }
    return tag, json.dumps(told).encode()


def sender(port: int, due: Queue[tuple[float, bytes, bytes] | None], times: list[float], given: list[bytes]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json"}
    while (one := due.get()) is not None:
        at, tag, body = one
        connection.request("POST", "/sealed/v1/file", body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 201, answer.status
        times.append((time.perf_counter() - at) * 1000)
        given.append(tag)


def open_loop(port: int, rate: int, seconds: int) -> tuple[list[float], list[bytes], float]:
    """Send at fixed times; the time of a filing counts from when it was due, waiting included."""
    due: Queue[tuple[float, bytes, bytes] | None] = Queue()
    times: list[float] = []
    given: list[bytes] = []
    threads = [threading.Thread(target=sender, args=(port, due, times, given)) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    made = [filing() for _ in range(rate * seconds)]  # before the clock starts: the sender shares the machine
    start = time.perf_counter()
    for number, (tag, body) in enumerate(made):
        at = start + 1 + number / rate
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put((at, tag, body))
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.join()
    return times, given, time.perf_counter() - start - 1


def opened(port: int, tags: list[bytes]) -> list[float]:
    """Look receipts up, and give the milliseconds that each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for tag in tags:
        start = time.perf_counter()
        connection.request(
            "POST", "/sealed/v1/open", json.dumps({"tag": b64(tag)}), {"Content-Type": "application/json"}
        )
        answer = connection.getresponse()
        assert answer.status == 200 and len(answer.read()) == 4096
        times.append((time.perf_counter() - start) * 1000)
    return times


def pss_mb(parent: int) -> float:
    """Give the proportional memory of the worker process below gunicorn's own, in megabytes."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    found = [re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.M) for one in children]
    return max(int(one[1]) for one in found if one) / 1024


@contextlib.contextmanager
def databases(postgres: bool) -> Iterator[dict[str, str]]:
    """Give the environment of a new record and vault; PostgreSQL runs in a throwaway cluster that does sync."""
    with tempfile.TemporaryDirectory(prefix="safar-bench-") as var:
        if not postgres:
            yield os.environ | {"SAFAR_VAR": var, "DATABASE_URL": "", "VAULT_URL": ""}
            return
        from tests.postgres import throwaway_cluster

        with throwaway_cluster(durable=True) as addresses:
            yield os.environ | {"SAFAR_VAR": var} | addresses


@contextlib.contextmanager
def server(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Serve as script/server does, one worker process; gives the port and gunicorn's process."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    command = ["gunicorn", "safar.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8"]
    running = subprocess.Popen([sys.executable, "-m", *command, "--log-level", "error"], cwd=ROOT, env=environment)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port, running.pid
    finally:
        running.terminate()
        running.wait(timeout=20)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--rate", type=int, default=150)
    wanted = asked.parse_args()
    with databases(wanted.postgres) as environment:
        subprocess.run([sys.executable, "-m", "safar.foundation.prepare"], cwd=ROOT, env=environment, check=True)
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", PREPARE], cwd=ROOT, env=environment, check=True
        )
        with server(environment) as (port, process):
            times, given, seconds = open_loop(port, wanted.rate, wanted.seconds)
            memory = pss_mb(process)
            looked_up = opened(port, given[:: max(1, len(given) // 500)])
    report(times, given, seconds, memory, looked_up, "PostgreSQL" if wanted.postgres else "SQLite")


def report(
    times: list[float], given: list[bytes], seconds: float, memory: float, looked_up: list[float], where: str
) -> None:
    times.sort()
    rate, p50, p99 = len(times) / seconds, times[len(times) // 2], times[int(len(times) * 0.99)]
    print(
        f"{where}: {len(given)} filings in {seconds:.0f} s, {rate:.0f} a second"
        f" ({rate / PEER_NEW:.1f} times the peer's newest line, {rate / PEER_OLD:.0f} times its 5.0 line):"
        f" p50 {p50:.1f} ms, p99 {p99:.1f} ms ({p99 / LIMIT_MS:.2f} of {LIMIT_MS:.0f} ms), slowest {times[-1]:.0f} ms"
    )
    print(f"memory of the worker process: {memory:.0f} MB PSS ({memory / LIMIT_MB:.2f} of {LIMIT_MB} MB)")
    print(f"a receipt looked up: p50 {statistics.median(looked_up):.1f} ms of {len(looked_up)}")


if __name__ == "__main__":
    main()
