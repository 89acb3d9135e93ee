"""Publish how well each body's complaint mechanism works: once a quarter, from its own steps and outcomes, frozen.

Through the same door as every other figure (`release`): shares over fewer than ten cases are withheld for good, and
quarters don't overlap, so that nothing can be told from the difference between two of them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from safar.foundation.release.actions import publish_once
from safar.foundation.release.queries import released_months
from safar.foundation.vault.models import Body
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_reading
from safar.rooms.casework.actions.steps import ANSWER, FIRST_WORD, OWED, REPLY, STAGE
from safar.rooms.casework.models import Claim, Outcome, Step
from safar.rules.case_outcomes import Ending
from safar.rules.effectiveness import Numbers, criteria, parts
from safar.rules.firewall import SMALLEST_COUNT, BodyKind

SETTLES = timedelta(days=7)
REMEDIES = frozenset(
    {
        Ending.PAID_IN_FULL,
        Ending.PAID_IN_PART,
        Ending.AGREED_WITHOUT_MONEY,
        Ending.ORDERED,
        Ending.MADE_SAFE,
        Ending.WENT_HOME,
    }
)


def publish_effectiveness(*, now: datetime) -> int:
    """Publish the last quarter that is over for every body that was here in it; gives how many tables are new."""
    start, end = quarter_before((now - SETTLES).date())
    count = 0
    with vault_reading(KEEP_HOUSE):
        bodies = list(Body.objects.filter(from_day__lt=end).exclude(until_day__lt=start))
        tables = {body.pk: table_of(body, start, end) for body in bodies}
    for body, table in tables.items():
        if quarter_name(start) not in released_months(name_of(body)):
            publish_once(name_of(body), quarter_name(start), table, today=now.date())
            count += 1
    return count


def name_of(body: str) -> str:
    """Name a body's tables among those released."""
    return f"body:{body}"


def quarter_before(today: date) -> tuple[date, date]:
    """Give the first day of the last quarter that is over, and the day after its last.

    >>> quarter_before(date(2026, 11, 24))
    (datetime.date(2026, 7, 1), datetime.date(2026, 10, 1))
    """
    end = date(today.year, today.month - (today.month - 1) % 3, 1)
    last = end - timedelta(days=1)
    return date(last.year, last.month - (last.month - 1) % 3, 1), end


def quarter_name(start: date) -> str:
    """Write a quarter by its first day.

    >>> quarter_name(date(2026, 7, 1))
    '2026-Q3'
    """
    return f"{start.year}-Q{(start.month + 2) // 3}"


def table_of(body: Body, start: date, end: date) -> dict[str, Any]:
    """Give what may be said of a body's quarter: shares, or why there is none."""
    numbers = numbers_of(body, start, end)
    operational = BodyKind(body.kind) is BodyKind.CONCILIATOR
    found = [*criteria(numbers, operational=operational), *parts(numbers)]
    late = numbers.steps - numbers.steps_in_time
    return {
        "findings": [
            {"about": one.about.value, "share": None if one.share is None else str(one.share)} for one in found
        ],
        "late": late if late >= SMALLEST_COUNT else None,
    }


def numbers_of(body: Body, start: date, end: date) -> Numbers:
    """Count a body's own steps, outcomes and claims of a quarter. Sums are kept in bands, so money isn't counted."""
    steps = list(
        Step.objects.filter(body=body, kind__in=OWED, due_on__gte=start, due_on__lt=end).values_list(
            "kind", "was_in_time"
        )
    )
    ends = Outcome.objects.filter(folder__case__body=body, on__gte=start, on__lt=end)
    outcomes = list(ends.values_list("code", "retaliation"))
    claims = list(Claim.objects.filter(body=body, deadline__gte=start, deadline__lt=end).values_list("answered_on"))
    told = [retaliation for _, retaliation in outcomes if retaliation is not None]
    acknowledged, taken = _in_time(steps, FIRST_WORD), _in_time(steps, OWED)
    replied, stages = _in_time(steps, (ANSWER, REPLY)), _in_time(steps, (STAGE,))
    return Numbers(
        acknowledged_in_time=acknowledged[0],
        acknowledged=acknowledged[1],
        steps_in_time=taken[0],
        steps=taken[1],
        replied_in_time=replied[0],
        owed_a_reply=replied[1],
        stages_in_time=stages[0],
        stages=stages[1],
        with_a_remedy=sum(code in REMEDIES for code, _ in outcomes),
        closed=len(outcomes),
        without_retaliation=told.count(False),
        asked_about_retaliation=len(told),
        respondents_who_answered=sum(answered is not None for (answered,) in claims),
        respondents_asked=len(claims),
    )


def _in_time(steps: list[tuple[str, bool | None]], kinds: tuple[str, ...]) -> tuple[int, int]:
    """Count the steps of some kinds that were taken by their day, out of all of them."""
    meant = [was_in_time for kind, was_in_time in steps if kind in kinds]
    return meant.count(True), len(meant)
