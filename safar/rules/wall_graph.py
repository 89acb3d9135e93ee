"""The proof of the wall as a graph: immigration enforcement is its one sink, and no case may find a way there.

For the auditor. Two sides that know nothing of each other are laid together: the *routes* that this software gives a
case (filing, referral, hand-over across a border, join, export) and the *edges* from bodies to the sink, wherever a
row says duty, practice or unknown. A route to a body with an edge is a hole in the wall.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter

from safar.rules.bodies_offered import Body, offer_for_claim, safety_of_body
from safar.rules.firewall import TRIPLES, Category, End, Line, Party, Purpose
from safar.rules.harms import CaseCategory
from safar.rules.safety_levels import REPORTS, Jurisdiction

SINK = "immigration enforcement"


class Way(StrEnum):
    """How a case gets from one holder to another."""

    FILE = "file"
    REFERRAL = "referral"
    HAND_OVER = "hand-over"
    JOIN = "join"
    EXPORT = "export"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case: from a holder to the next, and by which way."""

    sender: str
    receiver: str
    way: Way


def edges(
    bodies: Iterable[Body], jurisdictions: Iterable[Jurisdiction], claim: CaseCategory, today: date
) -> frozenset[Step]:
    """Give the edges to the sink: every body that reports for claims of that category, or may do so for all we know."""
    rows = tuple(jurisdictions)
    reporting = (body for body in bodies if safety_of_body(body, rows, claim, today).duty in REPORTS)
    return frozenset(Step(body.id, SINK, Way.REPORT) for body in reporting)


def routes(
    bodies: Iterable[Body], jurisdictions: Iterable[Jurisdiction], claim: CaseCategory, today: date
) -> frozenset[Step]:
    """Give every step that the software lets a case take when all consents, counts and agreements are given."""
    rows = tuple(jurisdictions)
    open_to_cases = [body for body in bodies if offer_for_claim(body, rows, claim, today).is_offered]
    steps = {Step(Party.WORKER, body.id, Way.FILE) for body in open_to_cases if _ways(Party.WORKER, body.kind)}
    for body in open_to_cases:
        steps |= {Step(body.id, party, Way.EXPORT) for party in Party if _ways(body.kind, party)}
        steps |= {
            step
            for other in open_to_cases
            if other is not body and _ways(body.kind, other.kind)
            for step in _between(body, other)
        }
    return frozenset(steps)


def paths_to_sink(steps: Iterable[Step]) -> tuple[tuple[Step, ...], ...]:
    """Give a shortest path from the worker through every last body that has an edge to the sink.

    Every path that a case can take ends in such a body, so that no path is left out by naming one for each.
    """
    onward: dict[str, list[Step]] = defaultdict(list)
    for step in sorted(steps, key=attrgetter("receiver", "way")):
        onward[step.sender].append(step)
    reached: dict[str, tuple[Step, ...]] = {Party.WORKER: ()}
    waiting, found = deque([str(Party.WORKER)]), []
    while waiting:
        here = waiting.popleft()
        for step in onward[here]:
            path = (*reached[here], step)
            if step.receiver == SINK:
                found.append(path)
            elif step.receiver not in reached:
                reached[step.receiver] = path
                waiting.append(step.receiver)
    return tuple(found)


def _between(body: Body, other: Body) -> Iterable[Step]:
    """A case is referred inside a country, handed over across a border, and joins a group's case at the same kind."""
    yield Step(body.id, other.id, Way.REFERRAL if body.country == other.country else Way.HAND_OVER)
    if body.kind is other.kind:
        yield Step(body.id, other.id, Way.JOIN)


def _private(line: Line) -> bool:
    return any(isinstance(one, Category) for one in line.categories)


def _ways(sender: End, receiver: End) -> bool:
    """Is there any purpose for which private data may pass at all, whatever it needs?"""
    found = (TRIPLES.get((sender, receiver, purpose), ()) for purpose in Purpose)
    return any(_private(line) for lines in found for line in lines)
