"""What was done to a worker, in kinds, and how fast somebody must look at it.

For intake: the eleven forced-labour indicators of the ILO, and five dangers that can't wait. No function here takes a
text, so nothing that a worker writes about her papers can move her in the queue (FW-02).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from safar.rules.firewall import BodyKind


class CaseCategory(StrEnum):
    """All that the server knows of what a case is about."""

    MONEY = "money"
    CONTRACT = "contract"
    SAFETY = "safety"
    OTHER = "other"


class Indicator(StrEnum):
    """The indicators of forced labour (ILO, 2012)."""

    ABUSE_OF_VULNERABILITY = "abuse-of-vulnerability"
    DECEPTION = "deception"
    RESTRICTION_OF_MOVEMENT = "restriction-of-movement"
    ISOLATION = "isolation"
    VIOLENCE = "violence"
    INTIMIDATION = "intimidation"
    RETENTION_OF_DOCUMENTS = "retention-of-documents"
    WITHHOLDING_OF_WAGES = "withholding-of-wages"
    DEBT_BONDAGE = "debt-bondage"
    ABUSIVE_CONDITIONS = "abusive-conditions"
    EXCESSIVE_OVERTIME = "excessive-overtime"


class Danger(StrEnum):
    """Facts that make any case urgent, whatever else it is about."""

    CHILD = "child"
    PREGNANCY = "pregnancy"
    INJURY = "injury"
    LOCKED_IN = "locked-in"


class Urgency(StrEnum):
    """How fast a case is looked at: within a day, three days, or seven."""

    URGENT = "urgent"
    SOON = "soon"
    NORMAL = "normal"


DAYS_TO_ACKNOWLEDGE = {Urgency.URGENT: 1, Urgency.SOON: 3, Urgency.NORMAL: 7}
_RANK = {urgency: place for place, urgency in enumerate(Urgency)}


@dataclass(frozen=True, slots=True)
class Harm:
    """A kind of harm: the worker's words for it, what it indicates, how urgent it is, who can act, what to ask next.

    `words` and `follow_ups` are English and translated by the pages. One that is `on_device_only` is answered with
    advice on the worker's own device and never leaves it. Abuse `by_official` goes to another chain of command.
    """

    id: str
    words: str
    indicator: Indicator | None
    urgency: Urgency
    category: CaseCategory
    kinds: tuple[BodyKind, ...]
    follow_ups: tuple[str, ...] = ()
    deadlines: str = ""
    by_official: bool = False
    on_device_only: bool = False
    source: str = ""
    confidence: str = ""


def urgency_of(harms: Iterable[Harm], dangers: Iterable[Danger] = ()) -> Urgency:
    """Give the urgency of a case: the greatest of its harms; a danger or two indicators of forced labour are urgent.

    >>> urgency_of([], [Danger.PREGNANCY]).value
    'urgent'
    """
    told = list(harms)
    if any(True for _ in dangers) or len(indicators(told)) > 1:
        return Urgency.URGENT
    return min((harm.urgency for harm in told), key=_RANK.__getitem__, default=Urgency.NORMAL)


def indicators(harms: Iterable[Harm]) -> frozenset[Indicator]:
    """Give the indicators of forced labour that the harms point to."""
    return frozenset(harm.indicator for harm in harms if harm.indicator is not None)
