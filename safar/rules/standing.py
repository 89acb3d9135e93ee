"""What the record supports about a party on one day: one plain answer with its reasons, never a score.

The gravest live statement of each country leads that country; the gravest of those leads the answer. A register past
its staleness limit can no longer say "licensed", only "licensed when read". A party that has left a list without a
reason is "no longer listed", which is no finding.

What workers report stands beside that and is never mixed in: `card` and `harm_scores`, offered here by name, live in
`report_cards` and `harm_scores`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from safar.rules.harm_scores import harm_scores as harm_scores
from safar.rules.report_cards import Card as Card
from safar.rules.report_cards import card as card
from safar.rules.status import GRAVITY, LICENCE_IN_FORCE, Status, Term, status_on

LICENSED_WHEN_READ = "licensed-when-read"
NOT_HELD = "not-held"


def gettext_noop(message: str) -> str:
    """Mark a message for translation; the pages translate it, the rules stay free of Django."""
    return message


# What each state means, in words that a page can translate and a command line can print as they are.
WORDS: dict[str, str] = {
    Status.BARRED: gettext_noop("Barred by {publisher}, with no end given"),
    Status.BARRED_UNTIL: gettext_noop("Barred by {publisher} until {until}"),
    Status.PENALTY_UNPAID: gettext_noop("Found in breach by {publisher}; the penalty is not paid"),
    Status.REVOKED: gettext_noop("Licence taken away, says {publisher}"),
    Status.SUSPENDED: gettext_noop("Licence suspended, says {publisher}"),
    Status.FOUND: gettext_noop("Found in breach by {publisher}"),
    Status.EXPIRED: gettext_noop("Licence has run out, says {publisher}"),
    Status.NO_LONGER_LISTED: gettext_noop("No longer listed by {publisher} since {since}: we don't know why"),
    Status.CLOSED: gettext_noop("Gave the licence back or closed, says {publisher}; this is no finding"),
    Status.APPLIED: gettext_noop("Has applied to {publisher}: an application is not a licence"),
    Status.CONDITIONAL: gettext_noop("Licensed by {publisher} {licence_for}, with conditions or a lower rating"),
    Status.PROVISIONAL: gettext_noop("Licensed by {publisher} {licence_for}, provisionally"),
    Status.BAN_ENDED: gettext_noop("Was barred by {publisher}; the ban has ended"),
    Status.PENALISED_BUT_ELIGIBLE: gettext_noop("Found in breach by {publisher}; may hire again"),
    Status.LICENSED: gettext_noop("Licensed by {publisher} {licence_for}"),
    LICENSED_WHEN_READ: gettext_noop("Licensed by {publisher} {licence_for} when we last read its list, on {seen_on}"),
    Status.FILING_ONLY: gettext_noop("Named in papers filed with {publisher}: neither a licence nor a finding"),
    Status.UNKNOWN: gettext_noop("On a list of {publisher} whose meaning we don't know: ask the authority"),
    NOT_HELD: gettext_noop("Not in the registers we hold for that day"),
}

# The same with the date that the publisher gives: until when a licence runs, since when a finding stands.
WORDS_UNTIL: dict[str, str] = {
    Status.LICENSED: gettext_noop("Licensed by {publisher} {licence_for} until {until}"),
    Status.PROVISIONAL: gettext_noop("Licensed by {publisher} {licence_for}, provisionally, until {until}"),
    Status.CONDITIONAL: gettext_noop(
        "Licensed by {publisher} {licence_for} until {until}, with conditions or a lower rating"
    ),
    Status.EXPIRED: gettext_noop("Licence ran out on {until}, says {publisher}"),
    Status.BAN_ENDED: gettext_noop("Was barred by {publisher} until {until}; the ban has ended"),
}
WORDS_SINCE: dict[str, str] = {
    Status.BARRED: gettext_noop("Barred by {publisher} since {since}, with no end given"),
    Status.PENALTY_UNPAID: gettext_noop("Found in breach by {publisher} on {since}; the penalty is not paid"),
    Status.PENALISED_BUT_ELIGIBLE: gettext_noop("Found in breach by {publisher} on {since}; may hire again"),
    Status.FOUND: gettext_noop("Found in breach by {publisher} on {since}"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as the record holds it, with what its source is.

    `first_on` and `gone_on` are the published dates of the edition that first held it and of the one that no longer
    did; `seen_on` the newest edition that held it; `newest_on` the newest edition of the source at all.
    """

    source: str
    publisher: str
    country: str
    evidence_kind: str
    licence_for: str
    words: str
    term: Term
    first_on: date
    gone_on: date | None
    seen_on: date
    stale_after_days: int
    scope: str = ""
    record: int = 0
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with the state it has on the day asked."""

    said: Said
    code: str
    since: date | None
    until: date | None

    @property
    def sentence(self) -> str:
        """Give the sentence that fits the dates at hand, with braces for `parameters`; pages translate it."""
        if self.until is not None and self.code in WORDS_UNTIL:
            return WORDS_UNTIL[self.code]
        if self.since is not None and self.code in WORDS_SINCE:
            return WORDS_SINCE[self.code]
        return WORDS[self.code]

    @property
    def words(self) -> str:
        """Give the state in plain English."""
        return self.sentence.format(**self.parameters)

    @property
    def parameters(self) -> dict[str, str]:
        """Give what the braces of the sentence stand for, dates as ISO."""
        return {
            "publisher": self.said.publisher,
            "licence_for": self.said.licence_for,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "seen_on": self.said.seen_on.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """The plain answer: the leading statement's code and words, every country's lead, and all that was judged."""

    code: str
    words: str
    leads: tuple[Judged, ...]
    judged: tuple[Judged, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Give a sentence for every country's lead, the gravest first."""
        return tuple(
            f"{lead.words} (their words: “{lead.said.words or '–'}”, read on {lead.said.seen_on.isoformat()})"
            for lead in self.leads
        )


def standing(said: Iterable[Said], day: date) -> Standing:
    """Judge all that was said of a party by the day asked.

    A statement counts if an edition published on or before the day held it. Gone ones count only where the record
    has none left that is live, and then read "no longer listed".
    """
    known = [statement for statement in said if statement.first_on <= day]
    judged = sorted((_judge(statement, day) for statement in _live_or_last(known, day)), key=_rank)
    leads: dict[str, Judged] = {}
    for statement in judged:
        leads.setdefault(statement.said.country, statement)
    ordered = tuple(leads.values())
    if not ordered:
        return Standing(NOT_HELD, WORDS[NOT_HELD], (), ())
    return Standing(ordered[0].code, ordered[0].words, ordered, tuple(judged))


def _live_or_last(known: list[Said], day: date) -> list[Said]:
    """Keep each record's live statements, or its newest gone ones where nothing is live."""
    live = [statement for statement in known if not _is_gone(statement, day)]
    records_with_live = {(statement.source, statement.record) for statement in live}
    last: dict[tuple[str, int], Said] = {}
    for statement in known:
        record = (statement.source, statement.record)
        if record not in records_with_live and statement.gone_on is not None:
            held = last.get(record)
            if held is None or held.gone_on is None or held.gone_on < statement.gone_on:
                last[record] = statement
    return live + list(last.values())


def _is_gone(statement: Said, day: date) -> bool:
    return statement.gone_on is not None and statement.gone_on <= day


def _judge(statement: Said, day: date) -> Judged:
    code = status_on(statement.term, day)
    ended = code in {Status.BAN_ENDED, Status.EXPIRED}  # left the list because its own term was over
    if _is_gone(statement, day) and not ended:
        return Judged(statement, Status.NO_LONGER_LISTED, statement.gone_on, None)
    stale = statement.seen_on + timedelta(days=statement.stale_after_days) < day
    if code in LICENCE_IN_FORCE and stale:
        return Judged(statement, LICENSED_WHEN_READ, statement.term.since, statement.term.until)
    return Judged(statement, code, statement.term.since, statement.term.until)


def _rank(judged: Judged) -> tuple[int, int]:
    """Gravest first; of the same gravity the newest first."""
    code = Status.LICENSED if judged.code == LICENSED_WHEN_READ else Status(judged.code)
    return GRAVITY[code], -judged.said.seen_on.toordinal()
