"""The rules as a device reads them: a second evaluator, over the JSON alone, written from its description.

It shares no line with the engine, so the two agree only if the JSON says everything. The script of the page follows it.
"""

from __future__ import annotations

from math import floor, inf, nan
from typing import Any

NO, UNKNOWN, CONFLICT, YES = 0, 1, 2, 4
Json = Any
Ends = tuple[float, float]


class Device:
    """One rulebook of a file, in one reading, for one person; `firm` lets nothing doubtful make a yes."""

    def __init__(self, file: Json, told: dict[str, float], firm: bool) -> None:
        self.file, self.told, self.firm = file, told, firm
        self.scores: dict[str, Ends] = {}
        self.tests: dict[str, int] = {}

    def run(self, book: Json, variant: Json) -> int:
        for used in book["uses"]:
            other = next(one for one in self.file["books"] if one["id"] == used)
            if len(other["variants"]) == 1:
                self.steps(other["variants"][0][0])
        self.steps(variant[0])
        for words, (top, when, *pairs) in zip(book["criteria"], variant[1], strict=True):
            doubtful = self.firm and self.file["texts"][words[4]]
            self.tests[words[0]] = min(UNKNOWN if doubtful else top, self.rule(when, pairs[0] if pairs else []))
        return YES if book["when"] is None else self.test(book["when"])

    def steps(self, steps: Json) -> None:
        for kind, name, body in steps:
            if kind == "t":
                self.tests[name] = self.test(body)
                continue
            low, high = self.score(body)
            if name in self.told:
                low = high = min(max(self.told[name], low), high)
            self.scores[name] = low, high

    def rule(self, when: Json, pairs: Json) -> int:
        codes = [(self.test(applies), self.test(instead)) for applies, instead in pairs]
        sure = [instead for applies, instead in codes if applies == YES]
        perhaps = [instead for applies, instead in codes if applies not in (YES, NO)]
        if len(sure) > 1:
            return CONFLICT
        possible = perhaps + (sure or [self.test(when)]) + ([CONFLICT] if len(perhaps) + len(sure) > 1 else [])
        return possible[0] if len(set(possible)) == 1 else UNKNOWN

    def test(self, test: Json) -> int:
        kind, *rest = test
        if kind == "truth":
            return YES if rest[0] else NO
        if kind in ("is", "isn't"):
            code = self.tests[rest[0]]
            return code if kind == "is" or code not in (YES, NO) else YES - code
        if kind in ("and", "or"):
            return (min if kind == "and" else max)(self.test(part) for part in rest)
        if isinstance(kind, int):
            return sorted((self.test(part) for part in rest), reverse=True)[kind - 1]
        if kind in ("in", "out"):
            code, doubtful = self.among(rest[0], rest[1], kind == "in"), bool(rest[2])
        else:
            code, doubtful = compare(kind, self.number(rest[0]), self.number(rest[1])), is_weak(rest)
        return min(code, UNKNOWN) if self.firm and doubtful else code

    def among(self, item: Json, members: Json, is_in: bool) -> int:
        low, high = self.number(item)
        if low == high:
            return YES if (low in members) is is_in else NO
        if any(low <= one <= high for one in members):
            return UNKNOWN
        return NO if is_in else YES

    def number(self, number: Json) -> Ends:
        if isinstance(number, int | float):
            return number, number
        if isinstance(number, str):
            if number[0] == "s":
                return self.scores[number[1:]]
            value = self.told.get(self.file["facts"][int(number[1:])][0])
            return (-inf, inf) if value is None else (value, value)
        if len(number) == 1:
            return number[0], number[0]
        return join(number[0], [self.number(part) for part in number[1:]])

    def score(self, body: Json) -> Ends:
        low, high = self.counted(body)
        column = self.test(body["by"]) if "by" in body else YES
        if "floor" in body:
            ends = pick([(end, end) for end in body["floor"]], column)
            low, high = max(low, ends[0]), max(high, ends[1])
        if "cap" in body:
            ends = pick([(end, end) for end in body["cap"]], column)
            low, high = min(low, ends[0]), min(high, ends[1])
        return low, high

    def counted(self, body: Json) -> Ends:
        if "value" in body:
            return (-inf, inf) if self.firm and is_weak([body["value"]]) else self.number(body["value"])
        if "add" in body:
            ends = [self.scores[name] for name in body["add"]]
            return sum(low for low, _ in ends), sum(high for _, high in ends)
        if "best" in body:
            ends = [self.scores[name] for name in body["best"]]
            return max(low for low, _ in ends), max(high for _, high in ends)
        column = self.test(body["by"]) if "by" in body else YES
        rows = [(row, pick(self.points(row), column)) for row in body["rows"]]
        if "of" in body:
            return self.looked_up(self.number(body["of"]), rows)
        return self.taken(body.get("take", "all"), rows)

    def points(self, row: Json) -> list[Ends]:
        doubtful = self.firm and ((len(row) > 4 and row[4]) or (len(row) > 3 and row[3] and is_weak_test(row[3])))
        return [(min(0, one), max(0, one)) if doubtful else (one, one) for one in row[0]]

    def looked_up(self, number: Ends, rows: list[tuple[Json, Ends]]) -> Ends:
        found = []
        for place, (row, ends) in enumerate(rows):
            if len(row) > 2 and row[2]:
                if number[0] != number[1] or number[0] in row[2]:
                    found.append(ends)
                continue
            start = row[1] if len(row) > 1 and row[1] is not None else -inf
            after = rows[place + 1][0][1] if place + 1 < len(rows) else inf
            if number[1] >= start and (number[0] < after or after == inf):
                found.append(ends)
        return min(low for low, _ in found), max(high for _, high in found)

    def taken(self, take: str, rows: list[tuple[Json, Ends]]) -> Ends:
        firm, self.firm = self.firm, False
        codes = [(self.test(row[3]), ends) for row, ends in rows]
        self.firm = firm
        if take == "all":
            return (
                sum(low if code == YES else min(0, low) for code, (low, _) in codes if code != NO),
                sum(high if code == YES else max(0, high) for code, (_, high) in codes if code != NO),
            )
        if take == "best":
            return (
                max([0, *(low for code, (low, _) in codes if code == YES)]),
                max([0, *(high for code, (_, high) in codes if code != NO)]),
            )
        found = []
        for code, ends in codes:
            found += [ends] if code != NO else []
            if code == YES:
                break
        else:
            found.append((0, 0))
        return min(low for low, _ in found), max(high for _, high in found)


def pick(columns: list[Ends], column: int) -> Ends:
    if len(columns) == 1 or column == YES:
        return columns[0]
    if column == NO:
        return columns[1]
    return min(low for low, _ in columns), max(high for _, high in columns)


def is_weak(numbers: Json) -> bool:
    return any(isinstance(one, list) and (len(one) == 1 or is_weak(one[1:])) for one in numbers)


def is_weak_test(test: Json) -> bool:
    kind, *rest = test
    if kind in ("in", "out"):
        return bool(rest[2])
    if kind in ("and", "or") or isinstance(kind, int):
        return any(is_weak_test(part) for part in rest)
    return kind not in ("truth", "is", "isn't") and is_weak(rest)


def compare(sign: str, one: Ends, other: Ends) -> int:
    if sign in (">", ">="):
        one, other, sign = other, one, "<" + sign[1:]
    if sign == "<":
        return YES if one[1] < other[0] else NO if one[0] >= other[1] else UNKNOWN
    if sign == "<=":
        return YES if one[1] <= other[0] else NO if one[0] > other[1] else UNKNOWN
    same = one[0] == one[1] == other[0] == other[1]
    apart = one[1] < other[0] or other[1] < one[0]
    yes, no = (same, apart) if sign == "==" else (apart, same)
    return YES if yes else NO if no else UNKNOWN


def join(how: str, ends: list[Ends]) -> Ends:
    if how == "whole":
        low, high = (one if one in (inf, -inf) else floor(one) for one in ends[0])
        return low, high
    if how in ("min", "max"):
        choose = min if how == "min" else max
        return choose(low for low, _ in ends), choose(high for _, high in ends)
    one, other = ends
    if how == "+":
        return one[0] + other[0], one[1] + other[1]
    if how == "-":
        return one[0] - other[1], one[1] - other[0]
    if how == "/":
        if other[0] <= 0 <= other[1]:
            return -inf, inf
        if one[0] == one[1] and other[0] == other[1]:
            return one[0] / other[0], one[0] / other[0]
        other = 1 / other[1], 1 / other[0]
    products = [0.0 if 0 in (a, b) else a * b for a in one for b in other]
    return min(products, default=nan), max(products, default=nan)


def combined(codes: list[int]) -> int:
    if len(set(codes)) == 1:
        return codes[0]
    return UNKNOWN if UNKNOWN in codes else CONFLICT


def evaluate(file: Json, id: str, told: dict[str, float]) -> tuple[int, Ends | None, dict[str, int]]:
    """Give outcome, range of points and criteria of one rulebook for one person."""
    book = next(one for one in file["books"] if one["id"] == id)
    firm, shown = ([Device(file, told, is_firm) for _ in book["variants"]] for is_firm in (True, False))
    codes = [device.run(book, variant) for device, variant in zip(firm, book["variants"], strict=True)]
    for device, variant in zip(shown, book["variants"], strict=True):
        device.run(book, variant)
    ends = [device.scores[book["points"]] for device in shown] if book["points"] else []
    points = (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None
    criteria = {one[0]: combined([device.tests[one[0]] for device in firm]) for one in book["criteria"]}
    return min(combined(codes), book["cap"]), points, criteria
