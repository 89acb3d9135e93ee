"""Addresses of reports for workers, parties and readers, in each language."""

from __future__ import annotations

from django.urls import path

from safar.rooms.reports import public_urls
from safar.rooms.reports.views import notices, parties
from safar.rooms.reports.views.report import report

app_name = "reports"
urlpatterns = [
    *public_urls.urlpatterns,
    path("report", report, name="report"),
    path("answer", parties.answer, name="answer"),
    path("answer/notices", notices.about_us, name="about-us"),
    path("dispute", parties.dispute, name="dispute"),
    path("dispute/answer", parties.counter, name="counter"),
    path("dispute/number", notices.became, name="became"),
]
