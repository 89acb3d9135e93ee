"""The public directory of bodies: what each can do, how safe it is with its date, whether it takes sealed complaints.

For anybody who thinks of complaining and wants to know to whom. A level older than 180 days reads unknown; a number
nobody has called says so; a body that isn't offered says why not. Nothing here counts visitors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from safar.foundation.design.formats import locale_of
from safar.foundation.languages import active_language
from safar.foundation.vault.bodies import open_bodies
from safar.foundation.vault.models import Body as VaultBody
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_reading
from safar.rooms.casework.facts import Entry, facts
from safar.rooms.casework.in_force import bodies_on, jurisdictions_on
from safar.rooms.casework.models import Proposal
from safar.rooms.casework.queries.directory_words import CHANGES, duty_words, kind_words, level_words
from safar.rules.abilities import OTHER_LANGUAGES
from safar.rules.abilities import WORDS as ABILITIES
from safar.rules.bodies_offered import Body, Offer, offer_for_claim
from safar.rules.harms import CaseCategory
from safar.rules.safety_levels import LASTS, REPORTS, Duty, Jurisdiction
from safar.rules.telephone import Checked, Line, check

FICTIONAL = frozenset({"XA", "XB"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said of a body's safety for some kinds of complaint, in the reader's language."""

    offer: Offer
    about: str

    @property
    def words(self) -> str:
        return _(self.offer.safety.words)

    @property
    def why(self) -> str:
        return _(self.offer.why)

    @property
    def caution(self) -> str:
        return _(self.offer.caution) if self.offer.caution else ""

    @property
    def tells_level(self) -> bool:
        """Say whether a level means anything: no law walls off a body outside the state, which has no duty either."""
        return self.offer.body.is_of_the_state or self.offer.safety.duty in REPORTS


@dataclass(frozen=True, slots=True)
class Listing:
    """A body in the directory on a day."""

    body: Body
    entry: Entry | None
    seals_here: bool
    organisation: str
    said: tuple[Spoken, ...]
    lines: tuple[tuple[Line, Checked], ...]
    police: str

    @property
    def kind(self) -> str:
        return kind_words(self.body.kind)

    @property
    def is_offered(self) -> bool:
        return any(one.offer.is_offered for one in self.said)

    @property
    def is_made_up(self) -> bool:
        return self.body.country in FICTIONAL

    @property
    def can_do(self) -> str:
        return ", ".join(_(ABILITIES[one]) for one in self.entry.abilities) if self.entry else ""

    @property
    def languages(self) -> str:
        """Name the languages; "" where nobody wrote them down."""
        spoken = self.entry.spoken if self.entry else ()
        known = locale_of(active_language()).languages
        named = [_("others") if one == OTHER_LANGUAGES else known.get(one, one) for one in spoken]
        return ", ".join(named)

    @property
    def told_lines(self) -> tuple[tuple[str, str, str], ...]:
        """Give number, what to dial, and what is known of each line."""
        return tuple((line.number, tried.dial, _(tried.words)) for line, tried in self.lines)


@dataclass(frozen=True, slots=True)
class Country:
    """A country in the directory, with how many of its bodies take sealed complaints here."""

    code: str
    bodies: int
    sealing: int


@dataclass(frozen=True, slots=True)
class Level:
    """A row of jurisdictions as a page shows it."""

    row: Jurisdiction
    kinds: str
    words: str
    duties: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change that anybody may still object to; `is_agreed` where a second organisation stands behind it."""

    id: int
    change: str
    about: str
    proposed_for: str
    proposed_on: date
    seconded_for: str
    from_day: date | None
    content: dict[str, Any]

    @property
    def is_agreed(self) -> bool:
        return bool(self.seconded_for)


@dataclass(frozen=True, slots=True)
class Directory:
    """All that is read at once for a page of the directory."""

    bodies: tuple[Body, ...]
    rows: tuple[Jurisdiction, ...]
    sealing: frozenset[str]
    organisations: dict[str, str]


def directory(today: date) -> Directory:
    """Read the facts, the bodies of this site and the levels in force."""
    with vault_reading(KEEP_HOUSE):
        here = list(VaultBody.objects.filter(from_day__lte=today, is_matcher=False).exclude(until_day__lt=today))
        sealing = frozenset(one.body.pk for one in open_bodies(today) if not one.body.is_matcher)
        rows, mine = jurisdictions_on(today), bodies_on(today)
    known = {body.id: body for body in (*facts().bodies, *mine)}
    return Directory(tuple(known.values()), rows, sealing, {row.pk: row.organisation for row in here})


def bodies_here(today: date) -> tuple[tuple[VaultBody, bool], ...]:
    """List the bodies of this site in force, each with whether it is offered."""
    with vault_reading(KEEP_HOUSE):
        able = {one.body.pk for one in open_bodies(today)}
        here = VaultBody.objects.exclude(until_day__lt=today).order_by("id")
        return tuple((body, body.pk in able) for body in here)


def countries(today: date) -> tuple[Country, ...]:
    """List the countries, each with its numbers of bodies."""
    found = directory(today)
    codes = sorted({body.country for body in found.bodies})
    return tuple(_country(code, found) for code in codes)


def bodies_in(country: str, today: date) -> tuple[Listing, ...]:
    """List a country's bodies: those that take sealed complaints here first, then those that may be chosen."""
    found = directory(today)
    listed = [listing(body, found, today) for body in found.bodies if body.country == country]
    if not listed:
        raise Http404
    return tuple(sorted(listed, key=lambda one: (not one.seals_here, not one.is_offered, one.body.name)))


def body_called(reference: str, today: date) -> Listing:
    """Give one body of the directory."""
    found = directory(today)
    for body in found.bodies:
        if body.id == reference:
            return listing(body, found, today)
    raise Http404


def listing(body: Body, found: Directory, today: date) -> Listing:
    """Show one body on a day."""
    entry = facts().entry(body.id)
    lines = tuple((line, check(line, facts().prefixes, today)) for line in (entry.lines if entry else ()))
    said = _said(body, found.rows, today)
    return Listing(
        body=body,
        entry=entry,
        seals_here=body.id in found.sealing and any(one.offer.is_offered for one in said),
        organisation=found.organisations.get(body.id, ""),
        said=said,
        lines=lines,
        police=police_near(found.rows, body.country, today),
    )


def levels_in(country: str, today: date) -> tuple[Level, ...]:
    """List every level of a country's authorities with its date."""
    with vault_reading(KEEP_HOUSE):
        rows = jurisdictions_on(today)
    return tuple(_level(row, today) for row in rows if row.country == country)


def proposals(today: date) -> tuple[Proposed, ...]:
    """List the changes that are proposed and not in force yet, the newest first."""
    with vault_reading(KEEP_HOUSE):
        rows = Proposal.objects.filter(withdrawn_on=None).exclude(from_day__lte=today).order_by("-proposed_on", "body")
        return tuple(
            Proposed(
                id=row.pk,
                change=str(CHANGES[row.change]),
                about=row.body,
                proposed_for=row.proposed_for,
                proposed_on=row.proposed_on,
                seconded_for=row.seconded_for,
                from_day=row.from_day,
                content=row.content,
            )
            for row in rows
        )


def police_near(rows: Iterable[Jurisdiction], country: str, today: date) -> str:
    """Say whether police keep away from places where people complain: an agreement we don't know of is unknown."""
    duties = {row.duty_police for row in rows if row.country == country}
    if Duty.YES in duties or Duty.PRACTICE in duties:
        return _("The police there pass on people without papers. Don't rely on them to keep away.")
    return _("We don't know whether the police keep away from this place. Assume that they don't.")


def _country(code: str, found: Directory) -> Country:
    there = [body for body in found.bodies if body.country == code]
    return Country(code, len(there), sum(body.id in found.sealing for body in there))


def _said(body: Body, rows: tuple[Jurisdiction, ...], today: date) -> tuple[Spoken, ...]:
    """Say how safe it is, once where it is the same for every kind of complaint."""
    names = {
        CaseCategory.MONEY: _("money"),
        CaseCategory.CONTRACT: _("the contract"),
        CaseCategory.SAFETY: _("safety and treatment"),
        CaseCategory.OTHER: _("other things"),
    }
    told: dict[Offer, list[str]] = {}
    for category in CaseCategory:
        told.setdefault(offer_for_claim(body, rows, category, today), []).append(names[category])
    if len(told) == 1:
        return (Spoken(next(iter(told)), ""),)
    return tuple(Spoken(offer, ", ".join(about)) for offer, about in told.items())


def _level(row: Jurisdiction, today: date) -> Level:
    kinds = ", ".join(sorted(kind_words(kind) for kind in row.kinds))
    is_old = row.dated is None or today - row.dated > LASTS
    return Level(row, kinds, level_words(row, today), duty_words(row, today), is_old)
