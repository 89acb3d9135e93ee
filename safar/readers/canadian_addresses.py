"""Find town and province in an address as Canadian authorities print it, for the search and for telling firms apart.

"15328 48 Ave., Surrey, British Columbia", "Mount Pearl, NL A1N 3J7" and "Los Angeles, CA 90013" all occur. What can't
be told is left empty: a wrong town would join two firms that share nothing but a brand.
"""

from __future__ import annotations

import re
from typing import Final

PROVINCES: Final = {
    "AB": ("alberta",),
    "BC": ("british columbia", "british colombia"),
    "MB": ("manitoba",),
    "NB": ("new brunswick",),
    "NL": ("newfoundland and labrador", "newfoundland", "labrador"),
    "NS": ("nova scotia",),
    "NT": ("northwest territories",),
    "NU": ("nunavut",),
    "ON": ("ontario",),
    "PE": ("prince edward island",),
    "QC": ("quebec", "québec"),
    "SK": ("saskatchewan", "saskatchewn"),
    "YT": ("yukon",),
}
_CODES: Final = {word: code for code, words in PROVINCES.items() for word in (code.casefold(), *words)}
_PROVINCE = re.compile(rf"(?:^|[\s,])({'|'.join(sorted(_CODES, key=len, reverse=True))})\s*$", re.I)
_POSTCODE = re.compile(r"[\s,]*\b[A-Z]\d[A-Z]\s*(?:\d[A-Z]?\d?)?\s*$", re.I)
_ZIP = re.compile(r"[\s,]+(?=[A-Z]*\d)[A-Z\d]{3,9}(?: [A-Z\d]{2,4})?\s*$")
_RURAL_ROUTE = re.compile(r"^R\.? ?R\.? ?#? ?\d+#? |[, ]+R\.? ?R\.? ?#? ?\d+#?$", re.I)
_NAMED_BY_NUMBER = re.compile(r"\d+ Mile House|Rocky View No\. \d+", re.I)
_STATE = re.compile(r"(?:,\s*|\s+)[A-Z]{2}\s*$")
_AFTER_STREET = re.compile(
    r".*\b(?:avenue|ave|street|st|road|rd|drive|dr|lane|boulevard|blvd|hwy|highway|(?:p\.?o\.? )?box \d+)\b\.?"
    r"(?:\s+(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\b\.?){0,2}\s+(?P<town>\D+)$",
    re.I,
)


def place_and_province(address: str) -> tuple[str, str]:
    """Give the town and the two letters of the province; empty where the address doesn't tell.

    >>> place_and_province("15328 48 Ave., Surrey, British Columbia")
    ('Surrey', 'BC')
    >>> place_and_province("13819 77 Avenue Surrey, British Columbia"), place_and_province("Los Angeles, 90025")
    (('Surrey', 'BC'), ('Los Angeles', ''))
    """
    rest = _POSTCODE.sub("", address.strip(" ,"))
    found = _PROVINCE.search(rest)
    if found:
        return _town(rest[: found.start()]), _CODES[found[1].casefold()]
    abroad = _STATE.sub("", _ZIP.sub("", rest))
    return (_town(abroad) if abroad != rest or "," not in rest else ""), ""


def _town(rest: str) -> str:
    """Give the last part, without the street that stands before it when the comma between them is missing."""
    part = _RURAL_ROUTE.sub("", _POSTCODE.sub("", rest.strip(" ,")).rpartition(",")[2].strip())
    if not any(character.isdigit() for character in part) or _NAMED_BY_NUMBER.fullmatch(part):
        return part
    behind = _AFTER_STREET.match(part)
    return behind["town"].strip() if behind else ""
