"""What an address line says about where: town, region, postcode and house, for the question whether two are one place.

Written for the shapes in the registers that are joined: Canada ("67 Kings Wharf Place, Dartmouth, Nova Scotia" beside
"Dartmouth, NS B2Y 0C6"), the United States, and anywhere else as parts between commas with the town last. Names and
codes of provinces and states are from general knowledge, as of 2026-11-24.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from safar.rules.plain_words import plain_words

_CANADA = """
AB alberta | BC british columbia,british colombia,colombie britannique | MB manitoba | NB new brunswick,nouveau
brunswick | NL newfoundland,newfoundland labrador,nfld,nf,labrador,terre neuve | NS nova scotia,nouvelle ecosse | NT
northwest territories | NU nunavut | ON ontario,ont | PE prince edward island,pei,ile du prince edouard | QC
quebec,pq,que | SK saskatchewan,sask | YT yukon,yukon territory
"""
_STATES = """
AL alabama | AK alaska | AZ arizona | AR arkansas | CA california,calif | CO colorado | CT connecticut | DE delaware
| FL florida | GA georgia | HI hawaii | ID idaho | IL illinois | IN indiana | IA iowa | KS kansas | KY kentucky | LA
louisiana | ME maine | MD maryland | MA massachusetts | MI michigan | MN minnesota | MS mississippi | MO missouri |
MT montana | NE nebraska | NV nevada | NH new hampshire | NJ new jersey | NM new mexico | NY new york | NC north
carolina | ND north dakota | OH ohio | OK oklahoma | OR oregon | PA pennsylvania | RI rhode island | SC south
carolina | SD south dakota | TN tennessee | TX texas | UT utah | VT vermont | VA virginia | WA washington | WV west
virginia | WI wisconsin | WY wyoming | PR puerto rico | DC district of columbia
"""
_COUNTRIES = frozenset({"canada", "usa", "us", "united states", "united kingdom", "uk", "england", "scotland", "wales"})
_POSTAL_REGION = {
    "A": "NL", "B": "NS", "C": "PE", "E": "NB", "G": "QC", "H": "QC", "J": "QC", "K": "ON", "L": "ON", "M": "ON",
    "N": "ON", "P": "ON", "R": "MB", "S": "SK", "T": "AB", "V": "BC", "Y": "YT",
}  # fmt: skip
_CANADIAN_CODE = re.compile(r"\b([ABCEGHJ-NPRSTVXY]\d[A-Z]) ?(\d[A-Z]\d?)?\b(?=\W*$)", re.IGNORECASE)
_OTHER_CODES = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b(?=\W*$)|(?<![\w-])\d{4,6}(?:-\d{3,4})?(?=\W*$)", re.IGNORECASE
)
_SAME_WORD = {
    "saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft", "street": "st", "str": "st", "avenue":
    "ave", "av": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd", "crescent": "cres", "highway": "hwy", "place":
    "pl", "northwest": "nw", "northeast": "ne", "southwest": "sw", "southeast": "se", "north": "n", "south": "s",
    "east": "e", "west": "w", "lane": "ln", "court": "ct", "square": "sq", "suite": "unit", "apartment": "unit", "apt":
    "unit",
}  # fmt: skip
_NOT_A_TOWN = frozenset({"city", "town", "county", "of", "district", "municipality", "township", "village", "region"})


def _regions(rows: str) -> dict[tuple[str, ...], str]:
    table = {}
    for row in rows.split("|"):
        code, names = row.split(None, 1)
        for name in (code, *names.split(",")):
            table[plain_words(name)] = code
    return table


_REGIONS = _regions(_STATES) | _regions(_CANADA)

RUN_ON = 4  # words of a line that is more than a town
ALIKE = 0.6  # share of the shorter line's words that two lines without commas must have in common


@dataclass(frozen=True, slots=True)
class Where:
    """The parts of an address that can be compared; empty where the address doesn't say."""

    town: tuple[str, ...] = ()
    region: str = ""
    postcode: str = ""
    house: tuple[str, ...] = ()  # figures and words of the street line
    is_run_on: bool = False  # one line without commas, so that the town can't be told from the street


@lru_cache(maxsize=4096)
def where(address: str) -> Where:
    """Read an address line.

    >>> where("4706 50 St., Saint Paul, Alberta").town, where("Dartmouth, NS B2Y 0C6").region
    (('st', 'paul'), 'NS')
    """
    line, postcode, region = _without_code(" ".join(address.split()))
    parts = [words for part in line.split(",") if (words := plain_words(part))]
    while len(parts) > 1 and " ".join(parts[-1]) in _COUNTRIES:
        parts.pop()
    if parts and (code := _REGIONS.get(parts[-1])) and (len(parts) > 1 or not region):
        region = code
        parts.pop()
    elif parts and len(parts[-1]) > 1 and (code := _REGIONS.get(parts[-1][-1:])) and len(parts[-1][-1]) == 2:
        region, parts[-1] = code, parts[-1][:-1]
    town = _town(parts[-1]) if parts else ()
    if len(parts) == 1 and len(town) > RUN_ON:
        return Where(town, region, postcode, is_run_on=True)
    street = tuple(_SAME_WORD.get(word, word) for part in parts[:-1] for word in part)
    return Where(town, region, postcode, street if any(word[:1].isdigit() for word in street) else ())


def _without_code(line: str) -> tuple[str, str, str]:
    found = _CANADIAN_CODE.search(line)
    if found:
        return line[: found.start()], "".join(found.groups("")).upper(), _POSTAL_REGION.get(found[1][0].upper(), "")
    other = _OTHER_CODES.search(line)
    if other and other.start():
        return line[: other.start()], re.sub(r"\W", "", other.group()).upper(), ""
    return line, "", ""


def _town(words: tuple[str, ...]) -> tuple[str, ...]:
    said = tuple(_SAME_WORD.get(word, word) for word in words if word not in _NOT_A_TOWN)
    return said or words


Nearness = Literal["same house", "same town", "same region", "elsewhere", "unknown"]


def nearness(one: Where, other: Where) -> Nearness:
    """Say how near two addresses are. A town within the other's name ("Coquitlam South") counts as the same town."""
    if one.region and other.region and one.region != other.region:
        return "elsewhere"
    if _is_same_house(one, other):
        return "same house"
    if one.town and other.town:
        if (
            "".join(one.town) == "".join(other.town)
            or set(one.town) <= set(other.town)
            or set(other.town) <= set(one.town)
        ):
            return "same town"
        return "same region" if one.region and one.region == other.region else "elsewhere"
    return "same region" if one.region and one.region == other.region else "unknown"


def _is_same_house(one: Where, other: Where) -> bool:
    if one.is_run_on and other.is_run_on:
        mine, yours = set(one.town), set(other.town)
        return len(mine & yours) >= max(3, ALIKE * min(len(mine), len(yours)))
    if one.postcode and one.postcode == other.postcode and len(one.postcode) >= 6:
        return True
    figures = {word for word in one.house if word[0].isdigit()} & {word for word in other.house if word[0].isdigit()}
    names = {word for word in one.house if word.isalpha() and len(word) > 2 and word != "unit"} & set(other.house)
    return bool(figures and names and (len(figures) > 1 or len(names) > 1 or one.town == other.town))
