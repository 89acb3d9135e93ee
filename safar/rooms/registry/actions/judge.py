"""Judge whether two records speak of the same party, and turn a judgement round again.

Judgements are edges between records; parties are what the edges hold together. Nothing is ever merged for good: a
withdrawn judgement gives every record back the party that was made for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from safar.foundation.audit.actions import record as audit
from safar.rooms.registry.actions.versions import next_version
from safar.rooms.registry.indexing import catch_up
from safar.rooms.registry.models import Judgement, Party, Record
from safar.rules.judgements import Verdict, components, contradiction

HUMAN = {Judgement.Verdict.SAME, Judgement.Verdict.DIFFERENT, Judgement.Verdict.UNSURE}


class Contradiction(Exception):
    """Two records are judged different, yet other judgements would hold them together through those in between."""

    def __init__(self, one: int, other: int, between: tuple[int, ...]) -> None:
        super().__init__(f"records {one} and {other} are judged different, yet held together through {list(between)}")
        self.one, self.other, self.between = one, other, between


def judge(one: int, other: int, verdict: str, *, staff: int, actor: str, now: datetime, why: str = "") -> Judgement:
    """Record a person's judgement of two records and redraw the parties it concerns.

    Raises Contradiction where other judgements say otherwise: those have to be judged first. Raises ValueError for a
    verdict that a person can't give, or one record judged against itself.
    """
    low, high = sorted((one, other))
    if low == high or verdict not in HUMAN:
        raise ValueError("two different records, and one of: same, different, unsure")
    with transaction.atomic():
        version = next_version()
        _withdraw(Judgement.objects.filter(one=low, other=high, by__isnull=False), now)
        made = Judgement.objects.create(
            one_id=low, other_id=high, verdict=verdict, by_id=staff, at=now, reasons=[why] if why else []
        )
        redraw({low, high}, now=now, version=version)
        audit(actor, f"judge {verdict}", f"{low}–{high}", {"why": why}, now)
    catch_up()
    return made


def withdraw(judgement: Judgement, *, actor: str, now: datetime) -> None:
    """Take a judgement back, as if it had never been made."""
    with transaction.atomic():
        version = next_version()
        _withdraw(Judgement.objects.filter(pk=judgement.pk), now)
        redraw({judgement.one_id, judgement.other_id}, now=now, version=version)
        audit(actor, "withdraw judgement", f"{judgement.one_id}–{judgement.other_id}", {}, now)
    catch_up()


def redraw(records: set[int], *, now: datetime, version: int) -> None:
    """Draw the parties of some records anew from the judgements that stand. The caller holds the transaction."""
    parties = Record.objects.filter(pk__in=records).values("party_id")
    concerned = set(Record.objects.filter(party_id__in=parties).values_list("pk", flat=True))
    verdicts = standing_verdicts(concerned)
    apart = set(Record.objects.filter(pk__in=concerned, disputed_on__isnull=False).values_list("pk", flat=True))
    same = [pair for pair, verdict in verdicts.items() if verdict == "same" and not apart & set(pair)]
    clash = contradiction(concerned, same, [pair for pair, verdict in verdicts.items() if verdict == "different"])
    if clash:
        raise Contradiction(*clash)
    for component in components(concerned, same):
        _settle(component, now, version)


def standing_verdicts(records: Iterable[int]) -> dict[tuple[int, int], Verdict]:
    """Give the verdict that stands for every judged pair of the records: the newest person's, else the machine's."""
    held = Judgement.objects.filter(Q(one__in=records) & Q(other__in=records), withdrawn_at=None)
    verdicts: dict[tuple[int, int], Verdict] = {}
    machine, people = held.filter(by=None), held.exclude(by=None)
    for judgement in [*machine.order_by("at", "pk"), *people.order_by("at", "pk")]:
        verdicts[judgement.one_id, judgement.other_id] = Verdict(judgement.verdict)
    return verdicts


def cut(record: Record, others: Iterable[int], *, staff: int, now: datetime, why: str) -> None:
    """Judge a record to be different from each of some others. The caller redraws."""
    for low, high in (sorted((record.pk, other)) for other in others if other != record.pk):
        _withdraw(Judgement.objects.filter(one=low, other=high, by__isnull=False), now)
        Judgement.objects.create(
            one_id=low, other_id=high, verdict=Judgement.Verdict.DIFFERENT, by_id=staff, at=now, reasons=[why]
        )


def _withdraw(judgements: QuerySet[Judgement], now: datetime) -> None:
    judgements.filter(withdrawn_at=None).update(withdrawn_at=now)


def _settle(component: frozenset[int], now: datetime, version: int) -> None:
    """Give a component its party: the oldest that was made for one of its records; the others lead to it."""
    made = list(Party.objects.filter(made_for__in=component).order_by("number"))
    chosen = made[0] if made else _new_party(min(component), now, version)
    Party.objects.filter(pk=chosen.pk).update(joined_into=None, version=version)
    Party.objects.filter(pk__in=[party.pk for party in made[1:]]).update(joined_into=chosen, version=version)
    Record.objects.filter(pk__in=component).update(party=chosen)


def _new_party(record: int, now: datetime, version: int) -> Party:
    """A record that was never alone gets a party of its own now."""
    number = (Party.objects.aggregate(top=Max("number"))["top"] or 0) + 1
    country = Record.objects.values_list("country", flat=True).get(pk=record)
    return Party.objects.create(number=number, country=country, made_for=record, made_on=now.date(), version=version)
