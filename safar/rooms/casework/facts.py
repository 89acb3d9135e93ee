"""The facts that casework stands on, read once from data/casework: bodies, safety, clocks, numbers, harms, missions.

For every page and act of the room. Each row has its source, its date and how sure we are; a row that can't be right is
refused with its file and line, so that a bad fact never reaches a worker. Nothing here imports the readers of
publishers' files: the private process never does.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from safar.rules.abilities import Ability
from safar.rules.bodies_offered import Body
from safar.rules.case_clocks import Clock, ClockKind, Step, Unit
from safar.rules.firewall import BodyKind
from safar.rules.harms import CaseCategory, Harm, Indicator, Urgency
from safar.rules.safety_levels import Duty, Jurisdiction, Level
from safar.rules.telephone import Line

FOLDER = Path(__file__).resolve().parents[3] / "data" / "casework"
CONFIDENCES = frozenset({"S", "S-weak", "M", "own", ""})

Row = Mapping[str, str]
Value = TypeVar("Value")
Member = TypeVar("Member", bound=StrEnum)


class BadFact(ValueError):
    """A row of data/casework can't be right; the message names its file and line."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read, of what date the source is, when it was read, and how sure we are (S seen, M memory)."""

    text: str
    dated: str
    seen: date | None
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A body in the directory: what the rules need of it, and what a page shows."""

    body: Body
    name_official: str
    can_do: str
    abilities: tuple[Ability, ...]
    lines: tuple[Line, ...]
    website: str
    languages: str
    spoken: tuple[str, ...]
    is_free: bool | None
    serves_everyone: bool | None
    source: Source


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """The numbers of a country for the question "are you safe now?"; `agree` says whether two sources give the same."""

    country: str
    country_name: str
    police: Line
    ambulance: Line
    police_agrees: bool
    ambulance_agrees: bool
    women: Line | None
    children: Line | None
    trafficking: Line | None
    workers: Line | None
    source: Source


@dataclass(frozen=True, slots=True)
class MissionMechanism:
    """A way to complain that a state of origin keeps for its people abroad."""

    id: str
    origin: str
    mechanism: str
    where: str
    who_may_file: str
    procedure: str
    time_limit: str
    quote: str
    source: Source


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it, in the order of the files."""

    entries: tuple[Entry, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    clocks: tuple[Clock, ...]
    harms: tuple[Harm, ...]
    emergency: Mapping[str, EmergencyNumbers]
    missions: tuple[MissionMechanism, ...]
    prefixes: Mapping[str, tuple[str, ...]]

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Give the bodies as the rules know them."""
        return tuple(entry.body for entry in self.entries)

    @property
    def countries(self) -> tuple[str, ...]:
        """Give the countries that have a body."""
        return tuple(sorted({entry.body.country for entry in self.entries}))

    def entry(self, body: str) -> Entry | None:
        """Give the directory's entry of a body, or None."""
        return next((entry for entry in self.entries if entry.body.id == body), None)

    def harm(self, name: str) -> Harm | None:
        """Give the harm of that id, or None."""
        return next((harm for harm in self.harms if harm.id == name), None)


@lru_cache(maxsize=1)
def facts() -> Facts:
    """Give the facts that come with Safar, read once."""
    return load(FOLDER)


def load(folder: Path) -> Facts:
    """Read a folder of facts; the first row that can't be right is refused by file and line."""
    emergency = _rows(folder / "emergency_numbers.csv", _emergency, key="country")
    prefixes = _rows(folder / "dialling_prefixes.csv", _prefixes, key="country")
    return Facts(
        entries=_rows(folder / "bodies.csv", _entry, key="id"),
        jurisdictions=_rows(folder / "jurisdictions.csv", _jurisdiction, key="id"),
        clocks=_rows(folder / "clocks.csv", _clock, key="id"),
        harms=_rows(folder / "harms.csv", _harm, key="id"),
        emergency={numbers.country: numbers for numbers in emergency},
        missions=_rows(folder / "mission_mechanisms.csv", _mission, key="id"),
        prefixes=dict(prefixes),
    )


def _rows(path: Path, make: Callable[[Row], Value], *, key: str) -> tuple[Value, ...]:
    """Make a value of every row; two rows of one key, an unknown word or a bad date are refused."""
    made: list[Value] = []
    known: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, restkey="", strict=True)
        try:
            for row in reader:
                _check_shape(row, known, key)
                made.append(make(row))
        except (ValueError, KeyError, TypeError, csv.Error) as why:
            raise BadFact(f"{path.name}, line {reader.line_num}: {_reason(why)}") from why
    return tuple(made)


def _check_shape(row: Row, known: set[str], key: str) -> None:
    if "" in row or None in row.values():
        raise ValueError("the row has more or fewer cells than the header")
    if not row[key] or row[key] in known:
        raise ValueError(f"{key} {row[key]!r} is empty or stands there twice")
    known.add(row[key])
    if row["confidence"] not in CONFIDENCES:
        raise ValueError(f"confidence {row['confidence']!r} is not one of {', '.join(sorted(CONFIDENCES))}")
    if row["confidence"].startswith("S") and not row["source"]:
        raise ValueError("a row that was seen names its source")


def _reason(why: Exception) -> str:
    return f"there is no column {why}" if isinstance(why, KeyError) else str(why)


def _entry(row: Row) -> Entry:
    country = _country(row["country"])
    run_by = row["run_by"]
    if not run_by:
        raise ValueError("run_by names a state, or says none")
    body = Body(
        id=row["id"],
        country=country,
        name=row["name"],
        kind=BodyKind(row["kind"]),
        run_by="" if run_by == "none" else _country(run_by),
        duty=Duty(row["duty_to_report"]) if row["duty_to_report"] else None,
        confidence=row["confidence"],
    )
    called_on = _date(row["called_on"])
    lines = tuple(Line(country, row[name], called_on) for name in ("phone", "short_code") if row[name])
    return Entry(
        body=body,
        name_official=row["name_official"],
        can_do=row["can_do"],
        abilities=tuple(Ability(one) for one in row["abilities"].split()),
        lines=lines,
        website=row["website"],
        languages=row["languages"],
        spoken=tuple(row["spoken"].split()),
        is_free=_yes_or_no(row["free"]),
        serves_everyone=_yes_or_no(row["everyone"]),
        source=_source(row),
    )


def _jurisdiction(row: Row) -> Jurisdiction:
    checked = _date(row["checked"])
    return Jurisdiction(
        id=row["id"],
        country=_country(row["country"]),
        region=row["region"],
        kinds=frozenset(BodyKind(kind) for kind in row["kinds"].split()),
        claims=frozenset(CaseCategory(claim) for claim in row["claims"].split()),
        own_nationals=bool(_yes_or_no(row["own_nationals"])),
        scope=row["scope"],
        level=Level(row["level"]),
        duty_labour_inspectorate=Duty(row["duty_labour_inspectorate"] or Duty.UNKNOWN),
        duty_police=Duty(row["duty_police"] or Duty.UNKNOWN),
        duty_public_services=Duty(row["duty_public_services"] or Duty.UNKNOWN),
        citation=row["citation"],
        quote=row["quote"],
        source=row["source"],
        dated=checked or _first_day(row["source_date"]),
        seen=_date(row["seen"]),
        confidence=row["confidence"],
        note=row["note"],
    )


def _clock(row: Row) -> Clock:
    kind = ClockKind(row["kind"])
    if (kind is ClockKind.PROCEDURAL) != bool(row["step"]) or (kind is ClockKind.LIMITATION) != bool(row["topics"]):
        raise ValueError("a body's clock has a step and a worker's has topics")
    return Clock(
        id=row["id"],
        country=_country(row["country"]),
        kind=kind,
        value=int(row["value"]),
        unit=Unit(row["unit"]),
        less_days=int(row["less_days"] or 0),
        runs_from=row["runs_from"],
        step=Step(row["step"]) if row["step"] else None,
        topics=frozenset(row["topics"].split()),
        scope=row["scope"],
        procedure=row["procedure"],
        citation=row["citation"],
        source=row["source"],
        source_date=row["source_date"],
        seen=_date(row["seen"]),
        confidence=row["confidence"],
        note=row["note"],
    )


def _harm(row: Row) -> Harm:
    return Harm(
        id=row["id"],
        words=row["words"],
        indicator=Indicator(row["indicator"]) if row["indicator"] else None,
        urgency=Urgency(row["urgency"]),
        category=CaseCategory(row["category"]),
        kinds=tuple(BodyKind(kind) for kind in row["kinds"].split()),
        follow_ups=tuple(one for one in row["follow_ups"].split("; ") if one),
        deadlines=row["deadlines"],
        by_official=bool(_yes_or_no(row["by_official"])),
        on_device_only=bool(_yes_or_no(row["on_device_only"])),
        source=row["source"],
        confidence=row["confidence"],
    )


def _emergency(row: Row) -> EmergencyNumbers:
    country = _country(row["country"])
    called_on = _date(row["called_on"])

    def line(name: str) -> Line | None:
        return Line(country, row[name], called_on) if row[name] else None

    return EmergencyNumbers(
        country=country,
        country_name=row["country_name"],
        police=Line(country, row["police"], called_on),
        ambulance=Line(country, row["ambulance"], called_on),
        police_agrees=row["police_check"].startswith("agree"),
        ambulance_agrees=row["ambulance_check"].startswith("agree"),
        women=line("women_helpline"),
        children=line("child_helpline"),
        trafficking=line("anti_trafficking_hotline"),
        workers=line("migrant_worker_hotline"),
        source=_source(row),
    )


def _mission(row: Row) -> MissionMechanism:
    return MissionMechanism(
        id=row["id"],
        origin=_country(row["origin"]),
        mechanism=row["mechanism"],
        where=row["where"],
        who_may_file=row["who_may_file"],
        procedure=row["procedure"],
        time_limit=f"{row['time_limit']} {row['time_unit']}".strip(),
        quote=row["quote"],
        source=_source(row),
    )


def _prefixes(row: Row) -> tuple[str, tuple[str, ...]]:
    prefixes = tuple(row["prefixes"].split())
    if not prefixes or not all(prefix.isascii() and prefix.isdigit() for prefix in prefixes):
        raise ValueError("prefixes are digits")
    return _country(row["country"]), prefixes


def _source(row: Row) -> Source:
    return Source(row["source"], row["source_date"], _date(row["seen"]), row["confidence"], row.get("note", ""))


def _country(code: str) -> str:
    if len(code) != 2 or not code.isascii() or not code.isupper():
        raise ValueError(f"{code!r} is no country code of two capital letters")
    return code


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _first_day(text: str) -> date | None:
    """Read a date, a month or a year as its first day: a vague date makes a source no younger."""
    return _date(text + "-01-01"[len(text) - 4 :] if text else "")


def _yes_or_no(text: str) -> bool | None:
    known = {"yes": True, "no": False, "unknown": None, "": None}
    if text not in known:
        raise ValueError(f"{text!r} is not yes, no or unknown")
    return known[text]
