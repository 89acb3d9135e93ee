"""A list of names, one a line, without a header: the one header of the layout gives the column its name.

Any text would pass for such a list, so a source guards it with `file_name` and with `forbidden`, a pattern that no
line of a mere list of names can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from safar.readers.description import Layout
from safar.readers.encodings import decode
from safar.readers.layouts.csv import LONGEST_CELL, with_plain_line_ends
from safar.readers.opening import Opened
from safar.readers.reading import Reject, Table, Unreadable

KINDS = frozenset({"text"})


def read(opened: Opened, layout: Layout) -> Table:
    """Take a list of names apart."""
    lines = with_plain_line_ends(decode(opened.content, layout.encodings)).split("\n")
    forbidden = str(layout.options.get("forbidden", ""))
    for count, line in enumerate(lines if forbidden else (), 1):
        if re.search(forbidden, line):
            raise Unreadable(f"line {count}: {line[:60]!r} is no name alone; the file is not a list of names")
    rejects: list[Reject] = []
    return Table(layout.headers[0], _names(lines, rejects), rejects)


def _names(lines: list[str], rejects: list[Reject]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for count, line in enumerate(lines, 1):
        if len(line) > LONGEST_CELL:
            rejects.append(Reject(count, f"a cell of more than {LONGEST_CELL} characters"))
        elif line.strip():
            yield count, (line.removesuffix("\r"),)
