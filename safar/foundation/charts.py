"""Charts drawn on the server as SVG, each with a title, a description and the same numbers as a table.

For a reader without script, on a narrow screen, with a screen reader, or on paper. Lengths are percentages of the
drawing, never a scaled picture, so that the words in it keep their size at 320 px. In a right-to-left page the drawing
is mirrored here, because SVG does not do so by itself. There are no style attributes: the site's policy refuses them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from textwrap import wrap

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from safar.foundation.design.formats import day_in, month_in, number_in
from safar.foundation.design.parts import Cell, Table

Words = str | Promise
LINE, BAR, GAP = 22, 14, 14  # px: a line of words, a bar, the space to the next
WIDEST = 76.0  # per cent: the longest bar leaves room for its number
LETTERS = 36  # in a line of words: what 320 px holds
HEIGHT = 160  # px: the field of a trend
FIRST = 22.0  # per cent: where the line begins, beside the numbers of the axis
FOOT = 28  # px: the line of dates under it


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how many of what."""

    words: Words
    value: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One point of a trend: how many on a day."""

    day: date
    value: int


@dataclass(frozen=True, slots=True)
class Heads:
    """What the two columns of the table twin are called."""

    what: Words
    value: Words


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and its twin: `svg` for the eye, `table` for everyone."""

    title: Words
    svg: SafeString
    table: Table


@dataclass(frozen=True, slots=True)
class Frame:
    """For whom a chart is drawn: its id on the page, its language, the direction of that language."""

    name: str
    language: str
    direction: str

    def named(self, name: str) -> Frame:
        """Give the frame of another chart on the same page."""
        return Frame(name, self.language, self.direction)

    def x(self, percent: float, width: float = 0.0) -> str:
        """Give the left edge of something that is `width` wide and begins `percent` from the side reading begins.

        >>> Frame("a", "en", "ltr").x(0, 40), Frame("a", "ar", "rtl").x(0, 40)
        ('0%', '60%')
        """
        left = percent if self.direction == "ltr" else 100.0 - percent - width
        return f"{round(left, 2):g}%"


def bar_chart(frame: Frame, title: Words, description: Words, heads: Heads, bars: Sequence[Bar]) -> Chart:
    """Compare amounts: words, then a bar with its number, in the order given."""
    most = max((bar.value for bar in bars), default=0) or 1
    height, drawn = 0, SafeString()
    for bar in bars:
        lines = wrap(str(bar.words), LETTERS) or [""]
        drawn += _words(frame, lines, height) + _bar(frame, bar.value, most, height + LINE * len(lines))
        height += LINE * len(lines) + BAR + GAP
    table = _table(title, heads, [(bar.words, number_in(frame.language, bar.value)) for bar in bars])
    return Chart(title, _svg(frame, title, description, height, drawn), table)


def trend_chart(frame: Frame, title: Words, description: Words, heads: Heads, readings: Sequence[Reading]) -> Chart:
    """Show how an amount changed: a line over time, from zero, so that a small change looks small."""
    ordered = sorted(readings, key=lambda reading: reading.day)
    top = round_up(max((reading.value for reading in ordered), default=0))
    drawn = format_html("{}{}{}", _grid(frame, top), _dots(frame, ordered, top), _dates(frame, ordered))
    table = _table(
        title, heads, [(day_in(frame.language, one.day), number_in(frame.language, one.value)) for one in ordered]
    )
    return Chart(title, _svg(frame, title, description, HEIGHT + FOOT + 12, drawn), table)


def round_up(value: int) -> int:
    """Give the end of an axis: the next number that is 1, 2, 3, 4, 5, 6, 8 or 10 times a power of ten.

    >>> round_up(0), round_up(7), round_up(142_567)
    (1, 8, 200000)
    """
    power: int = 10 ** (len(str(max(value, 1))) - 1)
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= value)


def _svg(frame: Frame, title: Words, description: Words, height: int, drawn: SafeString) -> SafeString:
    return format_html(
        '<svg role="img" direction="{direction}" width="100%" height="{height}" aria-labelledby="{name}-t {name}-d">'
        '<title id="{name}-t">{title}</title><desc id="{name}-d">{description}</desc>{drawn}</svg>',
        direction=frame.direction,
        height=height,
        name=frame.name,
        title=title,
        description=description,
        drawn=drawn,
    )


def _words(frame: Frame, lines: Sequence[str], top: int) -> SafeString:
    """Write what a bar stands for; SVG doesn't break lines, and a phone is 320 px wide."""
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="start">{}</text>',
        ((frame.x(0), top + LINE * (place + 1) - 6, line) for place, line in enumerate(lines)),
    )


def _bar(frame: Frame, value: int, most: int, top: int) -> SafeString:
    share = WIDEST * value / most
    return format_html(
        '<rect class="track" x="{track}" y="{top}" width="{widest}%" height="{bar}"/>'
        '<rect class="bar" x="{x}" y="{top}" width="{share}%" height="{bar}"/>'
        '<text x="{end}" y="{foot}" text-anchor="end" font-weight="700">{value}</text>',
        track=frame.x(0, WIDEST),
        widest=f"{WIDEST:g}",
        x=frame.x(0, share),
        share=f"{round(share, 2):g}",
        top=top,
        bar=BAR,
        end=frame.x(100),
        foot=top + BAR - 1,
        value=number_in(frame.language, value),
    )


def _grid(frame: Frame, top: int) -> SafeString:
    lines = ((0, "axis"), (top // 2 if top % 2 == 0 else 0, "grid"), (top, "grid"))
    return format_html_join(
        "",
        '<line class="{}" x1="0" x2="100%" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="start">{}</text>',
        (
            (kind, _y(value, top), _y(value, top), frame.x(0), _y(value, top) - 5, number_in(frame.language, value))
            for value, kind in dict(lines).items()
        ),
    )


def _dots(frame: Frame, readings: Sequence[Reading], top: int) -> SafeString:
    points = [(_across(readings, reading.day), _y(reading.value, top)) for reading in readings]
    lines = format_html_join(
        "",
        '<line class="trend" stroke-width="3" x1="{}" y1="{}" x2="{}" y2="{}"/>',
        ((frame.x(x1), y1, frame.x(x2), y2) for (x1, y1), (x2, y2) in pairwise(points)),
    )
    dots = format_html_join(
        "", '<circle class="dot" stroke-width="3" r="5" cx="{}" cy="{}"/>', ((frame.x(x), y) for x, y in points)
    )
    return format_html("{}{}", lines, dots)


def _dates(frame: Frame, readings: Sequence[Reading]) -> SafeString:
    """Write the first and the last month under the line; a single reading has one."""
    if not readings:
        return SafeString()
    ends = [(frame.x(FIRST), "start", readings[0].day), (frame.x(100), "end", readings[-1].day)]
    return format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (x, HEIGHT + FOOT, anchor, month_in(frame.language, day))
            for x, anchor, day in ends[: 1 if len(readings) == 1 else 2]
        ),
    )


def _across(readings: Sequence[Reading], day: date) -> float:
    """Place a day between the first and the last, leaving room for the numbers of the axis and for a dot."""
    first, last = readings[0].day, readings[-1].day
    share = (day - first) / (last - first) if last > first else 0.5
    return FIRST + (97.0 - FIRST) * share


def _y(value: int, top: int) -> int:
    return math.floor(12 + (HEIGHT - 12) * (1 - value / top))


def _table(title: Words, heads: Heads, rows: Sequence[tuple[Words, str]]) -> Table:
    return Table(
        title, (heads.what, heads.value), tuple((Cell(what), Cell(value, is_number=True)) for what, value in rows)
    )
