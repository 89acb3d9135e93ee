"""How long a receipt takes to open among 100,000 cases, and whether a wrong one can be told from a right one by time.

Through gunicorn, Django and the vault, over loopback. Limits: opening (the record, then the folder) at most 5 ms in the
median; over 2,000 interleaved tries the medians of a deleted and of a wrong receipt lie within 0.95 and 1.05 of a right
one's.

    script/bench receipts        (or python -m bench.receipts --cases 100000 --tries 2000 --postgres)
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import secrets
import statistics
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import django

LIMIT_MS, LOWEST, HIGHEST = 5.0, 0.95, 1.05
FILL = """
import os, secrets
from datetime import date
from safar.foundation.vault.models import Body, Entry, Epoch, Folder, Receipt, Slot
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.models import Case, Step
day, size = date(2026, 11, 23), 500
body = "centre"
for start in range(0, int(os.environ["CASES"]), size):
    with vault_session(KEEP_HOUSE):
        some = [Folder(room="casework", cid=secrets.token_bytes(16), epoch=secrets.token_bytes(16), last_on=day,
                       consent_key=bytes(65), sealed_by="browser") for _ in range(size)]
        Folder.objects.bulk_create(some)
        rnd = secrets.token_bytes
        Receipt.objects.bulk_create([Receipt(folder=f, tag_mac=rnd(32), record=rnd(4096)) for f in some])
        Epoch.objects.bulk_create([Epoch(folder=f, epoch=f.epoch, commit=rnd(32), token_sha256=rnd(32)) for f in some])
        Slot.objects.bulk_create([Slot(folder=f, epoch=f.epoch, body_id=body, key_id=rnd(16), purpose="advise",
                                       sealed=rnd(113)) for f in some])
        Entry.objects.bulk_create([Entry(folder=f, epoch=f.epoch, eid=rnd(16), role="worker", kind="account", form="1",
                                         seen=bytes(32), on=day, size=4096, blob=rnd(4124)) for f in some])
        Case.objects.bulk_create([Case(folder=f, body_id=body, category="money", jurisdiction="XA", filer="worker",
                                       urgency="normal", state="received", state_on=day, filed_on=day) for f in some])
        Step.objects.bulk_create([Step(folder=f, body_id=body, kind="acknowledge", due_on=day) for f in some])
"""


class Line:
    """One connection that stays open, as a browser's does."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.used = time.monotonic()

    def post(self, path: str, body: str, content_type: str = "application/json", **_: Any) -> Any:
        from tests.served import Answer

        if time.monotonic() > self.used + 1:  # gunicorn closes a connection that rests for two seconds
            self.connection.close()
        self.connection.request("POST", path, body, {"Content-Type": content_type})
        answer = self.connection.getresponse()
        self.used = time.monotonic()
        return Answer(answer.status, answer.read())

    def timed(self, path: str, body: Any) -> float:
        start = time.perf_counter()
        answer = self.post(path, json.dumps(body))
        assert answer.status_code == 200, answer.content
        return (time.perf_counter() - start) * 1000


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--cases", type=int, default=100_000)
    asked.add_argument("--tries", type=int, default=2000)
    asked.add_argument("--postgres", action="store_true")
    wanted = asked.parse_args()
    from tests.postgres import throwaway_cluster

    cluster = throwaway_cluster() if wanted.postgres else nullcontext({})
    with tempfile.TemporaryDirectory(prefix="safar-bench-") as folder, cluster as found:
        run(Path(folder), found, wanted)


def run(folder: Path, addresses: dict[str, str], wanted: argparse.Namespace) -> None:
    from tests.device import Desk
    from tests.served import served_site

    desk = Desk("centre")
    with served_site(folder, desk, **addresses) as site:
        measure(site, desk, wanted)


def measure(site: Any, desk: Any, wanted: argparse.Namespace) -> None:
    from safar.foundation.vault.instance import instance_id
    from safar.foundation.vault.keys import receipt_keys
    from safar.foundation.vault.wire import b64
    from tests.device import Device

    site.run("manage.py", "shell", "-v0", "-c", FILL, CASES=str(wanted.cases))
    line = Line(site.port)
    devices = [Device(line) for _ in range(40)]  # type: ignore[arg-type]
    for device in devices:
        assert device.file(desk).status_code == 201
    tags = [b64(receipt_keys(one.receipt, "", instance_id()).tag) for one in devices]
    for device in devices[20:]:
        assert device.post("delete", device.proof()).status_code == 204
    opened(site, line, devices[:20], tags[:20], wanted.cases)
    alike(line, tags[:20], tags[20:], wanted.tries)


def opened(site: Any, line: Line, devices: list[Any], tags: list[str], cases: int) -> None:
    """Time the two requests that a return with a receipt makes, by the clock and by the server's processor time."""
    for name, path, bodies in (
        ("record", "/sealed/v1/open", [{"tag": tag} for tag in tags]),
        ("folder", "/sealed/v1/folder", [device.proof() for device in devices]),
    ):
        before = processor_ms(site)
        times = [line.timed(path, body) for _ in range(10) for body in bodies]
        spent, median = (processor_ms(site) - before) / len(times), statistics.median(times)
        print(
            f"{name} among {cases:,} cases: median {median:.1f} ms ({median / LIMIT_MS:.2f} of {LIMIT_MS:.0f} ms),"
            f" of which the server's processor {spent:.1f} ms ({spent / LIMIT_MS:.2f})"
        )


def processor_ms(site: Any) -> float:
    """Give the processor time that the server's processes have used."""
    ticks = 0
    for process in site.processes():
        said = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(said[11]) + int(said[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def alike(line: Line, right: list[str], deleted: list[str], tries: int) -> None:
    """Ask for right, deleted and wrong ones in turn, each time in another order."""
    from safar.foundation.vault.wire import b64

    times: dict[str, list[float]] = {"right": [], "deleted": [], "wrong": []}
    names = list(times)
    for number in range(tries):
        for name in names[number % 3 :] + names[: number % 3]:
            pool = {"right": right, "deleted": deleted}.get(name)
            tag = pool[number % len(pool)] if pool else b64(secrets.token_bytes(32))
            times[name].append(line.timed("/sealed/v1/open", {"tag": tag}))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name in ("deleted", "wrong"):
        ratio = medians[name] / medians["right"]
        word = "within" if LOWEST <= ratio <= HIGHEST else "OUTSIDE"
        print(
            f"{name} against right over {tries:,} interleaved tries: {ratio:.3f} ({word} {LOWEST}-{HIGHEST});"
            f" right {medians['right']:.2f} ms"
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main()
