"""Exports that cost seconds to make, written once for each version of the record and sent many times.

For whoever runs the site on a small machine: the whole of a national register takes ten seconds of processor time, and
anybody may ask for it. One export is written at a time, whole or not at all, and packed; most readers get it as it is.
"""

from __future__ import annotations

import fcntl
import gzip
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from safar.foundation.exports import AT_ONCE, gathered

MOST_KEPT = 60  # files; past days may be asked for without end
PACKING = 4  # a level that costs a third of the best one's time and a tenth more bytes


class Busy(Exception):
    """Another export is being written; ask again in a while."""


def kept_export(folder: Path, version: int, name: str, lines: Iterable[str]) -> IO[bytes]:
    """Open the packed export of a version of the record; it is written from the lines if it isn't there."""
    path = folder / f"{version}-{name}.gz"
    try:
        return path.open("rb")
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as why:
            raise Busy from why
        if not path.exists():
            _drop(folder, version)
            _write(path, lines)
        return path.open("rb")


def sent(request: HttpRequest, packed: IO[bytes], content_type: str, file_name: str) -> StreamingHttpResponse:
    """Send a packed export as a file: as it lies to whoever can unpack it, else unpacked on the way."""
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "X-Accel-Buffering": "no"}
    if takes_gzip:
        headers |= {"Content-Encoding": "gzip", "Content-Length": str(os.fstat(packed.fileno()).st_size)}
    pieces = _Pieces(packed, packed if takes_gzip else gzip.GzipFile(fileobj=packed))
    response = StreamingHttpResponse(pieces, content_type=f"{content_type}; charset=utf-8", headers=headers)
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


class _Pieces:
    """A file in pieces, closed after the last of them or with an answer that breaks off."""

    def __init__(self, file: IO[bytes], read_through: IO[bytes] | gzip.GzipFile) -> None:
        self._file, self._read_through = file, read_through

    def __iter__(self) -> _Pieces:
        return self

    def __next__(self) -> bytes:
        piece = self._read_through.read(AT_ONCE)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._read_through.close()
        self._file.close()


def _write(path: Path, lines: Iterable[str]) -> None:
    beside = path.with_name("being-written")
    with beside.open("wb") as file, gzip.GzipFile("", "wb", PACKING, file, mtime=0) as packed:
        for piece in gathered(lines):
            packed.write(piece)
    beside.replace(path)


def _drop(folder: Path, version: int) -> None:
    """Leave nothing of other versions, which may name people who have left a list, and not too much of this one."""
    kept = sorted(folder.glob("*.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    ours = [path for path in kept if path.name.startswith(f"{version}-")]
    for path in {*kept} - {*ours[: MOST_KEPT - 1]}:
        path.unlink(missing_ok=True)
