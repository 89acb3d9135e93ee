"""Recognise a licence number that a worker copied from an advert: whose number has this shape?

A well-shaped number is easy to invent, so a shape never says that a number is genuine. It says which authority gives
such numbers, and how the number is written in that authority's own register.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

LONGEST = 80  # characters: no licence number is longer, and a pasted page must not keep the patterns busy

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_AROUND_SIGNS = re.compile(r"\s*([/-])\s*")
_ANY_PREFIX = r"(?:(?:LICEN[CS]E|LIC|REGISTRATION|REGN|REG|PERMIT|CERTIFICATE)\b[\s.:#-]*)?"
_NUMBER_SIGN = r"(?:(?:NUMBER|NO|NR|№|#)(?=[\s.:#-]|\d)[\s.:#-]*)?"
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What the licence numbers of one authority look like, and how they are written in its register.

    `pattern` speaks of upper-case text with plain digits and no blanks round / and -; `prefix` of the words that may
    stand before it. `normal` builds the register's form from the pattern's groups; what stands in square brackets is
    left out where its group is empty. `scheme` is the number_scheme of the sources that hold such numbers.
    """

    country: str
    authority: str
    what: str
    pattern: re.Pattern[str]
    normal: str
    scheme: str = ""
    examples: tuple[str, ...] = ()
    mark: str = "seen"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A shape that a text has, with the number in the form of the authority's register."""

    shape: Shape
    normal: str


def whole_pattern(prefix: str, pattern: str) -> re.Pattern[str]:
    """Compile a shape's pattern with the words that people write before a number.

    >>> bool(whole_pattern("RL", r"\\d{1,4}").fullmatch("RL-1057"))
    True
    """
    own = rf"(?:(?:{prefix})[\s.:#-]*)?" if prefix else ""
    return re.compile(rf"{own}{_ANY_PREFIX}{_NUMBER_SIGN}{own}{_NUMBER_SIGN}(?:{pattern})\.?")


def recognise(text: str, shapes: Iterable[Shape]) -> list[Recognised]:
    """Give every shape that the text has, in the order of the shapes; none is an answer too.

    The same number of the same authority is given once, even where two of its shapes fit.
    """
    cleaned = cleaned_number(text)
    if not cleaned or len(cleaned) > LONGEST:
        return []
    found: dict[tuple[str, str, str], Recognised] = {}
    for shape in shapes:
        if match := shape.pattern.fullmatch(cleaned):
            normal = _normal_form(shape.normal, match)
            found.setdefault((shape.country, shape.authority, normal), Recognised(shape, normal))
    return list(found.values())


def cleaned_number(text: str) -> str:
    """Write a number as the patterns expect it: plain digits, upper case, no blanks round / and -.

    >>> cleaned_number("op&amp;hrd / ५२२४ / lhr")
    'OP&HRD/5224/LHR'
    """
    text = unicodedata.normalize("NFKC", unescape(text)).translate(_DASHES)
    text = "".join(_plain(character) for character in text).upper()
    return _AROUND_SIGNS.sub(r"\1", " ".join(text.split()))


def fold_number(text: str) -> str:
    """Fold a number so that its spellings meet: case, signs, kinds of digits, lost leading zeros.

    >>> fold_number("0008 / RWP"), fold_number("8/rwp"), fold_number("RA/2025/06/3")
    ('8/rwp', '8/rwp', 'ra/2025/6/3')
    """
    parts = re.findall(r"[^\W_]+", cleaned_number(text).casefold())
    return "/".join(re.sub(r"^0+(?=\d)", "", part) for part in parts)


def _plain(character: str) -> str:
    """Give the ASCII digit for a digit of any script, and any other character as it is."""
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _normal_form(normal: str, match: re.Match[str]) -> str:
    groups = ("", *(group or "" for group in match.groups()))
    kept = _OPTIONAL.sub(lambda part: part[1] if _is_filled(part[1], groups) else "", normal)
    return kept.format(*groups)


def _is_filled(part: str, groups: tuple[str, ...]) -> bool:
    return all(groups[int(place)] for place in re.findall(r"\{(\d+)", part))
