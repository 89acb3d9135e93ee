"""The short expressions of a rulebook (`age_years >= 18 and nationality in countries`), read through a whitelist.

For the lawyer who writes them and the three evaluators that work on what is read. Nothing is ever run as code: a text
becomes a tree of the few nodes below, or is refused with the reason. Words allowed: and, or, not, in, one comparison,
+ - * /, min(), max(), whole(), at_least(k, …), names, numbers, texts in quotes, lists, True and False.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from safar.rules.rulebook.facts import NUMBERS, Answer, Fact, UnfitAnswer, as_number

OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
CONTRARY = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class ExpressionError(ValueError):
    """An expression can't be read. The message says which word, in plain words."""


@dataclass(frozen=True, slots=True)
class Const:
    """A number, or what stands for a text; `weak` says why it can't make a yes."""

    value: float
    weak: str = ""


@dataclass(frozen=True, slots=True)
class FactName:
    name: str


@dataclass(frozen=True, slots=True)
class ParamName:
    """A parameter; `like` is the fact with which it is compared, which says how its texts are read."""

    name: str
    like: Fact | None = None


@dataclass(frozen=True, slots=True)
class ScoreName:
    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Two numbers joined by + - * or /."""

    sign: str
    left: Number
    right: Number


@dataclass(frozen=True, slots=True)
class Pick:
    """The least or the greatest of some numbers, or one cut to whole units."""

    how: str
    parts: tuple[Number, ...]


Number = Const | FactName | ParamName | ScoreName | Sum | Pick


@dataclass(frozen=True, slots=True)
class Truth:
    value: bool


@dataclass(frozen=True, slots=True)
class Compare:
    sign: str
    left: Number
    right: Number


@dataclass(frozen=True, slots=True)
class Among:
    """Is a number in a list? The list is written out, or one parameter."""

    item: Number
    members: tuple[Const, ...] | ParamName
    is_in: bool = True


@dataclass(frozen=True, slots=True)
class Join:
    """All of the parts (`and`), any of them (`or`), or at least so many."""

    how: str
    parts: tuple[Test, ...]
    least: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A criterion or cohort by its name; `is_so` False means its opposite."""

    name: str
    is_so: bool = True


Test = Truth | Compare | Among | Join | Named


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of one rulebook stand for."""

    facts: Mapping[str, Fact]
    parameters: frozenset[str] = frozenset()
    scores: frozenset[str] = frozenset()
    tests: frozenset[str] = frozenset()


def read_test(text: str, names: Names) -> Test:
    """Read an expression that is true or false."""
    return _Reader(names).test(_parse(text), True)


def read_number(text: str, names: Names) -> Number:
    """Read an expression that is a number."""
    number, _ = _Reader(names).number(_parse(text))
    return number


def _parse(text: str) -> ast.expr:
    try:
        return ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError("can't be read: brackets, quotes or words are missing") from None


@dataclass(frozen=True, slots=True)
class _Reader:
    names: Names

    def test(self, node: ast.expr, is_so: bool) -> Test:
        """Read a condition; `is_so` False reads its opposite, so that no *not* is left in the tree."""
        match node:
            case ast.Constant(value=bool(value)):
                return Truth(value is is_so)
            case ast.Name(id=name):
                return self._named(name, is_so)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self.test(inner, not is_so)
            case ast.BoolOp(op=op, values=parts):
                how = "and" if isinstance(op, ast.And) is is_so else "or"
                return Join(how, tuple(self.test(part, is_so) for part in parts))
            case ast.Call(func=ast.Name(id="at_least"), args=[ast.Constant(value=int(least)), *parts], keywords=[]):
                return self._at_least(least, parts, is_so)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compare(left, op, right, is_so)
            case ast.Compare():
                raise ExpressionError("compare two things at a time and join them with 'and'")
        raise ExpressionError(f"'{ast.unparse(node)}' is not a condition")

    def _named(self, name: str, is_so: bool) -> Test:
        if name in self.names.tests:
            return Named(name, is_so)
        fact = self.names.facts.get(name)
        if fact is None:
            raise ExpressionError(f"unknown name '{name}'")
        if fact.type != "bool":
            raise ExpressionError(f"'{name}' is no yes-or-no fact: compare it with something")
        return Compare("==", ScoreName(name) if name in self.names.scores else FactName(name), Const(int(is_so)))

    def _at_least(self, least: int, parts: list[ast.expr], is_so: bool) -> Test:
        if isinstance(least, bool) or not 1 <= least <= len(parts):
            raise ExpressionError(f"at_least({least}, …) of {len(parts)} conditions")
        wanted = least if is_so else len(parts) - least + 1
        return Join("at_least", tuple(self.test(part, is_so) for part in parts), wanted)

    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr, is_so: bool) -> Test:
        if isinstance(op, ast.In | ast.NotIn):
            return self._among(left, right, isinstance(op, ast.In) is is_so)
        sign = OPERATORS.get(type(op))
        if sign is None:
            raise ExpressionError("'is' is not known here: use ==")
        one, kind = self.number(left, right)
        other, other_kind = self.number(right, left)
        if kind != other_kind:
            raise ExpressionError(f"'{ast.unparse(left)}' and '{ast.unparse(right)}' can't be compared")
        if sign not in {"==", "!="} and kind not in {"number", "date", "text"}:
            raise ExpressionError(f"'{ast.unparse(left)}' has no order: use == or in")
        return Compare(sign if is_so else CONTRARY[sign], one, other)

    def _among(self, left: ast.expr, right: ast.expr, is_in: bool) -> Test:
        item, _ = self.number(left)
        fact = self._fact_of(left)
        match right:
            case ast.List(elts=parts):
                return Among(item, tuple(self._constant(part, fact) for part in parts), is_in)
            case ast.Name(id=name) if name in self.names.parameters:
                return Among(item, ParamName(name, fact), is_in)
        raise ExpressionError("after 'in' comes a list or a parameter that is one")

    def _constant(self, node: ast.expr, fact: Fact | None) -> Const:
        try:
            value: Answer = ast.literal_eval(node)
        except (ValueError, TypeError):
            raise ExpressionError(f"'{ast.unparse(node)}' must be a plain value") from None
        return constant(value, fact)

    def _fact_of(self, node: ast.expr | None) -> Fact | None:
        return self.names.facts.get(node.id) if isinstance(node, ast.Name) else None

    def number(self, node: ast.expr, beside: ast.expr | None = None) -> tuple[Number, str]:
        """Read a number and its kind; `beside` is what it is compared with, which says how a text is read."""
        match node:
            case ast.Name(id=name):
                return self._number_named(name, self._fact_of(beside))
            case ast.Constant() | ast.UnaryOp(op=ast.USub()):
                fact = self._fact_of(beside)
                return self._constant(node, fact), fact.kind if fact else "number"
            case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
                return Sum(ARITHMETIC[type(op)], self._plain(left), self._plain(right)), "number"
            case ast.Call(func=ast.Name(id="min" | "max" | "whole" as how), args=parts, keywords=[]) if parts:
                if how == "whole" and len(parts) != 1:
                    raise ExpressionError("whole() takes one number")
                return Pick(how, tuple(self._plain(part) for part in parts)), "number"
        raise ExpressionError(f"'{ast.unparse(node)}' is not allowed here")

    def _plain(self, node: ast.expr) -> Number:
        number, kind = self.number(node)
        if kind != "number":
            raise ExpressionError(f"'{ast.unparse(node)}' is no number")
        return number

    def _number_named(self, name: str, beside: Fact | None) -> tuple[Number, str]:
        if name in self.names.scores:
            return ScoreName(name), "number"
        if name in self.names.facts:
            return FactName(name), self.names.facts[name].kind
        if name in self.names.parameters:
            return ParamName(name, beside), beside.kind if beside else "number"
        raise ExpressionError(f"unknown name '{name}'")


def constant(value: Answer, fact: Fact | None) -> Const:
    """Read a plain value as an answer to a fact, or as a number where there is none."""
    if fact is not None:
        try:
            return Const(as_number(Fact(fact.name, "number", "") if fact.type in NUMBERS else fact, value))
        except UnfitAnswer as unfit:
            raise ExpressionError(str(unfit)) from None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ExpressionError(f"{value!r} must be a number")
    return Const(value)


def numbers_in(test: Test) -> Iterator[Number]:
    """Give every number that a condition looks at."""
    match test:
        case Compare(left=left, right=right):
            yield from parts_of(left)
            yield from parts_of(right)
        case Among(item=item, members=members):
            yield from parts_of(item)
            yield from (members,) if isinstance(members, ParamName) else members
        case Join(parts=parts):
            for part in parts:
                yield from numbers_in(part)


def parts_of(number: Number) -> Iterator[Number]:
    """Give a number and the numbers it is made of."""
    yield number
    match number:
        case Sum(left=left, right=right):
            yield from parts_of(left)
            yield from parts_of(right)
        case Pick(parts=parts):
            for part in parts:
                yield from parts_of(part)


def tests_in(test: Test) -> Iterator[str]:
    """Give the names of criteria and cohorts that a condition leans on."""
    match test:
        case Named(name=name):
            yield name
        case Join(parts=parts):
            for part in parts:
                yield from tests_in(part)


def replaced(test: Test, change: Callable[[ParamName], Const | tuple[Const, ...]]) -> Test:
    """Give a condition with its parameters filled in."""
    match test:
        case Compare(sign=sign, left=left, right=right):
            return Compare(sign, filled(left, change), filled(right, change))
        case Among(item=item, members=members, is_in=is_in):
            listed = change(members) if isinstance(members, ParamName) else members
            return Among(filled(item, change), listed if isinstance(listed, tuple) else (listed,), is_in)
        case Join(how=how, parts=parts, least=least):
            return Join(how, tuple(replaced(part, change) for part in parts), least)
    return test


def filled(number: Number, change: Callable[[ParamName], Const | tuple[Const, ...]]) -> Number:
    """Give a number with its parameters filled in."""
    match number:
        case ParamName(name=name):
            value = change(number)
            if isinstance(value, tuple):
                raise ExpressionError(f"'{name}' is a list: use 'in'")
            return value
        case Sum(sign=sign, left=left, right=right):
            return Sum(sign, filled(left, change), filled(right, change))
        case Pick(how=how, parts=parts):
            return Pick(how, tuple(filled(part, change) for part in parts))
    return number
