"""What the search index holds of each party, prepared ahead of the writing, by several processes where it is much.

For whoever loads a whole national register: cutting 150,000 names into their forms takes longer than writing them. Only
text goes to the other processes and comes back; they know no database and no index.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import wait

from safar.foundation.name_query import Text, text_of
from safar.rules.names import split_names

CHUNK = 2_000  # parties handed to a process at a time
MANY = 10  # chunks; up to so many this process is as quick alone
AHEAD = 4  # chunks prepared before they are asked for, so that memory stays flat
PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A party as the search knows it: its first name, all names, and what else may be typed."""

    party: str
    name: str
    names: tuple[str, ...]
    country: str
    place: str
    identifiers: tuple[str, ...]


@contextmanager
def prepared(entries: Iterable[Entry]) -> Iterator[Iterator[Text]]:
    """Give the texts of all names, in the order of the entries. Enter it before any writer has started its threads."""
    chunks = _chunks(entries)
    first = deque(islice(chunks, MANY + 1))
    is_much = len(first) > MANY
    everything = chain(_emptied(first), chunks)
    if not is_much or not _may_fork():
        yield (text for chunk in everything for text in _texts(chunk))
        return
    with _pool() as pool:
        started = deque(pool.submit(_texts, chunk) for chunk in islice(everything, AHEAD))
        try:
            yield _in_order(pool, started, everything)
        finally:
            pool.shutdown(cancel_futures=True)


def _may_fork() -> bool:
    """A copy of a process in which other threads run, as in a web server, may inherit a lock that nobody opens."""
    forks = "fork" in multiprocessing.get_all_start_methods()
    return forks and threading.active_count() == 1 and (os.cpu_count() or 1) > 1


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("fork"), _settle)


def _settle() -> None:
    """Begin a process of the pool: leave alone what was copied from the parent, and end when the parent ends."""
    gc.freeze()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed can't stop the pool, and the copies would keep its lock on the index."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _in_order(
    pool: ProcessPoolExecutor, started: deque[Future[list[Text]]], chunks: Iterator[list[Entry]]
) -> Iterator[Text]:
    while started:
        done = started.popleft().result()
        started.extend(pool.submit(_texts, chunk) for chunk in islice(chunks, 1))
        yield from done


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    walk = iter(entries)
    while chunk := list(islice(walk, CHUNK)):
        yield chunk


def _emptied(chunks: deque[list[Entry]]) -> Iterator[list[Entry]]:
    while chunks:
        yield chunks.popleft()


def _texts(entries: list[Entry]) -> list[Text]:
    return [text for entry in entries for text in _of_party(entry)]


def _of_party(entry: Entry) -> Iterator[Text]:
    """Give each name its text, the split parts of a name included; the identifiers go with the first."""
    numbers = entry.identifiers
    for name in _all_names(entry):
        yield text_of(entry.party, name, entry.country, entry.place, numbers)
        numbers = ()


def _all_names(entry: Entry) -> list[str]:
    return list(dict.fromkeys(part for name in dict.fromkeys((entry.name, *entry.names)) for part in split_names(name)))
