"""Why a rulebook is refused, with its file, the place in it and the line: for whoever writes rulebooks by hand."""

from __future__ import annotations

import re
from collections import Counter

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
MULTILINE = re.compile(r'"""|\'\'\'')


class RulebookError(ValueError):
    """A rulebook can't be used. The message gives file, line of the table's header, place and reason.

    >>> str(RulebookError("a.toml", "criteria[1].when", 7, "unknown name 'x'"))
    "a.toml:7: criteria[1].when: unknown name 'x'"
    """

    def __init__(self, file: str, path: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {path}: {reason}" if path else f"{file}:{line}: {reason}")
        self.file, self.path, self.line, self.reason = file, path, line, reason


def header_lines(text: str) -> dict[str, int]:
    """Find the line of each table's header, lists counted from 1: `scores[2].rows[1]`.

    >>> header_lines('a = 1\\n[facts.age]\\n[[criteria]]\\n[[criteria]]')
    {'': 1, 'facts.age': 2, 'criteria[1]': 3, 'criteria[2]': 4}
    """
    found, seen, inside = {"": 1}, Counter[str](), False
    for number, line in enumerate(text.splitlines(), 1):
        match = None if inside else HEADER.match(line)
        if match:
            found[_place(match[2], match[1] == "[[", seen)] = number
        elif len(MULTILINE.findall(line)) % 2:
            inside = not inside
    return found


def _place(name: str, is_list: bool, seen: Counter[str]) -> str:
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    place = ""
    for depth, part in enumerate(parts):
        place = f"{place}.{part}" if place else part
        if is_list and depth == len(parts) - 1:
            seen[place] += 1
        if seen[place]:
            place = f"{place}[{seen[place]}]"
    return place


def line_of(path: str, lines: dict[str, int]) -> int:
    """Give the line of the innermost table that a path stands in."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path, 1)
