"""The months that a title speaks of, in words: "April to June 2022", "2017 (January-June)", "between June 20 and …"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from safar.readers.dates import MONTHS
from safar.readers.reading import Period

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_OCCUPATIONS = re.compile(rf"\(?NOC\)?\s*{_YEAR}", re.I)  # a classification named after its year
_FORMS = [
    re.compile(
        rf"\b(?P<from>{_MONTH})\.? (?P<first>\d{{1,2}}),?(?: (?P<started>{_YEAR}),?)? (?:and|to|-|–) "
        rf"(?P<to>{_MONTH})\.? (?P<last>\d{{1,2}}),? (?P<year>{_YEAR})\b",
        re.I,
    ),
    re.compile(
        rf"\b(?P<from>{_MONTH})\.?(?: (?P<started>{_YEAR}))?\s*(?:and|to|-|–)\s*"
        rf"(?P<to>{_MONTH})\.?,? (?P<year>{_YEAR})\b",
        re.I,
    ),
    re.compile(rf"\b(?P<year>{_YEAR})\s*\(\s*(?P<from>{_MONTH})\.?\s*(?:and|to|-|–)\s*(?P<to>{_MONTH})\.?\s*\)", re.I),
    re.compile(rf"\b(?P<from>(?P<to>{_MONTH})),? (?P<year>{_YEAR})\b", re.I),
    re.compile(rf"\b(?P<year>{_YEAR})\b"),
]


def period_in_words(title: str) -> Period | None:
    """Give the days that a title covers, or None. A year alone is the whole year.

    >>> period_in_words("Business Location in 2020(April-June)")
    Period(first=datetime.date(2020, 4, 1), last=datetime.date(2020, 6, 30))
    >>> period_in_words("issued between June 20 and December 31, 2014 inclusively").last
    datetime.date(2014, 12, 31)
    """
    title = _OCCUPATIONS.sub("", " ".join(title.split()))
    for form in _FORMS:
        found = form.search(title)
        if found and (period := _period(found.groupdict())):
            return period
    return None


def _period(words: dict[str, str | None]) -> Period | None:
    year = int(words["year"] or 0)
    started = int(words.get("started") or year)
    first_month, last_month = (MONTHS[(words.get(end) or default).casefold()] for end, default in _ENDS)
    last_day = int(words.get("last") or monthrange(year, last_month)[1])
    try:
        first, last = date(started, first_month, int(words.get("first") or 1)), date(year, last_month, last_day)
    except ValueError:
        return None
    return Period(first, last) if first <= last else None


_ENDS = (("from", "January"), ("to", "December"))
