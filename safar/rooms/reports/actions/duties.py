"""What the house does for reports once a day; the tick of casework calls these in this order. No text is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from safar.rooms.reports.actions.codes import mark_spent
from safar.rooms.reports.actions.evidence import delete_evidence
from safar.rooms.reports.actions.publish import publish_cards, take_down_due
from safar.rooms.reports.actions.remarks import set_copies_aside
from safar.rooms.reports.actions.tables import publish_corridors, publish_counts

DUTIES: tuple[tuple[str, Callable[[datetime], int | None]], ...] = (
    ("codes marked as used", mark_spent),
    ("proofs deleted", lambda now: delete_evidence(now=now)),
    ("copied texts set aside", lambda now: set_copies_aside()),
    ("cards taken down", lambda now: take_down_due(now=now)),
    ("corridors published", lambda now: publish_corridors(now=now)),
    ("cards published", lambda now: publish_cards(now=now)),
    ("months of reports published", lambda now: publish_counts(now=now)),
)
