"""Countries, months and currencies to choose from, named in the reader's language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.numbers import get_currency_name
from django.utils.translation import gettext as _

from safar.foundation.design.formats import MADE_UP, country_in, locale_of, month_in
from safar.foundation.languages import active_language

Choices = list[tuple[str, str]]
NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
CURRENCIES = (
    *("AED", "BDT", "BHD", "BRL", "CAD", "CNY", "EGP", "ETB", "EUR", "GBP", "GHS", "GTQ", "HKD", "IDR", "ILS", "INR"),
    *("JOD", "JPY", "KES", "KHR", "KRW", "KWD", "LBP", "LKR", "MMK", "MXN", "MYR", "NGN", "NPR", "OMR", "PHP", "PKR"),
    *("QAR", "SAR", "SGD", "THB", "TRY", "TWD", "TZS", "UGX", "USD", "VND", "ZAR"),
)
YEARS_BACK = 3


def countries() -> Choices:
    """Give every country by its name, an empty choice first."""
    return [("", _("Choose a country")), *_countries(active_language())]


@lru_cache(maxsize=16)
def _countries(language: str) -> Choices:
    known = [str(code) for code in locale_of("en").territories if len(str(code)) == 2 and str(code).isalpha()]
    codes = [code for code in known if code not in NO_COUNTRY] + list(MADE_UP)
    return sorted(((code, country_in(language, code)) for code in codes), key=lambda one: one[1])


def months(today: date) -> Choices:
    """Give the months of the last years, newest first, and "longer ago"; a day would say too much."""
    language, last = active_language(), today.year * 12 + today.month - 1
    held = [date(month // 12, month % 12 + 1, 1) for month in range(last, last - 12 * YEARS_BACK, -1)]
    named = [(f"{day:%Y-%m}", month_in(language, day)) for day in held]
    return [("", _("I would rather not say")), *named]


def currencies() -> Choices:
    """Give the currencies in which fees are told, by name."""
    return [("", _("Choose a currency")), *_currencies(active_language())]


@lru_cache(maxsize=16)
def _currencies(language: str) -> Choices:
    locale = locale_of(language)
    named = ((code, f"{get_currency_name(code, locale=locale)} ({code})") for code in CURRENCIES)
    return sorted(named, key=lambda one: one[1])
