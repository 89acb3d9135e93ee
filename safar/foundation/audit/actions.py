"""The one way to write in the audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from safar.foundation.audit.models import Entry

COMMAND_LINE = "command line"


def record(actor: str, verb: str, target: str, detail: Mapping[str, Any], now: datetime) -> Entry:
    """Say who did what to which source, party or edition; call it inside the transaction of the write itself."""
    return Entry.objects.create(at=now, actor=actor, verb=verb, target=target, detail=dict(detail))
