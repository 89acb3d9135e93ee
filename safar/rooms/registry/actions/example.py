"""The example record: made-up registers of two made-up countries, never mixed with a real one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from safar.rooms.registry.actions.load import LoadFailed, load_file
from safar.rooms.registry.models import Edition
from safar.rooms.registry.sources import all_sources


class NotEmpty(Exception):
    """The record holds something already: made-up facts are not put beside it."""


def load_example(*, now: datetime) -> int:
    """Load every file of the example, oldest first, and give how many editions that made."""
    if Edition.objects.exists():
        raise NotEmpty("the record is not empty: the example would mix made-up facts with real ones")
    files = sorted(Path(settings.EXAMPLE).glob("*.csv"), key=lambda path: path.stem[-10:])
    for path in files:
        report = load_file(all_sources()[path.stem[:-11]], path, now=now, actor="example")
        if report.status != "published":
            raise LoadFailed(f"the example file {path.name} was {report.status}: {report.reason}")
    return len(files)
