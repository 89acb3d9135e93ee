"""Whom a worker can tell: the bodies of a country in the directory, and those that take sealed complaints here.

For the form, with script and without, and for the first page's telephone numbers. A body that is in the directory but
has no keys here is shown with its telephone alone; one that must report people is listed with the reason why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from safar.foundation.vault.bodies import OpenBody, open_bodies
from safar.foundation.vault.contents import key_json
from safar.foundation.vault.models import Body as VaultBody
from safar.foundation.vault.sessions import WORKER, vault_reading
from safar.rooms.casework.facts import EmergencyNumbers, Entry, facts
from safar.rooms.casework.in_force import jurisdictions_today, known_body
from safar.rooms.casework.wall import has_way
from safar.rules.bodies_offered import OTHER_CHAINS, Body, Offer, offer_of
from safar.rules.firewall import NON_STATE, BodyKind, Party, Purpose
from safar.rules.harms import CaseCategory, Harm, Urgency
from safar.rules.safety_levels import SEEN_IN_A_SOURCE, Jurisdiction
from safar.rules.telephone import Checked, Line, check

IN_DANGER = frozenset({BodyKind.NGO, BodyKind.ANTI_TRAFFICKING})
OFFICIAL = "official"
FIRST_PURPOSES = (Purpose.ADVISE, Purpose.ENFORCE_LABOUR_LAW, Purpose.DECIDE_LICENCE, Purpose.CONCILIATE)
"""For what a complaint is sealed to a body at first: the first of these that the wall lets a worker choose for it."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A body that a case can be sealed to today."""

    id: str
    name: str
    kind: str
    country: str
    organisation: str
    key: dict[str, Any]
    rule: Body


@dataclass(frozen=True, slots=True)
class Listed:
    """A body on the list: its entry in the directory (or none), its key here (or none), what it is offered for."""

    body: Body
    entry: Entry | None
    recipient: Recipient | None
    offers: Mapping[str, Offer]
    lines: tuple[tuple[Line, Checked], ...]

    @property
    def seals_here(self) -> bool:
        return self.recipient is not None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a country for somebody who isn't safe, and bodies to call in danger.

    Each line has what it is for (a code, or the body's name), what is known of it, and the number as it is written.
    """

    country: str
    lines: tuple[tuple[str, Checked, str], ...]
    bodies: tuple[tuple[str, Checked, str], ...]


def recipients(today: date, *, country: str = "", body: str = "", matchers: bool = False) -> tuple[Recipient, ...]:
    """List bodies with a key that works today and two people who can open; of a country, or one by its name."""
    with vault_reading(WORKER):
        rows = VaultBody.objects.filter(is_matcher=matchers)
        rows = rows.filter(country=country) if country else rows
        rows = rows.filter(pk=body) if body else rows
        return tuple(_recipient(one) for one in open_bodies(today, [row.pk for row in rows]))


def countries_to_choose(today: date) -> tuple[str, ...]:
    """List the countries with a body in the directory or a recipient here."""
    return tuple(sorted({*facts().countries, *(one.country for one in recipients(today))}))


def listed_in(country: str, today: date, *, body: str = "") -> tuple[Listed, ...]:
    """List every body of a country, those that take sealed complaints here first."""
    known = [one for one in facts().entries if one.body.country == country or one.body.id == body]
    return _together(recipients(today, country=country, body=body), known, today)


def listed_everywhere(today: date) -> tuple[Listed, ...]:
    """List every body of every country: so a phone can look under a country that it names to nobody."""
    return _together(recipients(today), facts().entries, today)


def sealing_elsewhere(country: str, today: date) -> tuple[Listed, ...]:
    """List the bodies of all other countries that take sealed complaints here: one of them may be hers, or near."""
    far = [one for one in recipients(today) if one.country != country]
    named = {one.id for one in far}
    return _together(far, [one for one in facts().entries if one.body.id in named], today)


def offer_for(row: Listed, harms: Iterable[Harm]) -> Offer | None:
    """Give what is said of a body for what happened; None where it is not a body for that.

    Abuse by an official is for other chains of command, whatever else happened.
    """
    told = list(harms)
    by_official = any(harm.by_official for harm in told)
    kinds = OTHER_CHAINS if by_official else {kind for harm in told for kind in harm.kinds}
    if told and row.body.kind not in NON_STATE | kinds:
        return None
    return row.offers[OFFICIAL if by_official else category_of(told).value]


def category_of(harms: Iterable[Harm]) -> CaseCategory:
    """Give the one of four categories that the server may know: that of the most urgent harm."""
    order = list(Urgency)
    told = sorted(harms, key=lambda harm: order.index(harm.urgency))
    return told[0].category if told else CaseCategory.OTHER


def first_purpose(kind: BodyKind, today: date) -> str:
    """Give the purpose for which a complaint is first sealed to a kind of body."""
    return next((one.value for one in FIRST_PURPOSES if has_way(Party.WORKER, kind, one, today)), "")


def emergency_numbers(today: date) -> tuple[Numbers, ...]:
    """List each country's numbers, to be put into the first page as they are."""
    return tuple(_numbers(one, today) for one in facts().emergency.values())


def directory_json(country: str, body: str, *, everywhere: bool = False, today: date) -> dict[str, Any]:
    """Give the bodies of a country, or of all, as a browser needs them, in the active language."""
    rows = listed_everywhere(today) if everywhere else listed_in(country, today, body=body) if country or body else ()
    matchers = recipients(today, matchers=True)
    return {"bodies": [_as_json(row, today) for row in rows], "matchers": [_matcher(one) for one in matchers]}


def _recipient(one: OpenBody) -> Recipient:
    row = one.body
    return Recipient(row.pk, row.name, row.kind, row.country, row.organisation, key_json(one.key), known_body(row))


def _together(here: Iterable[Recipient], known: Iterable[Entry], today: date) -> tuple[Listed, ...]:
    sealing, told = {one.id: one for one in here}, {one.body.id: one for one in known}
    levels = jurisdictions_today(today)
    rows = [_listed(name, told.get(name), sealing.get(name), levels, today) for name in {**sealing, **told}]
    return tuple(sorted(rows, key=lambda row: (not row.seals_here, row.body.name)))


def _listed(
    name: str, entry: Entry | None, recipient: Recipient | None, levels: tuple[Jurisdiction, ...], today: date
) -> Listed:
    body = recipient.rule if recipient else entry.body if entry else None
    assert body is not None, name  # noqa: S101 - every name comes from one of the two
    offers = {category.value: _offer(body, levels, category, today) for category in CaseCategory}
    offers[OFFICIAL] = _offer(body, levels, CaseCategory.OTHER, today, by_official=True)
    lines = tuple((line, check(line, facts().prefixes, today)) for line in (entry.lines if entry else ()))
    return Listed(body, entry, recipient, offers, lines)


def _offer(
    body: Body, levels: tuple[Jurisdiction, ...], category: CaseCategory, today: date, *, by_official: bool = False
) -> Offer:
    harm = Harm("", "", None, Urgency.NORMAL, category, (), by_official=by_official)
    return offer_of(body, levels, harm, today)


def _numbers(one: EmergencyNumbers, today: date) -> Numbers:
    told = {"police": one.police, "ambulance": one.ambulance, "women": one.women, "children": one.children}
    told |= {"trafficking": one.trafficking, "workers": one.workers}
    lines = [(name, check(line, facts().prefixes, today), line.number) for name, line in told.items() if line]
    dialled = tuple(line for line in lines if line[1].dial)
    return Numbers(one.country, dialled, _helpers(one.country, {line[1].dial for line in dialled}, today))


def _helpers(country: str, known: set[str], today: date) -> tuple[tuple[str, Checked, str], ...]:
    """List bodies outside the state that help in danger, each by the first number that is not there yet."""
    found = []
    for row in facts().entries:
        if row.body.country != country or row.body.kind not in IN_DANGER or row.body.confidence != SEEN_IN_A_SOURCE:
            continue
        tried = [(row.body.name, check(line, facts().prefixes, today), line.number) for line in row.lines]
        found += [one for one in tried if one[1].dial and one[1].dial not in known][:1]
    return tuple(found)


def _as_json(row: Listed, today: date) -> dict[str, Any]:
    entry = row.entry
    return {
        "id": row.body.id,
        "name": row.body.name,
        "kind": row.body.kind.value,
        "country": row.body.country,
        "is_of_the_state": row.body.is_of_the_state,
        "can_do": gettext(entry.can_do) if entry and entry.can_do else "",
        "languages": entry.languages if entry else "",
        "is_free": entry.is_free if entry else None,
        "website": entry.website if entry else "",
        "lines": [
            {"number": line.number, "dial": tried.dial, "words": gettext(tried.words)} for line, tried in row.lines
        ],
        "key": row.recipient.key if row.recipient else None,
        "purpose": first_purpose(row.body.kind, today),
        "organisation": row.recipient.organisation if row.recipient else "",
        "offers": {name: _offer_json(offer) for name, offer in row.offers.items()},
    }


def _offer_json(offer: Offer) -> dict[str, Any]:
    return {
        "is_offered": offer.is_offered,
        "level": offer.level.value,
        "words": gettext(offer.safety.words),
        "dated": offer.dated.isoformat() if offer.dated else "",
        "why": gettext(offer.why),
        "caution": gettext(offer.caution) if offer.caution else "",
    }


def _matcher(one: Recipient) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "organisation": one.organisation, "key": one.key}
