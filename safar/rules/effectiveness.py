"""How well a body's complaint mechanism works, told by its own numbers: UN Guiding Principle 31 and four parts.

For the worker who chooses a body and the public that pays for it. A criterion that the numbers can't answer reads
unknown, and so does one that fewer than ten cases stand behind: never "no", never "0".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from safar.rules.firewall import SMALLEST_COUNT
from safar.rules.messages import gettext_noop


class Criterion(StrEnum):
    """The criteria of UN Guiding Principle 31; the last is for operational-level mechanisms alone."""

    LEGITIMATE = "legitimate"
    ACCESSIBLE = "accessible"
    PREDICTABLE = "predictable"
    EQUITABLE = "equitable"
    TRANSPARENT = "transparent"
    RIGHTS_COMPATIBLE = "rights-compatible"
    CONTINUOUS_LEARNING = "continuous-learning"
    DIALOGUE = "dialogue"


class Part(StrEnum):
    """The parts of an effective mechanism that migrants' own demands name."""

    COMPLAINTS_BODY = "complaints-body"
    PROCEEDINGS = "proceedings"
    RESIDENCE_STATUS = "residence-status"
    COMPENSATION = "compensation"


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a body's own cases say of it: pairs of "so many" out of "so many", and money in one currency."""

    acknowledged_in_time: int = 0
    acknowledged: int = 0
    steps_in_time: int = 0
    steps: int = 0
    replied_in_time: int = 0
    owed_a_reply: int = 0
    with_a_remedy: int = 0
    closed: int = 0
    without_retaliation: int = 0
    asked_about_retaliation: int = 0
    respondents_who_answered: int = 0
    respondents_asked: int = 0
    stages_in_time: int = 0
    stages: int = 0
    claims_with_money: int = 0
    claimed: Decimal = Decimal(0)
    recovered: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion or part: what was measured, the share in hundredths (None is unknown), and why it is unknown."""

    about: Criterion | Part
    measure: str
    share: Decimal | None
    why_unknown: str = ""


TOO_FEW = gettext_noop("Fewer than ten cases stand behind it")
NOT_COUNTED = gettext_noop("Its own numbers can't answer this")
ON_THE_DEVICE = gettext_noop("We never ask about status, so there is no number")

_MEASURES: dict[Criterion | Part, tuple[str, str, str]] = {
    Criterion.ACCESSIBLE: (gettext_noop("Cases acknowledged in time"), "acknowledged_in_time", "acknowledged"),
    Criterion.PREDICTABLE: (gettext_noop("Steps taken by their day"), "steps_in_time", "steps"),
    Criterion.TRANSPARENT: (
        gettext_noop("Workers told in time how their case goes"),
        "replied_in_time",
        "owed_a_reply",
    ),
    Criterion.RIGHTS_COMPATIBLE: (gettext_noop("Closed cases that ended with a remedy"), "with_a_remedy", "closed"),
    Criterion.LEGITIMATE: (
        gettext_noop("Workers who were asked and met no retaliation"),
        "without_retaliation",
        "asked_about_retaliation",
    ),
    Criterion.DIALOGUE: (
        gettext_noop("Respondents who answered a claim"),
        "respondents_who_answered",
        "respondents_asked",
    ),
    Part.COMPLAINTS_BODY: (gettext_noop("Cases acknowledged in time"), "acknowledged_in_time", "acknowledged"),
    Part.PROCEEDINGS: (
        gettext_noop("Conciliations, inspections and proceedings ended in time"),
        "stages_in_time",
        "stages",
    ),
}


def criteria(numbers: Numbers, *, operational: bool = False) -> tuple[Finding, ...]:
    """Give the seven criteria for a state body, and the eighth for an operational-level mechanism.

    >>> [one.about.value for one in criteria(Numbers()) if one.share is not None]
    []
    """
    asked = [one for one in Criterion if operational or one is not Criterion.DIALOGUE]
    return tuple(_found(one, numbers) for one in asked)


def parts(numbers: Numbers) -> tuple[Finding, ...]:
    """Give the four parts: the complaints body, proceedings, residence status (never counted), compensation.

    >>> paid = Numbers(claims_with_money=12, claimed=Decimal(4000), recovered=Decimal(1000))
    >>> parts(paid)[-1].share
    Decimal('0.25')
    """
    status = Finding(Part.RESIDENCE_STATUS, "", None, ON_THE_DEVICE)
    return _found(Part.COMPLAINTS_BODY, numbers), _found(Part.PROCEEDINGS, numbers), status, _compensation(numbers)


def _found(about: Criterion | Part, numbers: Numbers) -> Finding:
    if about not in _MEASURES:
        return Finding(about, "", None, NOT_COUNTED)
    measure, some, out_of = _MEASURES[about]
    part, whole = getattr(numbers, some), getattr(numbers, out_of)
    if not 0 <= part <= whole:
        raise ValueError(f"{some} is not a part of {out_of}")
    if whole < SMALLEST_COUNT:
        return Finding(about, measure, None, TOO_FEW)
    return Finding(about, measure, _hundredths(Decimal(part) / whole))


def _compensation(numbers: Numbers) -> Finding:
    measure = gettext_noop("Money recovered of the money claimed")
    if numbers.claimed < 0 or numbers.recovered < 0:
        raise ValueError("money is not negative")
    if numbers.claims_with_money < SMALLEST_COUNT or not numbers.claimed:
        return Finding(Part.COMPENSATION, measure, None, TOO_FEW)
    return Finding(Part.COMPENSATION, measure, _hundredths(numbers.recovered / numbers.claimed))


def _hundredths(share: Decimal) -> Decimal:
    """Round to whole hundredths, so that a share gives no single case away."""
    return share.quantize(Decimal("0.01"))
