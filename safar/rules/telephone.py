"""Whether a telephone line in the directory may be right: does a number belong to its country, has anybody called it?

For the worker with one call's worth of credit. A number that nobody has called says so; one that can't be right is
never shown as a link.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from safar.rules.messages import gettext_noop

CALLED_LASTS = timedelta(days=180)
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SHORT = re.compile(r"[0-9]{2,6}")
_NATIONAL = re.compile(r"[0-9]{7,15}")
_SEPARATORS = re.compile(r"[\s().-]")


class Shape(StrEnum):
    """What a number is written as: dialled from anywhere, a short code of one country, or as inside the country."""

    INTERNATIONAL = "international"
    SHORT_CODE = "short-code"
    NATIONAL = "national"
    NO_NUMBER = "no-number"


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone line of a body: its number, and the day on which somebody last called it and was answered."""

    country: str
    number: str
    called_on: date | None = None


NOT_TESTED = gettext_noop("Not yet tested: nobody of ours has called it")
TESTED = gettext_noop("Somebody of ours called it and was answered")
TESTED_LONG_AGO = gettext_noop("Tested long ago: it may have changed")
WRONG_COUNTRY = gettext_noop("This number does not belong to the country: don't call it")
NO_NUMBER = gettext_noop("This is no number that can be dialled")


@dataclass(frozen=True, slots=True)
class Checked:
    """A line as it may be shown: its shape, what to dial ("" for nothing), and what is known of it."""

    shape: Shape
    dial: str
    words: str
    is_tested: bool


def dialled(number: str) -> str:
    """Give a number as a telephone dials it, without separators.

    >>> dialled("+971 (0) 600-590000"), dialled("13 13 94")
    ('+971600590000', '131394')
    """
    return _SEPARATORS.sub("", re.sub(r"(?<=\d)\s*\(0\)", "", number))


def shape_of(number: str) -> Shape:
    """Say what a number is written as.

    >>> [shape_of(one).value for one in ("+44 800 012 1700", "1343", "0800 222 777", "102 from a mobile")]
    ['international', 'short-code', 'national', 'no-number']
    """
    dial = dialled(number)
    if _E164.fullmatch(dial):
        return Shape.INTERNATIONAL
    if _SHORT.fullmatch(dial):
        return Shape.SHORT_CODE
    return Shape.NATIONAL if _NATIONAL.fullmatch(dial) else Shape.NO_NUMBER


def prefix_fits(number: str, country: str, prefixes: Mapping[str, tuple[str, ...]]) -> bool:
    """Say whether an international number begins with a prefix of its country.

    >>> prefix_fits("+971 600 590000", "AE", {"AE": ("971",)}), prefix_fits("+966 1", "AE", {"AE": ("971",)})
    (True, False)
    """
    return dialled(number).removeprefix("+").startswith(prefixes.get(country, ())) and number.startswith("+")


def check(line: Line, prefixes: Mapping[str, tuple[str, ...]], today: date) -> Checked:
    """Check a line: a wrong one has nothing to dial, one that nobody called says so."""
    shape = shape_of(line.number)
    if shape is Shape.NO_NUMBER:
        return Checked(shape, "", NO_NUMBER, False)
    if shape is Shape.INTERNATIONAL and not prefix_fits(line.number, line.country, prefixes):
        return Checked(shape, "", WRONG_COUNTRY, False)
    if line.called_on is None or line.called_on > today:
        return Checked(shape, dialled(line.number), NOT_TESTED, False)
    is_fresh = today - line.called_on <= CALLED_LASTS
    return Checked(shape, dialled(line.number), TESTED if is_fresh else TESTED_LONG_AGO, is_fresh)
