"""Addresses of casework for workers and the public, in each language."""

from __future__ import annotations

from django.urls import path

from safar.rooms.casework import public_urls
from safar.rooms.casework.views import directory
from safar.rooms.casework.views.help import help_page

app_name = "casework"
urlpatterns = [
    *public_urls.urlpatterns,
    path("help", help_page, name="help"),
    path("bodies/", directory.bodies, name="bodies"),
    path("bodies/<str:code>", directory.country, name="bodies-country"),
    path("body/<slug:reference>", directory.body, name="body"),
]
