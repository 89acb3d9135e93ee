"""The Philippines' licensed agencies as the Department of Migrant Workers' site feeds its own pages: JSON in pages.

The file is one page as it was answered, a JSON list of pages, or the pages one after the other. A walk counts only
when it is whole: every page from 1 to the last, and as many rows as the answers say there are. A short walk would look
as if the missing agencies had lost their licences, so it is refused as incomplete.

The answers carry a representative, a telephone number and an e-mail address for each agency. Only the fields named
here are taken, so those never get any further. A backtick stands for an apostrophe in the names (INT`L).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from safar.readers.dates import read_date
from safar.readers.description import Layout
from safar.readers.json_text import list_of_objects, parse_documents
from safar.readers.layouts.json import value_text
from safar.readers.opening import Opened
from safar.readers.reading import Incomplete, Reject, Table, Unreadable

KINDS = frozenset({"json"})
PUBLISHED: Final = (
    "name",
    "classification",
    "license_status",
    "license_status_date",
    "license_expiration_date",
    "is_valid",
    "address",
    "municipality_province",
    "city_province",
)
HEADER: Final = (*PUBLISHED, "name with apostrophes")
READ_ON: Final = "data_as_of"

Record = dict[str, object]


def read(opened: Opened, layout: Layout) -> Table:
    """Put the pages together. Raises Incomplete when one is missing."""
    pages = _pages(parse_documents(opened.content))
    records = [record for page in pages for record in _records(page)]
    _check_whole(pages, len(records))
    rejects: list[Reject] = []
    return Table(HEADER, _lines(records, rejects), rejects, printed=_oldest(records))


def _pages(documents: list[Any]) -> list[dict[str, Any]]:
    pages = documents[0] if len(documents) == 1 and isinstance(documents[0], list) else documents
    for count, page in enumerate(pages, 1):
        if not isinstance(page, dict) or not isinstance(page.get("meta"), dict):
            raise Unreadable(f"page {count}: the JSON has another shape: there are no meta and data")
        for name in ("total", "currentPage", "lastPage"):
            if not isinstance(page["meta"].get(name), int):
                raise Unreadable(f"page {count}: the JSON has another shape: meta.{name} is no number")
    if not pages:
        raise Unreadable("the list of pages is empty; an empty register is not believed")
    return pages


def _records(page: dict[str, Any]) -> list[Record]:
    try:
        return list_of_objects(page, "data", (*PUBLISHED, READ_ON))
    except Unreadable as why:
        raise Unreadable(f"page {page['meta']['currentPage']}: {why}") from why


def _check_whole(pages: list[dict[str, Any]], rows: int) -> None:
    """Refuse a walk that misses a page, has one twice, or has another number of rows than it announces."""
    numbers = [page["meta"]["currentPage"] for page in pages]
    totals = {page["meta"]["total"] for page in pages}
    last = max(page["meta"]["lastPage"] for page in pages)
    missing = sorted(set(range(1, last + 1)) - set(numbers))
    if missing:
        raise Incomplete(f"{len(missing)} of {last} pages are missing, the first is page {missing[0]}", rows)
    if len(numbers) != len(set(numbers)):
        raise Incomplete("a page stands in the file twice; walk the pages again", rows)
    if totals != {rows}:
        announced = " and ".join(map(str, sorted(totals)))
        raise Incomplete(f"the pages announce {announced} agencies and hold {rows}; walk them again", rows)


def _lines(records: list[Record], rejects: list[Reject]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for count, record in enumerate(records, 1):
        missing = [name for name in PUBLISHED if name not in record]
        if missing:
            rejects.append(Reject(count, f"record {count} lacks {', '.join(missing)}"))
            continue
        cells = tuple(value_text(record[name]) for name in PUBLISHED)
        yield count, (*cells, cells[0].replace("`", "'"))


def _oldest(records: list[Record]) -> date | None:
    """Give the day of the oldest row: nothing in the file is newer knowledge than that."""
    days = [read_date(value_text(record.get(READ_ON))[:10], ("%Y-%m-%d",)) for record in records]
    return min((day for day in days if day), default=None)
