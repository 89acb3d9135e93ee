"""Who can read a case, and which of them would not be let in any more today: for the worker who comes back to it.

A body's level may have been lowered since she told it, or the body may have ended. What it has read it has read; she is
told, and no new key is sealed to it. Call these inside a session that may see the folder.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from safar.foundation.reads import rows
from safar.foundation.vault.contents import slots_of, takers
from safar.foundation.vault.models import Body, Folder
from safar.rooms.casework.models import Holding
from safar.rooms.casework.wall import may_hold
from safar.rules.harms import CaseCategory


def waits_in_vain(folder: Folder, category: str, today: date) -> bool:
    """Say whether a case waits for others to go to a body that could not be given it today."""
    held = rows(Holding, "SELECT body_id, purpose FROM casework_holding WHERE folder_id = %s", [folder.pk])
    return any(not _is_offered(takers({body}, today).get(body), category, purpose, today) for body, purpose in held)


def readers_of(folder: Folder, category: str, today: date) -> list[dict[str, Any]]:
    """List who can open a folder; `is_offered` says whether a key may be sealed to them today."""
    return [
        slot | {"is_offered": _is_offered(body, category, slot["purpose"], today)}
        for slot, body in slots_of(folder, today)
    ]


def _is_offered(body: Body | None, category: str, purpose: str, today: date) -> bool:
    """The wall stands before cases; a respondent's folder, which has no category, is the body's own."""
    return body is not None and (not category or may_hold(body, CaseCategory(category), purpose, today))
