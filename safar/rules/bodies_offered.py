"""Which bodies a worker is shown for her kind of harm in a country, each with its level of safety, and why others not.

For the worker who chooses whom to tell. A body that reports to immigration enforcement, or may do so for all we know,
is not offered; unions, centres, NGOs and lawyers are, and the page says why (FW-19). Nothing from memory is offered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from safar.rules.firewall import NON_STATE, BodyKind
from safar.rules.harms import CaseCategory, Harm
from safar.rules.messages import gettext_noop
from safar.rules.safety_levels import (
    REPORTS,
    SEEN_IN_A_SOURCE,
    Duty,
    Jurisdiction,
    Level,
    Safety,
    safety_of,
)

OTHER_CHAINS = frozenset({BodyKind.EQUALITY_BODY, BodyKind.OMBUDSMAN, BodyKind.HUMAN_RIGHTS_INSTITUTION})
"""Bodies that don't answer to the officials they hear complaints about."""

MAY_BE_PRIVATE = NON_STATE | {BodyKind.ANTI_TRAFFICKING}

NOT_OF_THE_STATE = gettext_noop("Not part of the state: it has no duty to report anybody")
WALLED_OFF = gettext_noop("It does not report people who complain")
OF_HER_OWN_STATE = gettext_noop(
    "An office of your own state. If leaving without papers is an offence there, it may learn of it from you"
)
DUAL_ROLE = gettext_noop(
    "A mission protects its people and also looks after its state's interests: choose it only if you want to"
)
MUST_REPORT = gettext_noop("It has a duty to report people without papers")
DOES_REPORT = gettext_noop("It is known to pass people on to immigration enforcement")
MAY_REPORT = gettext_noop("We don't know whether it reports people without papers, so we assume that it does")
NOT_CHECKED = gettext_noop("Nobody has checked yet whether this body exists and what it does")
SAME_CHAIN = gettext_noop("It may answer to the same authorities as the official")

_WHY_NOT = {Duty.YES: MUST_REPORT, Duty.PRACTICE: DOES_REPORT, Duty.UNKNOWN: MAY_REPORT}


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the directory knows it: where it is, what kind, which state runs it ("" for none).

    `duty` is set where a source speaks of this very body; `confidence` is S for seen in a source, M for memory.
    """

    id: str
    country: str
    name: str
    kind: BodyKind
    run_by: str = ""
    duty: Duty | None = None
    confidence: str = SEEN_IN_A_SOURCE
    region: str = ""

    @property
    def is_of_the_state(self) -> bool:
        """Say whether a state runs it; a kind that only states have counts so even where nobody wrote it down."""
        return bool(self.run_by) or self.kind not in MAY_BE_PRIVATE


@dataclass(frozen=True, slots=True)
class Offer:
    """A body on the list: its safety on the day, whether it may be chosen, why or why not, and what to know first."""

    body: Body
    safety: Safety
    is_offered: bool
    why: str
    caution: str = ""

    @property
    def level(self) -> Level:
        """Give the level of safety to show."""
        return self.safety.level

    @property
    def dated(self) -> date | None:
        """Give the day for which the level's source speaks."""
        return self.safety.dated


def offered(
    bodies: Iterable[Body],
    jurisdictions: Iterable[Jurisdiction],
    harm: Harm,
    country: str,
    today: date,
    *,
    origin: str = "",
) -> tuple[Offer, ...]:
    """List the bodies for a harm in a country, and at the worker's origin where she names one: those offered first.

    Kinds outside the state are always listed, whatever kinds the harm names.
    """
    rows = tuple(jurisdictions)
    kinds = NON_STATE | (OTHER_CHAINS if harm.by_official else frozenset(harm.kinds))
    near = [body for body in bodies if body.country in {country, origin} - {""}]
    listed = [offer_of(body, rows, harm, today) for body in near if body.kind in kinds]
    return tuple(
        sorted(listed, key=lambda offer: (not offer.is_offered, offer.body.country != country, offer.body.name))
    )


def offer_of(body: Body, rows: Iterable[Jurisdiction], harm: Harm, today: date) -> Offer:
    """Say whether a body is offered for a harm, and why."""
    return offer_for_claim(body, rows, harm.category, today, by_official=harm.by_official)


def offer_for_claim(
    body: Body, rows: Iterable[Jurisdiction], claim: CaseCategory, today: date, *, by_official: bool = False
) -> Offer:
    """Say whether a body may hold a case of that category today, and why: the one gate for filing and passing on."""
    safety = safety_of_body(body, rows, claim, today)
    caution = DUAL_ROLE if body.kind is BodyKind.MISSION else ""
    refusal = _refusal(body, safety, by_official=by_official)
    return Offer(body, safety, not refusal, refusal or _reason(body, safety), caution)


def safety_of_body(body: Body, rows: Iterable[Jurisdiction], claim: CaseCategory, today: date) -> Safety:
    """Give a body's safety: what its state's rows say of its kind, made worse by what a source says of itself.

    A body outside the state has no duty unless a source says so; its level reads unknown, for no law walls it off.
    """
    if body.is_of_the_state:
        state = body.run_by or body.country
        safety = safety_of(rows, state, body.kind, claim, today, body.region)
    else:
        safety = Safety(Level.UNKNOWN, None, Duty.NO)
    if body.duty is None or body.duty not in REPORTS:
        return safety
    duty = max(safety.duty, body.duty, key=list(Duty).index)
    level = safety.level if body.duty is Duty.UNKNOWN else Level.NONE
    return replace(safety, level=level, duty=duty)


def _refusal(body: Body, safety: Safety, *, by_official: bool) -> str:
    if body.confidence != SEEN_IN_A_SOURCE:
        return NOT_CHECKED
    if by_official and body.is_of_the_state and body.kind not in OTHER_CHAINS:
        return SAME_CHAIN
    return _WHY_NOT.get(safety.duty, "")


def _reason(body: Body, safety: Safety) -> str:
    if not body.is_of_the_state:
        return NOT_OF_THE_STATE
    return OF_HER_OWN_STATE if safety.duty is Duty.OWN_NATIONALS else WALLED_OFF
