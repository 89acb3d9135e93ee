"""Puts places, rights, the rules' texts and grades of sources into the reader's words; what a source says stays."""

from __future__ import annotations

from babel.dates import get_month_names
from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from safar.foundation.design.formats import country_in, locale_of, number_in
from safar.foundation.design.parts import Cell, Table
from safar.foundation.languages import active_language
from safar.rooms.pathways.queries.draws import Shown
from safar.rooms.pathways.queries.places import Place, place_called
from safar.rooms.pathways.sources import safeguarded
from safar.rooms.pathways.words import said as said_in
from safar.rules.rulebook.model import WORDS_NOT_KEPT, Basis, Cost, Wait

register = template.Library()

REGIONS = {
    "ASEAN": _("Countries of ASEAN"),
    "CARICOM": _("Countries of CARICOM"),
    "EAC": _("East African Community"),
    "ECOWAS": _("Countries of ECOWAS"),
    "EU": _("European Union"),
    "MERCOSUR": _("Countries of MERCOSUR"),
}
RIGHTS = {
    "tied_to_employer": _("Tied to one employer?"),
    "change_rule": _("How to change employer"),
    "complaint_protection": _("If you complain"),
    "family_unity": _("Your family"),
    "path_to_permanence": _("Can it become permanent?"),
    "forced_return": _("Must you go back in between?"),
    "job_required": _("Must you have a job first?"),
    "days_without_work": _("How long without work?"),
}
SOURCE_TERMS = {
    "law": _("a law"),
    "official": _("an authority"),
    "secondary": _("somebody else's text"),
    "copies": _("copies of a text"),
    "memory": _("from memory"),
    "undated": _("without a date"),
    "none": _("no source named"),
    "from memory: no source found": _("from memory: no source found"),
    "derived from the criteria and the nature of the permit": _("concluded from what the permit asks and is for"),
    "from memory": _("check: from memory"),
    "not settled by its sources": _("check: its sources don't settle it"),
    "past its date": _("check: past its date"),
    "not yet in force": _("check: not yet in force"),
    WORDS_NOT_KEPT: _("check: the source's words were not kept"),
    "closed": _("closed"),
    "information only": _("information only"),
}
"""What stands for a source that there is none of, grades and doubts, by what the rulebooks call them."""
ISOLATED = "\u2066{}\u2069"
"""Keeps a date in its order among words that run from right to left."""
SURE_GRADES = ("law", "official")
PAYERS = {
    "worker": _("the worker pays"),
    "employer": _("the employer pays"),
    "either": _("the worker or the employer pays"),
    "not stated": _("our source doesn't say who pays"),
}


@register.filter
def place_name(code: str) -> str:
    """Name a country or a group of countries in the reader's language."""
    return gettext(REGIONS[code]) if code in REGIONS else country_in(active_language(), code)


@register.filter
def right_name(key: str) -> str:
    """Name one of the eight respects in which permits are compared."""
    return gettext(RIGHTS[key])


@register.filter
def way_into(code: str) -> Place | None:
    """Give the place whose rulebooks lead into a country, None where we hold none."""
    return place_called(code.lower())


@register.filter
def is_safeguarded(code: str) -> bool:
    """Is a country on WHO's list of those that recruiters of health workers should leave alone?"""
    return code in safeguarded()


@register.filter
def groups_table(draw: Shown) -> Table:
    """Show by group how many entered, were drawn, and would be drawn on average."""
    heads = (gettext("Group"), gettext("Entered"), gettext("Drawn"), gettext("Expected on average"))
    rows = tuple(
        (Cell(one.name), Cell(_number(one.entered), is_number=True), Cell(_number(one.won), is_number=True),
         Cell(_number(round(one.expected, 1)), is_number=True))
        for one in draw.groups
    )  # fmt: skip
    return Table(gettext("Who was drawn, by group"), heads, rows)


def _number(value: float) -> str:
    return number_in(active_language(), value)


@register.filter
def cost_words(cost: Cost) -> str:
    """Say what must be paid, in the currency in which the source gives it."""
    if not any(cost.amounts):
        return gettext("Free")
    shown = [_number(amount) for amount in cost.amounts]
    if len(shown) == 1:
        return f"{shown[0]} {cost.currency}"
    return gettext("{low} to {high} {currency}").format(low=shown[0], high=shown[-1], currency=cost.currency)


@register.filter
def payer_words(cost: Cost) -> str:
    """Say who must pay it, after the price; of what is free nothing needs to be said."""
    return f" · {gettext(PAYERS[cost.paid_by])}" if any(cost.amounts) else ""


@register.filter
def wait_words(wait: Wait) -> str:
    """Say how many days a decision takes."""
    shown = [_number(day) for day in wait.days]
    days = shown[0] if len(shown) == 1 else gettext("{low} to {high}").format(low=shown[0], high=shown[-1])
    return gettext(_("{days} working days") if wait.are_working_days else _("{days} days")).format(days=days)


@register.filter
def said(text: str) -> str | SafeString:
    """Give a rulebook's text in the reader's language; where it has no translation, mark it as English."""
    language = active_language()
    found = said_in(text, language)
    if found == text and language != "en":
        return format_html('<span lang="en" dir="ltr">{}</span>', text)
    return conditional_escape(found)


@register.inclusion_tag("pathways/_rests_on.html")
def rests_on(basis: Basis) -> dict[str, str | bool]:
    """Say where a price or a time was read; it must be checked unless the law or the authority itself says it."""
    is_sure = not basis.doubt and basis.source.grade in SURE_GRADES
    return _read_in(basis, "") | {"is_to_check": not is_sure}


@register.inclusion_tag("pathways/_rests_on.html")
def read_in(basis: Basis, doubt: str = "") -> dict[str, str | bool]:
    """Say where a rule was read, and the doubt that limits it."""
    return _read_in(basis, doubt or basis.doubt or basis.gap)


def _read_in(basis: Basis, doubt: str) -> dict[str, str | bool]:
    source = basis.source
    seen = gettext("seen on {day}").format(day=ISOLATED.format(source.seen_on.isoformat()))
    return {
        "title": f"{_term(source.title)}, {_term(source.dated)}",
        "seen": f"{_term(source.grade)}, {seen}",
        "doubt": _term(doubt),
    }


@register.filter
def term(term: str) -> str:
    """Say a grade of a source or a doubt in the reader's words."""
    return _term(term)


def _term(term: str) -> str:
    return gettext(SOURCE_TERMS[term]) if term in SOURCE_TERMS else term


@register.simple_tag
def source_terms() -> list[tuple[str, str]]:
    """Give grades and doubts by the rulebooks' word for them, in the reader's."""
    return [(term, gettext(words)) for term, words in SOURCE_TERMS.items()]


@register.simple_tag
def month_names() -> list[str]:
    """Name the months in the reader's language."""
    names = get_month_names("wide", "stand-alone", locale_of(active_language()))
    return [names[month] for month in range(1, 13)]


@register.simple_tag
def rights() -> list[str]:
    """Give the keys of the eight respects."""
    return list(RIGHTS)
