"""Makes the browser's windows known to every journey."""

from __future__ import annotations

from tests.journeys.browser import browser_page, quick_hand, whole_pages
from tests.rooms.conftest import own_index

__all__ = ["browser_page", "own_index", "quick_hand", "whole_pages"]
