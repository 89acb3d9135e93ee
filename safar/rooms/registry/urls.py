"""The addresses of the registry's public pages."""

from __future__ import annotations

from django.urls import path

from safar.rooms.registry import feeds, views

app_name = "registry"
urlpatterns = [
    path("check", views.check, name="check"),
    path("party/<slug:reference>/card", views.card, name="card"),
    path("party/<slug:reference>/feed", feeds.party_feed, name="party_feed"),
    path("party/<slug:reference>/object/<int:record>", views.object_to, name="object"),
    path("objection/<slug:reference>", views.objection, name="objection"),
    path("registers", views.registers, name="registers"),
    path("register/<slug:source>", views.register, name="register"),
    path("register/<slug:source>/changes", views.register_changes, name="register_changes"),
    path("register/<slug:source>/feed", feeds.register_feed, name="register_feed"),
]
