"""The addresses of the room's pages. A country stands in an address; what anybody answers never does."""

from __future__ import annotations

from django.urls import path

from safar.rooms.pathways import views

app_name = "pathways"
urlpatterns = [
    path("pathways", views.places, name="places"),
    path("pathways/complain", views.complain, name="complain"),
    path("pathways/health-workers", views.health_workers, name="health-workers"),
    path("draws", views.draws, name="draws"),
    path("draws/<slug:slug>", views.draw, name="draw"),
    path("draws/<slug:slug>/<str:name>", views.draw_file, name="draw-file"),
    path("pathways/<slug:slug>", views.place, name="place"),
    path("pathways/<slug:slug>/sheet", views.sheet, name="sheet"),
]
