"""When kept pages are made anew: whenever the record changes, or something is released for a card."""

from __future__ import annotations

from safar.foundation.release.queries import count_released
from safar.rooms.registry.indexing import record_version


def page_version() -> int:
    """Give a number that changes with either. The count of what was released never falls, so it tells."""
    return record_version() << 32 | count_released()
