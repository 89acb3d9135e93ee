"""How many complaints a second the whole stack takes in, durably, beside the best-known peer's measured rate.

An open loop: 150 filings a second for a minute, sent at their time whether or not earlier ones were answered, over
loopback through gunicorn, Django, and the vault with synchronous=FULL (on PostgreSQL, where VAULT_URL names one).
Limits: p99 at most 100 ms, 150 MB (PSS) for the one worker process. Each filing carries 6 kB of account, which is
padded to 16 kB before it is sealed. Afterwards every receipt handed out is looked up.

    script/bench intake [--postgres] [--seconds 60] [--rate 150]
"""

from __future__ import annotations

import argparse
import http.client
import json
import secrets
import statistics
import time

from bench._open_loop import b64, databases, open_loop, prepare, pss_mb, server

LIMIT_MS, LIMIT_MB = 100.0, 150
PEER_NEW, PEER_OLD = 23.0, 0.6  # filings a second of the best-known peer: newest line by proxy, and its 5.0 line
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


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--rate", type=int, default=150)
    wanted = asked.parse_args()
    with databases(wanted.postgres) as environment:
        prepare(environment, PREPARE)
        with server(environment) as (port, process):
            times, given, seconds = open_loop(port, wanted.rate, wanted.seconds, "/sealed/v1/file", filing)
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
