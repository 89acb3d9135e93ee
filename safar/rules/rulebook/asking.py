"""Makes conditions and numbers of an edition ready for one person: small functions joined once, run many times.

For `scalar`. A missing answer is unknown in a condition, and reaches from minus to plus infinity in a number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import eq, ge, gt, le, lt, ne

from safar.rules.rulebook import values
from safar.rules.rulebook.editions import Rule
from safar.rules.rulebook.expressions import (
    Among,
    Compare,
    Const,
    FactName,
    Join,
    Named,
    Number,
    Pick,
    ScoreName,
    Sum,
    Test,
    Truth,
    numbers_in,
    parts_of,
)
from safar.rules.rulebook.values import ANYTHING, NO, UNKNOWN, YES, Interval

Told = dict[str, float]
Ask = Callable[["Person"], int]
Count = Callable[["Person"], Interval]
SIGNS: dict[str, Callable[[float, float], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(slots=True)
class Person:
    """One person's answers as numbers, and what was worked out from them so far."""

    told: Told
    scores: dict[str, Interval]
    tests: dict[str, int]


def doubt_of(number: Number | None) -> str:
    """Say why a number can't make a yes; empty if it can."""
    parts = parts_of(number) if number is not None else ()
    return next((part.weak for part in parts if isinstance(part, Const) and part.weak), "")


def doubt_in(test: Test) -> str:
    """Say why a condition can't make a yes; empty if it can."""
    return next((number.weak for number in numbers_in(test) if isinstance(number, Const) and number.weak), "")


def ready_rule(rule: Rule, firm: bool) -> Ask:
    """Make a criterion ready; `firm` lets nothing doubtful make a yes."""
    ask = ready_test(rule.when, firm)
    if rule.exceptions:
        ask = partial(
            _with_exceptions, ask, [(ready_test(one, firm), ready_test(other, firm)) for one, other in rule.exceptions]
        )
    top = values.CONFLICT if rule.criterion.is_disputed else values.DISCRETION if rule.criterion.is_discretion else YES
    if firm and rule.doubt:
        top = UNKNOWN
    return ask if top == YES else partial(_at_most, top, ask)


def _at_most(top: int, ask: Ask, person: Person) -> int:
    return min(top, ask(person))


def _with_exceptions(general: Ask, exceptions: list[tuple[Ask, Ask]], person: Person) -> int:
    """Apply a general rule with labelled exceptions; two that both apply are a conflict."""
    codes = [(applies(person), instead(person)) for applies, instead in exceptions]
    sure = [result for applies, result in codes if applies == YES]
    if len(sure) > 1:
        return values.CONFLICT
    perhaps = [result for applies, result in codes if applies not in (YES, NO)]
    if not perhaps:
        return sure[0] if sure else general(person)
    possible = {*perhaps, *(sure or [general(person)])}
    if len(perhaps) + len(sure) > 1:
        possible.add(values.CONFLICT)
    return possible.pop() if len(possible) == 1 else UNKNOWN


def ready_test(test: Test, firm: bool) -> Ask:
    """Make a condition ready: a function from a person to its answer."""
    match test:
        case Truth(value=value):
            return partial(always, YES if value else NO)
        case Named(name=name, is_so=is_so):
            return partial(_named if is_so else _not_named, name)
        case Join(how=how, parts=parts, least=least):
            asks = tuple(ready_test(part, firm) for part in parts)
            if how == "at_least":
                return partial(_at_least, least, asks)
            return partial(_all if how == "and" else _any, asks)
        case Compare(sign=sign, left=left, right=right):
            ask = _compare(sign, left, right)
        case Among(item=item, members=members, is_in=is_in):
            listed = frozenset(one.value for one in members) if isinstance(members, tuple) else frozenset()
            yes, no = (YES, NO) if is_in else (NO, YES)
            ask = (
                partial(_fact_among, item.name, listed, yes, no)
                if isinstance(item, FactName)
                else partial(_among, ready_number(item), listed, yes, no)
            )
    return partial(_never_yes, ask) if firm and doubt_in(test) else ask


def always(code: int, person: Person) -> int:
    return code


def _named(name: str, person: Person) -> int:
    return person.tests[name]


def _not_named(name: str, person: Person) -> int:
    return values.opposite(person.tests[name])


def _never_yes(ask: Ask, person: Person) -> int:
    return min(UNKNOWN, ask(person))


def _all(asks: tuple[Ask, ...], person: Person) -> int:
    least: int = YES
    for ask in asks:
        code = ask(person)
        if code < least:
            if code == NO:
                return NO
            least = code
    return least


def _any(asks: tuple[Ask, ...], person: Person) -> int:
    most: int = NO
    for ask in asks:
        code = ask(person)
        if code > most:
            if code == YES:
                return YES
            most = code
    return most


def _at_least(least: int, asks: tuple[Ask, ...], person: Person) -> int:
    return sorted((ask(person) for ask in asks), reverse=True)[least - 1]


def _compare(sign: str, left: Number, right: Number) -> Ask:
    if isinstance(left, FactName) and isinstance(right, Const):
        return partial(_fact_compare, left.name, SIGNS[sign], right.value)
    return partial(_interval_compare, COMPARED[sign], ready_number(left), ready_number(right))


def _fact_compare(name: str, sign: Callable[[float, float], bool], value: float, person: Person) -> int:
    told = person.told.get(name)
    if told is None:
        return UNKNOWN
    return YES if sign(told, value) else NO


def _interval_compare(compare: Callable[[Interval, Interval], int], left: Count, right: Count, person: Person) -> int:
    return compare(left(person), right(person))


def _fact_among(name: str, members: frozenset[float], yes: int, no: int, person: Person) -> int:
    told = person.told.get(name)
    if told is None:
        return UNKNOWN
    return yes if told in members else no


def _among(count: Count, members: frozenset[float], yes: int, no: int, person: Person) -> int:
    low, high = count(person)
    if low == high:
        return yes if low in members else no
    return UNKNOWN if any(low <= one <= high for one in members) else no


def _less(one: Interval, other: Interval) -> int:
    return YES if one[1] < other[0] else NO if one[0] >= other[1] else UNKNOWN


def _less_or_same(one: Interval, other: Interval) -> int:
    return YES if one[1] <= other[0] else NO if one[0] > other[1] else UNKNOWN


def _same(one: Interval, other: Interval) -> int:
    if one[0] == one[1] == other[0] == other[1]:
        return YES
    return NO if one[1] < other[0] or other[1] < one[0] else UNKNOWN


COMPARED: dict[str, Callable[[Interval, Interval], int]] = {
    "<": _less,
    "<=": _less_or_same,
    ">": lambda one, other: _less(other, one),
    ">=": lambda one, other: _less_or_same(other, one),
    "==": _same,
    "!=": lambda one, other: values.opposite(_same(one, other)),
}


def ready_number(number: Number) -> Count:
    """Make a number ready: a function from a person to its interval."""
    match number:
        case Const(value=value):
            return partial(_constant, (value, value))
        case FactName(name=name):
            return partial(_fact, name)
        case ScoreName(name=name):
            return partial(_score, name)
        case Sum(sign=sign, left=left, right=right):
            return partial(_sum, SUMS[sign], ready_number(left), ready_number(right))
        case Pick(how=how, parts=parts):
            return partial(_pick, how, tuple(ready_number(part) for part in parts))
    raise TypeError("a parameter was left open")


def _constant(interval: Interval, person: Person) -> Interval:
    return interval


def _fact(name: str, person: Person) -> Interval:
    told = person.told.get(name)
    return ANYTHING if told is None else (told, told)


def _score(name: str, person: Person) -> Interval:
    return person.scores[name]


SUMS: dict[str, Callable[[Interval, Interval], Interval]] = {
    "+": lambda one, other: (one[0] + other[0], one[1] + other[1]),
    "-": lambda one, other: (one[0] - other[1], one[1] - other[0]),
    "*": values.times,
    "/": values.over,
}


def _sum(join: Callable[[Interval, Interval], Interval], left: Count, right: Count, person: Person) -> Interval:
    return join(left(person), right(person))


def _pick(how: str, parts: tuple[Count, ...], person: Person) -> Interval:
    ends = [part(person) for part in parts]
    if how == "whole":
        return values.whole(ends[0][0]), values.whole(ends[0][1])
    pick = min if how == "min" else max
    return pick(low for low, _ in ends), pick(high for _, high in ends)
