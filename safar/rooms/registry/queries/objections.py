"""Objections as those who answer them see them: by the day on which the answer is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from safar.rooms.registry.models import Judgement, Objection, Record
from safar.rooms.registry.queries.sides import Named, Side, named, side_of
from safar.rooms.registry.queries.slices import Slice, slice_of


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One objection in a list."""

    reference: str
    kind: str
    state: str
    record: Named
    made_on: date
    due_on: date
    answered_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """One objection with the record it is about, and the records that are linked to it when nobody disputes it."""

    line: ObjectionLine
    text: str
    contact: str
    answer: str
    side: Side
    linked: tuple[Named, ...]
    others_open: int


def open_objections(page: int, today: date) -> Slice[ObjectionLine]:
    """Give those that wait for an answer, the first due first."""
    waiting = Objection.objects.filter(state=Objection.State.OPEN).select_related("record").order_by("due_on", "pk")
    return slice_of(waiting, page, lambda objection: _line(objection, today))


def answered_objections(page: int, today: date) -> Slice[ObjectionLine]:
    """Give those that have their answer, the newest first."""
    answered = Objection.objects.exclude(state=Objection.State.OPEN).select_related("record")
    return slice_of(answered.order_by("-answered_on", "-pk"), page, lambda objection: _line(objection, today))


def objection_page(objection: Objection, today: date) -> ObjectionPage:
    """Gather one objection."""
    siblings = Objection.objects.filter(record=objection.record, state=Objection.State.OPEN).exclude(pk=objection.pk)
    return ObjectionPage(
        line=_line(objection, today),
        text=objection.text,
        contact=objection.contact,
        answer=objection.answer,
        side=side_of(objection.record, today),
        linked=_linked(objection.record),
        others_open=siblings.count(),
    )


def _line(objection: Objection, today: date) -> ObjectionLine:
    return ObjectionLine(
        reference=objection.reference,
        kind=objection.get_kind_display(),
        state=objection.state,
        record=named(objection.record),
        made_on=objection.made_on,
        due_on=objection.due_on,
        answered_on=objection.answered_on,
        is_overdue=objection.state == Objection.State.OPEN and objection.due_on < today,
    )


def _linked(record: Record) -> tuple[Named, ...]:
    """The records that a judgement calls the same as this one, whether the link is cut today or not."""
    same = Judgement.objects.filter(verdict=Judgement.Verdict.SAME, withdrawn_at=None)
    pairs = same.filter(Q(one=record) | Q(other=record)).select_related("one", "other")
    return tuple(named(edge.other if edge.one_id == record.pk else edge.one) for edge in pairs)
