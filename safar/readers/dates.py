"""Dates as publishers write them: in a cell, in a printed line, in the name of a file."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import PurePath

from safar.readers.reading import Period

MONTHS = {name.casefold(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
MONTHS["sept"] = 9
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MM, _DD = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_DAYS = [
    re.compile(rf"(?<!\d){_YEAR}(?P<between>[-_. ]?){_MM}(?P=between){_DD}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}{_MM}{_DD}(?=\d{{6}}(?!\d))"),  # a time stamp to the second
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-_. ]*(?P<word>{_MONTH})[-_., ]*{_YEAR}(?!\d)", re.I),
    re.compile(rf"(?<![a-z])(?P<word>{_MONTH})[-_. ]*(?P<day>\d{{1,2}})[-_., ]+{_YEAR}(?!\d)", re.I),
]
_FISCAL = re.compile(r"(?<![a-z])FY[-_ ]?(?P<year>20\d\d|\d\d)(?!\d)(?:[-_ ]*Q(?P<quarter>[1-4]))?", re.I)
_QUARTERS = [
    re.compile(rf"(?<!\d){_YEAR}[-_ ]?Q(?P<quarter>[1-4])(?!\d)", re.I),
    re.compile(rf"(?<![a-z])Q(?P<quarter>[1-4])[-_ ]?{_YEAR}(?!\d)", re.I),
]
_MONTH_ALONE = [
    re.compile(rf"(?<!\d){_YEAR}[-_]{_MM}(?![-_]?\d)"),
    re.compile(rf"(?<![a-z])(?P<word>{_MONTH})[-_., ]*{_YEAR}(?!\d)", re.I),
    re.compile(rf"(?<!\d){_YEAR}[-_ ](?P<word>{_MONTH})(?![a-z])", re.I),
]
_IN_A_FORMAT = {
    "%Y": r"\d{4}",
    "%m": r"\d{1,2}",
    "%d": r"\d{1,2}",
    "%y": r"\d{2}",
    "%H": r"\d{1,2}",
    "%I": r"\d{1,2}",
    "%M": r"\d{2}",
    "%S": r"\d{2}",
    "%p": "[AaPp][Mm]",
    "%B": r"[^\W\d]+",
    "%b": r"[^\W\d]+",
}


def date_in_name(name: str) -> date | None:
    """Give the day that a file's name speaks of; a month, a quarter or a fiscal year counts by its last day.

    >>> date_in_name("uk-sponsors-2026-06-26.csv.gz")
    datetime.date(2026, 6, 26)
    >>> date_in_name("H-2B_Appendix_C_FY2022_Q2.xlsx")
    datetime.date(2022, 3, 31)
    """
    period = period_in_name(name)
    return period.last if period else None


def period_in_name(name: str) -> Period | None:
    """Give the days that a file's name speaks of. FY is the fiscal year of the United States, from October on.

    >>> period_in_name("agencies_2023-04.csv")
    Period(first=datetime.date(2023, 4, 1), last=datetime.date(2023, 4, 30))
    """
    text = PurePath(name).name
    for found in (list(_days(text)), list(_fiscal_years(text)), list(_quarters(text)), list(_months(text))):
        if found:
            first = min(period.first for period in found)
            return Period(first, max(period.last for period in found))
    return None


def _days(text: str) -> Iterator[Period]:
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            day = _day(int(match["year"]), _month(match), int(match["day"]))
            if day:
                yield Period(day, day)


def _fiscal_years(text: str) -> Iterator[Period]:
    for match in _FISCAL.finditer(text):
        year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
        if match["quarter"] is None:
            yield Period(date(year - 1, 10, 1), date(year, 9, 30))
        else:
            quarter = int(match["quarter"])
            yield _quarter(year - 1, 4) if quarter == 1 else _quarter(year, quarter - 1)


def _quarters(text: str) -> Iterator[Period]:
    for pattern in _QUARTERS:
        yield from (_quarter(int(match["year"]), int(match["quarter"])) for match in pattern.finditer(text))


def _months(text: str) -> Iterator[Period]:
    for pattern in _MONTH_ALONE:
        for match in pattern.finditer(text):
            year, month = int(match["year"]), _month(match)
            yield Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _month(match: re.Match[str]) -> int:
    words = match.groupdict()
    return MONTHS[words["word"].casefold()] if words.get("word") else int(words["month"])


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def _quarter(year: int, quarter: int) -> Period:
    next_quarter = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return Period(date(year, quarter * 3 - 2, 1), next_quarter - timedelta(days=1))


@lru_cache(maxsize=65536)
def read_date(text: str, formats: tuple[str, ...]) -> date | None:
    """Read a date written in one of the formats of strptime, or give None.

    >>> read_date("5 March 2026", ("%d %B %Y",))
    datetime.date(2026, 3, 5)
    """
    for written in formats:
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 (a calendar day has no zone)
        except ValueError:
            continue
    return None


@lru_cache(maxsize=4096)
def last_date(text: str, formats: tuple[str, ...]) -> date | None:
    """Give the date that stands last in a text that holds several.

    >>> last_date("05/10/2021 a 19/05/2022 e 16/09/2022", ("%d/%m/%Y",))
    datetime.date(2022, 9, 16)
    """
    found = [
        (match.start(), day)
        for written in formats
        for match in _pattern(written).finditer(text)
        if (day := read_date(match[0], (written,)))
    ]
    return max(found)[1] if found else None


def printed_date(titles: list[str], pattern: str, formats: tuple[str, ...]) -> date | None:
    """Find the date in the lines above a table; the pattern's first group holds it.

    >>> printed_date(["Licensed agencies as of 5 March 2026"], r"as of (.+)", ("%d %B %Y",))
    datetime.date(2026, 3, 5)
    """
    for title in titles if pattern else ():
        match = re.search(pattern, title)
        if match and (day := read_date(match[1].strip(), formats)):
            return day
    return None


@lru_cache(maxsize=256)
def _pattern(written: str) -> re.Pattern[str]:
    parts = re.split(r"(%[A-Za-z])", written)
    body = "".join(_IN_A_FORMAT.get(part, re.escape(part)) for part in parts)
    return re.compile(rf"(?<!\d){body}(?!\d)")
