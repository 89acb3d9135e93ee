"""Days, numbers and names of countries as the reader's language writes them (CLDR, through Babel).

Digits follow the language too: Nepali pages show देवनागरी digits, Arabic ones the digits that CLDR now gives for
Arabic (0-9). What a publisher wrote, such as a licence number, is never run through here: it must match the paper.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

ZERO_OF = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "khmr": "០", "mymr": "၀", "laoo": "໐", "thai": "๐"}
REGION_OF = {"en": "en_GB"}
"""English for the whole world writes 3 July 2026, not July 3, 2026."""


MADE_UP = {"XA": "Oresia", "XB": "Vellmark"}
"""The countries of the example record. ISO 3166 leaves these codes free; CLDR uses them for tests of its own."""


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Give Babel's locale for a language of the site."""
    return Locale.parse(REGION_OF.get(language, language), sep="_")


@lru_cache(maxsize=64)
def _digits(language: str) -> dict[int, str]:
    zero = ZERO_OF.get(locale_of(language).default_numbering_system, "0")
    return {ord("0") + value: chr(ord(zero) + value) for value in range(10)}


def day_in(language: str, day: date) -> str:
    """Write a day in full.

    >>> day_in("en", date(2026, 7, 3)), day_in("ne", date(2026, 7, 3))
    ('3 July 2026', '२०२६ जुलाई ३')
    """
    return format_date(day, "long", locale=locale_of(language)).translate(_digits(language))


def month_in(language: str, day: date) -> str:
    """Write the month and year of a day, short enough for the axis of a chart.

    >>> month_in("en", date(2026, 7, 3))
    'Jul 2026'
    """
    return format_date(day, "MMM y", locale=locale_of(language)).translate(_digits(language))


def number_in(language: str, number: int | float | Decimal) -> str:
    """Write a number with the language's groups and digits.

    >>> number_in("en", 142567), number_in("es", 142567), number_in("hi", 142567)
    ('142,567', '142.567', '1,42,567')
    """
    return format_decimal(number, locale=locale_of(language)).translate(_digits(language))


def country_in(language: str, code: str) -> str:
    """Name a country; a code that CLDR doesn't know is shown as it came.

    >>> country_in("es", "sa"), country_in("en", "XQ")
    ('Arabia Saudí', 'XQ')
    """
    return MADE_UP.get(code.upper()) or locale_of(language).territories.get(code.upper(), code)
