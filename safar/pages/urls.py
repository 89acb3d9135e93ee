"""The addresses of the pages that join rooms."""

from __future__ import annotations

from django.urls import path

from safar.pages import about, home, leaving, party

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("how-it-works", about.about, name="about"),
    path("party/<slug:reference>", party.party, name="party"),
    path("exit", leaving.leave, name="exit"),
]
