"""How long a search takes through HTTP with eight clients at once: p99 at most 50 ms on the UK register's names.

Starts the server as script/server does (gunicorn, eight threads; one process, then two) on a free port of this machine,
asks a bounded number of noisy names, and stops it. The clients share the machine with it; the server's own processor
time a search is given beside, because it doesn't depend on what else runs.

    script/bench http
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from random import Random
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
CLIENTS, PER_CLIENT = 8, 150
LIMIT_MS = 50.0


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def noisy(name: str, random: Random) -> str:
    """Drop one letter and swap two, as a hand does."""
    letters = list(name)
    if len(letters) > 6:
        letters.pop(random.randrange(1, len(letters)))
        at = random.randrange(1, len(letters) - 2)
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def client(port: int, queries: list[str], times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for query in queries:
        start = time.perf_counter()
        connection.request("GET", f"/api/v1/find?name={quote(query)}")
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, (answer.status, query)


def main() -> None:
    real = Path(os.environ["SAFAR_REAL_DATA"]).resolve() / "registers" / "uk" / "uk-sponsors-2026-07-03.csv.gz"
    with tempfile.TemporaryDirectory() as var:
        environment = os.environ | {"SAFAR_VAR": var}
        python = [sys.executable, "manage.py"]
        for database in ("default", "vault"):
            subprocess.run(
                [*python, "migrate", "--verbosity", "0", "--database", database], cwd=ROOT, env=environment, check=True
            )
        subprocess.run([*python, "load", "uk-sponsors", str(real)], cwd=ROOT, env=environment, check=True)
        names = subprocess.run(
            [
                *python,
                "shell",
                "-v0",
                "-c",
                "from safar.rooms.registry.models import Record\n"
                "for name in Record.objects.order_by('key').values_list('name', flat=True)[::60]: print(name)",
            ],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.splitlines()
        for processes in (1, 2):
            measure(names, environment, processes)


def processor_seconds(server: int) -> float:
    """Give the processor time that the server's processes have used so far."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    stats = (Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children)
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def measure(names: list[str], environment: dict[str, str], processes: int) -> None:
    port, random = free_port(), Random(7)
    queries = [noisy(random.choice(names), random) for _ in range(CLIENTS * PER_CLIENT)]
    command = ["gunicorn", "safar.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8"]
    command += ["--workers", str(processes), "--log-level", "error"]
    server = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=environment)
    try:
        wait_for(port)
        for _ in range(processes):
            client(port, queries[:50], [])  # warm
        times: list[float] = []
        shares = [queries[place::CLIENTS] for place in range(CLIENTS)]
        threads = [threading.Thread(target=client, args=(port, share, times)) for share in shares]
        used, start = processor_seconds(server.pid), time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - start
        used = processor_seconds(server.pid) - used
    finally:
        server.terminate()
        server.wait(timeout=20)
    times.sort()
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(
        f"{processes} process(es): {len(times)} searches by {CLIENTS} clients in {seconds:.1f} s"
        f" ({len(times) / seconds:.0f} a second): p50 {p50:.1f} ms, p99 {p99:.1f} ms ({p99 / LIMIT_MS:.2f} of the limit"
        f" of {LIMIT_MS:.0f} ms); {used / len(times) * 1000:.1f} ms of processor time a search"
    )


if __name__ == "__main__":
    main()
