"""The rulebooks' texts in the reader's language, and how Babel finds them: `locale/*/LC_MESSAGES/rulebooks.po`.

A text that was changed in its rulebook has no translation until somebody makes one: it shows in English, marked as
such, for an old translation may say what is no longer the rule.
"""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import BinaryIO

from django.conf import settings

from safar.rules.rulebook.wording import Wording, choice_text, texts_of

DOMAIN = "rulebooks"


@lru_cache(maxsize=16)
def catalogue(language: str) -> gettext.NullTranslations:
    """Give the texts of one language; where there are none every text stays as it is."""
    return gettext.translation(DOMAIN, settings.LOCALE_PATHS[0], [language], fallback=True)


def said(text: str, language: str) -> str:
    """Give a text of a rulebook in a language, or as it was written."""
    return catalogue(language).gettext(text) if text else text


def wording_in(language: str) -> Wording:
    """Give what puts rulebooks into a language."""
    known = catalogue(language)

    def choice(fact: str, name: str) -> str:
        return known.pgettext(fact, choice_text(name))

    return Wording(language, partial(said, language=language), choice)


def extract(
    file: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str | None, str | tuple[str, str], list[str]]]:
    """Give Babel the texts of one file, as its extraction asks for them."""
    for context, text in texts_of(tomllib.load(file)):
        yield (1, "pgettext", (context, text), []) if context else (1, "gettext", text, [])
