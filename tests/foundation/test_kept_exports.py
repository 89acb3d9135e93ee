"""Kept exports: made once for each version of the record, whole or not at all, one at a time."""

from __future__ import annotations

import fcntl
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory

from safar.foundation import kept_exports
from safar.foundation.kept_exports import Busy, kept_export, sent


def read(folder: Path, version: int, name: str, lines: list[str]) -> bytes:
    with kept_export(folder, version, name, lines) as packed:
        return gzip.decompress(packed.read())


def test_it_is_written_once_for_a_version(tmp_path: Path) -> None:
    assert read(tmp_path, 1, "a.csv", ["one\n", "two\n"]) == b"one\ntwo\n"
    assert read(tmp_path, 1, "a.csv", ["other\n"]) == b"one\ntwo\n"
    assert read(tmp_path, 2, "a.csv", ["other\n"]) == b"other\n"


def test_nothing_of_an_older_version_stays(tmp_path: Path) -> None:
    """It may name somebody who has been taken off a list since."""
    read(tmp_path, 1, "a.csv", ["one\n"])
    read(tmp_path, 2, "b.csv", ["two\n"])
    assert [path.name for path in tmp_path.glob("*.gz")] == ["2-b.csv.gz"]


def test_one_that_breaks_off_is_not_kept(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "x" * 100_000
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        kept_export(tmp_path, 1, "a.csv", broken())
    assert read(tmp_path, 1, "a.csv", ["whole\n"]) == b"whole\n"


def test_a_second_one_is_not_begun_meanwhile_but_a_kept_one_is_sent(tmp_path: Path) -> None:
    read(tmp_path, 1, "a.csv", ["one\n"])
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Busy):
            kept_export(tmp_path, 1, "b.csv", ["two\n"])
        assert read(tmp_path, 1, "a.csv", []) == b"one\n"


def test_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_exports, "MOST_KEPT", 3)
    for day in range(6):
        read(tmp_path, 1, f"a-{day}.csv", ["one\n"])
    assert len(list(tmp_path.glob("*.gz"))) == 3
    assert (tmp_path / "1-a-5.csv.gz").exists()


@pytest.mark.parametrize("accepted", ["", "gzip, br"])
def test_it_goes_out_packed_to_whoever_can_unpack(tmp_path: Path, accepted: str) -> None:
    text = "Agency\n" * 50_000
    packed = kept_export(tmp_path, 1, "a.csv", [text])
    response = sent(RequestFactory().get("/", headers={"Accept-Encoding": accepted}), packed, "text/csv", "a.csv")
    body = b"".join(response)  # type: ignore[arg-type]
    assert packed.closed
    assert (gzip.decompress(body) if accepted else body) == text.encode()
    assert response.get("Content-Encoding", "") == ("gzip" if accepted else "")
    assert response["Vary"] == "Accept-Encoding"
