"""Pakistan's overseas employment promoters as the Bureau of Emigration lists them: pages with a table of 7 columns.

The file is one saved page or several saved one after the other. What a page tells of the others counts: a link to a
page that isn't there, or another number of entries than it announces, means that the walk is not whole. The site
shows a "Just a moment…" page to programs; that is unreadable, never an empty list.

The proprietor is a person and is left out, unless the licence itself goes by that person's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from safar.readers.description import Layout
from safar.readers.opening import Opened
from safar.readers.persons import same_person
from safar.readers.reading import Incomplete, Reject, Table, Unreadable
from safar.readers.web_page import cell_text, parse_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

KINDS = frozenset({"html"})
PUBLISHED: Final = (
    "Licence No.",
    "Proprietor Name",
    "Licence Title",
    "Status",
    "Expiry Date",
    "Head Office",
    "Branch Office(s)",
)
HEADER: Final = (*PUBLISHED, "Number")
NUMBER, PROPRIETOR, TITLE = range(3)
_ANNOUNCED = re.compile(r"\bof\s+([\d,]+)\s+(?:entries|results|records)\b", re.I)
_PAGE_LINK = re.compile(r"[?&]page=(\d+)")

Line = tuple[int, tuple[str, ...]]


def read(opened: Opened, layout: Layout) -> Table:
    """Take the pages apart. Raises Incomplete when they tell of more than there is."""
    pages = [(line, parse_page(content)) for line, content in _documents(opened.content)]
    rejects: list[Reject] = []
    found = [entry for line, page in pages for entry in _entries(line, page)]
    _check_whole([page for _, page in pages], len(found))
    return Table(HEADER, _lines(found, rejects), rejects)


def _documents(content: bytes) -> list[tuple[int, bytes]]:
    """Cut a file into the pages saved in it, each with the number of lines before it."""
    ends = [found.end() for found in re.finditer(rb"</html\s*>\s*", content, re.I)]
    starts = [0, *(end for end in ends if end < len(content))]
    return [
        (content.count(b"\n", 0, start), content[start:stop])
        for start, stop in zip(starts, [*starts[1:], len(content)], strict=True)
    ]


def _entries(before: int, page: HtmlElement) -> list[tuple[int, list[str]]]:
    table = _the_table(before, page)
    entries = [
        (before + (row.sourceline or 0), [cell_text(cell, ", ") for cell in row.xpath("./td")])
        for row in table.xpath(".//tr[td]")
    ]
    if not entries:
        line = before + (table.sourceline or 0)
        raise Unreadable(f"line {line}: the table of licences is empty; an empty list is not believed")
    return entries


def _the_table(before: int, page: HtmlElement) -> HtmlElement:
    tables = page.xpath("//table")
    for table in tables:
        header = [cell_text(cell) for cell in table.xpath(".//tr[th][1]/th")]
        if [text.casefold() for text in header] == [text.casefold() for text in PUBLISHED]:
            return table
    if not tables:
        raise Unreadable(f"line {before + 1}: the page holds no table of licences")
    raise Unreadable(
        f"line {before + (tables[0].sourceline or 0)}: the columns are not those of this register. "
        f"Expected: {', '.join(PUBLISHED)}. Found: {', '.join(header)[:300]}"
    )


def _check_whole(pages: list[HtmlElement], rows: int) -> None:
    linked = [int(found[1]) for page in pages for href in page.xpath("//a/@href") if (found := _PAGE_LINK.search(href))]
    if max(linked, default=1) > len(pages):
        raise Incomplete(f"the pages link to page {max(linked)}; the file holds {len(pages)}", rows)
    bodies = [page.text_content() for page in pages]
    if len(set(bodies)) < len(bodies):
        raise Incomplete("a page stands in the file twice; save the pages again", rows)
    for body in bodies:
        announced = _ANNOUNCED.search(body)
        if announced and int(announced[1].replace(",", "")) != rows:
            raise Incomplete(f"the pages announce {announced[1]} licences; the file holds {rows}", rows)


def _lines(entries: list[tuple[int, list[str]]], rejects: list[Reject]) -> Iterator[Line]:
    for line, cells in entries:
        if len(cells) != len(PUBLISHED):
            rejects.append(Reject(line, f"{len(cells)} cells instead of {len(PUBLISHED)}"))
        elif not cells[NUMBER]:
            rejects.append(Reject(line, "the licence number is empty"))
        else:
            own = same_person(cells[TITLE], [cells[PROPRIETOR]])
            kept = [cell if place != PROPRIETOR or own else "" for place, cell in enumerate(cells)]
            yield line, (*kept, re.sub(r"\s*/\s*", "/", cells[NUMBER]))
