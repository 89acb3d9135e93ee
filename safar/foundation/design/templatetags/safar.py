"""The tags and filters that every template loads with {% load safar %}."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safar.foundation.charts import Chart
from safar.foundation.design import formats, icons
from safar.foundation.design.parts import Crumb, Fact, Paging, Share, Stop, Table
from safar.foundation.design.statuses import MARKS, Mark, Words
from safar.foundation.languages import active_language

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """Write a day in the reader's language; nothing where there is none."""
    return formats.day_in(active_language(), value) if value else ""


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """Write a number in the reader's language; nothing where there is none."""
    return "" if value is None else formats.number_in(active_language(), value)


@register.filter
def country(code: str | None) -> str:
    """Name a country in the reader's language."""
    return formats.country_in(active_language(), code) if code else ""


@register.filter
def mark(code: str) -> Mark:
    """Give the mark of a state, for a template that lays it out itself."""
    return MARKS[code]


@register.simple_tag
def on_day(value: date | None) -> SafeString | str:
    """Write a day as <time>, which machines read too."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), day(value)) if value else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    return icons.icon(name)


@register.simple_tag
def logo() -> SafeString:
    return icons.logo()


@register.inclusion_tag("design/status_mark.html")
def status_mark(code: str, words: Words = "", size: str = "") -> dict[str, Any]:
    """Show a state: icon and words. `words` replaces the mark's own; size "large" is for the answer of a page."""
    chosen = MARKS[code]
    return {"mark": chosen, "words": words or chosen.words, "is_large": size == "large"}


@register.inclusion_tag("design/notice.html")
def notice(tone: str, title: Words, text: Words = "") -> dict[str, Any]:
    """Show one thing to know before reading on."""
    return {"tone": tone, "title": title, "text": text}


@register.inclusion_tag("design/search.html")
def search_form(
    address: str, q: str = "", country: str = "", place: str = "", countries: Iterable[str] = (), size: str = ""
) -> dict[str, Any]:
    """Ask for a name, with country and town where the reader knows them. Works without script, by GET."""
    named = sorted((formats.country_in(active_language(), code), code) for code in countries)
    return {
        "address": address, "q": q, "country": country, "place": place, "named": named, "is_large": size == "large",
        "is_open": bool(country or place),
    }  # fmt: skip


@register.inclusion_tag("design/line_of_time.html")
def line_of_time(stops: Iterable[Stop], label: Words) -> dict[str, Any]:
    """Show dated points of all registers on one line, in the order given."""
    return {"stops": [(stop, MARKS[stop.code].tone if stop.code else "") for stop in stops], "label": label}


@register.inclusion_tag("design/facts.html")
def facts(lines: Iterable[Fact]) -> dict[str, Any]:
    """Show terms and their values."""
    return {"lines": lines}


@register.inclusion_tag("design/table.html")
def data_table(table: Table) -> dict[str, Any]:
    """Show a table that needs no sideways scrolling on a narrow phone."""
    return {"table": table}


@register.inclusion_tag("design/crumbs.html")
def crumbs(steps: Iterable[Crumb]) -> dict[str, Any]:
    """Show the way from the home page to this one."""
    return {"steps": steps}


@register.inclusion_tag("design/paging.html")
def paging(place: Paging) -> dict[str, Any]:
    """Show the way through a long list; nothing for a single page."""
    return {"place": place}


@register.inclusion_tag("design/share.html")
def share(card: Share) -> dict[str, Any]:
    """Show how to hand a page on: link, message, code for paper."""
    return {"share": card}


@register.inclusion_tag("design/chart.html")
def chart(drawn: Chart) -> dict[str, Any]:
    """Show a chart of `safar.foundation.charts` with its table twin."""
    return {"chart": drawn}


@register.inclusion_tag("design/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """Say on top of a form what has to be changed, each line a link to its field."""
    return {"form": form}


@register.inclusion_tag("design/field.html")
def field(bound: forms.BoundField) -> dict[str, Any]:
    """Show one field: label, help, error, control, tied together for screen readers."""
    group = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return {"field": bound, "is_group": group, "is_tick": isinstance(bound.field.widget, forms.CheckboxInput)}
