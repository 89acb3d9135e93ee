"""Several processes index a whole register, and nobody can tell from the answers. Real folders and processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safar.foundation.search import NameIndex

ROOT = Path(__file__).resolve().parents[2]
PARTIES = 25_000
BUILD = f"""
import multiprocessing, sys, threading, time
from pathlib import Path
from safar.foundation.search import Entry, NameIndex

folder, way = Path(sys.argv[1]), sys.argv[2]
heads, tails = ("Kilimo", "Zamani", "Al Noor", "Shapla", "Petra"), ("Overseas Ltd", "Manpower", "Foods t/a Lotus")
seen = 0

def entries():
    global seen
    for at in range({PARTIES}):
        name = f"{{heads[at % 5]}} {{at // 15:x}} {{tails[at % 3]}}"
        seen = max(seen, len(multiprocessing.active_children()))
        if way == "hang" and at == {PARTIES} - 1:
            print("nearly", flush=True)
            time.sleep(60)
        yield Entry(f"p{{at}}", name, (name,), "GB", "Leeds", (f"N{{at}}",))

over = threading.Event()
if way == "threads":
    threading.Thread(target=over.wait).start()
NameIndex.open(folder).rebuild(entries(), 7)
over.set()
print(seen)
"""
ASKED = ("kilimo 1f overseas", "alnour 2a manpwr", "shapla foods", "lotus", "N24999", "petra", "zamani 5 ltd", "شابلا")

pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor: there is only one way to build")


def build(folder: Path, way: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BUILD, str(folder), way]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_several_processes_build_what_one_builds(tmp_path: Path) -> None:
    ways = {way: build(tmp_path / way, way) for way in ("processes", "threads")}
    helped = {way: int(process.communicate(timeout=60)[0]) for way, process in ways.items()}
    assert helped == {"processes": 2, "threads": 0}  # beside other threads, as in a web server, it builds alone
    many, one = (NameIndex.open(tmp_path / way) for way in ways)
    assert many.version == one.version == 7
    for text in ASKED:
        found = many.find(text, country="GB", place="Leeds", limit=30)
        assert found
        assert found == one.find(text, country="GB", place="Leeds", limit=30)


def test_a_killed_build_leaves_no_process_that_keeps_the_index_locked(tmp_path: Path) -> None:
    with build(tmp_path, "hang") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "nearly\n"
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)  # ends when the last process of the pool has let go of the pipe
    time.sleep(0.1)
    index = NameIndex.open(tmp_path)
    index.rebuild([], 8)
    assert index.version == 8
