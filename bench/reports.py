"""How many reports on recruiters a second the whole stack takes in, durably, at the rate of the intake of complaints.

150 reports a second for a minute, in an open loop. Limits: p99 at most 100 ms; the one worker process at most 150 MB
(PSS). Half are about one party, as in a campaign. Beside it, the physical limit of the same run: a row of the same size
written and synced by the database alone. Afterwards receipts are looked up, and the cards of all reports are drawn.

    script/bench reports [--postgres] [--seconds 60] [--rate 150]
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench._open_loop import ROOT, b64, databases, open_loop, prepare, pss_mb, server
from safar.rules.questionnaire import SATISFIED, TELLS_HARM

LIMIT_MS, LIMIT_MB = 100.0, 150
PARTIES = 200
PREPARE = f"""
from datetime import date
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.reports.models import ProposedParty
with vault_session(KEEP_HOUSE):
    ProposedParty.objects.bulk_create(
        ProposedParty(id=f"p-{{at:05}}", name=f"Broker {{at}}", proposed_on=date(2026, 1, 1)) for at in range({PARTIES})
    )
"""
DRAW = """
from datetime import timedelta
from django.utils import timezone
from safar.rooms.reports.actions.publish import publish_cards
print(publish_cards(now=timezone.now() + timedelta(days=31)))
"""
"""Past the next first of a month, before which no report of today has joined a card."""
CHANCE = random.Random(4)


def told() -> tuple[bytes, bytes]:
    """Give the tag and the body of a report."""
    tag = secrets.token_bytes(32)
    at = 0 if CHANCE.random() < 0.5 else CHANCE.randrange(PARTIES)
    answers = {question: CHANCE.choice(["yes", "no", "unsure"]) for question in (*TELLS_HARM, SATISFIED)}
    said = {"tag": b64(tag), "party": f"p-{at:05}", "answers": answers, "origin": "NP", "destination": "QA"}
    return tag, json.dumps(said).encode()


def looked_up(port: int, tags: list[bytes]) -> list[float]:
    """Open receipts, and give the milliseconds that each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for tag in tags:
        start = time.perf_counter()
        body = json.dumps({"tag": b64(tag)})
        connection.request("POST", "/reports/v1/own", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        assert answer.status == 200 and answer.read()
        times.append((time.perf_counter() - start) * 1000)
    return times


def synced_rows(count: int = 500) -> float:
    """Give the milliseconds in the median of one synced row, written by SQLite alone: no server goes below."""
    with tempfile.TemporaryDirectory(prefix="safar-bench-") as var:
        base = sqlite3.connect(Path(var) / "rows.sqlite3", isolation_level=None)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = FULL")
        base.execute("CREATE TABLE report (id integer PRIMARY KEY, row blob)")
        times = []
        for _ in range(count):
            start = time.perf_counter()
            base.execute("INSERT INTO report VALUES (?, ?)", (secrets.randbits(62), secrets.token_bytes(600)))
            times.append((time.perf_counter() - start) * 1000)
        base.close()
    return statistics.median(times)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--rate", type=int, default=150)
    wanted = asked.parse_args()
    with databases(wanted.postgres) as environment:
        prepare(environment, PREPARE)
        with server(environment) as (port, process):
            times, given, seconds = open_loop(port, wanted.rate, wanted.seconds, "/reports/v1/submit", told)
            memory = pss_mb(process)
            opened = looked_up(port, given[:: max(1, len(given) // 50)])
        start = time.perf_counter()
        subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", DRAW], cwd=ROOT, env=environment, check=True)
        drawn = time.perf_counter() - start
    report(sorted(times), seconds, memory, opened, "PostgreSQL" if wanted.postgres else "SQLite")
    print(f"cards of {len(given):,} reports drawn and published: {drawn:.1f} s, start of Python included")


def report(times: list[float], seconds: float, memory: float, opened: list[float], where: str) -> None:
    p50, p99, least = times[len(times) // 2], times[int(len(times) * 0.99)], synced_rows()
    print(
        f"{where}: {len(times):,} reports in {seconds:.0f} s, {len(times) / seconds:.0f} a second: p50 {p50:.1f} ms"
        f" ({p50 / least:.0f} times one synced row), p99 {p99:.1f} ms ({p99 / LIMIT_MS:.2f} of {LIMIT_MS:.0f} ms),"
        f" slowest {times[-1]:.0f} ms"
    )
    print(f"memory of the worker process: {memory:.0f} MB PSS ({memory / LIMIT_MB:.2f} of {LIMIT_MB} MB)")
    print(f"a receipt looked up: p50 {statistics.median(opened):.1f} ms of {len(opened)}")


if __name__ == "__main__":
    main()
