"""An open loop of requests against a whole server, for benches of what workers send.

Requests go out at their time whether or not earlier ones were answered, over loopback through gunicorn, Django and the
vault with synchronous=FULL, or on PostgreSQL in a throw-away cluster that does sync.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
SENDERS = 24


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def sender(
    port: int, address: str, due: Queue[tuple[float, bytes, bytes] | None], times: list[float], given: list[bytes]
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/json"}
    while (one := due.get()) is not None:
        at, tag, body = one
        connection.request("POST", address, body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 201, answer.status
        times.append((time.perf_counter() - at) * 1000)
        given.append(tag)


def open_loop(
    port: int, rate: int, seconds: int, address: str, make: Callable[[], tuple[bytes, bytes]]
) -> tuple[list[float], list[bytes], float]:
    """Send at fixed times; the time of one counts from when it was due, waiting included.

    `make` gives the tag and the body of one. Gives the times in milliseconds, the tags, and how many seconds it took.
    """
    due: Queue[tuple[float, bytes, bytes] | None] = Queue()
    times: list[float] = []
    given: list[bytes] = []
    threads = [threading.Thread(target=sender, args=(port, address, due, times, given)) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    made = [make() for _ in range(rate * seconds)]  # before the clock starts: the sender shares the machine
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


def prepare(environment: dict[str, str], code: str) -> None:
    """Make the tables, and what the bench needs in them."""
    subprocess.run([sys.executable, "-m", "safar.foundation.prepare"], cwd=ROOT, env=environment, check=True)
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", code], cwd=ROOT, env=environment, check=True)


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


def _answers(port: int) -> bool:
    """Say whether the site answers: gunicorn takes connections a second before its worker has loaded anything."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/health")
        return connection.getresponse().status > 0
    return False


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
            if _answers(port):
                break
            time.sleep(0.1)
        yield port, running.pid
    finally:
        running.terminate()
        running.wait(timeout=20)
