"""What a public page costs the server, beside a constant answer of Django in the same process and run.

Limits: a party page from the cache at most 1.2 times a constant Django answer through the same middleware, uncached at
most 3 times. The constant answer is a plain view that returns fixed bytes. Processor time is taken, not the clock's: it
says the same while other work runs.

    script/bench pages
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, PER_ROUND = 30, 20
COMMANDS = (
    ["migrate", "--verbosity", "0"],
    ["migrate", "--verbosity", "0", "--database", "vault"],
    ["example"],
    ["collectstatic", "--noinput", "--verbosity", "0"],
)


def prepare() -> None:
    """Make a record of our own with the example in it, and start Django on it."""
    var = tempfile.mkdtemp(prefix="safar-bench-")
    os.environ |= {"SAFAR_VAR": var, "DJANGO_SETTINGS_MODULE": "safar.settings"}
    for command in COMMANDS:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def milliseconds(call: Callable[[], object]) -> float:
    """Give the processor time of one call, from a round of several."""
    start = time.process_time()
    for _ in range(PER_ROUND):
        call()
    return (time.process_time() - start) / PER_ROUND * 1000


def main() -> None:
    prepare()
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import path

    from safar import urls
    from safar.foundation.page_cache import PAGES
    from safar.rooms.registry.models import Party

    constant = b"<!doctype html><title>constant</title>" + b"x" * 6000
    urls.urlpatterns.insert(0, path("constant", lambda request: HttpResponse(constant)))
    party = Party.objects.filter(joined_into=None).order_by("number")[0].pk
    client = Client()
    addresses = {"constant": "/constant", "cached": f"/party/{party}", "uncached": f"/party/{party}"}

    def uncached() -> None:
        PAGES.clear()
        assert client.get(addresses["uncached"]).status_code == 200

    calls = {
        "constant": lambda: client.get(addresses["constant"]),
        "cached": lambda: client.get(addresses["cached"]),
        "uncached": uncached,
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    gc.disable()
    for _ in range(ROUNDS):  # in turn, so that a drifting machine hits all alike
        for name, call in calls.items():
            times[name].append(milliseconds(call))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, limit in (("cached", 1.2), ("uncached", 3.0)):
        ratio = medians[name] / medians["constant"]
        constant_ms = f"{medians['constant']:.2f} ms"
        print(f"{name}: {medians[name]:.2f} ms, {ratio:.2f} times a constant answer ({constant_ms}); limit {limit}")


if __name__ == "__main__":
    main()
