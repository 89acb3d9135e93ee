"""The addresses of the registry's staff pages, included at /staff/registry/."""

from __future__ import annotations

from django.urls import path

from safar.rooms.registry import staff_views as views

app_name = "registry_staff"
urlpatterns = [
    path("reviews", views.reviews, name="reviews"),
    path("reviews/<int:edition>", views.review, name="review"),
    path("reviews/<int:edition>/accept", views.accept_review, name="accept"),
    path("reviews/<int:edition>/dismiss", views.dismiss_review, name="dismiss"),
    path("editions/<int:edition>", views.outcome, name="outcome"),
    path("queue", views.queue, name="queue"),
    path("pairs", views.propose, name="propose"),
    path("pairs/<int:one>/<int:other>", views.pair, name="pair"),
    path("party/<slug:reference>/judgements", views.judgements, name="judgements"),
    path("judgements/<int:judgement>/withdraw", views.withdraw_judgement, name="withdraw"),
    path("health", views.health, name="health"),
    path("objections", views.objections, name="objections"),
    path("objections/<slug:reference>", views.objection, name="objection"),
]
