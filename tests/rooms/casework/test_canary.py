"""A canary in the account, the file's name and the file itself, sealed on the device: looked for in everything the
server has afterwards. No database file, log, temporary file, answer or memory of its processes holds it.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safar.foundation.vault.wire import fields, unb64
from tests.device import Desk, Device
from tests.foundation.vault.crypto.pictures import jpeg
from tests.served import Site, served_site

CANARY = "canary-7c41d0f2a9"
PAGE = 1 << 20


def spellings(text: str) -> list[bytes]:
    """The text as it may lie about: plain, wide, as hex, and in base64 at each of its three places."""
    raw = text.encode()
    in_base64 = [base64.b64encode(b"x" * shift + raw)[4 if shift else 0 : -4] for shift in range(3)]
    return [raw, text.encode("utf-16-le"), raw.hex().encode(), *in_base64]


def files_with(folder: Path, text: str) -> list[str]:
    looked_at = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in looked_at if any(one in path.read_bytes() for one in spellings(text))]


def memory_of(process: int) -> Iterator[bytes]:
    """Every readable piece of a process's memory, each with the end of the one before."""
    maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if found is None or "[v" in line:
                continue
            at, end, tail = int(found[1], 16), int(found[2], 16), b""
            while at < end:
                try:
                    memory.seek(at)
                    piece = memory.read(min(PAGE, end - at))
                except OSError:
                    break
                yield tail + piece
                tail, at = piece[-256:], at + max(len(piece), 1)


def remembered(process: int, texts: list[bytes]) -> set[bytes]:
    return {text for piece in memory_of(process) for text in texts if text in piece}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk("centre")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, desk: Desk) -> Iterator[Site]:
    with served_site(tmp_path_factory.mktemp("canary"), desk) as running:
        yield running


@pytest.fixture(scope="module")
def told(site: Site, desk: Desk) -> list[Any]:
    """A whole life of a case: filed with a file, reopened, added to, read, and two refused requests."""
    device = Device(site)  # type: ignore[arg-type]
    account = {"text": f"They took {CANARY}", "files": [{"name": f"{CANARY}.jpg"}]}
    filing = device.filing(desk, account)
    answers = [device.post("file", filing)]
    header = json.dumps({"name": f"{CANARY}.jpg", "type": "image/jpeg", "taken": None})
    answers.append(device.add(fields(header, CANARY.encode() * 500), "file"))
    answers.append(device.add({"text": CANARY}))
    assert [one.status_code for one in answers] == [201, 201, 201]
    [first] = [entry for entry in device.folder()["entries"] if entry["kind"] == "account"]
    assert device.read(first)["text"].endswith(CANARY)
    assert device.reopen().newest.key == device.key
    wrong = device.post("file", filing | {"category": CANARY})
    broken = site.post("/sealed/v1/file", json.dumps(filing)[:200] + CANARY)
    assert site.get(f"/no-such-page/{CANARY}").status_code == 404
    return [device, filing, *answers, wrong, broken]


def test_in_no_file(site: Site, told: list[Any]) -> None:
    blob = unb64(told[1]["entries"][0]["blob"])
    stored = [path.name for path in site.folder.rglob("*") if path.is_file() and blob[100:164] in path.read_bytes()]
    assert stored, "the search must find what is there"
    assert files_with(site.folder, CANARY) == []


def test_in_no_log_and_no_answer(site: Site, told: list[Any]) -> None:
    """A refused filing is told what was wrong, never what was sent."""
    assert CANARY not in (site.folder / "log").read_text()
    for answer in told[2:]:
        assert CANARY not in answer.content.decode(), answer.content[:300]


def test_no_receipt_is_in_any_file(site: Site, told: list[Any]) -> None:
    assert files_with(site.folder, told[0].receipt) == []


def test_in_no_memory_of_the_server(site: Site, desk: Desk, told: list[Any]) -> None:
    """A fresh one, for the plain canaries of the broken requests above did reach the server."""
    fresh = "canary-3be8861d55"
    device = Device(site)  # type: ignore[arg-type]
    filing = device.filing(desk, {"text": f"{fresh} and more"})
    assert device.post("file", filing).status_code == 201
    assert device.folder()["entries"]
    known = b"safar.rooms.casework.api.routes"
    seen = set().union(
        *(remembered(one, [*spellings(fresh), device.receipt.encode(), known]) for one in site.processes())
    )
    assert seen == {known}, "the search must find what is there, and nothing else"


PLAIN = "canary-e02c77b514"
TOLD = {
    "step": "review",
    "go": "next",
    "filer": "worker",
    "harms": "wages-unpaid",
    "q-wages-unpaid-0": PLAIN,
    "country": "XA",
    "place": PLAIN,
    "employer": PLAIN,
    "bodies": "centre",
    "text": f"I write {PLAIN}",
    "keep": "year",
    "receipt": "440712950038771029645518",
}


def multipart(told: dict[str, str], photo: bytes) -> tuple[bytes, str]:
    """Write a form as a browser without script sends it."""
    line = "boundary-of-a-test"
    head = f"--{line}\r\nContent-Disposition: form-data; name="
    parts = [f'{head}"{name}"\r\n\r\n{text}\r\n' for name, text in told.items()]
    named = f'Content-Disposition: form-data; name="photos"; filename="{PLAIN}.jpg"\r\nContent-Type: image/jpeg'
    body = "".join(parts).encode() + f"--{line}\r\n{named}\r\n\r\n".encode() + photo
    return body + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


def test_without_script_it_is_in_no_file(site: Site, told: list[Any]) -> None:
    """It passes through the server's memory, and the page says so; no file, log or temporary file holds it."""
    begun = site.post("/help", "step=begin&go=next", "application/x-www-form-urlencoded")
    token = re.findall(r'name="token" value="([^"]+)"', begun.content.decode())[0]
    time.sleep(5.2)  # a form that comes back sooner was filled in by a program
    photo = jpeg(tail=PLAIN.encode() * 150_000)  # large enough for Django's own handler to write it to disk
    answer = site.post("/help", *multipart(TOLD | {"token": token}, photo))
    assert answer.status_code == 200
    assert "4407" in answer.content.decode(), answer.content.decode()[:3000]
    assert files_with(site.folder, PLAIN) == []
    assert files_with(site.folder, TOLD["receipt"]) == []
