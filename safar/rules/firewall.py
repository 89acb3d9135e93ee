"""The wall as one table: which kind of private data may pass from whom to whom, for what, and on what condition.

For the worker who must be able to complain without fear, and for the auditor who asks what the software can do at
all. Whatever stands in no line of the table can't pass. Immigration control is no purpose here, immigration, border
and detention bodies are no kind of body, and nothing outside this file can add them. A court order is no line either:
it reaches a body outside this software and is recorded there as a request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from safar.rules.disclosure import FEWEST, Shown
from safar.rules.messages import gettext_noop

SMALLEST_COUNT = FEWEST[Shown.TABLE]


class BodyKind(StrEnum):
    """Every kind of body that may hold a case: a closed list."""

    UNION = "union"
    RESOURCE_CENTRE = "resource-centre"
    NGO = "ngo"
    LAWYER = "lawyer"
    LABOUR_INSPECTORATE = "labour-inspectorate"
    LABOUR_TRIBUNAL = "labour-tribunal"
    MISSION = "mission"
    LICENSING_AUTHORITY = "licensing-authority"
    HUMAN_RIGHTS_INSTITUTION = "human-rights-institution"
    EQUALITY_BODY = "equality-body"
    OMBUDSMAN = "ombudsman"
    ANTI_TRAFFICKING = "anti-trafficking"
    CONCILIATOR = "conciliator"


class Party(StrEnum):
    """The ends of a way that are no bodies."""

    WORKER = "worker"
    RESPONDENT = "respondent"
    PUBLIC = "public"


class Purpose(StrEnum):
    """Every reason for which private data may be read or passed on: a closed list."""

    ADVISE = "advise"
    CONCILIATE = "conciliate"
    ENFORCE_LABOUR_LAW = "enforce-labour-law"
    RECOVER_MONEY = "recover-money"
    DECIDE_LICENCE = "decide-licence"
    HELP_PROTECTION = "help-protection"
    STATISTICS = "statistics"


class Category(StrEnum):
    """What private data is about."""

    CONTACT = "contact"
    IDENTITY = "identity"
    PLACE = "place"
    WORK_FACTS = "work-facts"
    ACCOUNT_OF_HARM = "account-of-harm"
    EVIDENCE = "evidence"
    OUTCOME = "outcome"


class EmployerData(StrEnum):
    """What authorities may agree to share: facts on employers and recruiters, never on a worker."""

    EMPLOYER = "employer"
    RECRUITER = "recruiter"
    LICENCE = "licence"
    FINDING = "finding"


class Need(StrEnum):
    """What a line of the table asks for before anything passes."""

    CONSENT = "consent"
    CONSENT_FOR_THIS_BODY_ALONE = "consent-for-this-body-alone"
    THRESHOLD = "threshold"
    AGREEMENT = "agreement"


End = BodyKind | Party
Data = Category | EmployerData
Triple = tuple[End, End, Purpose]

NON_STATE = frozenset({BodyKind.UNION, BodyKind.RESOURCE_CENTRE, BodyKind.NGO, BodyKind.LAWYER})
AUTHORITIES = frozenset({BodyKind.LABOUR_INSPECTORATE, BodyKind.LABOUR_TRIBUNAL, BodyKind.LICENSING_AUTHORITY})
"""Bodies with powers. They send back what came of a case and nothing else (FW-15)."""

SERVES: Mapping[BodyKind, frozenset[Purpose]] = {
    BodyKind.UNION: frozenset({Purpose.ADVISE, Purpose.CONCILIATE, Purpose.RECOVER_MONEY}),
    BodyKind.RESOURCE_CENTRE: frozenset({Purpose.ADVISE, Purpose.CONCILIATE, Purpose.RECOVER_MONEY}),
    BodyKind.NGO: frozenset({Purpose.ADVISE, Purpose.RECOVER_MONEY}),
    BodyKind.LAWYER: frozenset({Purpose.ADVISE, Purpose.RECOVER_MONEY}),
    BodyKind.LABOUR_INSPECTORATE: frozenset({Purpose.ENFORCE_LABOUR_LAW, Purpose.CONCILIATE, Purpose.RECOVER_MONEY}),
    BodyKind.LABOUR_TRIBUNAL: frozenset({Purpose.ENFORCE_LABOUR_LAW, Purpose.CONCILIATE, Purpose.RECOVER_MONEY}),
    BodyKind.MISSION: frozenset({Purpose.ADVISE, Purpose.CONCILIATE, Purpose.RECOVER_MONEY}),
    BodyKind.LICENSING_AUTHORITY: frozenset({Purpose.DECIDE_LICENCE, Purpose.CONCILIATE, Purpose.RECOVER_MONEY}),
    BodyKind.HUMAN_RIGHTS_INSTITUTION: frozenset({Purpose.ADVISE}),
    BodyKind.EQUALITY_BODY: frozenset({Purpose.ADVISE, Purpose.CONCILIATE}),
    BodyKind.OMBUDSMAN: frozenset({Purpose.ADVISE}),
    BodyKind.ANTI_TRAFFICKING: frozenset({Purpose.ADVISE}),
    BodyKind.CONCILIATOR: frozenset({Purpose.CONCILIATE}),
}
"""For what a case may reach a body of each kind. Helping to apply for protection stands apart, see `_table`."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one triple lets through, on what condition, and where that is written."""

    categories: frozenset[Data]
    needs: frozenset[Need]
    citation: str


@dataclass(frozen=True, slots=True)
class Consent:
    """The worker's own statement for one body: for what, until when, and whether that body was asked for alone."""

    purpose: Purpose
    until: date
    categories: frozenset[Category] = frozenset(Category)
    for_this_body_alone: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """An arrangement between authorities, published, with an end and a firewall clause, about employers and recruiters.

    `parties` are body ids with their kinds. One that names a category of private data, has no published text or no
    firewall clause can't be made (FW-24).
    """

    parties: tuple[tuple[str, BodyKind], ...]
    purpose: Purpose
    categories: frozenset[EmployerData]
    expires_on: date
    published_at: str
    firewall_clause: str

    def __post_init__(self) -> None:
        if len({body for body, _ in self.parties}) < 2:
            raise ValueError("an agreement has at least two parties")
        if not self.categories or not all(isinstance(one, EmployerData) for one in self.categories):
            raise ValueError("an agreement covers data on employers and recruiters only")
        if not self.published_at.startswith(("https://", "http://")):
            raise ValueError("an agreement says where its text is published")
        if not self.firewall_clause.strip():
            raise ValueError("an agreement has a firewall clause")

    def covers(self, sender: End, receiver: End, purpose: Purpose, categories: frozenset[Data], today: date) -> bool:
        """Say whether the agreement is live and meant for this passing on."""
        kinds: list[End] = [kind for _, kind in self.parties]
        known = sender in kinds and receiver in kinds and (sender != receiver or kinds.count(receiver) > 1)
        return known and purpose is self.purpose and categories <= self.categories and today <= self.expires_on


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something may pass, why or why not, what its line needs, and where that is written."""

    allowed: bool
    reason: str
    needs: frozenset[Need]
    citation: str


CONSENT_RULE = "UN Special Rapporteur, A/HRC/26/35 para. 62; FW-05"
AGREEMENT_RULE = "UN Special Rapporteur, A/73/178/Rev.1 para. 37; FW-24"
PROTECTION_RULE = "Joint General Comment CMW 3 / CRC 22 (2017); FW-04"
STATISTICS_RULE = "ECRI General Policy Recommendation 16; FW-20"
DUAL_ROLE_RULE = "FW-06: a mission protects its nationals and looks after their placement"
OWN_DATA_RULE = "The worker's own data"
REPLY_RULE = "The right of reply; FW-22"

_EVERYTHING: frozenset[Data] = frozenset(Category)
_OUTCOME: frozenset[Data] = frozenset({Category.OUTCOME})


def _consent_for(receiver: BodyKind) -> tuple[frozenset[Need], str]:
    if receiver is BodyKind.MISSION:
        return frozenset({Need.CONSENT, Need.CONSENT_FOR_THIS_BODY_ALONE}), DUAL_ROLE_RULE
    return frozenset({Need.CONSENT}), CONSENT_RULE


def _from_the_worker() -> Iterable[tuple[Triple, Line]]:
    for receiver, purposes in SERVES.items():
        for purpose in purposes:
            yield (Party.WORKER, receiver, purpose), Line(_EVERYTHING, *_consent_for(receiver))
            yield (receiver, Party.WORKER, purpose), Line(_EVERYTHING, frozenset(), OWN_DATA_RULE)


def _protection() -> Iterable[tuple[Triple, Line]]:
    """Help to apply for protection goes to four kinds and back to the worker as a letter; never on to anybody."""
    for kind in NON_STATE:
        consent = Line(_EVERYTHING, frozenset({Need.CONSENT}), PROTECTION_RULE)
        yield (Party.WORKER, kind, Purpose.HELP_PROTECTION), consent
        yield (kind, Party.WORKER, Purpose.HELP_PROTECTION), Line(_EVERYTHING, frozenset(), PROTECTION_RULE)


def _referrals() -> Iterable[tuple[Triple, Line]]:
    for sender in BodyKind:
        sent = _OUTCOME if sender in AUTHORITIES else _EVERYTHING
        for receiver, purposes in SERVES.items():
            for purpose in purposes:
                yield (sender, receiver, purpose), Line(sent, *_consent_for(receiver))


def _arrangements() -> Iterable[tuple[Triple, Line]]:
    for sender in AUTHORITIES:
        for receiver in AUTHORITIES:
            for purpose in SERVES[receiver] & {Purpose.ENFORCE_LABOUR_LAW, Purpose.DECIDE_LICENCE}:
                line = Line(frozenset(EmployerData), frozenset({Need.AGREEMENT}), AGREEMENT_RULE)
                yield (sender, receiver, purpose), line


def _claims() -> Iterable[tuple[Triple, Line]]:
    told: frozenset[Data] = frozenset({Category.WORK_FACTS, Category.ACCOUNT_OF_HARM, Category.IDENTITY})
    answered: frozenset[Data] = frozenset({Category.WORK_FACTS, Category.EVIDENCE, Category.OUTCOME})
    for kind, purposes in SERVES.items():
        if Purpose.CONCILIATE in purposes:
            claim = Line(told, frozenset({Need.CONSENT}), REPLY_RULE)
            yield (kind, Party.RESPONDENT, Purpose.CONCILIATE), claim
            yield (Party.RESPONDENT, kind, Purpose.CONCILIATE), Line(answered, frozenset(), REPLY_RULE)


def _statistics() -> Iterable[tuple[Triple, Line]]:
    for kind in BodyKind:
        counted = Line(_OUTCOME, frozenset({Need.THRESHOLD}), STATISTICS_RULE)
        yield (kind, Party.PUBLIC, Purpose.STATISTICS), counted


def _table() -> dict[Triple, tuple[Line, ...]]:
    table: dict[Triple, tuple[Line, ...]] = {}
    for part in (_from_the_worker, _protection, _referrals, _arrangements, _claims, _statistics):
        for triple, line in part():
            table[triple] = (*table.get(triple, ()), line)
    return table


TRIPLES: Mapping[Triple, tuple[Line, ...]] = MappingProxyType(_table())

NO_WAY = gettext_noop("The wall has no way from there to there for that purpose")
NOTHING_NAMED = gettext_noop("It must be said which data would pass")
NOT_THAT_DATA = gettext_noop("That data may not pass this way")
NO_CONSENT = gettext_noop("The worker has not agreed to this")
CONSENT_IS_FOR_ELSE = gettext_noop("The worker agreed to something else")
CONSENT_HAS_ENDED = gettext_noop("The worker's consent has ended")
NOT_ASKED_ALONE = gettext_noop("A mission needs a consent that was asked for it alone")
NO_AGREEMENT = gettext_noop("No live, published agreement covers this")
TOO_FEW = gettext_noop("Fewer than ten cases: the count stays private")
PASSES = gettext_noop("This may pass")


def may_pass(
    sender: End,
    receiver: End,
    purpose: Purpose,
    categories: frozenset[Data],
    *,
    consent: Consent | None = None,
    agreement: Agreement | None = None,
    count: int = 0,
    today: date,
) -> Verdict:
    """Say whether data of these categories may pass from the one to the other for the purpose, and why.

    >>> place: frozenset[Data] = frozenset({Category.PLACE})
    >>> may_pass(BodyKind.NGO, BodyKind.UNION, Purpose.ADVISE, place, today=date(2026, 1, 1)).reason
    'The worker has not agreed to this'
    """
    lines = TRIPLES.get((sender, receiver, purpose), ())
    if not lines:
        return Verdict(False, NO_WAY, frozenset(), "FW-04")
    if not categories:
        return Verdict(False, NOTHING_NAMED, frozenset(), "FW-04")
    line = next((one for one in lines if categories <= one.categories), None)
    if line is None:
        return Verdict(False, NOT_THAT_DATA, frozenset(), lines[0].citation)
    missing = _consent_lacks(line, purpose, categories, consent, today)
    if not missing and Need.AGREEMENT in line.needs:
        covered = agreement is not None and agreement.covers(sender, receiver, purpose, categories, today)
        missing = "" if covered else NO_AGREEMENT
    if not missing and Need.THRESHOLD in line.needs and count < SMALLEST_COUNT:
        missing = TOO_FEW
    return Verdict(not missing, missing or PASSES, line.needs, line.citation)


def _consent_lacks(
    line: Line, purpose: Purpose, categories: frozenset[Data], consent: Consent | None, today: date
) -> str:
    if Need.CONSENT not in line.needs:
        return ""
    if consent is None:
        return NO_CONSENT
    if consent.until < today:
        return CONSENT_HAS_ENDED
    if consent.purpose is not purpose or not categories <= consent.categories:
        return CONSENT_IS_FOR_ELSE
    if Need.CONSENT_FOR_THIS_BODY_ALONE in line.needs and not consent.for_this_body_alone:
        return NOT_ASKED_ALONE
    return ""


def table_text() -> str:
    """Give the table as one canonical text: the closed lists, the threshold, then a sorted line for every way."""
    closed = (BodyKind, Party, Purpose, Category, EmployerData, Need)
    lists = [f"{one.__name__}: {' '.join(sorted(one))}" for one in closed]
    ways = sorted(
        "|".join((*triple, ",".join(sorted(line.categories)), ",".join(sorted(line.needs)), line.citation))
        for triple, lines in TRIPLES.items()
        for line in lines
    )
    return "\n".join(["safar/1 firewall", *lists, f"threshold: {SMALLEST_COUNT}", *ways, ""])


def table_hash() -> bytes:
    """Give the SHA-256 of the table, as it stands in the journal."""
    return hashlib.sha256(table_text().encode()).digest()
