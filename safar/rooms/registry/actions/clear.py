"""Take the made-up example out of the record: on its own, or because a first real register is loaded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from safar.foundation.audit.actions import record as audit
from safar.rooms.registry.actions.versions import next_version
from safar.rooms.registry.indexing import rebuild
from safar.rooms.registry.models import Edition, Judgement, Party, Record
from safar.rooms.registry.sources import all_sources


def made_up_sources() -> list[str]:
    """Give the ids of the sources that are made up."""
    return [source.id for source in all_sources().values() if source.made_up]


def clear_example(*, now: datetime, actor: str) -> int:
    """Take every made-up edition, record and party out, and give how many records that were."""
    with transaction.atomic():
        count = drop_example(now=now, actor=actor)
    rebuild()
    return count


def holds_example() -> bool:
    """Say whether the record is the made-up one."""
    return Edition.objects.filter(source__in=made_up_sources()).exists()


def drop_example(*, now: datetime, actor: str) -> int:
    """Take the made-up rows out. The caller holds the transaction and builds the index anew."""
    version = next_version()
    records = Record.objects.filter(source__in=made_up_sources())
    parties = set(records.values_list("party_id", flat=True))
    made_for = Party.objects.filter(made_for__in=records.values("pk"))
    parties |= set(made_for.values_list("pk", flat=True))
    count = records.count()
    Judgement.objects.filter(Q(one__in=records) | Q(other__in=records)).delete()
    records.delete()
    Party.objects.filter(pk__in=parties).update(joined_into=None, version=version)
    Party.objects.filter(pk__in=parties, records=None).delete()
    Edition.objects.filter(source__in=made_up_sources()).delete()
    audit(actor, "clear example", "example", {"records": count}, now)
    return count
