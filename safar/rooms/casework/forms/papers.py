"""Find words about papers and status in her text and offer to blacken them, before it is sealed (FW-03).

The same as `static/casework/help_papers.js`: words of twelve languages, no judgement of any.
"""

from __future__ import annotations

import re
from functools import lru_cache

from safar.rooms.casework.forms.help_words import PAPERS

_LETTER_CASES = re.compile(r"[\x20-\u024f]+")


def papers_in(text: str) -> tuple[str, ...]:
    """List the words about papers that a text holds, each once.

    >>> papers_in("My visa and my Visa, and فيزا. Televisa is fine.")
    ('visa', 'Visa', 'فيزا')
    """
    return tuple(dict.fromkeys(_pattern().findall(text)))


def blackened(text: str) -> str:
    """Blacken them.

    >>> blackened("no visa")
    'no ████'
    """
    return _pattern().sub(lambda found: "█" * len(found[0]), text)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Word ends count where letters have case; other scripts join words to what stands before and after."""
    parts = [rf"(?<![^\W\d_]){re.escape(one)}(?![^\W\d_])" if _LETTER_CASES.fullmatch(one) else one for one in PAPERS]
    return re.compile("|".join(parts), re.IGNORECASE)
