"""How well a country's authorities are walled off from immigration enforcement, as it may be shown on a day.

For the worker who asks "is it safe to tell them?". A level belongs to a country, a kind of body and a kind of claim,
never to a country as a whole. What is old, from memory or unsourced reads unknown, which means: assume not safe. Of two
rows that both apply, the worse counts, because nobody is asked which of them she falls under (FW-02).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum

from safar.rules.firewall import BodyKind
from safar.rules.harms import CaseCategory
from safar.rules.messages import gettext_noop

LASTS = timedelta(days=180)
SEEN_IN_A_SOURCE = "S"


class Level(StrEnum):
    """What keeps data from immigration enforcement, the strongest first."""

    LAW = "law"
    AGREEMENT = "agreement"
    PRACTICE = "practice"
    UNKNOWN = "unknown"
    NONE = "none"


class Duty(StrEnum):
    """Whether an authority reports people to immigration enforcement, the safest first."""

    OWN_NATIONALS = "own-nationals"
    NO = "no"
    UNKNOWN = "unknown"
    PRACTICE = "practice"
    YES = "yes"


REPORTS = frozenset({Duty.YES, Duty.PRACTICE, Duty.UNKNOWN})
"""The duties that make an edge to immigration enforcement: what isn't known counts as done."""

WORDS: dict[Level, str] = {
    Level.LAW: gettext_noop("A law keeps what you say from immigration enforcement"),
    Level.AGREEMENT: gettext_noop("An agreement between offices keeps what you say from immigration enforcement"),
    Level.PRACTICE: gettext_noop("As a rule they don't tell immigration enforcement, but no law forbids it"),
    Level.NONE: gettext_noop("Nothing keeps them from telling immigration enforcement"),
    Level.UNKNOWN: gettext_noop("We don't know whether they tell immigration enforcement: assume that it is not safe"),
}
"""What each level means, for pages to translate."""

_STRENGTH = {level: place for place, level in enumerate(Level)}
_GRAVITY = {duty: place for place, duty in enumerate(Duty)}


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """One sourced row: which bodies of a state for which claims, what walls them off, whether they must report.

    `dated` is the day for which the source speaks (its own date, or a later check by a person), None where nobody
    knows; `seen` the day on which its copy was read. No claims named means all of them. `own_nationals` marks a state's
    offices for its own people abroad, to which immigration control of the place of work does not apply.
    """

    id: str
    country: str
    kinds: frozenset[BodyKind]
    level: Level
    duty_labour_inspectorate: Duty
    duty_public_services: Duty
    dated: date | None
    confidence: str
    claims: frozenset[CaseCategory] = frozenset()
    own_nationals: bool = False
    region: str = ""
    scope: str = ""
    citation: str = ""
    quote: str = ""
    source: str = ""
    seen: date | None = None
    note: str = ""
    duty_police: Duty = Duty.UNKNOWN


@dataclass(frozen=True, slots=True)
class Safety:
    """What is shown of a kind of body on a day: the level, for which day its source speaks, the duty, the source."""

    level: Level
    dated: date | None
    duty: Duty
    citation: str = ""
    source: str = ""

    @property
    def words(self) -> str:
        """Give the level in plain English; pages translate it."""
        return WORDS[self.level]


NOTHING_KNOWN = Safety(Level.UNKNOWN, None, Duty.UNKNOWN)


def is_fresh(row: Jurisdiction, today: date) -> bool:
    """Say whether a row may still be believed: seen in a source that speaks for a day at most 180 days ago."""
    return row.confidence == SEEN_IN_A_SOURCE and row.dated is not None and today - LASTS <= row.dated <= today


def level_shown(row: Jurisdiction, today: date) -> Level:
    """Give a row's level as it may be shown: old, from memory or unsourced reads unknown."""
    return row.level if is_fresh(row, today) else Level.UNKNOWN


def duty_shown(row: Jurisdiction, kind: BodyKind, today: date) -> Duty:
    """Give the duty of a kind of body; a "no" needs a fresh source, a "yes" stays until somebody finds better."""
    if row.own_nationals:
        return Duty.OWN_NATIONALS
    inspects = kind is BodyKind.LABOUR_INSPECTORATE
    duty = row.duty_labour_inspectorate if inspects else row.duty_public_services
    return duty if duty in REPORTS or is_fresh(row, today) else Duty.UNKNOWN


def safety_of(
    rows: Iterable[Jurisdiction], country: str, kind: BodyKind, claim: CaseCategory, today: date, region: str = ""
) -> Safety:
    """Give what is shown of a state's bodies of a kind: rows for the claim before rows for all, the worse of them."""
    about = [row for row in rows if row.country == country and kind in row.kinds and row.region in {"", region}]
    meant = [row for row in about if claim in row.claims] or [row for row in about if not row.claims]
    read = [
        Safety(level_shown(row, today), row.dated, duty_shown(row, kind, today), row.citation, row.source)
        for row in meant
    ]
    return max(read, key=lambda safety: (_GRAVITY[safety.duty], _STRENGTH[safety.level]), default=NOTHING_KNOWN)


def rows_hash(rows: Iterable[Jurisdiction]) -> bytes:
    """Give the SHA-256 of all rows in one canonical text, as it stands in the journal."""
    return hashlib.sha256("\n".join(sorted(_row_text(row) for row in rows)).encode()).digest()


def _row_text(row: Jurisdiction) -> str:
    cells = (getattr(row, field.name) for field in fields(row))
    texts = (" ".join(sorted(cell)) if isinstance(cell, frozenset) else str(cell) for cell in cells)
    return "|".join(text.replace("\\", "\\\\").replace("|", "\\p").replace("\n", "\\n") for text in texts)
