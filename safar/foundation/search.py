"""The search index over names: a folder that can always be built again from the record.

For everyone who types a name as they heard it. Each name of a party is one document with its words, trigrams and
consonant skeleton (`safar.rules.names`); BM25 ranks, a licence number wins outright, country and town only push. The
folder holds a stamp, which names the build in use and the record's version it stands for, and the builds themselves.
Readers in other processes see a whole index or the one before, never half of one.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import tantivy

from safar.foundation.name_query import (
    FORMAT,
    Asked,
    Found,
    document,
    name_query,
    number_query,
    read,
    schema,
    tokenizers,
)
from safar.foundation.name_texts import Entry, prepared

__all__ = ["Entry", "Hit", "IndexBusy", "NameIndex", "StaleIndex"]

HEAP = 256_000_000
LEAST_LIKELY = 0.28  # of the best name found: below it, in 1,838 noisy and heard names, nothing found was ever right
DEEPER = 20  # names looked at beyond those asked for, before they are put in order


class StaleIndex(Exception):
    """The folder holds no whole index of this program's format: build it again from the record."""


class IndexBusy(Exception):
    """Another process is writing this index; it may be read meanwhile, and written afterwards."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A party found, by which of its names, and how much of what was typed that name holds (0 to 1)."""

    party: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the folder says is in use."""

    build: str
    version: int
    format: int


class NameIndex:
    """One folder's index in this process. `version` is the record's version it stands for, None when there is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version: int | None = None
        self._build = ""
        self._index: Any = None
        self._seen: tuple[int, int] | None = None

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the folder, which may be empty or broken: then there is no version, and it wants a rebuild."""
        index = cls(folder)
        index.refresh()
        return index

    def close(self) -> None:
        """Let go of the files."""
        self._index, self._build, self.version, self._seen = None, "", None, None

    def refresh(self) -> None:
        """See what another process has written since; costs one look at the stamp when nothing has."""
        seen = self._stat()
        if seen == self._seen:
            return
        self._seen = seen
        for _ in range(3):  # a build may be replaced between reading the stamp and opening it
            stamp = self._stamp()
            if stamp is None:
                self.version = None
                return
            if self._opened(stamp.build):
                self.version = stamp.version
                return
        self.version = None

    def rebuild(self, entries: Iterable[Entry], version: int) -> None:
        """Build a new index beside the one in use, then put it in its place in one step."""
        with self._writing():
            build = self._next_build()
            path = self.folder / build
            path.mkdir()
            try:
                self._fill(_made(path), (), entries)
                self._put(Stamp(build, version, FORMAT))
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            self._drop_builds_except(build)

    def update(self, entries: Iterable[Entry], gone: Iterable[str], version: int) -> None:
        """Replace the names of these parties and take out those gone. Doing it twice does it once."""
        with self._writing():
            self.refresh()
            if self.version is None:
                raise StaleIndex(f"{self.folder} holds no index to update; build it again from the record")
            entries = list(entries)
            self._fill(self._index, (*gone, *(entry.party for entry in entries)), entries)
            self._put(Stamp(self._build, version, FORMAT))

    def find(self, text: str, *, country: str = "", place: str = "", limit: int = 10) -> list[Hit]:
        """Give at most `limit` parties, the likeliest first, each once by its best name."""
        if self._index is None or limit < 1:
            return []
        try:
            searcher = self._index.searcher()
            numbered = self._by_number(searcher, text, limit)
            named = self._by_name(searcher, text, country, place, limit)
        except (ValueError, OSError) as why:
            self.version = None
            raise StaleIndex(f"{self.folder} can't be read: {why}") from why
        others = [hit for party, hit in named.items() if party not in numbered]
        return [*numbered.values(), *others][:limit]

    def _by_number(self, searcher: Any, text: str, limit: int) -> dict[str, Hit]:
        query = number_query(self._index.schema, text)
        if query is None:
            return {}
        found = (read(searcher.doc(address)) for _, address in searcher.search(query, limit, count=False).hits)
        return {document.party: Hit(document.party, document.name, 1.0) for document in found}

    def _by_name(self, searcher: Any, text: str, country: str, place: str, limit: int) -> dict[str, Hit]:
        """Order what the retrieval finds by likeness; look further down while names of few parties fill it."""
        asked = name_query(searcher, self._index.schema, text, country, place)
        wanted = limit + DEEPER
        while asked is not None:
            found = searcher.search(asked.query, wanted, count=False).hits
            best = _best(asked, [(score, read(searcher.doc(address))) for score, address in found])
            if len(best) >= limit or len(found) < wanted:
                return best if any(hit.score >= LEAST_LIKELY for hit in best.values()) else {}
            wanted *= 4
        return {}

    def _fill(self, index: Any, gone: Iterable[str], entries: Iterable[Entry]) -> None:
        with prepared(entries) as texts:
            writer = index.writer(HEAP, 1)
            for party in gone:
                writer.delete_documents_by_term("party", party)
            for text in texts:
                writer.add_document(document(text))
        writer.commit()
        writer.wait_merging_threads()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as why:
                raise IndexBusy(f"another process is writing {self.folder}") from why
            yield

    def _stat(self) -> tuple[int, int] | None:
        try:
            found = (self.folder / "stamp").stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def _stamp(self) -> Stamp | None:
        try:
            stamp = Stamp(**json.loads((self.folder / "stamp").read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return stamp if stamp.format == FORMAT else None

    def _put(self, stamp: Stamp) -> None:
        """Write the stamp whole or not at all, after the index it names is on the disk."""
        beside = self.folder / "stamp.new"
        with beside.open("w") as file:
            json.dump({"build": stamp.build, "version": stamp.version, "format": stamp.format}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.folder / "stamp")
        self.refresh()

    def _opened(self, build: str) -> bool:
        try:
            if build != self._build or self._index is None:
                index = tantivy.Index.open(str(self.folder / build))
                tokenizers(index)
                index.config_reader("manual")
                self._index, self._build = index, build
            self._index.reload()
        except (ValueError, OSError):
            return False
        return True

    def _next_build(self) -> str:
        taken = [int(path.name[6:]) for path in self.folder.glob("build-*") if path.name[6:].isdigit()]
        return f"build-{max(taken, default=0) + 1}"

    def _drop_builds_except(self, build: str) -> None:
        for path in self.folder.glob("build-*"):
            if path.name != build:
                shutil.rmtree(path, ignore_errors=True)


def _best(asked: Asked, found: list[tuple[float, Found]]) -> dict[str, Hit]:
    """Keep each party once, by its best name, the best first."""
    scored = [(asked.score(retrieval, name), name) for retrieval, name in found]
    hits: dict[str, Hit] = {}
    for score, name in sorted(scored, key=lambda each: -each[0]):
        if name.party not in hits:
            hits[name.party] = Hit(name.party, name.name, min(1.0, score))
    return hits


def _made(path: Path) -> Any:
    index = tantivy.Index(schema(), str(path), reuse=False)
    tokenizers(index)
    return index
