"""Bodies and levels of safety as they are in force on a day: the facts that come with Safar, and what was agreed since.

For every page and act that asks whether a body is safe. A level is raised by two people of two organisations after
fourteen public days; it is lowered by one, at once. Call these inside a vault session, `jurisdictions_today` outside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from safar.foundation.reads import as_json, rows
from safar.foundation.vault.models import Body as VaultBody
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_reading
from safar.rooms.casework.facts import facts
from safar.rooms.casework.models import Proposal
from safar.rules.bodies_offered import MAY_BE_PRIVATE, Body
from safar.rules.firewall import NON_STATE, Agreement, BodyKind, EmployerData, Purpose
from safar.rules.safety_levels import SEEN_IN_A_SOURCE, Duty, Jurisdiction, Level

RAISE, LOWER = "raise-level", "lower-level"
AGREE, END_AGREEMENT = "add-agreement", "end-agreement"
STATE_KINDS = frozenset(BodyKind) - NON_STATE
DUTIES = ("duty_labour_inspectorate", "duty_public_services", "duty_police")
_ADDED = (
    "SELECT content FROM casework_proposal WHERE change = 'add-body' AND body = %s AND withdrawn_on IS NULL"
    " AND from_day IS NOT NULL"
)
_AGREED = (
    "SELECT content FROM casework_proposal WHERE change IN ('raise-level', 'lower-level') AND withdrawn_on IS NULL"
    " AND from_day <= %s ORDER BY from_day, change DESC, proposed_on"
)


def jurisdictions_on(today: date) -> tuple[Jurisdiction, ...]:
    """Give every row as it counts on a day. On the day of a raise and of a lowering, the lowering counts."""
    changes = _changes(today)
    known = (*facts().jurisdictions, *_unwritten())
    return tuple(changed(row, changes[row.id]) if row.id in changes else row for row in known)


def jurisdictions_today(today: date) -> tuple[Jurisdiction, ...]:
    """The same for a page that has no vault session open."""
    with vault_reading(KEEP_HOUSE):
        return jurisdictions_on(today)


def jurisdictions_hash(today: date) -> str:
    """Give the SHA-256 of every row in force, for the journal: whoever holds the rows can see which ones we went by."""
    told = [
        asdict(row) | {name: sorted(getattr(row, name)) for name in ("kinds", "claims")}
        for row in jurisdictions_on(today)
    ]
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def bodies_on(today: date) -> tuple[Body, ...]:
    """Give the bodies of this site in force on a day as the rules know them; the directory's word comes first."""
    here = VaultBody.objects.filter(from_day__lte=today, is_matcher=False).exclude(until_day__lt=today)
    rows = Proposal.objects.filter(change="add-body", withdrawn_on=None, from_day__lte=today)
    states = {row.body: row.content["run_by"] for row in rows}
    return tuple(_known(row, states.get(row.pk)) for row in here)


def known_body(row: VaultBody) -> Body:
    """Give one body of this site as the rules know it."""
    if entry := facts().entry(row.pk):
        return entry.body
    agreed = rows(Proposal, _ADDED, [row.pk])
    return _known(row, as_json(agreed[0][0])["run_by"] if agreed else None)


def agreements_on(today: date) -> tuple[tuple[str, Agreement], ...]:
    """Give the arrangements between authorities that are in force on a day, by their ids."""
    agreed = Proposal.objects.filter(change=AGREE, withdrawn_on=None, from_day__lte=today).order_by("body")
    found = ((row.body, agreement_of(row.content)) for row in agreed)
    return tuple((name, one) for name, one in found if today <= one.expires_on)


def agreements_today(today: date) -> tuple[tuple[str, Agreement], ...]:
    """The same for a page that has no vault session open."""
    with vault_reading(KEEP_HOUSE):
        return agreements_on(today)


def agreement_of(content: Mapping[str, Any]) -> Agreement:
    """Build an agreement from what was agreed. Raises ValueError for one that the wall can't have."""
    return Agreement(
        tuple((body, BodyKind(kind)) for body, kind in content["parties"]),
        Purpose(content["purpose"]),
        frozenset(EmployerData(one) for one in content["categories"]),
        date.fromisoformat(content["expires_on"]),
        content["published_at"],
        content["firewall_clause"],
    )


def _unwritten() -> tuple[Jurisdiction, ...]:
    """Give a row that says nothing for each country of a body here that the facts have no row of: it can be raised."""
    written = {row.country for row in facts().jurisdictions}
    here = {country for (country,) in rows(VaultBody, "SELECT DISTINCT country FROM vault_body")}
    return tuple(
        Jurisdiction(f"{one.lower()}-state", one, STATE_KINDS, Level.UNKNOWN, Duty.UNKNOWN, Duty.UNKNOWN, None, "")
        for one in sorted(here - written)
    )


def _known(row: VaultBody, state: str | None) -> Body:
    """Say which state runs a body: the one that was agreed, or else the country of a kind that only states run."""
    if entry := facts().entry(row.pk):
        return entry.body
    kind = BodyKind(row.kind)
    guessed = "" if kind in MAY_BE_PRIVATE else row.country
    return Body(row.pk, row.country, row.name, kind, guessed if state is None else state)


def changed(row: Jurisdiction, content: Mapping[str, Any]) -> Jurisdiction:
    """Give a row with what was agreed about it, from a source that a person saw on that day."""
    duties = {name: Duty(content[name]) for name in DUTIES}
    return replace(
        row,
        level=Level(content["level"]),
        duty_labour_inspectorate=duties["duty_labour_inspectorate"],
        duty_public_services=duties["duty_public_services"],
        duty_police=duties["duty_police"],
        citation=content["citation"],
        source=content["source"],
        quote="",
        dated=date.fromisoformat(content["dated"]),
        confidence=SEEN_IN_A_SOURCE,
    )


def _changes(today: date) -> dict[str, Mapping[str, Any]]:
    found = [as_json(content) for (content,) in rows(Proposal, _AGREED, [today.isoformat()])]
    return {content["jurisdiction"]: content for content in found}
