"""Questions to the judge of matches: pairs of records that the machine, or a person before, could not decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from safar.rooms.registry.models import Judgement, Party, Record
from safar.rooms.registry.queries.sides import Named, Side, named, side_of
from safar.rooms.registry.queries.slices import Slice, slice_of
from safar.rooms.registry.queries.standings import followed

Verdict = Judgement.Verdict
DECIDED = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)


@dataclass(frozen=True, slots=True)
class Said:
    """One judgement as it is shown. `by` is empty for the machine."""

    id: int
    one: Named
    other: Named
    verdict: str
    by: str
    at: datetime
    reasons: tuple[str, ...]
    withdrawn_at: datetime | None

    @property
    def can_be_withdrawn(self) -> bool:
        """A person's judgement that stands; the machine's is overruled by judging the pair."""
        return bool(self.by) and self.withdrawn_at is None

    @property
    def is_of_person(self) -> bool:
        return self.one.is_person or self.other.is_person


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records side by side, with all that was judged of them, the newest first."""

    one: Side
    other: Side
    judged: tuple[Said, ...]

    @property
    def is_of_person(self) -> bool:
        return self.one.named.is_person or self.other.named.is_person

    @property
    def is_disputed(self) -> bool:
        return bool(self.one.disputed_on or self.other.disputed_on)

    @property
    def are_one(self) -> bool:
        """Say whether the two are held together today, by this or by other judgements."""
        return self.one.named.party == self.other.named.party


@dataclass(frozen=True, slots=True)
class Clash:
    """Two records that are judged different, and the chain of "same" that would still hold them together."""

    one: Named
    other: Named
    links: tuple[tuple[Named, Named], ...]


@dataclass(frozen=True, slots=True)
class History:
    """The records of a party and every judgement that touches one of them."""

    party: str
    records: tuple[Named, ...]
    judged: Slice[Said]


def open_questions(page: int) -> Slice[Said]:
    """Give the pairs nobody has decided, the oldest question first."""
    return slice_of(_open().select_related("one", "other").order_by("at", "pk"), page, _said)


def next_question(after: tuple[int, int]) -> tuple[int, int] | None:
    """Give the oldest question apart from the pair just judged."""
    left = _open().exclude(one=after[0], other=after[1]).order_by("at", "pk")
    return left.values_list("one_id", "other_id").first()


def pair(one: Record, other: Record, today: date) -> Pair:
    """Lay two records beside each other."""
    judged = Judgement.objects.filter(one=one, other=other).select_related("one", "other").order_by("-at", "-pk")
    return Pair(side_of(one, today), side_of(other, today), tuple(map(_said, judged)))


def clash(one: int, other: int, between: tuple[int, ...]) -> Clash:
    """Name the records of a contradiction, and each link of the chain that has to be looked at."""
    chain = [one, *between, other]
    rows = Record.objects.in_bulk(chain)
    names = [named(rows[pk]) for pk in chain]
    return Clash(names[0], names[-1], tuple(pairwise(names)))


def history(party: str, page: int) -> History | None:
    """Give a party's judgements, the newest first; nothing where the id never existed. A joined id is followed."""
    current = followed(party)
    if current is None:
        return None
    records = Record.objects.filter(party=current).order_by("pk")
    touching = Judgement.objects.filter(Q(one__party=current) | Q(other__party=current))
    judged = touching.select_related("one", "other").order_by("-at", "-pk")
    return History(current, tuple(map(named, records[:100])), slice_of(judged, page, _said))


def records_to_compare(party: str) -> int | None:
    """Give the record that stands for a party: the one it was made for, else its newest; nothing if there is none."""
    current = followed(party)
    records = Record.objects.filter(party=current)
    made_for = Party.objects.filter(pk=current).values("made_for")
    return records.filter(pk__in=made_for).values_list("pk", flat=True).first() or (
        records.order_by("-pk").values_list("pk", flat=True).first()
    )


def _open() -> QuerySet[Judgement]:
    """The machine's "maybe" that no person has answered, and people's "unsure"; not those held together otherwise."""
    answered = Judgement.objects.filter(
        one=OuterRef("one"), other=OuterRef("other"), by__isnull=False, withdrawn_at=None, verdict__in=DECIDED
    )
    asked = Q(verdict=Verdict.MAYBE) & ~Exists(answered)
    standing = Judgement.objects.filter(asked | Q(verdict=Verdict.UNSURE), withdrawn_at=None)
    return standing.exclude(one__party=F("other__party"))


def _said(judgement: Judgement) -> Said:
    return Said(
        id=judgement.pk,
        one=named(judgement.one),
        other=named(judgement.other),
        verdict=judgement.verdict,
        by=f"staff {judgement.by_id}" if judgement.by_id else "",
        at=judgement.at,
        reasons=tuple(judgement.reasons),
        withdrawn_at=judgement.withdrawn_at,
    )
