"""Charts say the same to the eye and in a table, in both directions of writing, without an inline style."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from safar.foundation.charts import Bar, Chart, Frame, Heads, Reading, bar_chart, trend_chart

ENGLISH = Frame("chart", "en", "ltr")
ARABIC = Frame("chart", "ar", "rtl")
HEADS = Heads("List", "Names")
BARS = [Bar("United Kingdom", 200), Bar("Kenya", 50), Bar("Nobody", 0)]
READINGS = [Reading(date(2026, 7, 3), 142_235), Reading(date(2026, 6, 26), 142_071)]


def bars(frame: Frame = ENGLISH) -> Chart:
    return bar_chart(frame, "Names by list", "Kenya holds a quarter.", HEADS, BARS)


def trend(frame: Frame = ENGLISH, readings: list[Reading] = READINGS) -> Chart:
    return trend_chart(frame, "Names over time", "It grew.", Heads("Day", "Names"), readings)


def drawn(chart: Chart) -> Element:
    return fromstring(chart.svg)  # noqa: S314 - our own drawing


def of_class(chart: Chart, name: str) -> list[Element]:
    return [one for one in drawn(chart).iter() if one.get("class") == name]


def percent(text: str | None) -> float:
    return float(str(text).removesuffix("%"))


@pytest.mark.parametrize("chart", [bars(), trend(), bars(ARABIC), trend(ARABIC)])
def test_a_screen_reader_hears_title_and_description(chart: Chart) -> None:
    svg = drawn(chart)
    named = {one.get("id"): one.text for one in svg.iter() if one.get("id")}
    assert svg.get("role") == "img"
    assert [named[part] for part in str(svg.get("aria-labelledby")).split()] == [chart.title, named["chart-d"]]


@pytest.mark.parametrize("chart", [bars(), trend()])
def test_the_content_policy_holds(chart: Chart) -> None:
    assert "style" not in chart.svg
    assert "data:" not in chart.svg


def test_a_bar_is_as_long_as_its_number() -> None:
    widths = [percent(bar.get("width")) for bar in of_class(bars(), "bar")]
    assert widths[1] / widths[0] == pytest.approx(0.25)
    assert widths[2] == 0


def test_bars_begin_where_reading_begins() -> None:
    for left, right in zip(of_class(bars(), "bar"), of_class(bars(ARABIC), "bar"), strict=True):
        assert percent(left.get("x")) == 0
        assert percent(right.get("x")) + percent(right.get("width")) == pytest.approx(100)


def test_bars_of_nothing_are_drawn() -> None:
    chart = bar_chart(ENGLISH, "t", "d", HEADS, [Bar("None", 0)])
    assert percent(of_class(chart, "bar")[0].get("width")) == 0
    assert drawn(bar_chart(ENGLISH, "t", "d", HEADS, [])).get("height") == "0"


def test_long_words_are_broken_into_lines() -> None:
    chart = bar_chart(ENGLISH, "t", "d", HEADS, [Bar("Sponsors of workers from every other country on earth", 1)])
    words = [text.text or "" for text in drawn(chart).iter("text") if text.get("font-weight") is None]
    assert len(words) == 2
    assert max(map(len, words)) <= 36


def test_words_of_a_publisher_cannot_become_markup() -> None:
    chart = bar_chart(ENGLISH, "<t>", "d & d", HEADS, [Bar("<script>alert(1)</script>", 1)])
    assert [one.tag for one in drawn(chart).iter() if one.tag == "script"] == []
    assert "".join(drawn(chart).itertext()).count("<script>") == 1


def test_the_table_says_the_same() -> None:
    assert [[str(cell.words) for cell in row] for row in bars().table.rows] == [
        ["United Kingdom", "200"],
        ["Kenya", "50"],
        ["Nobody", "0"],
    ]
    assert [[str(cell.words) for cell in row] for row in trend().table.rows] == [
        ["26 June 2026", "142,071"],
        ["3 July 2026", "142,235"],
    ]


def test_numbers_and_days_follow_the_language() -> None:
    nepali = trend(Frame("chart", "ne", "ltr"))
    assert [str(cell.words) for cell in nepali.table.rows[0]] == ["२०२६ जुन २६", "१,४२,०७१"]


def test_time_runs_from_the_oldest_in_the_direction_of_reading() -> None:
    forth = [percent(dot.get("cx")) for dot in of_class(trend(), "dot")]
    back = [percent(dot.get("cx")) for dot in of_class(trend(ARABIC), "dot")]
    assert forth == sorted(forth)
    assert back == sorted(back, reverse=True)


def test_a_small_change_looks_small() -> None:
    """The axis begins at zero: 142,071 to 142,235 is no cliff."""
    heights = [int(str(dot.get("cy"))) for dot in of_class(trend(), "dot")]
    assert abs(heights[0] - heights[1]) <= 1


def test_a_single_reading_has_a_dot_and_one_date() -> None:
    chart = trend(readings=READINGS[:1])
    assert len(of_class(chart, "dot")) == 1
    assert of_class(chart, "trend") == []
    assert [text.text for text in drawn(chart).iter("text")][-1:] == ["Jul 2026"]


def test_no_reading_draws_an_empty_field() -> None:
    assert of_class(trend(readings=[]), "dot") == []
