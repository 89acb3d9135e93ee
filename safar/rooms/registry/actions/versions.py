"""The record's version: every write to what the public sees takes the next number, inside its transaction."""

from __future__ import annotations

from safar.rooms.registry.models import RecordVersion


def hold_record() -> RecordVersion:
    """Hold the record until the transaction ends, so that writes come one after the other."""
    return RecordVersion.objects.select_for_update().get_or_create(pk=1)[0]


def next_version() -> int:
    """Take the next number, inside the transaction that changes what the public sees."""
    row = hold_record()
    row.version += 1
    row.save(update_fields=["version"])
    return row.version
