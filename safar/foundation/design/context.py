"""What every template may know: the language, its direction, the switch. Nothing about who is reading.

Public pages are kept whole in a cache, so nothing here may depend on a session, a cookie or an address.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from safar.foundation.languages import (
    READ_BY_A_SPEAKER,
    LanguageLink,
    active_language,
    address_in,
    direction_of,
    language_links,
)


@dataclass(frozen=True, slots=True)
class Page:
    """The frame of a page: `page` in every template."""

    language: str
    direction: str
    languages: tuple[LanguageLink, ...]
    made_by_machine: bool
    home: str


def page_in(language: str, languages: tuple[LanguageLink, ...] = ()) -> Page:
    """Give the frame for a language, also where there is no request (a page that reports our own failure)."""
    return Page(
        language=language,
        direction=direction_of(language),
        languages=languages,
        made_by_machine=language not in READ_BY_A_SPEAKER,
        home=address_in(language, "/"),
    )


def page(request: HttpRequest) -> dict[str, Page]:
    """Context processor: add `page` to every template."""
    return {"page": page_in(active_language(), language_links(request))}
