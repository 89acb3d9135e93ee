"""Puts a card into the reader's words: every number with what it means, how sure it is, on whose answers it rests."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext

from safar.foundation.design.formats import month_in, number_in
from safar.foundation.design.parts import Cell, Fact, Table
from safar.foundation.languages import active_language
from safar.rooms.reports.queries.corridors import CorridorPage
from safar.rooms.reports.queries.questionnaire import asked
from safar.rooms.reports.said_words import SAID_YES
from safar.rules.fees_told import MedianFee
from safar.rules.questionnaire import PAID_FEE
from safar.rules.report_cards import Card, Share

register = template.Library()

FIRST_SHOWN = (PAID_FEE, "as-promised", "documents-kept")


@register.filter
def in_words(sentence: str) -> str:
    """Put a sentence of the rules into the reader's language."""
    return gettext(sentence)


@register.filter
def said_yes(question: str) -> str:
    """Say what a yes to a question means."""
    return gettext(SAID_YES[question])


@register.filter
def share_words(share: Share) -> str:
    """Say a share in hundredths, with its bounds."""
    parts = share.estimate
    told = {name: _hundredths(value) for name, value in (("n", parts.share), ("low", parts.low), ("high", parts.high))}
    return gettext("{n} of 100 (between {low} and {high})").format(**told)


@register.filter
def fee_words(fee: MedianFee) -> str:
    """Say the median fee with its bounds, in the currency in which it was told."""
    told = {name: _amount(value) for name, value in (("n", fee.median), ("low", fee.low), ("high", fee.high))}
    return gettext("{n} {currency} (between {low} and {high})").format(currency=fee.currency, **told)


@register.filter
def behind_card(card: Card) -> list[Fact]:
    """Say on what a scored card rests: how many, since when, how many were checked."""
    checked = gettext("at least {n}").format(n=_count(card.checked)) if card.checked else gettext("one to four")
    return [
        Fact(gettext("Reports"), _count(card.reports)),
        Fact(gettext("Groups of workers from different times"), _count(card.cohorts)),
        Fact(gettext("Since"), month_in(active_language(), card.since) if card.since else ""),
        Fact(gettext("Checked by a union or a centre"), checked),
    ]


@register.filter
def leading_facts(card: Card) -> list[Fact]:
    """Give what a worker asks first: fees, the promise, the papers."""
    held = {share.question: share for share in card.shares}
    facts = [Fact(said_yes(one), share_words(held[one])) for one in FIRST_SHOWN if one in held]
    if card.fee is not None:
        facts.insert(
            1 if PAID_FEE in held else 0, Fact(gettext("Half of those who paid gave more than"), fee_words(card.fee))
        )
    return facts


@register.filter
def shares_table(card: Card) -> Table:
    """List every share with its bounds and how many answered."""
    heads = (gettext("Of the workers who answered"), gettext("Of 100"), gettext("Between"), gettext("Answers"))
    return Table(gettext("All answers"), heads, tuple(_share_row(share) for share in card.shares))


def _share_row(share: Share) -> tuple[Cell, ...]:
    parts = share.estimate
    bounds = f"{_hundredths(parts.low)} – {_hundredths(parts.high)}"
    return (
        Cell(said_yes(share.question)),
        Cell(_hundredths(parts.share), is_number=True),
        Cell(bounds, is_number=True),
        Cell(_count(share.answers), is_number=True),
    )


def _hundredths(value: float) -> str:
    return number_in(active_language(), round(value * 100))


def _amount(value: Decimal) -> str:
    return number_in(active_language(), value)


def _count(value: int | None) -> str:
    return "" if value is None else number_in(active_language(), value)


@register.filter
def corridor_slug(page: CorridorPage) -> str:
    """Give the last part of a corridor's address.

    >>> corridor_slug(CorridorPage("NP", "AE", (), None, None, ""))
    'np-ae'
    """
    return f"{page.origin}-{page.destination}".lower()


@register.filter
def asked_words(question: str) -> str:
    """Give a question as it was asked."""
    return next((gettext(one.words) for one in asked().questions if one.id == question), question)
