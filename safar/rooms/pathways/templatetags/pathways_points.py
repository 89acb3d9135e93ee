"""Puts conditions and rows of points into the reader's words: the question, and the answer that counts for it.

For the sheet on paper. The words are those of the questions, which every language has.
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from safar.foundation.design.formats import country_in, number_in
from safar.foundation.languages import active_language
from safar.rooms.pathways.queries.points import Points
from safar.rooms.pathways.templatetags.pathways_words import said
from safar.rooms.pathways.words import wording_in
from safar.rules.rulebook import Fact, Rulebook
from safar.rules.rulebook.editions import Line
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
)

register = template.Library()
Words = str | SafeString
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
SIGNS = {"*": "×", "/": "÷", "-": "−", "+": "+"}


@register.filter
def in_words(test: Test, book: Rulebook) -> Words:
    """Say a condition: what is asked, and which answer fulfils it."""
    match test:
        case Truth(value=value):
            return _yes(value)
        case Named(name=name, is_so=is_so):
            words = said((book.criteria.get(name) or book.cohorts[name]).words)
            return words if is_so else format_html("{}: {}", words, gettext("No"))
        case Join(how=how, parts=parts, least=least):
            return _joined(how, parts, least, book)
        case Compare(sign=sign, left=left, right=right):
            if isinstance(left, Const):
                sign, left, right = TURNED.get(sign, sign), right, left
            return format_html("{} {}", _asked(left, book), _answer(sign, _fact(left, book), right, book))
        case Among(item=item, members=members, is_in=is_in):
            fact, listed = _fact(item, book), members if isinstance(members, tuple) else ()
            words = ", ".join(_value(fact, one.value) for one in listed)
            return format_html("{} {}", _asked(item, book), words if is_in else _other_than(words))
    raise TypeError("no condition")


@register.filter
def column_words(test: Test, book: Rulebook) -> Words:
    """Say what decides between two columns, of which the first is *yes*."""
    match test:
        case Compare(sign="==", left=FactName(name=name), right=Const(value=1)) if book.facts[name].type == "bool":
            return said(book.facts[name].question)
    return in_words(test, book)


def _joined(how: str, parts: tuple[Test, ...], least: int, book: Rulebook) -> Words:
    """Write all of some parts with +, any of them with /."""
    inner = ((_bracketed(in_words(part, book), isinstance(part, Join)),) for part in parts)
    words = format_html_join(" + " if how == "and" else " / ", "{}", inner)
    if how != "at_least":
        return words
    return format_html("{} {}", gettext("At least {number} of these:").format(number=_number(least)), words)


def _bracketed(words: Words, is_needed: bool) -> Words:
    return format_html("({})", words) if is_needed else words


def _fact(number: Number, book: Rulebook) -> Fact | None:
    return book.facts[number.name] if isinstance(number, FactName) else None


def _asked(number: Number, book: Rulebook) -> Words:
    fact = _fact(number, book)
    if fact is not None:
        return said(fact.question)
    return format_html(
        "{}:", said(book.scores[number.name].words) if isinstance(number, ScoreName) else reckoned(number, book)
    )


def _answer(sign: str, fact: Fact | None, right: Number, book: Rulebook) -> Words:
    """Say which answer counts."""
    value = _value(fact, right.value) if isinstance(right, Const) else reckoned(right, book)
    if sign == "!=" and fact is not None and fact.type == "bool" and isinstance(right, Const):
        return _yes(not right.value)
    patterns = {
        "==": "{number}",
        "!=": gettext("other than {number}"),
        ">=": gettext("{number} or more"),
        ">": gettext("more than {number}"),
        "<": gettext("under {number}"),
        "<=": gettext("at most {number}"),
    }
    return format_html(patterns[sign], number=value)


def _other_than(words: str) -> str:
    return gettext("other than {number}").format(number=words)


def _value(fact: Fact | None, value: float) -> str:
    """Write an answer as the reader reads it."""
    kind = fact.type if fact else "number"
    if kind == "bool":
        return _yes(bool(value))
    if fact is not None and kind == "enum":
        return wording_in(active_language()).choice(fact.name, fact.choices[int(value)])
    whole = int(value)
    if kind == "country":
        return country_in(active_language(), chr(whole // 256) + chr(whole % 256))
    if kind == "date":
        return f"{whole // 10000}-{whole // 100 % 100:02}-{whole % 100:02}"
    return f"{whole // 100:02}-{whole % 100:02}" if kind == "text" else _number(value)


def _yes(is_so: bool) -> str:
    return gettext("Yes") if is_so else gettext("No")


def _number(value: float) -> str:
    return number_in(active_language(), value)


@register.filter
def reckoned(number: Number, book: Rulebook) -> Words:
    """Write how a number is worked out, with the questions whose answers go into it."""
    match number:
        case Const(value=value):
            return _number(value)
        case FactName(name=name):
            return format_html("“{}”", said(book.facts[name].question))
        case ScoreName(name=name):
            return format_html("“{}”", said(book.scores[name].words))
        case Sum(sign=sign, left=left, right=right):
            one, other = (_bracketed(reckoned(part, book), _is_sum(part) and sign in "*/") for part in (left, right))
            return format_html("{} {} {}", one, SIGNS[sign], other)
        case Pick(how="whole", parts=parts):
            return reckoned(parts[0], book)
        case Pick(how=how, parts=parts):
            words = {"min": gettext("the least of"), "max": gettext("the greatest of")}[how]
            return format_html(
                "{} ({})", words, format_html_join("; ", "{}", ((reckoned(one, book),) for one in parts))
            )
    raise TypeError("a parameter was left open")


def _is_sum(number: Number) -> bool:
    return isinstance(number, Sum) and number.sign in "+-"


@register.filter
def row_words(line: Line, table: Points) -> Words:
    """Say for whom a row gives its points."""
    if line.when is not None:
        return in_words(line.when, table.book)
    fact = _fact(table.of, table.book) if table.of is not None else None
    if line.choices:
        return ", ".join(_value(fact, one) for one in line.choices)
    return _band(line.low, line.high, fact is not None and fact.type == "int")


def _band(low: float | None, high: float | None, is_whole: bool) -> str:
    """Write a band that begins at `low` and ends before `high`."""
    if low is not None and high is not None and is_whole:
        last = high - 1
        return _number(low) if low == last else gettext("{low} to {high}").format(low=_number(low), high=_number(last))
    begins = "" if low is None else gettext("{number} or more").format(number=_number(low))
    ends = "" if high is None else gettext("under {number}").format(number=_number(high))
    return ", ".join(part for part in (begins, ends) if part)


@register.filter
def table_words(table: Points) -> Words:
    """Give a table its heading: the question that its rows answer, or what it counts."""
    fact = _fact(table.of, table.book) if table.of is not None else None
    return said(fact.question if fact else table.words)


@register.filter
def figure(end: float) -> str:
    """Write the points of a row."""
    return _number(end)


@register.filter
def figures(ends: tuple[float, ...]) -> str:
    """Write one figure, or one for each of two columns."""
    return " / ".join(_number(end) for end in ends)
