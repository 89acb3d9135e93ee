"""Which reports stand behind each figure of a card, month by month, so that no two cards give one report away.

For the worker whose report joins a card among four others or not at all, whoever compares this month's card with the
last. A card is drawn on the first of a month. Every figure on it has its own last day: it is drawn anew only
when five reports that answer it have joined since, so the difference between two cards rests on five people as well.
What counts is decided anew each time: unchecked praise within a burst is set aside, two a week count elsewhere.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from safar.rules.disclosure import FEWEST, Shown
from safar.rules.questionnaire import TELLS_HARM
from safar.rules.report_weights import PRAISES_A_WEEK, burst_weeks

FEWEST_ON_A_CARD = FEWEST[Shown.CARD]
MONTHS_OF_SILENCE = 6
LEAST_WEEKS_WATCHED = 26
ALL, HARM = "all", "harm"
NEVER = date.max
_LETTERS = {"yes": "1", "no": "0", "unsure": "-", None: "-"}


@dataclass(frozen=True, slots=True)
class Report:
    """What one worker answered of a party, and the days that matter to a card.

    `key` is opaque and unique. `may_join_on` is the day on which somebody still with the party said that it may be
    shown; `checked_on` that of a document or a caseworker's check (tier B). `cohort` is a time, else the half-year.
    `is_replaced` says of one that was withdrawn that its writer told anew in its place and stands behind that.
    """

    key: str
    made_on: date
    answers: Mapping[str, str]
    cohort: str = ""
    checked_on: date | None = None
    still_there: bool = False
    may_join_on: date | None = None
    withdrawn_on: date | None = None
    is_replaced: bool = False
    fee: Decimal | None = None
    currency: str = ""

    @property
    def joins_on(self) -> date:
        """Give the day from which it may stand behind a card: six months late for somebody still there."""
        if not self.still_there:
            return self.made_on
        late = _months_later(self.made_on, MONTHS_OF_SILENCE)
        return late if self.may_join_on is None else max(self.made_on, min(late, self.may_join_on))

    @property
    def time_cohort(self) -> str | tuple[int, bool]:
        """Give its cohort in time: the one told, or the year and whether the second half of it.

        >>> Report("a", date(2026, 11, 24), {}).time_cohort
        (2026, True)
        """
        return self.cohort or (self.made_on.year, self.made_on.month > 6)

    @property
    def week(self) -> int:
        """Give the week in which it was made, counted from a Monday long ago."""
        return (self.made_on.toordinal() - 1) // 7

    def is_checked(self, day: date) -> bool:
        """Say whether it was of tier B before that day."""
        return self.checked_on is not None and self.checked_on < day


@dataclass(frozen=True, slots=True)
class Drawn:
    """The reports behind a figure, as bits, since the day on which it was drawn."""

    on: date
    bits: int


class Joined:
    """A party's reports in an order of their own, with each set of them as the bits of one number."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self.reports: Sequence[Report] = sorted(reports, key=lambda report: report.key)
        if len({report.key for report in self.reports}) < len(self.reports):
            raise ValueError("two reports have one key")
        self._joins = [report.joins_on for report in self.reports]
        self._gone = [report.withdrawn_on or NEVER for report in self.reports]
        self._checked = [report.checked_on or NEVER for report in self.reports]
        self._weeks = [report.week for report in self.reports]
        try:
            self.answered, self.yes = self._by_question()
        except KeyError:
            raise ValueError("an answer is yes, no or unsure") from None
        self.harm = 0
        for question, harm in TELLS_HARM.items():
            yes = self.yes.get(question, 0)
            self.harm |= yes if harm == "yes" else self.answered.get(question, 0) & ~yes
        self._is_harm = f"{self.harm:0{len(self.reports)}b}"[::-1]
        self._cohorts = self._by_cohort()
        self.seen: dict[date, tuple[int, int, int]] = {}
        self.live = self.checked = self.sure = self.picked = 0
        self._praise: dict[int, set[int]] = defaultdict(set)
        self._first_two: dict[int, list[int]] = {}
        self._first_week = min(self._weeks, default=0)

    def bits(self, indices: Iterable[int]) -> int:
        """Give a set of reports as bits."""
        held = bytearray(len(self.reports) // 8 + 1)
        for at in indices:
            held[at >> 3] |= 1 << (at & 7)
        return int.from_bytes(held, "little")

    def of(self, bits: int) -> Iterator[Report]:
        """Give the reports of a set, in order."""
        text = bin(bits)[:1:-1]
        at = text.find("1")
        while at >= 0:
            yield self.reports[at]
            at = text.find("1", at + 1)

    def cohorts(self, bits: int) -> int:
        """Give how many cohorts in time a set of reports is from."""
        return sum(1 for cohort in self._cohorts if cohort & bits)

    def standing(self, today: date) -> int:
        """Give what has not been withdrawn by the end of a day: who tells anew takes nothing back.

        What she told first stays behind the figures that were drawn of it, and no figure is drawn of it again.
        """
        return self.bits(at for at, gone in enumerate(self._gone) if gone > today or self.reports[at].is_replaced)

    def months(self, today: date) -> Iterator[date]:
        """Walk over the firsts of months, standing on each, from the first report to today.

        What was live on each, what counted and what was checked is kept in `seen`.
        """
        touched = self._touched()
        day = min(touched, default=NEVER)
        while day <= today:
            self._move(touched.get(day, ()), day)
            self.seen[day] = self.live, self.counted, self.checked
            yield day
            day = _next_month(day)

    @property
    def counted(self) -> int:
        """Give the reports that count on the day stood on: all harm, all that is checked, and the praise picked."""
        return self.sure | self.picked

    def _touched(self) -> Mapping[date, Sequence[int]]:
        """Give, for each first of a month, the reports of which something changed in the month before."""
        touched: dict[int, list[int]] = defaultdict(list)
        for days in (self._joins, self._checked, self._gone):
            for at, day in enumerate(days):
                if day is not NEVER:
                    touched[day.year * 12 + day.month].append(at)
        return {date(month // 12, month % 12 + 1, 1): sorted(set(held)) for month, held in touched.items()}

    def _move(self, touched: Sequence[int], day: date) -> None:
        live = [at for at in touched if self._joins[at] < day <= self._gone[at]]
        checked = [at for at in live if self._checked[at] < day]
        unsure = [at for at in live if self._is_harm[at] == "0" and self._checked[at] >= day]
        others = ~self.bits(touched)
        self.live = self.live & others | self.bits(live)
        self.checked = self.checked & others | self.bits(checked)
        self.sure = self.sure & others | self.bits(live) & ~self.bits(unsure)
        praises = [at for at in touched if self._is_harm[at] == "0"]
        for at in praises:
            self._praise[self._weeks[at]].discard(at)
        for at in unsure:
            self._praise[self._weeks[at]].add(at)
        for week in {self._weeks[at] for at in praises}:
            self._first_two[week] = sorted(self._praise[week])[:PRAISES_A_WEEK]
        self._pick(day)

    def _pick(self, day: date) -> None:
        counts = {week: len(held) for week, held in self._praise.items() if held}
        weeks = (day.toordinal() - 1) // 7 - self._first_week + 1
        bursts = burst_weeks(counts, max(weeks, LEAST_WEEKS_WATCHED))
        kept = (self._first_two[week] for week in counts if week not in bursts)
        self.picked = self.bits(at for pair in kept for at in pair)

    def _by_question(self) -> tuple[dict[str, int], dict[str, int]]:
        names = sorted(set().union(*(report.answers for report in self.reports)))
        told = chain.from_iterable(map(report.answers.get, names) for report in reversed(self.reports))
        letters = "".join(map(_LETTERS.__getitem__, told))
        answered, yes = {}, {}
        for at, question in enumerate(names):
            column = letters[at :: len(names)]
            yes[question] = int(column.replace("-", "0"), 2)
            answered[question] = int(column.replace("0", "1").replace("-", "0"), 2)
        return answered, yes

    def _by_cohort(self) -> list[int]:
        held: dict[str | tuple[int, bool], list[int]] = defaultdict(list)
        for at, report in enumerate(self.reports):
            held[report.time_cohort].append(at)
        return [self.bits(of) for of in held.values()]


def renewed(last: Drawn | None, joined: Joined, of: int, day: date) -> Drawn | None:
    """Draw a figure anew if five reports joined that answer it and don't stand behind it yet; else keep the last."""
    now = joined.counted & of
    new = now & ~last.bits if last else now
    return last if new.bit_count() < FEWEST_ON_A_CARD else Drawn(day, now)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
