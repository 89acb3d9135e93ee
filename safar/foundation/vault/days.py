"""Which day the vault writes down: the day itself, or for a small body the Monday of its week."""

from __future__ import annotations

from datetime import date, timedelta

from safar.foundation.vault.models import Body


def told_day(today: date, body: Body | None) -> date:
    """Give the day that may be kept: with few cases a day would point at a person."""
    if body is not None and not body.counts_weeks:
        return today
    return today - timedelta(days=today.weekday())
