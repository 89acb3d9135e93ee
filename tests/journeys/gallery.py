"""One page with every part of the look on it, for the browser tests alone. ROOT_URLCONF of tests that show it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import segno
from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils.safestring import SafeString, mark_safe

from safar.foundation.charts import Bar, Chart, Frame, Heads, Reading, bar_chart, trend_chart
from safar.foundation.design.parts import Cell, Crumb, Fact, Paging, Share, Stop, Table
from safar.foundation.design.statuses import MARKS
from safar.foundation.languages import active_language, direction_of
from safar.urls import urlpatterns as site

PAGE = """
{% extends "design/base.html" %}{% load safar %}
{% block title %}Every part{% endblock %}{% block description %}Every part of the look{% endblock %}
{% block before %}<div class="sheet"><h1>Every part</h1>
{% search_form "/check" q="al rashid" country="KE" countries=countries size="large" %}</div>{% endblock %}
{% block main %}
{% crumbs crumbs %}
<h2>Marks</h2><ul class="marks">{% for code in codes %}<li>{% status_mark code %}</li>{% endfor %}</ul>
<p>{% status_mark "barred" size="large" %}</p>
{% for tone in tones %}{% notice tone "One thing to know" "And why it matters to you now." %}{% endfor %}
<h2>Line of time</h2>{% line_of_time stops "All registers" %}
<h2>Facts</h2>{% facts facts %}
<h2>Table</h2>{% data_table table %}{% paging paging %}
<h2>Charts</h2>{% for drawn in charts %}{% chart drawn %}{% endfor %}
<div class="card"><p>A card</p></div>
<form method="post">{% include "design/form.html" %}<button type="submit">Send</button></form>
{% share share %}
{% endblock %}
"""


KINDS = [("a", "No pay"), ("b", "Late pay")]


class Everything(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Your name", help_text="As in your passport.")
    kind = forms.ChoiceField(
        label="What happened?", choices=[("a", "No pay"), ("b", "Late pay")], widget=forms.RadioSelect
    )
    country = forms.ChoiceField(label="Where?", choices=[("KE", "Kenya"), ("NP", "Nepal")])
    text = forms.CharField(label="Tell us more", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="I have read this")


STOPS = [
    Stop(date(2031, 5, 4), "Barred until this day", "barred-until", by="Ministry", is_future=True),
    Stop(date(2026, 3, 2), "Found in breach", "found", "wages not paid; passports kept", "Ministry", "/registers"),
    Stop(date(2025, 9, 30), "Licensed", "licensed", "Worker (A rating)", "Home Office", "/registers"),
    Stop(None, "Named in papers", "filing-only", by="Department of Labor"),
]
FACTS = [Fact("Town", "Mombasa"), Fact("Their words", "Ineligible", source="Read on 3 July 2026", is_foreign=True)]
TABLE = Table(
    "Lists",
    ("List", "Country", "Names", "State"),
    (
        (Cell("Recruiters", "/registers"), Cell("Kenya"), Cell("1,294", is_number=True), Cell("", code="licensed")),
        (Cell("A very long name of a list"), Cell("Brazil"), Cell("142,235", is_number=True), Cell("", code="unknown")),
    ),
)
CRUMBS = [Crumb("Home", "/"), Crumb("Registers", "/registers"), Crumb("Licensed recruiters of Kenya")]
BARS = [
    Bar("United Kingdom: sponsors of workers from every other country", 142_235),
    Bar("Brazil", 290),
    Bar("None", 0),
]
READINGS = [Reading(date(2026, 6, 26), 142_071), Reading(date(2026, 7, 3), 142_235), Reading(date(2026, 8, 7), 120_000)]


def charts() -> list[Chart]:
    """Draw one chart of each kind."""
    frame = Frame("bars", active_language(), direction_of(active_language()))
    return [
        bar_chart(frame, "Names by list", "Brazil holds fewer.", Heads("List", "Names"), BARS),
        trend_chart(frame.named("trend"), "Names over time", "It shrank.", Heads("Day", "Names"), READINGS),
    ]


def code() -> SafeString:
    """Draw a QR code as the share card does."""
    picture = BytesIO()
    segno.make_qr("https://safar.example/party/x").save(
        picture, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(picture.getvalue().decode())


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every part, the form with its mistakes."""
    context = {
        "quick_exit": "quick" in request.GET,
        "countries": ["KE", "SA", "GB"],
        "codes": list(MARKS),
        "tones": ["grave", "warn", "fine", "neutral", "unknown"],
        "crumbs": CRUMBS,
        "stops": STOPS,
        "facts": FACTS,
        "table": TABLE,
        "paging": Paging(2, 9, "?page=1", "?page=3"),
        "charts": charts(),
        "form": Everything({"name": "", "kind": "a"}),
        "share": Share("https://safar.example/party/x", code(), "https://wa.me/?text=x"),
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [*i18n_patterns(path("gallery", gallery), prefix_default_language=False), *site]
