"""The one way to publish a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from safar.foundation.release.models import ReleasedTable


def publish_once(name: str, month: str, content: Mapping[str, Any], *, today: date) -> ReleasedTable:
    """Publish a month's table, or give the one that was published before: the first word stands."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    values = {"content": dict(content), "sha256": hashlib.sha256(text.encode()).hexdigest(), "published_on": today}
    return ReleasedTable.objects.get_or_create(name=name, month=month, defaults=values)[0]
