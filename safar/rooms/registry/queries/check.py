"""The answer to a name as heard: candidates, whether any is the name typed, and whose licence number it looks like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from safar.readers.numbers import load_shapes
from safar.rooms.registry.queries.find import Candidate, find
from safar.rooms.registry.queries.registers import Holding, holdings
from safar.rooms.registry.sources import all_sources
from safar.rules.licence_numbers import Recognised, recognise
from safar.rules.names import closeness
from safar.rules.standing import LICENSED_WHEN_READ
from safar.rules.status import GRAVITY, Status

GRAVE = GRAVITY[Status.NO_LONGER_LISTED]


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate, and whether it is the name that was typed or only one like it."""

    candidate: Candidate
    closeness: str  # same, close, far

    @property
    def warns_of_likeness(self) -> bool:
        """Say whether a grave finding stands against a name that only resembles the one asked for."""
        code = self.candidate.standing.code
        grave = code != LICENSED_WHEN_READ and code in GRAVITY and GRAVITY[Status(code)] < GRAVE
        return grave and self.closeness != "same"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the check page shows. `numbers` are licence-number shapes with whether we hold their register."""

    asked: str
    country: str
    place: str
    shown: tuple[Shown, ...]
    numbers: tuple[Recognised, ...]
    holdings: tuple[Holding, ...]
    countries: tuple[str, ...]

    @property
    def has_near(self) -> bool:
        """Say whether any name is the one typed or close to it; else the lists we hold have nothing like it."""
        return any(shown.closeness != "far" for shown in self.shown)

    @property
    def has_exact(self) -> bool:
        return any(shown.closeness == "same" for shown in self.shown)


def check(text: str, *, country: str, place: str, today: date) -> Answer:
    """Answer a name, a licence number, or nothing at all (then the page only asks)."""
    held = tuple(holding for holding in holdings(today) if holding.is_held)
    countries = tuple(sorted({source.country for source in all_sources().values() if source.country}))
    if not text:
        return Answer("", country, place, (), (), held, countries)
    found = find(text, today=today, country=country, place=place, limit=10)
    numbers = tuple(recognise(text, load_shapes(settings.LICENCE_SHAPES)))
    by_number = bool(numbers) and bool(found) and found[0].score == 1.0
    shown = tuple(
        Shown(candidate, "same" if by_number and candidate.score == 1.0 else _closest(text, candidate))
        for candidate in found
    )
    return Answer(text, country, place, shown, numbers, held, countries)


def _closest(text: str, candidate: Candidate) -> str:
    """A party is as close as the closest of its names."""
    order = ("same", "close", "far")
    return min((closeness(text, name) for name in candidate.names), key=order.index, default="far")
