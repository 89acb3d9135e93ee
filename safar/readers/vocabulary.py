"""What a publisher's word means, by the source's own vocabulary. A word that it doesn't hold is never a licence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from safar.readers.dates import read_date
from safar.readers.description import StatusRules
from safar.rules.status import Status

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


class Meaning(NamedTuple):
    """A mapped state, the day that stood in the words, and whether the vocabulary knew them."""

    status: Status
    until: date | None
    mapped: bool


UNMAPPED = Meaning(Status.UNKNOWN, None, False)


@dataclass(slots=True)
class Vocabulary:
    """The words of one source, looked up once each and then remembered."""

    rules: StatusRules
    words: dict[str, Status] = field(init=False)
    patterns: list[tuple[re.Pattern[str], Status]] = field(init=False)
    known: dict[str, Meaning] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = {fold_words(word): status for word, status in self.rules.words.items()}
        self.patterns = [(_compiled(pattern), status) for pattern, status in self.rules.patterns.items()]

    def meaning(self, words: str) -> Meaning:
        """Give what the words mean; words outside the vocabulary are UNKNOWN and not mapped."""
        meaning = self.known.get(words)
        if meaning is None:
            meaning = self.known[words] = self._look_up(words)
        return meaning

    def _look_up(self, words: str) -> Meaning:
        if self.rules.constant is not None:
            return Meaning(self.rules.constant, None, True)
        folded = fold_words(words)
        if not folded and self.rules.blank is not None:
            return Meaning(self.rules.blank, None, True)
        if folded in self.words:
            return Meaning(self.words[folded], None, True)
        for pattern, status in self.patterns:
            match = pattern.fullmatch(folded)
            if match and (day := read_date(match[1], self.rules.date_formats)):
                return Meaning(status, day if match.lastgroup == "date" else None, True)
        return UNMAPPED


def fold_words(text: str) -> str:
    """Fold words as publishers vary them: case, blanks, the kind of dash, blanks round dashes and within brackets.

    >>> fold_words("Ineligible – unpaid  penalty"), fold_words("Worker (Provisional )")
    ('ineligible-unpaid penalty', 'worker (provisional)')
    """
    text = " ".join(text.translate(_DASHES).casefold().split())
    text = re.sub(r" ?- ?", "-", text)
    return re.sub(r"\( | \)", lambda match: match[0].strip(), text)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Make a pattern of words around {date}, an end, or {day}, a day that ends nothing."""
    before, kind, after = re.split(r"\{(date|day)\}", pattern)
    outside = [fold_words(f"|{part}|")[1:-1] for part in (before, after)]
    return re.compile(f"{re.escape(outside[0])}(?P<{kind}>.+?){re.escape(outside[1])}")
