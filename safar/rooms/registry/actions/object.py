"""Take "this is wrong" and "this is not us", and answer them.

While an objection is open its record stands alone (links are cut at once) and its page says that it is disputed. The
publisher's text is never changed: only the publisher can do that, and the answer says how to ask.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from safar.foundation.audit.actions import record as audit
from safar.rooms.registry.actions.judge import cut, redraw
from safar.rooms.registry.actions.versions import next_version
from safar.rooms.registry.indexing import catch_up
from safar.rooms.registry.models import Judgement, Objection, Record

DAYS_TO_ANSWER = 14
MOST_OPEN = 5  # objections to one record; more say nothing new


class AlreadyAnswered(Exception):
    """Somebody else was quicker; an answer that was given stands."""


class TooMany(Exception):
    """So many objections to this record are open that another changes nothing."""


def submit_objection(*, record: Record, kind: str, text: str, contact: str, now: datetime) -> Objection:
    """Take an objection, cut the record's links at once and note the day by which it must be answered."""
    with transaction.atomic():
        version = next_version()
        if record.objections.filter(state=Objection.State.OPEN).count() >= MOST_OPEN:
            raise TooMany
        made = Objection.objects.create(
            record=record,
            kind=kind,
            text=text,
            contact=contact,
            made_on=now.date(),
            due_on=now.date() + timedelta(days=DAYS_TO_ANSWER),
        )
        if record.disputed_on is None:
            Record.objects.filter(pk=record.pk).update(disputed_on=now.date())
            redraw({record.pk}, now=now, version=version)
        audit("the public", f"object: {kind}", f"{record.source} {record.key}", {"reference": made.reference}, now)
    catch_up()
    return made


def answer_objection(objection: Objection, *, upheld: bool, answer: str, staff: int, actor: str, now: datetime) -> None:
    """Answer an objection. One that is upheld as "not us" keeps the record apart; else its links come back.

    Raises Contradiction where that would go against judgements that have come meanwhile, AlreadyAnswered where
    somebody was quicker.
    """
    record = objection.record
    with transaction.atomic():
        version = next_version()
        if not Objection.objects.filter(pk=objection.pk, state=Objection.State.OPEN).exists():
            raise AlreadyAnswered
        if upheld and objection.kind == Objection.Kind.NOT_US:
            cut(record, linked_to(record), staff=staff, now=now, why=f"objection {objection.reference} upheld")
        Objection.objects.filter(pk=objection.pk).update(
            state=Objection.State.UPHELD if upheld else Objection.State.REJECTED,
            answer=answer,
            answered_on=now.date(),
            contact="",
        )
        if not record.objections.filter(state=Objection.State.OPEN).exists():
            Record.objects.filter(pk=record.pk).update(disputed_on=None)
        redraw({record.pk, *linked_to(record)}, now=now, version=version)
        audit(actor, f"answer objection: {'upheld' if upheld else 'rejected'}", objection.reference, {}, now)
    catch_up()


def linked_to(record: Record) -> set[int]:
    """Give the records that a judgement calls the same as this one."""
    edges = Judgement.objects.filter(verdict=Judgement.Verdict.SAME, withdrawn_at=None)
    ones = edges.filter(other=record.pk).values_list("one_id", flat=True)
    others = edges.filter(one=record.pk).values_list("other_id", flat=True)
    return {*ones, *others}
