"""Canada's employers who were found non-compliant: the table of IRCC's page, or the JSON feed behind today's page.

The page explains each reason's number below the table, with the provision of the regulations; the number alone tells
a worker nothing, so the words go beside it. The feed is known by description only and names no reason's words: there
the numbers stand alone. Entities, no-break blanks and line breaks are how the publisher draws a cell, not its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from safar.readers.canadian_addresses import place_and_province
from safar.readers.dates import read_date
from safar.readers.description import Layout
from safar.readers.json_text import list_of_objects, only_document
from safar.readers.opening import Opened
from safar.readers.reading import Reject, Table, Unreadable
from safar.readers.web_page import cell_text, fragment_text, parse_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

KINDS = frozenset({"html", "json"})
PUBLISHED: Final = (
    "Business operating name",
    "Business legal name",
    "Address",
    "Reason(s)",
    "Date of final decision",
    "Penalty",
    "Status",
)
HEADER: Final = (
    *PUBLISHED,
    "Decision",
    "Decided on",
    "Town",
    "Province",
    "Country",
    "Reasons explained",
    "Name of a person",
)
FEED_FIELDS: Final = (
    ("bn_operating",),
    ("bn_legal",),
    ("address_en", "address"),
    ("reason_en", "reasons_en", "reason", "reasons"),
    ("date",),
    ("penalty_en",),
    ("status_en",),
)
MUST_HAVE: Final = ("bn_operating", "bn_legal", "date", "penalty_en", "status_en")
_OPERATING, _LEGAL, _ADDRESS, _REASONS, _DECIDED = range(5)


def read(opened: Opened, layout: Layout) -> Table:
    """Take the page or the feed apart; both give the same columns."""
    rejects: list[Reject] = []
    words = layout.options.get("organisation_words", [])
    organisation = frozenset(words if isinstance(words, list) else ())
    if opened.kind == "json":
        records = list_of_objects(only_document(opened.content), "list", MUST_HAVE)
        return Table(HEADER, _feed_lines(records, organisation, rejects), rejects)
    page = parse_page(opened.content)
    return Table(HEADER, _page_lines(page, organisation, rejects), rejects, printed=_modified(page))


def _modified(page: HtmlElement) -> date | None:
    """Give the day on which the publisher last changed the page, as its head says."""
    for written in page.xpath("//meta[@name='dcterms.modified']/@content"):
        return read_date(str(written).strip()[:10], ("%Y-%m-%d",))
    return None


def _page_lines(
    page: HtmlElement, organisation: frozenset[str], rejects: list[Reject]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    table = _the_table(page)
    reasons = _reasons(page)
    found = table.xpath(".//tr[td]")
    if not found:
        raise Unreadable(f"line {table.sourceline}: the table of employers is empty; an empty list is not believed")
    for row in found:
        cells = [cell_text(cell, ", ") for cell in row.xpath("./td")]
        line = row.sourceline or 0
        if len(cells) != len(PUBLISHED):
            rejects.append(Reject(line, f"{len(cells)} cells instead of {len(PUBLISHED)}"))
        else:
            yield line, _with_findings(cells, reasons, organisation)


def _the_table(page: HtmlElement) -> HtmlElement:
    """Find the table by its id, and by its header should the id change."""
    tables = page.xpath("//table[@id='table1']") or page.xpath("//table[.//th]")
    for table in tables:
        header = [cell_text(cell) for cell in table.xpath(".//tr[th][1]/th")]
        if [text.casefold() for text in header] == [text.casefold() for text in PUBLISHED]:
            return table
    if not tables:
        raise Unreadable("the page holds no table of employers")
    raise Unreadable(
        f"line {tables[0].sourceline}: the columns are not those of this register. "
        f"Expected: {', '.join(PUBLISHED)}. Found: {', '.join(header)[:300]}"
    )


def _reasons(page: HtmlElement) -> dict[str, str]:
    """Give what the page says below the table about each number: list9 explains reason 9, fn* the star."""
    explained = {
        str(item.get("id")).removeprefix("list"): cell_text(item, " ").rstrip(".")
        for item in page.xpath("//li[starts-with(@id, 'list')]")
    }
    for note in page.xpath("//dd[@id='fn*']/p[not(@class)]"):
        explained["*"] = cell_text(note).rstrip(".")
    return explained


def _feed_lines(
    records: list[dict[str, object]], organisation: frozenset[str], rejects: list[Reject]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for count, record in enumerate(records, 1):
        missing = [name for name in MUST_HAVE if name not in record]
        if missing:
            rejects.append(Reject(count, f"record {count} of the feed lacks {', '.join(missing)}"))
            continue
        cells = [fragment_text(_first(record, names)) for names in FEED_FIELDS]
        yield count, _with_findings(cells, {}, organisation)


def _first(record: dict[str, object], names: tuple[str, ...]) -> str:
    values = (record[name] for name in names if record.get(name) not in (None, ""))
    return str(next(values, ""))


def _with_findings(cells: list[str], reasons: dict[str, str], organisation: frozenset[str]) -> tuple[str, ...]:
    """Put beside the publisher's cells what can be read out of them.

    A day that never was (2019-02-29 stands in the page) still tells two decisions apart, but is no date.
    """
    decided = read_date(cells[_DECIDED], ("%Y-%m-%d",))
    town, province = place_and_province(cells[_ADDRESS])
    numbers = re.findall(r"\d+|\*", cells[_REASONS])
    explained = "; ".join(f"{number}: {reasons[number]}" for number in numbers if number in reasons)
    return (
        *cells,
        decided.isoformat() if decided else cells[_DECIDED],
        decided.isoformat() if decided else "",
        town,
        province,
        "Canada" if province else "",
        explained,
        _name_of_person(cells[_OPERATING], cells[_LEGAL], organisation),
    )


def _name_of_person(operating: str, legal: str, organisation: frozenset[str]) -> str:
    """Give the name when both names are made of a few words that no organisation carries.

    Families who hire a carer stand in this list under their own names. To take a firm for a person only makes the
    pages more careful about it.
    """
    for name in filter(None, (operating, legal)):
        words = re.findall(r"[^\W_]+", name.casefold())
        if not 2 <= len(words) <= 6 or any(character.isdigit() for character in name) or organisation & set(words):
            return ""
    return operating or legal
