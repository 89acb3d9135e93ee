"""The languages of the site, and the address of the same page in another one.

For the person who lands on a page in a language she can't read: the switch stands on every page, names each language
in its own words, and keeps what she searched for. English has no prefix; every other language has one (/ar/check).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

READ_BY_A_SPEAKER = frozenset({"en"})
"""Languages whose words a speaker has read. A page in any other says that a machine made it."""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One line of the language switch."""

    code: str
    name: str
    direction: str
    address: str
    is_current: bool


def active_language() -> str:
    """Give the language of the page; a regional form falls back to the language that the site has.

    >>> from django.utils.translation import override
    >>> with override("ar"):
    ...     active_language()
    'ar'
    """
    asked = get_language() or settings.LANGUAGE_CODE
    offered = dict(settings.LANGUAGES)
    return next((code for code in (asked, asked.partition("-")[0]) if code in offered), settings.LANGUAGE_CODE)


def direction_of(language: str) -> str:
    """Say in which direction a language is written: 'rtl' or 'ltr'."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def address_in(language: str, path: str) -> str:
    """Give the address of the same page in another language.

    The slashes at the front are folded into one, so that //elsewhere.example never becomes a link to another site.

    >>> address_in("ar", "/check"), address_in("en", "/ar/check"), address_in("hi", "/ar/")
    ('/ar/check', '/check', '/hi/')
    """
    first, slash, rest = path.lstrip("/").partition("/")
    bare = rest.lstrip("/") if first in dict(settings.LANGUAGES) else first + slash + rest
    return f"/{bare}" if language == settings.LANGUAGE_CODE else f"/{language}/{bare}"


def language_links(request: HttpRequest) -> tuple[LanguageLink, ...]:
    """Give the switch for this page; a search keeps its question, a sent form never rides along."""
    current = active_language()
    question = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    ending = f"?{question}" if question else ""
    return tuple(
        LanguageLink(
            code=code,
            name=name,
            direction=direction_of(code),
            address=quote(address_in(code, request.path_info)) + ending,
            is_current=code == current,
        )
        for code, name in settings.LANGUAGES
    )
