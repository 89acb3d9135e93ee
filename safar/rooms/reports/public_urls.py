"""Pages of reports that hold nothing private: the public process serves them too, with the vault switched off."""

from __future__ import annotations

from django.urls import path

from safar.rooms.reports.views import published

app_name = "reports"
urlpatterns = [
    path("cards", published.how, name="how"),
    path("cards/data", published.data, name="data"),
    path("corridors", published.corridors, name="corridors"),
    path("corridor/<slug:pair>", published.corridor, name="corridor"),
    path("reported", published.reported, name="reported"),
    path("reported/<slug:reference>", published.proposed, name="proposed"),
]
