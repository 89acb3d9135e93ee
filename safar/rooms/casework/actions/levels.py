"""Raise or lower how safe a kind of body in a country is said to be: raising takes two and fourteen days, lowering one.

A level that is too high sends a worker to somebody who passes her on. So whatever makes any body look safer, on the day
itself or on a later one, is a raise, a newer date on an old source too; the rest is a lowering, and counts at once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from safar.foundation.journal.actions import record_change
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions.bodies import Speaker, propose, say
from safar.rooms.casework.in_force import LOWER, RAISE, changed, jurisdictions_hash, jurisdictions_on
from safar.rooms.casework.models import Proposal
from safar.rules.firewall import table_hash
from safar.rules.safety_levels import LASTS, Duty, Jurisdiction, Level, duty_shown, is_fresh, level_shown


@dataclass(frozen=True, slots=True)
class NewLevel:
    """What is to be said of a row of jurisdictions, and where one can read it."""

    jurisdiction: str
    level: str
    duty_labour_inspectorate: str
    duty_public_services: str
    duty_police: str
    citation: str
    source: str
    dated: date


def change_level(speaker: Speaker, new: NewLevel, *, now: datetime) -> Proposal:
    """Change a row: at once where nothing looks safer for it, otherwise as a proposal that somebody has to second."""
    content = _checked(new, now.date())
    with vault_session(KEEP_HOUSE):
        row = _row(new.jurisdiction, now.date())
        lowered = lowering(row, content, now.date())
        made = propose(speaker, RAISE if lowered is None else LOWER, row.id, lowered or content, now)
        if lowered is not None:
            _lower(made, now)
        return made


def state_rules(*, now: datetime) -> int:
    """Put the hashes of the wall's table and of the levels in force into the journal, where they have changed."""
    with vault_session(KEEP_HOUSE):
        hashes = {"firewall-table": table_hash().hex(), "jurisdictions": jurisdictions_hash(now.date())}
        leaves = [record_change(kind, {"sha256": sha256}, now=now) for kind, sha256 in hashes.items()]
    return sum(leaf is not None for leaf in leaves)


def lowering(before: Jurisdiction, content: dict[str, Any], today: date) -> dict[str, Any] | None:
    """Give what may count at once: it never looks safer than before, if need be because it runs out on the old day.

    None where it does: then it is a raise.
    """
    no_longer: list[dict[str, Any]] = (
        [content | {"dated": min(content["dated"], before.dated.isoformat())}] if before.dated else []
    )
    for told in [content, *(no_longer if is_fresh(before, today) else [])]:
        after = changed(before, told)
        if not any(looks_safer(before, after, day) for day in _turns(before, after, today)):
            return told
    return None


def looks_safer(before: Jurisdiction, after: Jurisdiction, today: date) -> bool:
    """Is anybody shown something safer on this day than without the change?"""
    levels, duties = list(Level), list(Duty)
    if levels.index(level_shown(after, today)) < levels.index(level_shown(before, today)):
        return True
    if duties.index(after.duty_police) < duties.index(before.duty_police):
        return True
    return any(
        duties.index(duty_shown(after, kind, today)) < duties.index(duty_shown(before, kind, today))
        for kind in before.kinds
    )


def _turns(before: Jurisdiction, after: Jurisdiction, today: date) -> set[date]:
    """Give the days on which what is shown may turn: today, and when either source has become too old."""
    ends = {row.dated + LASTS + timedelta(days=1) for row in (before, after) if row.dated}
    return {today} | {day for day in ends if day > today}


def _lower(made: Proposal, now: datetime) -> None:
    """Put a lowering in force; it takes the place of the day's others and stops every raise that is on its way."""
    Proposal.objects.filter(body=made.body, change=LOWER, from_day=now.date()).update(withdrawn_on=now.date())
    made.from_day = now.date()
    made.save(update_fields=["from_day"])
    say(made, now)
    for raised in Proposal.objects.filter(body=made.body, change=RAISE, withdrawn_on=None):
        if raised.from_day is None or raised.from_day > now.date():
            raised.withdrawn_on = now.date()
            raised.save(update_fields=["withdrawn_on"])


def _checked(new: NewLevel, today: date) -> dict[str, Any]:
    if new.level not in set(Level):
        raise Refused(f"a level is one of: {', '.join(Level)}")
    if not {new.duty_labour_inspectorate, new.duty_public_services, new.duty_police} <= set(Duty):
        raise Refused(f"a duty is one of: {', '.join(Duty)}")
    if not new.source.strip() or new.dated > today:
        raise Refused("say where it can be read, and of which day that is")
    return asdict(new) | {"dated": new.dated.isoformat()}


def _row(jurisdiction: str, today: date) -> Jurisdiction:
    found = next((row for row in jurisdictions_on(today) if row.id == jurisdiction), None)
    if found is None:
        raise Refused("there is no such row of jurisdictions")
    return found
