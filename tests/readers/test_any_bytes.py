"""Whatever the bytes are, a reading ends in rows and rejects or in Unreadable: never in another error."""

from __future__ import annotations

import gzip
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from safar.readers import open_reading
from safar.readers.reading import Unreadable
from tests.readers.made_up import ROWS, csv_text, source, workbook

SOURCE = source()
TEXT = csv_text(ROWS).encode()
BOOK = workbook([list(row) for row in ROWS])
PACKED = gzip.compress(TEXT)
QUICK = settings(max_examples=150, deadline=None)


def survives(content: bytes) -> None:
    with suppress(Unreadable):
        reading = open_reading(SOURCE, content, "register.csv")
        for row in reading.rows:
            assert row.name
            assert row.key
            assert len(row.cells) == len(SOURCE.columns)
        assert all(reject.line > 0 and reject.reason for reject in reading.rejects)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    survives(content)
    survives(TEXT + content)


@QUICK
@given(st.text(alphabet='"\r\n,;=é\u2028\x1f0aA ', max_size=200))
def test_any_text_below_the_header(text: str) -> None:
    survives(TEXT[: TEXT.index(b"\n") + 1] + text.encode())


@QUICK
@given(
    st.sampled_from([TEXT, BOOK, PACKED]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12),
    st.integers(1, 10_000),
)
def test_files_with_changed_and_missing_bytes(whole: bytes, changes: list[tuple[int, int]], length: int) -> None:
    content = bytearray(whole)
    for place, value in changes:
        content[place % len(content)] = value
    survives(bytes(content))
    survives(bytes(content[: length % len(content) + 1]))
