"""The one way to publish a table, and to show words beside one and take them off again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from safar.foundation.release.models import Quote, ReleasedTable


def publish_once(name: str, month: str, content: Mapping[str, Any], *, today: date) -> ReleasedTable:
    """Publish a month's table, or give the one that was published before: the first word stands."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    values = {"content": dict(content), "sha256": hashlib.sha256(text.encode()).hexdigest(), "published_on": today}
    return ReleasedTable.objects.get_or_create(name=name, month=month, defaults=values)[0]


def show_quotes(name: str, texts: Iterable[str], *, today: date) -> None:
    """Show words under a name, from today on."""
    Quote.objects.bulk_create(Quote(name=name, text=text, shown_on=today) for text in texts)


def take_quotes_off(name: str, text: str) -> None:
    """Take words off for good: from today's page and from every past day's."""
    Quote.objects.filter(name=name, text=text).update(text="")
