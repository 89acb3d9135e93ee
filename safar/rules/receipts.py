"""Read the 24 digits of a receipt as people write them: in any script's digits, grouped or not, with marks between.

A receipt is the only thing a worker has to come back with. She may copy it from paper on a phone whose keyboard writes
٢ or २, and her phone may add blanks, dashes or invisible marks of direction. No letter is ever guessed to be a digit:
another person's case would be the price.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

DIGITS, GROUP = 24, 4
_BETWEEN = frozenset(" .,-_/\t\r\n'·")
_SKIPPED = frozenset({"Zs", "Zl", "Zp", "Pd", "Cf"})  # blanks of every width, dashes, invisible marks


class Problem(StrEnum):
    """Why what was typed is no receipt."""

    EMPTY = "empty"
    OTHER_SIGNS = "other-signs"
    TOO_FEW = "too-few"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as plain digits; `problem` is None where it is a whole receipt."""

    digits: str
    problem: Problem | None


def read_receipt(text: str) -> Typed:
    """Give the plain digits of what was typed, and what is wrong with it.

    >>> read_receipt("٤٤٠٧ ١٢٩٥ ٠٠٣٨ ٧٧١٠ ٢٩٦٤ ٥٥١٨").digits
    '440712950038771029645518'
    >>> read_receipt("4407-1295").problem.value, read_receipt("4407 1295 OO38").problem.value
    ('too-few', 'other-signs')
    """
    digits = "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
    if any(not sign.isdecimal() and not _is_between(sign) for sign in text):
        return Typed(digits, Problem.OTHER_SIGNS)
    if len(digits) == DIGITS:
        return Typed(digits, None)
    if not digits:
        return Typed("", Problem.EMPTY)
    return Typed(digits, Problem.TOO_FEW if len(digits) < DIGITS else Problem.TOO_MANY)


def is_receipt(digits: str) -> bool:
    """Say whether a text is a receipt in its stored form: 24 plain digits and nothing else.

    >>> is_receipt("440712950038771029645518"), is_receipt("4407 1295 0038 7710 2964 5518")
    (True, False)
    """
    return len(digits) == DIGITS and digits.isascii() and digits.isdecimal()


def groups(digits: str) -> tuple[str, ...]:
    """Cut a receipt into the six groups in which it is shown and read out.

    >>> groups("440712950038771029645518")
    ('4407', '1295', '0038', '7710', '2964', '5518')
    """
    return tuple(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))


def _is_between(sign: str) -> bool:
    return sign in _BETWEEN or unicodedata.category(sign) in _SKIPPED
