"""How busy the intake is, and what that asks of a sender: nothing on a quiet day, some arithmetic in a flood.

Counts live in memory alone and say nothing of who sent. Adding to a folder that is there never costs anything. Wrong
receipts meet a pool of fixed size: whoever tries thousands makes others wait a moment and locks nobody out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

MOST_BITS = 14
FREE_IN_TEN_SECONDS = 2500
OPENINGS_AT_ONCE = 6
PATIENCE_SECONDS = 4.0
WORK_LIVES = 600
A_MINUTE = 60.0


class Busy(Exception):
    """Too many ask at once; the same try works a little later."""


class Intake:
    """Filings of the last ten seconds, and the work that the next one has to show."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque()
        self._spent: dict[str, float] = {}
        self._key = secrets.token_bytes(32)
        self._lock = Lock()

    def count(self) -> None:
        """Note one filing."""
        with self._lock:
            self._seen.append(time.monotonic())

    def bits(self) -> int:
        """Give how many zero bits the next filing has to find: 0 until the load asks, never above 14."""
        now = time.monotonic()
        with self._lock:
            while self._seen and self._seen[0] < now - 10:
                self._seen.popleft()
            over = len(self._seen) / FREE_IN_TEN_SECONDS
        return 0 if over < 1 else min(MOST_BITS, 8 + int(over * 2))

    def challenge(self) -> str:
        """Give a puzzle of our own: a time, a random word and our mark on both, so that nothing has to be kept."""
        text = f"{int(time.time())}.{secrets.token_hex(8)}.{self.bits()}"
        return f"{text}.{self._mark(text)}"

    def is_paid(self, challenge: str, answer: str) -> bool:
        """Say whether a filing may pass: no work is asked, or the puzzle is ours, fresh, unspent and solved."""
        if not self.bits():
            return True
        text, _, mark = challenge.rpartition(".")
        if not hmac.compare_digest(mark.encode(), self._mark(text).encode()):
            return False
        made, _, bits = text.split(".")
        digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
        solved = int.from_bytes(digest[:4], "big") >> (32 - int(bits)) == 0 if int(bits) else True
        return solved and int(made) > time.time() - WORK_LIVES and self._spend(challenge)

    def forget(self) -> None:
        """Begin anew, for tests."""
        self._seen.clear()
        self._spent.clear()

    def _mark(self, text: str) -> str:
        return hmac.digest(self._key, text.encode(), "sha256").hex()

    def _spend(self, challenge: str) -> bool:
        now = time.monotonic()
        with self._lock:
            for old in [one for one, at in self._spent.items() if at < now - WORK_LIVES]:
                del self._spent[old]
            if challenge in self._spent:
                return False
            self._spent[challenge] = now
        return True


class Budget:
    """How many writings the path without script takes in a minute, for the whole site. It knows nobody."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: deque[float] = deque()
        self._lock = Lock()

    def spend(self) -> None:
        """Take one, or raise Busy."""
        now = time.monotonic()
        with self._lock:
            while self._seen and self._seen[0] < now - A_MINUTE:
                self._seen.popleft()
            if len(self._seen) >= self._most:
                raise Busy
            self._seen.append(now)

    def forget(self) -> None:
        """Begin anew, for tests."""
        self._seen.clear()


INTAKE = Intake()
_openings = BoundedSemaphore(OPENINGS_AT_ONCE)


@contextmanager
def opening() -> Iterator[None]:
    """Take one of the few places for looking up a receipt, or raise Busy after some patience."""
    if not _openings.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _openings.release()
